// The built-ins that the kernel's own code in this process stands on. A cell may set them to anything: `globalThis.Promise =
// null` would have every later cell fail, and nothing would say why. So they are looked at when a cell is done.
//
// A function in the place of another is left alone: libraries patch built-ins, tests fake timers.

const { apply, defineProperty, getOwnPropertyDescriptor, ownKeys } = Reflect;

/** Global objects, of which another object may take the place: a test's console, say. */
const objects = "process console performance Reflect JSON Math Atomics".split(" ");

interface Essential {
  /** "Array.prototype.map". */
  name: string;
  holder: object;
  key: PropertyKey;
  descriptor: PropertyDescriptor;
  kind: "function" | "object";
  /** It could not be put back, and that was printed. */
  isLost?: boolean;
}

const globals =
  "Object Function Array Promise Map Set WeakMap Symbol String Number Boolean BigInt RegExp Date Error TypeError RangeError " +
  "Uint8Array Int32Array Float64Array ArrayBuffer SharedArrayBuffer Buffer URL setTimeout clearTimeout setImmediate queueMicrotask";

/** Objects all of whose functions are looked at. */
const holders: [string, object][] = [
  ...[Object, Function, Array, Promise, Map, Set, WeakMap, Symbol, String, Number, RegExp, Date, Error].flatMap(
    (kind): [string, object][] => [
      [kind.name, kind],
      [`${kind.name}.prototype`, kind.prototype],
    ],
  ),
  ["Reflect", Reflect],
  ["JSON", JSON],
  ["Math", Math],
  ["Atomics", Atomics],
  ["Buffer", Buffer],
];

const functions: readonly Essential[] = [
  ...globals.split(" ").map(name => ({ name, holder: globalThis, key: name })),
  ...holders.flatMap(([name, holder]) => ownKeys(holder).map(key => ({ name: `${name}${member(key)}`, holder, key }))),
].flatMap(({ name, holder, key }) => {
  const descriptor = getOwnPropertyDescriptor(holder, key);
  return typeof descriptor?.value === "function" && key !== "constructor"
    ? [{ name, holder, key, descriptor, kind: "function" }]
    : [];
});

const essentials: readonly Essential[] = [
  ...functions,
  ...objects.map((key): Essential => {
    // Some are accessors, whose setter has forgotten the value by the time it is needed.
    const descriptor = { value: globalThis[key as never], writable: true, configurable: true, enumerable: false };
    return { name: key, holder: globalThis, key, descriptor, kind: "object" };
  }),
];

function member(key: PropertyKey): string {
  return typeof key === "symbol" ? `[${key.description}]` : `.${String(key)}`;
}

/** Puts back what is no function, or no object, any more, and returns a line for each, once. Uses nothing of what it looks at. */
export function restoreEssentials(): string {
  let text = "";
  for (let i = 0; i < essentials.length; i++) {
    const essential = essentials[i]!;
    const { name, holder, key, descriptor, kind, isLost } = essential;
    const found = readValue(holder, key);
    if ((typeof found === kind && found !== null) || isLost) continue;
    const isBack = apply(defineProperty, undefined, [holder, key, descriptor]);
    essential.isLost = !isBack;
    text += `${name} was ${found === null ? "null" : typeof found}, which nothing here works without: ${
      isBack ? "it was put back" : "restart the kernel"
    }.\n`;
  }
  return text;
}

function readValue(holder: object, key: PropertyKey): unknown {
  try {
    return holder[key as never];
  } catch {
    return undefined; // an accessor that throws
  }
}
