// Statements, functions and what the wrapping of a cell must not change of them.
import type { Sample } from "./sample.ts";

export const statements: Sample[] = [
  {
    name: "generators and tagged templates",
    cells: [
      "function* g() { yield 1; yield* [2, 3] }\nconst tag = (s: TemplateStringsArray, ...v: number[]) => s.raw.join('|') + v",
      "tag`a${[...g()].length}b`",
    ],
    shows: "'a|b3'",
  },
  {
    name: "functions keep their names",
    cells: ["const f = () => 1; const A = class {}; let g = async function () {}", "[f.name, A.name, g.name]"],
    shows: "[ 'f', 'A', 'g' ]",
  },
  {
    name: "a function called bare has no this",
    cells: ["function f(this: unknown) { return this }", "f() === undefined"],
    shows: "true",
  },
  {
    name: "labels, switch, optional chaining",
    cells: [
      "const o: { a?: { b(): number } } = {}\nlet s = ''\nouter: for (const i of [1, 2]) { for (const j of [1, 2]) { if (j === 2) continue outer; s += `${i}${j} ` } }",
      "[s, o.a?.b()]",
    ],
    shows: "[ '11 21 ', undefined ]",
  },
  {
    name: "labels and loops across await",
    cells: [
      "let s = ''; outer: for (let i = 0; ; i++) { do { await null; s += i; if (i > 1) break outer; continue outer } while (true) }",
      "s",
    ],
    shows: "'012'",
  },
  {
    name: "each loop turn has its own binding",
    cells: ["const fs: (() => number)[] = []; for (let i = 0; i < 3; i++) fs.push(() => i)", "fs.map(f => f())"],
    shows: "[ 0, 1, 2 ]",
  },
  { name: "no arguments and no new.target outside a function", cells: ["typeof new.target"], error: /^TS17013/ },
  {
    name: "arguments and new.target in a function",
    cells: ["function f(..._: number[]) { return [arguments.length, new.target === undefined] }", "f(1, 2)"],
    shows: "[ 2, true ]",
  },
  { name: "this of a cell is undefined, as in a module", cells: ["this === undefined"], shows: "true" },
  {
    name: "functions are named by what they are assigned to",
    cells: [
      "let f: any, g: any; f = () => 1; ({ g = function () {} } = {} as any); const { h = class {} } = {} as any; let k: any; k ??= (() => 2)",
      "[f.name, g.name, h.name, k.name]",
    ],
    shows: "[ 'f', 'g', 'h', 'k' ]",
  },
  {
    name: "an unreachable end, an unused label, a fallthrough are allowed",
    cells: ["function f(x: number) { switch (x) { case 1: x++; case 2: return x } return 0; x }", "f(1)"],
    shows: "2",
  },
  {
    name: "overloads",
    cells: [
      "function f(x: string): string\nfunction f(x: number): number\nfunction f(x: any) { return x }",
      "const n: number = f(1), s: string = f('a'); [n, s]",
    ],
    shows: "[ 1, 'a' ]",
  },
  {
    name: "using is disposed of at the end of its cell",
    cells: [
      "const log: string[] = []",
      "using d = { [Symbol.dispose]() { log.push('gone') } }; log.push('here')",
      "log",
    ],
    shows: "[ 'here', 'gone' ]",
  },
  {
    name: "await using, using in a block and a loop",
    cells: [
      "const log: string[] = []; const make = (n: string) => ({ [Symbol.dispose]() { log.push(n) }, async [Symbol.asyncDispose]() { log.push(`async ${n}`) } })",
      "{ using a = make('a'); log.push('in') } for (using b of [make('b')]) log.push('loop'); await using c = make('c')",
      "log",
    ],
    shows: "[ 'in', 'a', 'loop', 'b', 'async c' ]",
  },
  {
    name: "an asynchronous function without a body or a name of its own takes its name",
    cells: [
      "let f: any, later = 3; f = async () => await later",
      "f ??= async () => await 1; const { g = async () => await later } = {} as any; [f.name, await f(), g.name, await g()]",
    ],
    shows: "[ 'f', 3, 'g', 3 ]",
  },
  {
    name: "a statement that begins where a block ends",
    cells: [
      "let n = 1; { n += 1 }class A { static x = n } if (n) {}for (;;) { n += A.x; break }do n += 1\nwhile (n < 5)n",
      "{ n += 1 }(n)",
    ],
    shows: "6",
  },
];
