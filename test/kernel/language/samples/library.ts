// The newest standard library, with its types, and Node's.
import type { Sample } from "./sample.ts";

export const library: Sample[] = [
  {
    name: "iterator helpers",
    cells: [
      "function* n() { for (let i = 0; ; i++) yield i }",
      "const r: number[] = n().filter(x => x % 2 === 1).map(x => x * x).drop(1).take(3).toArray(); r",
    ],
    shows: "[ 9, 25, 49 ]",
  },
  {
    name: "Set methods",
    cells: [
      "const r: Set<number> = new Set([1, 2, 3]).intersection(new Set([2, 3, 4])); [r, new Set([1]).isSubsetOf(r)]",
    ],
    shows: "[ Set(2) { 2, 3 }, false ]",
  },
  {
    name: "Promise.try, Promise.withResolvers, Map.groupBy, Object.groupBy, Array.fromAsync",
    cells: [
      "const { promise, resolve } = Promise.withResolvers<number>(); resolve(3)\nconst g: Map<boolean, number[]> = Map.groupBy([1, 2, 3], n => n > 1)\nconst a: number[] = await Array.fromAsync([Promise.resolve(1)])",
      "[await Promise.try(() => 1), await promise, g.get(true), Object.groupBy([1], () => 'k').k, a]",
    ],
    shows: "[ 1, 3, [ 2, 3 ], [ 1 ], [ 1 ] ]",
  },
  {
    name: "array copies, findLast, at, structuredClone, Object.hasOwn",
    cells: [
      "const a = [3, 1, 2]; [a.toSorted(), a.with(0, 9), a.toSpliced(0, 1), a.findLast(x => x > 1), a.at(-1), structuredClone({ a }), Object.hasOwn({ a }, 'a'), a].length",
    ],
    shows: "8",
  },
  {
    name: "RegExp.escape, Float16Array, Math.f16round, Uint8Array.fromBase64",
    cells: [
      "[RegExp.escape('.').length, new Float16Array([1.5])[0], Math.f16round(1.337), Uint8Array.fromBase64('AQI=').toHex()]",
    ],
    shows: "[ 2, 1.5, 1.3369140625, '0102' ]",
  },
  {
    name: "Error.cause, Error.isError, AggregateError",
    cells: [
      "const e = new Error('a', { cause: 1 }); [e.cause, Error.isError(e), new AggregateError([e]).errors.length]",
    ],
    shows: "[ 1, true, 1 ]",
  },
  {
    name: "Temporal",
    cells: ["const d: Temporal.PlainDate = Temporal.PlainDate.from('1997-11-15'); d.add({ days: 20 }).toString()"],
    shows: "'1997-12-05'",
  },
  {
    name: "Map.getOrInsert, Iterator.concat",
    cells: ["[new Map([[1, 2]]).getOrInsert(1, 5), [...Iterator.concat([1], [2])]]"],
    shows: "[ 2, [ 1, 2 ] ]",
  },
  {
    name: "fetch, URL, Buffer, process, timers and their types",
    cells: [
      "const u: URL = new URL('http://a/b?c=1'); [typeof fetch, u.searchParams.get('c'), Buffer.from('a').toString('hex'), typeof process.pid, typeof setTimeout]",
    ],
    shows: "[ 'function', '1', '61', 'number', 'function' ]",
  },
];
