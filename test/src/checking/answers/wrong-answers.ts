// Answers of the wrong kind, by what they are: what a student hands in by mistake, and some that only a curious one does.
import "../../on-reference.ts";
import { ____ } from "../../../../src/checking/index.ts";
import { seed, sequential, tensor } from "../../../../src/index.ts";

const circular: unknown[] = [1];
circular.push(circular);
const nestedTimes = (n: number) => {
  let list: unknown = 1;
  for (let i = 0; i < n; i++) list = [list];
  return list;
};
const unread = (): never => {
  throw new Error("a trap");
};
const traps = { get: unread, has: unread, ownKeys: unread, getPrototypeOf: unread };
const late = Promise.reject(new Error("late"));
late.catch(() => {});

/** Calls itself for ever. */
const endless = (x: unknown): unknown => endless(x);

// biome-ignore lint/suspicious/noSparseArray: a slip of the finger
const sparse = [, 1];

export const wrongAnswers: Record<string, unknown> = {
  // Nothing, and numbers that are none.
  null: null,
  undefined: undefined,
  NaN: Number.NaN,
  "∞": Number.POSITIVE_INFINITY,
  "−∞": Number.NEGATIVE_INFINITY,
  "−0": -0, // biome-ignore format: a table
  ____,
  "a list of ____": [____],
  "____ by names": { n: ____, s: ____ },
  "the text ____": "____",
  "the text 12": "12",
  "12 with spaces": " 12 ",
  "a word": "hello",
  "no text": "",
  "a long text": "x ".repeat(5000),
  "12n": 12n,
  true: true,
  "a symbol": Symbol("x"),
  "new Number": new Number(12),
  "new String": new String("no"),
  // What is awaited, or of another library.
  "a promise": Promise.resolve(12),
  "a promise that fails": late,
  // biome-ignore lint/suspicious/noThenProperty: a slip, or a trick
  "a thenable": { then: (done: (n: number) => void) => done(12) },
  "a tensor of one number": tensor(13),
  "a tensor [1]": tensor([13]),
  "a tensor [2, 2]": tensor([
    [1, 2],
    [3, 5],
  ]),
  "a random tensor": seed(0).normal(0, 1, [2, 3]),
  "a model": sequential(),
  "a Map": new Map([["n", 12]]),
  "a Set": new Set([12]),
  "a Date": new Date(0),
  "a pattern": /12/,
  "an error": new Error("mine"),
  "a Float64Array": new Float64Array([12]),
  "a BigInt64Array": new BigInt64Array(2),
  "a DataView": new DataView(new ArrayBuffer(8)),
  // Lists of the wrong depth or length.
  "[12]": [12],
  "[[12]]": [[12]],
  "40 lists deep": nestedTimes(40),
  "20,000 lists deep": nestedTimes(20_000),
  "rows of unequal length": [[1, 2], [3]],
  "a list of texts": ["1", "2"],
  "a list of null": [null],
  "a list with undefined": [undefined, 1],
  "a list with a hole": sparse,
  "[]": [],
  "a list that holds itself": circular,
  "a long list": Array(100_000).fill(1),
  "{}": {},
  "an object without a prototype": Object.create(null),
  "texts by names": { n: "12", s: [1, 3] },
  "null by names": { n: null, s: null },
  "one of the names": { n: 13 },
  "a wrong name": { x: "zz", y: "b" },
  "a name too much": { x: "a", y: "c", z: "c" },
  "a number as a name": { x: 1, y: null },
  "no curve": { data: [] },
  "null as a curve": { data: [null] },
  "texts as a curve": { data: [{ x: "a", y: 1 }] },
  "no layout": { data: [{ y: [Number.NaN, "a", null] }], layout: null }, // biome-ignore format: a table
  // What cannot be read.
  "a trap": new Proxy({}, traps),
  "a list of traps": new Proxy([1], traps),
  "a getter that throws": {
    get n() {
      return unread();
    },
    s: 1,
  },
  "data that throws": { get data() { return unread(); } }, // biome-ignore format: a table
  // Functions.
  "a class": class Cell {},
  "a function without return": () => {},
  "a function of null": () => null,
  "a function that throws": () => {
    throw new TypeError("mine");
  },
  "a function that throws a text": () => {
    throw "mine";
  },
  "a function that throws null": () => {
    throw null;
  },
  "a function that calls itself": endless,
  "an async function": async () => 12,
  "an async function that fails": async () => {
    throw new Error("late");
  },
  "a generator": function* () {
    yield 1;
  },
  "a function of NaN": () => Number.NaN,
  "a function of a text": () => "12",
  "a function of a bigint": () => 12n,
  "a function of a symbol": () => Symbol("x"),
  "a function of ____": () => ____,
  "a function of { h: ____ }": () => ({ h: ____, c: 1 }),
  "a function that gives its argument": (x: unknown) => x,
  "a function that empties its argument": (x: unknown) => {
    if (Array.isArray(x)) x.length = 0;
    return x;
  },
  "a function that draws": () => Math.random(),
  "a function of a list that holds itself": () => circular,
  "a function of deep lists": () => nestedTimes(20_000),
  "a function of traps": () => new Proxy([1], traps),
  "a function of getters that throw": () => ({
    get h() {
      return unread();
    },
    c: [1],
  }),
  "a function of a tensor": () => tensor([1, 2]),
  "a function of a function": () => () => 1,
  "a bound function": ((x: unknown) => x).bind(null),
  "a function with a trap": new Proxy(() => 1, { apply: unread }),
  "a function whose text is a trap": Object.assign(() => 1, { toString: unread }), // biome-ignore format: a table
};
