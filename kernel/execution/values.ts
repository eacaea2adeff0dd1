// Values that travel between processes: what `session.call` takes and returns, as JSON text and back.
//
// JSON alone loses too much (NaN, −0, undefined, BigInt, Map, typed arrays, holes), asks `toJSON`, and fails with an error
// that names no place. Here a value arrives whole, or the error says what was refused and where: "value.items[3].next is
// a cycle". Text, booleans, null and most numbers stand for themselves, a plain object is an object; everything else is
// a list that begins with its tag: ["NaN"], ["array", 1, 2], ["Map", [key, value]].
//
// An object of a class travels as its own fields. Sharing is not kept: what is there twice arrives twice.
export { decodeValue } from "./decode-value.ts";
export { encodeValue } from "./encode-value.ts";
export {
  ValueError,
  type ValueLimits,
  type ValueType,
  valueSymbol,
  valueTypesOf,
} from "./value-type.ts";
