// The built-ins that essentials.ts looks at, as they were when the process began.

const { getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;

export interface Essential {
  /** "Array.prototype.map". */
  name: string;
  /** "Array.prototype"; nothing for a global. */
  of: string;
  holder: object;
  key: PropertyKey;
  descriptor: PropertyDescriptor;
  kind: "function" | "object";
  /** It could not be put back, and that was printed. */
  isLost?: boolean;
  /** What took its place and works as it does. */
  accepted?: unknown;
}

/** Global objects, of which another object may take the place: a test's console, say. */
const objects = "process console performance Reflect JSON Math Atomics Intl WebAssembly globalThis global".split(" ");

const globals = (
  "Object Function Array Promise Map Set WeakMap WeakSet WeakRef FinalizationRegistry Symbol String Number Boolean BigInt RegExp " +
  "Date Error TypeError RangeError SyntaxError ReferenceError EvalError URIError AggregateError Proxy DataView Iterator " +
  "Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array Float64Array BigInt64Array " +
  "BigUint64Array ArrayBuffer SharedArrayBuffer Buffer URL URLSearchParams TextEncoder TextDecoder AbortController AbortSignal " +
  "Event EventTarget MessageChannel MessagePort setTimeout clearTimeout setInterval clearInterval setImmediate clearImmediate " +
  "queueMicrotask structuredClone isNaN isFinite parseInt parseFloat encodeURIComponent decodeURIComponent encodeURI decodeURI"
).split(" ");

const typedArray = getPrototypeOf(Uint8Array) as { prototype: object };
const iterators: [string, object][] = [
  ["ArrayIterator.prototype", getPrototypeOf([].values())!],
  ["MapIterator.prototype", getPrototypeOf(new Map().values())!],
  ["SetIterator.prototype", getPrototypeOf(new Set().values())!],
];

/** Objects all of whose functions are looked at. */
const holders: [string, object][] = [
  ...[Object, Function, Array, Promise, Map, Set, WeakMap, Symbol, String, Number, RegExp, Date, Error].flatMap(
    (kind): [string, object][] => [
      [kind.name, kind],
      [`${kind.name}.prototype`, kind.prototype],
    ],
  ),
  ["TypedArray", typedArray],
  ["TypedArray.prototype", typedArray.prototype],
  ...iterators,
  ["Reflect", Reflect],
  ["JSON", JSON],
  ["Math", Math],
  ["Atomics", Atomics],
  ["Buffer", Buffer],
];

/** What the kernel calls of the process; the rest may be anything. */
const ofProcess =
  "on once emit off nextTick cwd exit hrtime memoryUsage emitWarning removeListener listenerCount".split(" ");

/** Read as members, so that what is inherited counts: an own property takes its place, and none is needed. */
const members: Essential[] = [
  ...ofProcess.map((key): Essential => own("process", process, key, "function")),
  ...["stdout", "stderr", "env"].map(key => own("process", process, key, "object")),
  ...["log", "error", "warn", "info"].map(key => own("console", console, key, "function")),
];

function own(of: string, holder: object, key: string, kind: "function" | "object"): Essential {
  const descriptor = { value: holder[key as never], writable: true, configurable: true, enumerable: true };
  return { name: of === "" ? key : `${of}.${key}`, of, holder, key, descriptor, kind };
}

const all: readonly Pick<Essential, "name" | "of" | "holder" | "key">[] = [
  ...globals.map(name => ({ name, of: "", holder: globalThis, key: name })),
  ...holders.flatMap(([of, holder]) => ownKeys(holder).map(key => ({ name: `${of}${member(key)}`, of, holder, key }))),
];

const functions: readonly Essential[] = all.flatMap(one => {
  const { name, holder, key } = one;
  const descriptor = getOwnPropertyDescriptor(holder, key);
  if (key === "constructor" || name === "Error.prepareStackTrace") return [];
  if (typeof descriptor?.value === "function") return [{ ...one, descriptor, kind: "function" }];
  // Some of Node's are accessors.
  const isNodes = holder === globalThis && typeof globalThis[key as never] === "function";
  return isNodes ? [own("", holder, String(key), "function")] : [];
});

/** `Map.prototype.size`: asked for by its getter, as its value is of an instance. */
export const accessors: readonly { name: string; holder: object; key: PropertyKey; descriptor: PropertyDescriptor }[] =
  all.flatMap(({ name, holder, key }) => {
    const descriptor = getOwnPropertyDescriptor(holder, key);
    const isLookedAt = holder !== globalThis && descriptor?.get && descriptor.configurable && key !== "__proto__";
    return isLookedAt ? [{ name, holder, key, descriptor }] : [];
  });

export const essentials: Essential[] = [
  ...functions,
  ...objects.map((key): Essential => {
    // Some are accessors, whose setter has forgotten the value by the time it is needed.
    const descriptor = { value: globalThis[key as never], writable: true, configurable: true, enumerable: false };
    return { name: key, of: "", holder: globalThis, key, descriptor, kind: "object" };
  }),
  ...members,
];

/** What prints, once this process has it for its own. */
export function lookAtOutput(): void {
  for (const name of ["stdout", "stderr"] as const)
    essentials.push(own(`process.${name}`, process[name], "write", "function"));
}

/** Their methods are found there. */
export const prototypes: readonly { name: string; object: object; prototype: object | null }[] = [
  ...holders.filter(([name]) => name !== "Object.prototype").map(([name, object]) => ({ name, object })),
  ...[Uint8Array, Int32Array, Float32Array, Float64Array, TypeError, RangeError].map(({ name, prototype }) => ({
    name: `${name}.prototype`,
    object: prototype,
  })),
].map(({ name, object }) => ({ name, object, prototype: getPrototypeOf(object) }));

/** What must not be there: every object would be a promise, or a description of a property, and no text be sent. */
export const intruders: readonly { name: string; object: object; key: string }[] = [
  ..."then get set value writable enumerable configurable toJSON done next"
    .split(" ")
    .map(key => ({ name: "Object.prototype", object: Object.prototype, key })),
  ..."length byteLength byteOffset buffer set subarray"
    .split(" ")
    .map(key => ({ name: "Uint8Array.prototype", object: Uint8Array.prototype, key })),
];

function member(key: PropertyKey): string {
  return typeof key === "symbol" ? `[${key.description}]` : `.${String(key)}`;
}
