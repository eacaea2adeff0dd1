// await, for await, asynchronous functions and generators.
import type { Sample } from "./sample.ts";

export const asynchronous: Sample[] = [
  {
    name: "the last of several expressions is awaited, gone over and thrown",
    cells: [
      "let n = 0, s = 0; for await (const x of (n++, [1, 2])) s += x; try { throw (n++, 'last') } catch (e) { s += e.length } [await (n++, Promise.resolve(5)), s, n]",
    ],
    shows: "[ 5, 7, 3 ]",
  },
  {
    name: "top-level await, for await",
    cells: [
      "let s = 0\nfor await (const x of (async function* () { yield 1; yield 2 })()) s += x\ns += await Promise.resolve(4)",
      "s",
    ],
    shows: "7",
  },
  {
    name: "for await over promises",
    cells: ["let s = 0; for await (const x of [Promise.resolve(1), 2]) s += x; s"],
    shows: "3",
  },
  {
    name: "asynchronous functions take turns, await by await",
    cells: [
      "const order: string[] = []; const go = async (name: string) => { for (let i = 0; i < 3; i++) { await null; order.push(name + i) } }",
      "await new Promise(resolve => setTimeout(resolve, 30)); await Promise.all([go('a'), go('b')]); order.join(' ')",
    ],
    shows: "'a0 b0 a1 b1 a2 b2'",
  },
  {
    name: "they do so in a cell that has long kept the event loop waiting, too",
    cells: [
      "const order: string[] = []; const go = async (name: string) => { for (let i = 0; i < 3; i++) { await null; order.push(name + i) } }",
      "await null; const end = Date.now() + 30; while (Date.now() < end); await Promise.all([go('a'), go('b')]); order.join(' ')",
    ],
    shows: "'a0 b0 a1 b1 a2 b2'",
  },
  {
    name: "for await over a text",
    cells: ["let s = ''; for await (const letter of 'abc') s = letter + s; s"],
    shows: "'cba'",
  },
  {
    name: "for await over what is no list",
    cells: ["for await (const x of 5 as any);"],
    error: /^TypeError: 5 is not async iterable$/,
  },
  {
    name: "async generators",
    cells: [
      "async function* count(to: number) { for (let i = 0; i < to; i++) yield await Promise.resolve(i) }",
      "const all: number[] = []; for await (const i of count(3)) all.push(i); all",
    ],
    shows: "[ 0, 1, 2 ]",
  },
];
