import assert from "node:assert/strict";
import { decodeValue, encodeValue, ValueError, valueSymbol, valueTypesOf } from "../../../kernel/execution/values.ts";
import { itSoaks } from "../../soak.ts";

const there = (value: unknown) => decodeValue(encodeValue(value));
const bytes = Uint8Array.of(0, 1, 127, 128, 254, 255, 0, 240).buffer;

/** Each arrives as structuredClone copies it, which is the platform's own codec. */
const whole: { [name: string]: unknown } = {
  "plain JSON": { a: [1, "x", true, null, { "": [] }] },
  NaN: Number.NaN,
  infinities: [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  "negative zero, alone and inside": [-0, { zero: -0 }],
  undefined: [undefined, { u: undefined }],
  bigints: [0n, -1n, 2n ** 200n, -(2n ** 64n)],
  dates: [new Date(0), new Date(Number.NaN), new Date("2026-02-29T12:00:00.123Z")],
  maps: new Map<unknown, unknown>([
    ["a", new Map([[1, Number.NaN]])],
    [{ k: 1 }, undefined],
    [Number.NaN, -0],
  ]),
  sets: new Set<unknown>([1, "1", new Set([undefined]), { a: 1 }]),
  "typed arrays": [
    Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array,
    Float32Array, Float64Array, BigInt64Array, BigUint64Array, DataView,
  ].map(Kind => Reflect.construct(Kind, [bytes.slice(0)])), // biome-ignore format: a table
  "a part of a buffer": new Uint16Array(bytes, 2, 2),
  buffers: bytes,
  "empty ones": [[], {}, new Map(), new Set(), new Float32Array(0), "", new ArrayBuffer(0)],
  "a sparse array": Object.assign([], { 3: "x", length: 7 }),
  "an array as long as can be": Object.assign([], { length: 2 ** 32 - 1 }),
  "an array whose only item is a text that looks like a tag": [["NaN"], ["array"], ["Map", 1]],
  "a match": /(?<year>\d+)/d.exec("in 2026")?.slice(),
  "regular expressions": [/a\/b[/]\n/giu, /(?:)/],
  "boxed primitives": [Object(1), Object("x"), Object(false), Object(1n)],
  "half surrogate pairs": ["\ud83d", "a\ude00b", { "\ud83d": 1 }],
  "keys that mean something elsewhere": { constructor: 1, toString: 2, hasOwnProperty: 3, toJSON: 4 },
  "integer keys in their order": { 2: "b", 1: "a", z: 0 },
  "fields of a class": new (class Point {
    x = 1;
    y = [Number.NaN];
  })(),
};

describe("execution: values between processes", () => {
  for (const [name, value] of Object.entries(whole))
    it(`arrive whole: ${name}`, () => assert.deepStrictEqual(there(value), structuredClone(value)));

  it("arrive whole: a key __proto__, which sets no prototype", () => {
    const value = JSON.parse('{"__proto__": {"polluted": true}, "a": 1}');
    const arrived = there(value) as object;
    assert.deepEqual(Object.keys(arrived), ["__proto__", "a"]);
    assert.equal(Object.getPrototypeOf(arrived), Object.prototype);
    assert.equal((arrived as { polluted?: boolean }).polluted, undefined);
  });

  it("arrive whole: objects without prototype", () => {
    const arrived = there({ bare: Object.assign(Object.create(null), { a: -0 }) }) as { bare: object };
    assert.equal(Object.getPrototypeOf(arrived.bare), null);
    assert.ok(Object.is((arrived.bare as { a: number }).a, -0));
  });

  it("arrive whole: errors, by name, message and cause", () => {
    const arrived = there(new RangeError("too far", { cause: [undefined] })) as RangeError;
    assert.ok(arrived instanceof RangeError);
    assert.deepEqual([arrived.message, arrived.cause], ["too far", [undefined]]);
    const own = there(Object.assign(new Error("x"), { name: "Own" })) as Error;
    assert.deepEqual([own.name, own.message, String(own)], ["Own", "x", "Own: x"]);
  });

  it("arrive whole: memory that is shared, as a copy", () => {
    const shared = new SharedArrayBuffer(2);
    new Uint8Array(shared).set([7, 8]);
    const arrived = there([shared, new Uint8Array(shared, 1)]) as [SharedArrayBuffer, Uint8Array];
    assert.ok(arrived[0] instanceof SharedArrayBuffer);
    assert.deepEqual([[...new Uint8Array(arrived[0])], [...arrived[1]]], [[7, 8], [8]]);
  });

  it("arrive whole: fields beside an array's items", () => {
    const arrived = there("a2026".match(/(?<year>\d+)/)) as RegExpMatchArray;
    assert.deepEqual([[...arrived], arrived.index, arrived.groups?.year], [["2026", "2026"], 1, "2026"]);
  });

  it("are not asked for toJSON, and twice the same object is no cycle", () => {
    const same = { toJSON: 5, n: 1 };
    assert.deepEqual(there([same, same]), [same, same]);
    const dated = Object.assign(new Date(0), { toJSON: undefined });
    assert.deepEqual(there(dated), new Date(0));
  });

  it("take more than the stack holds where they are wide, and as deep as the limit", () => {
    assert.equal((there(Array.from({ length: 200_000 }, (_, i) => i)) as number[]).length, 200_000);
    let deep: unknown = "end";
    for (let i = 0; i < 500; i++) deep = [deep];
    assert.deepEqual(there(deep), deep);
  });

  for (const [name, make, message] of [
    ["a function", () => ({ f: [() => 1] }), /^value\.f\[0\] is a function/],
    ["a function as the value", () => Math.max, /^value is a function/],
    ["a class", () => new Map([["k", class A {}]]), /^value\.get\("k"\) is a function/],
    ["a symbol", () => new Set([Symbol("s")]), /^value \(an item\) is a symbol/],
    ["a boxed symbol", () => [Object(Symbol("s"))], /^value\[0\] is a symbol/],
    ["a promise", () => ({ later: Promise.resolve(1) }), /^value\.later is a promise: await it/],
    ["a weak map", () => [new WeakMap()], /^value\[0\] is a WeakMap without fields of its own/],
    ["a generator", () => (function* g() {})(), /^value is a .* without fields of its own/],
    ["a URL, whose parts are hidden", () => new URL("http://a/"), /^value is a URL without fields of its own/],
    ["a cycle", () => { const o: { items: object[] } = { items: [1, 2, 3, {}] as never }; (o.items[3] as { next: object }).next = o; return o; }, /^value\.items\[3\]\.next is a cycle/],
    ["a cycle in a map", () => { const m = new Map(); m.set(m, 1); return m; }, /^value \(a key\) is a cycle/],
    ["what is nested too deep", () => { let d: unknown = 1; for (let i = 0; i < 501; i++) d = { next: d }; return d; }, /^value\.next\.next\..*….*\.next nests deeper than 500 levels/],
    ["a getter that throws", () => ({ "a b": { get price() { throw new RangeError("no"); } } }), /^value\["a b"\]\.price cannot be read: RangeError: no/],
    ["a getter that throws what cannot be shown", () => ({ get x() { throw new Proxy({}, { get() { throw 1; }, getPrototypeOf() { throw 2; } }); } }), /^value\.x cannot be read: /],
    ["a proxy that throws", () => [new Proxy({}, { ownKeys() { throw new Error("mine"); } })], /^value\[0\] cannot be read: Error: mine/],
    ["a proxy that was revoked", () => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return { p: proxy }; }, /^value\.p cannot be read: TypeError/],
    ["memory that is gone", () => { return { a: gone() }; }, /^value\.a is a view on memory that is gone/],
    ["a method that says nothing", () => ({ [valueSymbol]: () => 5 }), /^value says by Symbol\.for\("Jupyter\.value"\)/],
  ] as const) // biome-ignore format: a table
    it(`are refused by name and place: ${name}`, () => {
      assert.throws(
        () => there(make()),
        (error: Error) => {
          assert.ok(error instanceof ValueError, String(error));
          assert.match(error.message, message);
          return true;
        },
      );
    });

  itSoaks("are refused above a length, before they take the memory", () => {
    const limits = { length: 1000 };
    for (const value of ["x".repeat(2000), Array(600).fill(0), new Float64Array(200), 2n ** 5000n])
      assert.throws(() => encodeValue(value, "the value of f", limits), /the value of f is too large.*1000 characters/);
    // Each level twice: 2⁶⁰ strings, which would never end.
    let doubled: unknown = "x";
    for (let i = 0; i < 60; i++) doubled = [doubled, doubled];
    assert.throws(() => encodeValue(doubled), /too large to travel/);
  });

  it("are written although a cell has replaced what others would use", () => {
    const { map, push, forEach } = Array.prototype;
    const { toISOString } = Date.prototype;
    const text = encodeValue({ a: [1, new Map([[1, new Date(5)]])] });
    Object.assign(Array.prototype, { map: null, push: null, forEach: () => "mine" });
    Object.assign(Date.prototype, { toISOString: null });
    (Object.prototype as { toJSON?: unknown }).toJSON = () => "mine";
    (Array.prototype as { toJSON?: unknown }).toJSON = () => "mine";
    try {
      assert.equal(encodeValue({ a: [1, new Map([[1, new Date(5)]])] }), text);
    } finally {
      Object.assign(Array.prototype, { map, push, forEach });
      Object.assign(Date.prototype, { toISOString });
      delete (Object.prototype as { toJSON?: unknown }).toJSON;
      delete (Array.prototype as { toJSON?: unknown }).toJSON;
    }
  });

  for (const text of [
    "",
    "{",
    '["no such"]',
    '["Date","x"]',
    '["Map",1]',
    '["RegExp","(","g"]',
    '["Float32Array","AAA="]',
    '["sparse",-1]',
    '["sparse",1e99]',
    '["bigint","0x1"]',
    '["bare",[]]',
    "[".repeat(3000) + "]".repeat(3000),
    '["value",{}]',
  ])
    it(`are not made of ${JSON.stringify(text.slice(0, 30))}`, () =>
      assert.throws(() => decodeValue(text), { name: "ValueError", message: /decodeValue expects/ }));

  describe("of a library", () => {
    class Tensor {
      readonly data: Float32Array;
      readonly shape: number[];
      readonly #secret = 1;
      constructor(data: Float32Array, shape: number[]) {
        this.data = data;
        this.shape = shape;
      }
      get secret() {
        return this.#secret;
      }
      [valueSymbol]() {
        return { type: "tensor", dtype: "float32", shape: this.shape, data: this.data };
      }
      static readonly [valueSymbol] = {
        type: "tensor",
        from: ({ data, shape }: Record<string, unknown>) => new Tensor(data as Float32Array, shape as number[]),
      };
    }

    const value = { x: [new Tensor(Float32Array.of(1, Number.NaN), [1, 2])] };
    const fields = { type: "tensor", dtype: "float32", shape: [1, 2], data: Float32Array.of(1, Number.NaN) };

    it("arrive as their fields, and travel on as what they were", () => {
      const arrived = there(value);
      assert.deepStrictEqual(arrived, { x: [fields] });
      assert.equal(encodeValue(arrived), encodeValue(value));
    });

    it("are the library's again where it is loaded", () => {
      const types = new Map(valueTypesOf({ Tensor, other: 1, also: () => {} }));
      const { x } = decodeValue(encodeValue(there(value)), types) as { x: Tensor[] };
      assert.ok(x[0] instanceof Tensor);
      assert.equal(x[0].secret, 1);
      assert.deepEqual(x[0].data, fields.data);
    });
  });
});

/** A view whose buffer has shrunk beneath it. */
function gone(): DataView {
  const buffer = new ArrayBuffer(8, { maxByteLength: 8 });
  const view = new DataView(buffer, 4, 4);
  buffer.resize(2);
  return view;
}
