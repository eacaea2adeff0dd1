// TypeScript as people know it: each sample is a notebook's cells and what its last cell must show.
//
// A value is compared by its text/plain; `error` is matched against the name and message of the last cell's error.
export interface Sample {
  name: string;
  cells: string[];
  shows?: string;
  error?: RegExp;
}

export const samples: Sample[] = [
  { name: "an expression's value", cells: ["1 + 1"], shows: "2" },
  { name: "a declaration shows nothing", cells: ["const a = 1"] },
  { name: "the last expression, with or without a semicolon", cells: ["const a = 1; a + 1;"], shows: "2" },
  {
    name: "a closure sees a later assignment from another cell",
    cells: ["let n = 0; const inc = () => ++n", "n = 10; inc()"],
    shows: "11",
  },
  {
    name: "an assignment through destructuring",
    cells: ["let a = 1, b = 2", "[a, b] = [b, a]; ({ a } = { a: a * 10 }); [a, b]"],
    shows: "[ 20, 1 ]",
  },
  {
    name: "shorthand properties",
    cells: ["const a = 1, b = 2", "({ a, b, c: { a } })"],
    shows: "{ a: 1, b: 2, c: { a: 1 } }",
  },
  {
    name: "destructuring with defaults and rest",
    cells: ["const { a, b: [c = 2, ...d], ...e } = { a: 1, b: [undefined, 3, 4], f: 5 }", "[a, c, d, e]"],
    shows: "[ 1, 2, [ 3, 4 ], { f: 5 } ]",
  },
  { name: "a re-run const", cells: ["const a = 1", "const a = 2", "a"], shows: "2" },
  {
    name: "a re-run function is seen by earlier callers",
    cells: ["function f() { return 1 }", "const g = () => f()", "function f() { return 2 }", "g()"],
    shows: "2",
  },
  {
    name: "a name declared again with another type leaves old closures their value",
    cells: ["const a = 1; const g = () => a + 1", "const a = 'one'", "[a, g()]"],
    shows: "[ 'one', 2 ]",
  },
  { name: "a re-run class", cells: ["class A { x = 1 }", "class A { x = 2 }", "new A().x"], shows: "2" },
  {
    name: "a class with inheritance and private members across cells",
    cells: ["class A { #p = 1; get p() { return this.#p } }", "class B extends A { q = super.p + 1 }", "new B().q"],
    shows: "2",
  },
  {
    name: "a re-run interface and type",
    cells: [
      "interface P { x: number }\ntype Q = P[]",
      "interface P { y: string }",
      "const p: P = { y: 'a' }; const q: Q = [{ x: 1 }]; [p, q]",
    ],
    shows: "[ { y: 'a' }, [ { x: 1 } ] ]",
  },
  {
    name: "a type and a value of one name",
    cells: ["interface P { x: number }\nconst P = (x: number): P => ({ x })", "const p: P = P(3); p.x"],
    shows: "3",
  },
  { name: "an enum", cells: ["enum E { a, b = 'x' }", "[E.a, E[0], E.b]"], shows: "[ 0, 'a', 'x' ]" },
  {
    name: "a namespace",
    cells: ["namespace N { export const x = 1; export type T = number }", "const t: N.T = N.x; t"],
    shows: "1",
  },
  {
    name: "an import used by a later cell",
    cells: [
      "import fs, { existsSync as there } from 'node:fs'\nimport * as path from 'path'",
      "[typeof fs.statSync, there('/'), path.posix.join('a', 'b')]",
    ],
    shows: "[ 'function', true, 'a/b' ]",
  },
  {
    name: "an import for types only",
    cells: ["import type { Stats } from 'node:fs'", "const f = (s: Stats) => s.size; f.length"],
    shows: "1",
  },
  {
    name: "dynamic import and require",
    cells: ["const os = await import('node:os')", "require('node:os').EOL === os.EOL"],
    shows: "true",
  },
  {
    name: "a CommonJS and an ESM-only package",
    cells: [
      "import zmq from 'zeromq'\nimport { parse } from 'acorn'",
      "[typeof zmq, parse('1', { ecmaVersion: 2020 }).type]",
    ],
    shows: "[ 'object', 'Program' ]",
  },
  { name: "import.meta", cells: ["typeof import.meta.dirname"], shows: "'string'" },
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
    name: "using is disposed of at the end of its cell",
    cells: [
      "const log: string[] = []",
      "using d = { [Symbol.dispose]() { log.push('gone') } }; log.push('here')",
      "log",
    ],
    shows: "[ 'here', 'gone' ]",
  },
  {
    name: "standard decorators",
    cells: [
      "function twice(f: (n: number) => number, _: ClassMethodDecoratorContext) { return (n: number) => 2 * f(n) }",
      "class C { @twice f(n: number) { return n + 1 } }",
      "new C().f(1)",
    ],
    shows: "4",
  },
  {
    name: "satisfies, NoInfer, const type parameters",
    cells: [
      "const c = { a: 1 } satisfies Record<string, number>; const f = <const T>(x: T, y: NoInfer<T>) => [x, y]; f(c.a, 2)",
    ],
    shows: "[ 1, 2 ]",
  },
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
    name: "exports are ordinary declarations",
    cells: ["export const a = 1; export function f() { return a }", "f()"],
    shows: "1",
  },
  {
    name: "labels, switch, optional chaining",
    cells: [
      "const o: { a?: { b(): number } } = {}\nlet s = ''\nouter: for (const i of [1, 2]) { for (const j of [1, 2]) { if (j === 2) continue outer; s += `${i}${j} ` } }",
      "[s, o.a?.b()]",
    ],
    shows: "[ '11 21 ', undefined ]",
  },
  { name: "var is visible later", cells: ["var v = 1; v += 1", "v"], shows: "2" },
  {
    name: "names of the browser are free",
    cells: ["const name = 1, status = 2, event = 3", "name + status + event"],
    shows: "6",
  },
  { name: "a parameter without a type", cells: ["const add = (a, b) => a + b", "add(1, 2)"], shows: "3" },
  { name: "names that shadow a global", cells: ["const Map = 1", "Map"], shows: "1" },
  { name: "dollar names", cells: ["const $ = 1, $$ = 2, $$cell = 3", "$ + $$ + $$cell"], shows: "6" },
  {
    name: "names like the wrapper's own",
    cells: ["import os from 'node:os'\nconst cell = 1, flag = 2, import0 = 3", "cell + flag + import0"],
    shows: "6",
  },
  { name: "a cell of comments", cells: ["// nothing\n/* at all */"] },
  { name: "non-ASCII names and text", cells: ["const größe = '😀é'", "größe.length"], shows: "3" },
  {
    name: "a type error",
    cells: ["const s: string = 1"],
    error: /^TS2322: Type 'number' is not assignable to type 'string'\.$/,
  },
  { name: "a type error against an earlier cell", cells: ["let n = 0", "n = 'a'"], error: /^TS2322/ },
  {
    name: "assigning to an earlier const",
    cells: ["const a = 1", "a = 2"],
    error: /^TS2588: Cannot assign to 'a' because it is a constant\.$/,
  },
  { name: "a name nobody declared", cells: ["nobody"], error: /^TS2304: Cannot find name 'nobody'\.$/ },
  { name: "no names of the browser", cells: ["document"], error: /^TS2584: Cannot find name 'document'\.$/ },
  { name: "a syntax error", cells: ["const = 3"], error: /^TS1134/ },
  { name: "return outside a function", cells: ["return 1"], error: /^TS1108/ },
  {
    name: "reading before initialisation, through a closure",
    cells: ["const early = () => late; early(); const late = 1"],
    error: /^ReferenceError: Cannot access 'late' before initialization$/,
  },
  {
    name: "a cell that throws keeps what it declared before",
    cells: ["const a = 1; throw new Error('no'); const b = 2", "a"],
    shows: "1",
  },
  {
    name: "what a cell that threw did not reach is not initialised",
    cells: ["const a = 1; throw new Error('no'); const b = 2", "b"],
    error: /^ReferenceError: Cannot access 'b'/,
  },
  {
    name: "a cell with a type error declares nothing",
    cells: ["const a = 1; const b: string = a", "a"],
    error: /^TS2304/,
  },
  { name: "a thrown value that is no error", cells: ["throw 'text'"], error: /^Thrown: 'text'$/ },
  { name: "JSON", cells: ["import pkg from './sample.json'", "pkg.answer + 1"], shows: "43" },
  {
    name: "a TypeScript file beside the notebook",
    cells: ["import { double } from './sample.ts'", "double(21)"],
    shows: "42",
  },
];
