// Whether what stands in the place of a built-in does what the built-in does: both are called with the same samples. A library's
// better `Map` passes, `class {}` does not.

type Call = ((...args: never[]) => unknown) & { prototype?: object };
type Sample = { receiver: unknown; args: unknown[] };

/** Results are ours to choose there: times, chance, output, and how a value is written. */
const free =
  /^(?:set|clear)(?:Timeout|Interval|Immediate)$|^queueMicrotask$|^Date\b|^Math\.random$|^Error\.prepare|allocUnsafe|^(?:process|console|performance|Intl|WebAssembly)\.|\.(?:to(?:Locale)?String|valueOf|toJSON)$/;

/** What a constructor's instances are asked; of the others only the members are looked at. */
const constructorTests: { [name: string]: (kind: never) => boolean } = {
  Object: (kind: ObjectConstructor) => kind.keys(kind({ a: 1 })).length === 1,
  Array: (kind: ArrayConstructor) => Array.isArray(new kind(2)) && new kind(2).length === 2,
  Promise: (kind: PromiseConstructor) => typeof new kind(() => {}).then === "function",
  Map: (kind: MapConstructor) => new kind([[1, 2]]).get(1) === 2,
  Set: (kind: SetConstructor) => new kind([1]).has(1),
  WeakMap: (kind: WeakMapConstructor) => new kind([[constructorTests, 2]]).get(constructorTests) === 2,
  WeakSet: (kind: WeakSetConstructor) => new kind([constructorTests]).has(constructorTests),
  WeakRef: (kind: WeakRefConstructor) => new kind(constructorTests).deref() === constructorTests,
  Symbol: (kind: SymbolConstructor) => typeof kind() === "symbol" && kind.iterator === Symbol.iterator,
  String: (kind: StringConstructor) => kind(5) === "5",
  Number: (kind: NumberConstructor) => kind("5") === 5,
  Boolean: (kind: BooleanConstructor) => kind(1) === true && kind(0) === false,
  BigInt: (kind: BigIntConstructor) => kind(5) === 5n,
  RegExp: (kind: RegExpConstructor) => new kind("a+").test("aa"),
  Proxy: (kind: ProxyConstructor) => new kind({ a: 1 }, {}).a === 1,
  ArrayBuffer: (kind: ArrayBufferConstructor) => new kind(8).byteLength === 8,
  SharedArrayBuffer: (kind: SharedArrayBufferConstructor) => new kind(8).byteLength === 8,
  DataView: (kind: DataViewConstructor) => new kind(new ArrayBuffer(8)).getInt8(0) === 0,
  URL: (kind: typeof URL) => new kind("file:///a").pathname === "/a",
  TextEncoder: (kind: typeof TextEncoder) => new kind().encode("a")[0] === 97,
  TextDecoder: (kind: typeof TextDecoder) => new kind().decode(Uint8Array.of(97)) === "a",
};
const isError = /^(?:\w+)?Error$/;
const isTypedArray = /^(?:Big)?(?:Int|Uint|Float)\d+(?:Clamped)?Array$/;

/** By a member's holder: what its methods are called on. The statics are called on the constructor itself. */
const receivers: { [holder: string]: () => unknown } = {
  "Object.prototype": () => ({ a: 1 }),
  "Function.prototype": () => (x: unknown) => ({ x }),
  "Array.prototype": () => [3, 1, 2],
  "Promise.prototype": () => Promise.resolve(1),
  "Map.prototype": () => new Map([[1, 2]]),
  "Set.prototype": () => new Set([1, 2]),
  "WeakMap.prototype": () => new WeakMap(),
  "Symbol.prototype": () => Symbol.iterator,
  "String.prototype": () => "a b,a",
  "Number.prototype": () => 2.5,
  "RegExp.prototype": () => /a(b)?/g,
  "Error.prototype": () => new Error("m"),
  "TypedArray.prototype": () => Float64Array.of(3, 1, 2),
  "ArrayIterator.prototype": () => [3, 1][Symbol.iterator](),
  "MapIterator.prototype": () => new Map([[1, 2]]).entries(),
  "SetIterator.prototype": () => new Set([1]).values(),
};

/** New ones at each call: what is called may change them. */
const argumentLists = (): unknown[][] => {
  const sum = (a: number, b = 0) => a + b;
  const object = () => ({ a: 1 });
  return [
    ...[[], [1], [2.5], [-1.5], [2, 3], ["a"], ["a", "b"], ['{"a":[1]}'], [sum], [sum, 0], [[1, 2]], [[[1, 2]]]],
    ...[[object()], [object(), "a"], [object(), "a", { value: 2 }], [object(), object()], [object(), null]],
    ...[
      [sum, undefined, [1, 2]],
      [sum, [1, 2]],
      [new Map([[1, 2]])],
      ["%s"],
      [Float64Array.of(4, 5)],
      [/a/g],
      [/a/g, "c"],
    ],
  ];
};

/** @param name "Array.prototype.map" @param of "Array.prototype", nothing for a global @param found what stands there now */
export function worksAs(name: string, of: string, original: Call, found: Call): boolean {
  if (free.test(name)) return true;
  try {
    if (of === "" && original.prototype) return isKindAs(original, found) && passesTest(name, original, found);
    return doesAs(of, original, found);
  } catch {
    return false; // what was found threw
  }
}

/** What must be there of an object: of a console or a process, which tests replace, what the kernel itself calls. */
const needed: { [name: string]: readonly string[] } = {
  console: ["log", "error", "warn", "info"],
  process: ["on", "emit", "nextTick", "cwd", "exit", "hrtime", "memoryUsage"],
  performance: ["now"],
};

/** The same for an object like JSON or Math; those of its functions that differ do the same. */
export function hasMembersOf(name: string, original: object, found: object): boolean {
  try {
    return (needed[name] ?? Reflect.ownKeys(original)).every(key => {
      const [ours, theirs] = [original[key as never], found[key as never]];
      if (typeof ours !== "function" || theirs === ours) return true;
      return typeof theirs === "function" && worksAs(`${name}.${String(key)}`, name, ours, theirs);
    });
  } catch {
    return false; // an accessor threw
  }
}

function isKindAs(original: Call, found: Call): boolean {
  const has = (there: object | undefined, key: PropertyKey) => typeof there?.[key as never] === "function";
  const hasAll = (ours: object, theirs: object | undefined) =>
    Reflect.ownKeys(ours).every(key => {
      const { value } = Reflect.getOwnPropertyDescriptor(ours, key)!;
      return typeof value !== "function" || has(theirs, key);
    });
  return hasAll(original, found) && hasAll(original.prototype!, found.prototype);
}

function passesTest(name: string, original: Call, found: Call): boolean {
  const make = (kind: Call, ...args: unknown[]) => Reflect.construct(kind, args) as never;
  if (isError.test(name)) {
    const made: unknown = make(found, "m");
    return made instanceof Error && made instanceof original && made.message === "m";
  }
  if (isTypedArray.test(name)) return sameValue(Array.from(make(found, 3)), Array.from(make(original, 3)));
  return constructorTests[name]?.(found as never) ?? true;
}

function doesAs(holder: string, original: Call, found: Call): boolean {
  const receiver = receivers[holder] ?? (() => (globalThis as never)[holder]);
  const samples = () => argumentLists().map((args): Sample => ({ receiver: receiver(), args }));
  const ours = samples();
  return samples().every((theirs, i) => {
    const expected = callWith(original, ours[i]!);
    if (expected.threw) return true;
    const got = callWith(found, theirs);
    return !got.threw && (expected.value === undefined || sameValue(expected, got)) && sameValue(ours[i], theirs);
  });
}

function callWith(target: Call, { receiver, args }: Sample): { threw: boolean; value?: unknown } {
  try {
    const value = Reflect.apply(target, receiver, args);
    if (value instanceof Promise) value.catch(() => {});
    return { threw: false, value };
  } catch {
    return { threw: true };
  }
}

/** Alike as far as these samples go: numbers to nine digits, iterators and maps by what they hold, functions by being ones. */
function sameValue(a: unknown, b: unknown, depth = 0): boolean {
  if (typeof a !== typeof b) return false;
  if (typeof a === "number") return Object.is(a, b) || Math.abs(a - (b as number)) <= 1e-9 * Math.abs(a);
  if (typeof a !== "object" || a === null || b === null) return typeof a === "function" || a === b;
  if (a instanceof Promise || depth > 4 || a === globalThis) return true;
  const [left, right] = [a, b as object].map(held);
  const keys = Reflect.ownKeys(left!).filter(key => key !== "stack");
  return (
    keys.length === Reflect.ownKeys(right!).filter(key => key !== "stack").length &&
    keys.every(key => sameValue(left![key as never], right![key as never], depth + 1))
  );
}

function held(value: object): object {
  if (value instanceof Map || value instanceof Set) return [...value];
  if (typeof (value as Iterator<unknown>).next === "function") return [...(value as Iterable<unknown>)];
  return value;
}
