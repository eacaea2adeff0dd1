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
  { name: "import.meta", cells: ["typeof import.meta.dirname"], shows: "'string'" },
  {
    name: "import.meta.resolve, __dirname, __filename",
    cells: [
      "const here = () => ({ __dirname }); import { dirname } from 'node:path'",
      "[here().__dirname === process.cwd(), dirname(__filename) === __dirname, import.meta.resolve('./sample.ts').slice(-10), typeof __dirname, '__dirname' in globalThis]",
    ],
    shows: "[ true, true, '/sample.ts', 'string', false ]",
  },
  {
    name: "files beside the notebook without their extension, or with .js for .ts",
    cells: [
      "import { double } from './sample'\nimport { count } from './counter.js'\nimport { index } from './folder'",
      "const n: number = double(21); [n, count, index, (await import('./sample')).double === double, require('./imports').viaSample]",
    ],
    shows: "[ 42, 0, 'index', true, 4 ]",
  },
  {
    name: "a file that imports another without its extension",
    cells: ["import { viaSample } from './imports'", "viaSample"],
    shows: "4",
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
  {
    name: "a parameter without a type: destructured, the rest, a callback's",
    cells: [
      "function f({ a }, [b], ...rest) { return [a, b, rest] }\nconst each = (list, call) => list.map(item => call(item))",
      "each([f({ a: 1 }, [2], 3)], x => x[2])",
    ],
    shows: "[ [ 3 ] ]",
  },
  {
    name: "a list that is empty at first takes what is pushed, also in a closure and in a later cell",
    cells: [
      "const losses = []; for (let i = 0; i < 2; i++) losses.push({ i }); const n: number = losses[1].i\nconst all = []; [1, 2].forEach(v => all.push(v))",
      "const later = []",
      "later.push('a'); losses.push({ i: 2 }); function f() { const own = []; own.push(n); return own } [later, losses.length, all, f()]",
    ],
    shows: "[ [ 'a' ], 3, [ 1, 2 ], [ 1 ] ]",
  },
  {
    name: "a variable that is null at first takes what comes",
    cells: [
      "let best = null; for (const x of [3, 5]) if (best === null || x > best) best = x; const b: number | null = best; b",
    ],
    shows: "5",
  },
  {
    name: "a variable that is null at first takes what a later cell has",
    cells: ["let best = null", "best = 5; best", "best = 'a'; best"],
    shows: "'a'",
  },
  {
    name: "an object's member by a text of no known type",
    cells: ["const o = { a: 1 }; for (const key in o) o[key] += 1; o"],
    shows: "{ a: 2 }",
  },
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
  {
    name: "a constant cannot be assigned to where its type is cast away, either",
    cells: [
      "const a = 1, [b] = [2]; try { (a as any) = 2 } catch {}",
      "let e: any; try { [(b as any)] = [3] } catch (caught) { e = caught } [a, b, e.message]",
    ],
    shows: "[ 1, 2, 'Assignment to constant variable.' ]",
  },
  {
    name: "a preloaded name cannot be assigned to",
    cells: ["// @ts-ignore\nparse = 1"],
    error: /^TypeError: Assignment to constant variable\.$/,
  },
  { name: "a name nobody declared", cells: ["nobody"], error: /^TS2304: Cannot find name 'nobody'\.$/ },
  { name: "no names of the browser", cells: ["document"], error: /^TS2584: Cannot find name 'document'\.$/ },
  { name: "a syntax error", cells: ["const = 3"], error: /^TS1134/ },
  { name: "return outside a function", cells: ["return 1"], error: /^TS1108/ },
  {
    name: "reading before initialization, through a closure",
    cells: ["const early = () => late; early(); const late = 1"],
    error: /^ReferenceError: Cannot access 'late' before initialization$/,
  },
  {
    name: "a cell that throws keeps what it declared before",
    cells: ["const a = 1; throw new Error('no'); const b = 2", "a"],
    shows: "1",
  },
  {
    name: "what a cell that threw did not reach is not initialized",
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
  {
    name: "a TypeScript file beside the notebook with a type error of its own",
    cells: ["import { wrong } from './wrong.ts'", "wrong.a"],
    shows: "'x'",
  },
  { name: "a re-run enum", cells: ["enum E { a, b }", "enum E { b, a }", "[E.a, E[0]]"], shows: "[ 1, 'b' ]" },
  {
    name: "an enum of one cell, merged",
    cells: ["enum E { a } enum E { b = 1 }", "[E.a, E.b, E[1]]"],
    shows: "[ 0, 1, 'b' ]",
  },
  { name: "a const enum", cells: ["const enum C { a = 7 }", "C.a + 1"], shows: "8" },
  {
    name: "a re-run namespace",
    cells: ["namespace N { export const x = 1 }", "namespace N { export const y = 'why' }", "N.y"],
    shows: "'why'",
  },
  {
    name: "a re-run import",
    cells: ["import { join } from 'node:path'", "import { join } from 'node:path'", "join('a', 'b')"],
    shows: "'a/b'",
  },
  {
    name: "a re-run type leaves what was declared with the old one",
    cells: ["type T = { a: number }; const f = (t: T) => t.a", "type T = string", "const t: T = 'x'; [f({ a: 1 }), t]"],
    shows: "[ 1, 'x' ]",
  },
  {
    name: "a class with #private, run again, is another class",
    cells: [
      "class A { #p = 1; get p() { return this.#p } }\nconst make = () => new A()",
      "class A { #p = 2; get p() { return this.#p } }",
      "[new A().p, make().p, make() instanceof A]",
    ],
    shows: "[ 2, 1, false ]",
  },
  {
    name: "a class without #private, run again, is seen by earlier closures",
    cells: ["class A { x = 1 }; const make = () => new A()", "class A { x = 2 }", "[make().x, make() instanceof A]"],
    shows: "[ 2, true ]",
  },
  {
    name: "a student's own declaration shadows a preloaded name",
    cells: ["parse('1', { ecmaVersion: 2020 }).type", "const parse = (text: string) => text.length", "parse('abc')"],
    shows: "3",
  },
  {
    name: "a student's own function and type shadow preloaded ones",
    cells: ["type Node = 'mine'; function isNewLine() { return 'own' }", "const n: Node = 'mine'; [n, isNewLine()]"],
    shows: "[ 'mine', 'own' ]",
  },
  {
    name: "a nested var is the notebook's",
    cells: ["if (true) { var v = 1 } for (var i = 0; i < 3; i++) {} for (var k in { a: 1 }) {}", "[v, i, k]"],
    shows: "[ 1, 3, 'a' ]",
  },
  {
    name: "a var in a pattern, in a loop over pairs",
    cells: ["for (var [key, { n = 5 }] of [['a', { n: 1 }], ['b', {}]] as [string, { n?: number }][]) {}", "[key, n]"],
    shows: "[ 'b', 5 ]",
  },
  {
    name: "a var in try, switch and a label",
    cells: [
      "try { throw 1 } catch (e) { var a = e } switch (1) { case 1: var b = 2 } l: { var c = 3; break l }",
      "[a, b, c]",
    ],
    shows: "[ 1, 2, 3 ]",
  },
  {
    name: "a var is hoisted, undefined until it is assigned",
    cells: ["const early = typeof late; var late: any = 1", "[early, late]"],
    shows: "[ 'undefined', 1 ]",
  },
  {
    name: "a function in a block is the block's, as in every module",
    cells: ["{ function inner() { return 1 } }", "inner()"],
    error: /^TS2304/,
  },
  {
    name: "functions are hoisted",
    cells: ["const r = f(); function f() { return g() } function g() { return 1 }", "r"],
    shows: "1",
  },
  { name: "an object literal, alone in its cell", cells: ["{ a: 1, b: [2] }"], shows: "{ a: 1, b: [ 2 ] }" },
  { name: "an object literal in one", cells: ["{ x: { x: 1 } }"], shows: "{ x: { x: 1 } }" },
  {
    name: "an object literal over several lines, with shorthand and spread",
    cells: ["const a = 1, o = { c: 3 }", "{\n  a,\n  ...o, // rest\n}\n"],
    shows: "{ a: 1, c: 3 }",
  },
  {
    name: "an object literal that has a key twice, one within the other",
    cells: ["{ a: { a: 1 } }"],
    shows: "{ a: { a: 1 } }",
  },
  {
    name: "lines that end without semicolons",
    cells: [
      "let n = 0\nconst add = (by) => { n += by }\nconst list = [1, 2]",
      "const a = 1\nconst b = list\nadd(a)\nif (a) add(1)\nelse add(2)\nadd(1)\ndo add(1)\nwhile (n < 4)\nadd(1)\nconst f = () => {\n  const c = n\n  add(1)\n  return c\n}\nf()",
      "switch (n) {\n  case 6:\n    add(10)\n    add(20)\n}\nclass A {\n  static { add(1)\n add(1) }\n}\nadd(2)\nn",
    ],
    shows: "40",
  },
  {
    name: "types of packages, of both module forms, in what later cells see",
    cells: [
      "import assert from 'node:assert'\nimport * as fs from 'node:fs'",
      "const failing = () => new assert.AssertionError({ message: 'x' }), stat = () => fs.statSync('.')",
      "const both = { failing, stat }",
      "// @ts-expect-error\nboth.failing().nonsense\n// @ts-expect-error\nboth.stat().nonsense\n" +
        "both.stat().isDirectory() satisfies boolean\nboth.failing().generatedMessage satisfies boolean",
    ],
    shows: "false",
  },
  { name: "a block stays a block", cells: ["{ const a = 1; console.log(a) }"] },
  {
    name: "a block that reads like a method stays a block",
    cells: ["const a = 1, got: object[] = [], f = (o: object) => { got.push(o) }", "{ f({ a }) }", "got"],
    shows: "[ { a: 1 } ]",
  },
  {
    name: "a type error in an object literal keeps its place",
    cells: ["{ a: nobody }"],
    error: /^TS(2304|18004): .*'nobody'/,
  },
  { name: "export default of an expression shows it", cells: ["export default 1 + 1"], shows: "2" },
  {
    name: "export default declares its function and class",
    cells: ["export default function f() { return 1 }", "export default class C { x = f() }", "new C().x"],
    shows: "1",
  },
  {
    name: "export default of a function without a name",
    cells: ["export default function () { return 1 }"],
    shows: "[Function: default]",
  },
  {
    name: "export default of a class without a name",
    cells: ["export default class { static x = 2 }"],
    shows: "[class default] { x: 2 }",
  },
  { name: "import = require", cells: ["import os = require('node:os')", "typeof os.EOL"], shows: "'string'" },
  {
    name: "an alias of a namespace's member",
    cells: ["namespace N { export namespace M { export const x = 5 } }", "import M = N.M; M.x"],
    shows: "5",
  },
  {
    name: "declarations of one cell merge",
    cells: [
      "interface I { a: number } interface I { b: number }\nfunction f() { return f.extra } namespace f { export const extra = 7 }\nclass K {} interface K { later?: string }",
      "const i: I = { a: 1, b: 2 }; [i, f(), new K().later]",
    ],
    shows: "[ { a: 1, b: 2 }, 7, undefined ]",
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
    name: "a call that fits no overload",
    cells: ["function f(x: string): string\nfunction f(x: number): number\nfunction f(x: any) { return x }", "f(true)"],
    error: /^TS2769/,
  },
  {
    name: "an abstract class and a generic one",
    cells: [
      "abstract class Shape { abstract area(): number; describe() { return `area ${this.area()}` } }\nclass Box<T> { constructor(readonly value: T) {} }",
      "class Square extends Shape { constructor(private side: number) { super() } area() { return this.side ** 2 } }",
      "const b = new Box(new Square(3)); b.value.describe()",
    ],
    shows: "'area 9'",
  },
  { name: "an abstract class cannot be made", cells: ["abstract class A {}", "new A()"], error: /^TS2511/ },
  {
    name: "a private member of an earlier cell's class",
    cells: ["class A { private x = 1 }", "new A().x"],
    error: /^TS2341/,
  },
  {
    name: "getters, setters, static blocks, computed names",
    cells: [
      "class T { static made = 0; static { T.made = 1 } #c = 0; get f() { return this.#c * 9 / 5 + 32 } set f(f: number) { this.#c = (f - 32) * 5 / 9 } ['to' + 'C']() { return this.#c } }",
      "const t = new T(); t.f = 212; [(t as any).toC(), T.made]",
    ],
    shows: "[ 100, 1 ]",
  },
  {
    name: "mixins return classes with private members",
    cells: [
      "const mix = <B extends new (...a: any[]) => object>(Base: B) => class extends Base { protected tag = 'mixed'; read() { return this.tag } }",
      "class M extends mix(Object) {}",
      "new M().read()",
    ],
    shows: "'mixed'",
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
  {
    name: "async generators",
    cells: [
      "async function* count(to: number) { for (let i = 0; i < to; i++) yield await Promise.resolve(i) }",
      "const all: number[] = []; for await (const i of count(3)) all.push(i); all",
    ],
    shows: "[ 0, 1, 2 ]",
  },
  {
    name: "bigint, separators, exponents",
    cells: ["const big = 2n ** 64n", "[big, 1_000, 0b11, 0o17, 0xff, typeof big]"],
    shows: "[ 18446744073709551616n, 1000, 3, 15, 255, 'bigint' ]",
  },
  {
    name: "regular expressions: named groups, sticky, indices, sets",
    cells: [
      "const m = /(?<year>\\d{4})/d.exec('in 1997')!",
      "[m.groups!.year, m.indices![0], /[\\p{L}--[a-z]]/v.test('A'), 'a1b2'.replace(/\\d/g, '')]",
    ],
    shows: "[ '1997', [ 3, 7 ], true, 'ab' ]",
  },
  {
    name: "tagged templates, a method as a tag",
    cells: [
      "const t = { k: '!', tag(s: TemplateStringsArray, n: number) { return s[0]! + n + this.k } }",
      "t.tag`n=${1}`",
    ],
    shows: "'n=1!'",
  },
  {
    name: "delete of a member, not of a name",
    cells: ["const o: { a?: number } = { a: 1 }; delete o.a; o"],
    shows: "{}",
  },
  { name: "delete of a name", cells: ["let x = 1", "delete x"], error: /^TS1102/ },
  { name: "no arguments and no new.target outside a function", cells: ["typeof new.target"], error: /^TS17013/ },
  {
    name: "arguments and new.target in a function",
    cells: ["function f(..._: number[]) { return [arguments.length, new.target === undefined] }", "f(1, 2)"],
    shows: "[ 2, true ]",
  },
  { name: "this of a cell is undefined, as in a module", cells: ["this === undefined"], shows: "true" },
  { name: "eval of an expression", cells: ["eval('1 + 1')"], shows: "2" },
  {
    name: "globalThis holds no name of a cell, and cells see what is put there",
    cells: ["const a = 1; Object.assign(globalThis, { shared: 5 })", "['a' in globalThis, (globalThis as any).shared]"],
    shows: "[ false, 5 ]",
  },
  {
    name: "declare names a global without making it",
    cells: ["Object.assign(globalThis, { made: 5 })", "declare const made: number; made + 1", "made + 2"],
    shows: "7",
  },
  {
    name: "declare global",
    cells: [
      "declare global { interface Array<T> { second(): T | undefined } }\nArray.prototype.second = function () { return this[1] }",
      "[1, 2].second()",
    ],
    shows: "2",
  },
  {
    name: "functions are named by what they are assigned to",
    cells: [
      "let f: any, g: any; f = () => 1; ({ g = function () {} } = {} as any); const { h = class {} } = {} as any; let k: any; k ??= (() => 2)",
      "[f.name, g.name, h.name, k.name]",
    ],
    shows: "[ 'f', 'g', 'h', 'k' ]",
  },
  {
    name: "Windows line ends, a byte order mark, a first line for the shell",
    cells: ["\uFEFFconst a = 1\r\nconst b = `x\r\ny`\r\n", "#!/usr/bin/env node\r\na + b.length"],
    shows: "4",
  },
  {
    name: "standard decorators of a class, an accessor and a field",
    cells: [
      "const log: string[] = []\nfunction named<C extends new (...a: any[]) => object>(c: C, { name }: ClassDecoratorContext<C>) { log.push(`class ${name}`); return c }\nfunction doubled(_: undefined, c: ClassFieldDecoratorContext) { log.push(`field ${String(c.name)}`); return (n: number) => 2 * n }\nfunction seen<T>(a: ClassAccessorDecoratorTarget<unknown, T>, c: ClassAccessorDecoratorContext): ClassAccessorDecoratorResult<unknown, T> { log.push(`${c.kind} ${String(c.name)}`); return { get() { return a.get.call(this) } } }",
      "@named class C { @doubled x = 21; @seen accessor y = 1 }",
      "const c = new C(); [c.x, c.y, log, c instanceof C, C.name]",
    ],
    shows: "[ 42, 1, [ 'accessor y', 'field x', 'class C' ], true, 'C' ]",
  },
  {
    name: "an accessor without a decorator",
    cells: ["class C { accessor x = 1; static accessor y = 2 }", "const c = new C(); c.x += 1; [c.x, C.y]"],
    shows: "[ 2, 2 ]",
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
    name: "NoInfer is checked",
    cells: ["const pick = <T extends string>(all: T[], one: NoInfer<T>) => one", "pick(['a', 'b'], 'c')"],
    error: /^TS2345/,
  },
  {
    name: "satisfies is checked",
    cells: ["const c = { a: 1, b: 'x' } satisfies Record<string, number>"],
    error: /^TS2322/,
  },
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
  {
    name: "an ESM-only package: default and named",
    cells: ["import greet, { half } from 'esm-only'", "const s: string = greet('you'); [s, half(3)]"],
    shows: "[ 'hello you', 1.5 ]",
  },
  {
    name: "an ESM-only package by import()",
    cells: ["const { half } = await import('esm-only')", "half(5)"],
    shows: "2.5",
  },
  {
    name: "a CommonJS package whose exports only running it shows",
    cells: ["import { times2 } from 'common'\nimport * as all from 'common'", "[times2(4), all.times1(3)]"],
    shows: "[ 8, 3 ]",
  },
  {
    name: "a CommonJS package that is a function",
    cells: [
      "import add from 'function-export'\nimport again = require('function-export')",
      "[add(1, 2), again === add]",
    ],
    shows: "[ 3, true ]",
  },
  {
    name: "a CommonJS package that is an instance",
    cells: ["import { whose } from 'instance'", "whose()"],
    shows: "'inherited'",
  },
  {
    name: "a name that types promise and the module does not have",
    cells: ["import { promised } from 'untrue'"],
    error: /^SyntaxError: The requested module 'untrue' does not provide an export named 'promised'$/,
  },
  {
    name: "a name that a package without types does not have",
    cells: ["import { question } from 'untyped'"],
    error: /^SyntaxError: The requested module 'untyped' does not provide an export named 'question'$/,
  },
  { name: "a package without types", cells: ["import { answer } from 'untyped'", "answer"], shows: "42" },
  {
    name: "a package that is not there",
    cells: ["import x from 'no-such-thing'"],
    error: /^TS2307: Cannot find module 'no-such-thing'/,
  },
  { name: "a name that a package has not", cells: ["import { third } from 'esm-only'"], error: /^TS2614/ },
  {
    name: "JSON by name, as a namespace, and with its attribute",
    cells: [
      "import { answer } from './sample.json'\nimport * as all from './sample.json'\nimport data from './sample.json' with { type: 'json' }",
      "const n: number = data.answer; [answer, all.answer, n]",
    ],
    shows: "[ 42, 42, 42 ]",
  },
  {
    name: "types of a file beside the notebook, without the word type",
    cells: [
      "import { Pair, type Named } from './types.ts'",
      "const p: Pair = [1, 2]; const n: Named = { name: 'a' }; [p, n]",
    ],
    shows: "[ [ 1, 2 ], { name: 'a' } ]",
  },
  {
    name: "an imported binding is live",
    cells: ["import { count, increase } from './counter.ts'", "increase(); increase(); count"],
    shows: "2",
  },
  { name: "assigning to an import", cells: ["import { EOL } from 'node:os'", "EOL = 'x'"], error: /^TS2(588|632|540)/ },
  {
    name: "export lists and re-exports",
    cells: ["const a = 1; export { a, a as b }; export { join } from 'node:path'; export * from 'node:os'", "a"],
    shows: "1",
  },
  {
    name: "export of what an earlier cell declared, and of types",
    cells: [
      "class A { static n = 7 }\ntype T = number; export { T }",
      "export { A as B, A }; export type { T as U }",
      "A.n",
    ],
    shows: "7",
  },
  {
    name: "a generic function keeps its type across cells",
    cells: [
      "const id = <T,>(x: T) => x",
      "const first = <T,>(xs: T[]) => id(xs[0]!)",
      "const s: string = first(['a']); s",
    ],
    shows: "'a'",
  },
  {
    name: "conditional, mapped and template literal types",
    cells: [
      "type Getters<T> = { [K in keyof T & string as `get${Capitalize<K>}`]: () => T[K] }\ntype Un<T> = T extends Promise<infer U> ? U : T",
      "const g: Getters<{ age: number }> = { getAge: () => 3 }; const u: Un<Promise<number>> = g.getAge(); u",
    ],
    shows: "3",
  },
  {
    name: "unique symbols, type guards, assertion functions",
    cells: [
      "const key: unique symbol = Symbol('k'); interface Has { [key]: number }\nfunction isHas(x: unknown): x is Has { return typeof x === 'object' }\nfunction check(x: unknown): asserts x is string { if (typeof x !== 'string') throw new TypeError('no') }",
      "const h: unknown = { [key]: 4 }; const s: unknown = 'a'; check(s); [isHas(h) && h[key], s.length]",
    ],
    shows: "[ 4, 1 ]",
  },
  {
    name: "a recursive type and a class that names itself",
    cells: [
      "type Tree = { value: number, kids?: Tree[] }\nclass Link { next?: Link; static of(n: number): Link { const l = new Link(); if (n) l.next = Link.of(n - 1); return l } }",
      "const t: Tree = { value: 1, kids: [{ value: 2 }] }; [t.kids![0]!.value, Link.of(2).next!.next!.next]",
    ],
    shows: "[ 2, undefined ]",
  },
  {
    name: "null and undefined are checked",
    cells: ["const m = new Map<string, number>()", "m.get('a') + 1"],
    error: /^TS(2532|18048)/,
  },
  {
    name: "a name of one cell narrows nothing in the next",
    cells: ["let v: string | undefined = 'a'", "v.length"],
    error: /^TS18048/,
  },
  {
    name: "a let without a type takes what comes",
    cells: ["let any; any = 1; any = 'a'", "any = [1]; any"],
    shows: "[ 1 ]",
  },
  {
    name: "comma, void, in, instanceof, exponent, nullish",
    cells: ["let n = 0", "let u: unknown; (n++, u ?? ('a' in { a: 1 } && [] instanceof Array && 2 ** 3))"],
    shows: "8",
  },
  { name: "a string alone is a value", cells: ["'just text'"], shows: "'just text'" },
  { name: "an assignment's value, and a conditional's", cells: ["let a = 1", "a = a ? 5 : 6"], shows: "5" },
  {
    name: "functions called before and after they change",
    cells: ["let n = 0; function up() { n++; return n }", "up(); n = 41", "up()"],
    shows: "42",
  },
  {
    name: "compound assignment, update and logical assignment across cells",
    cells: ["let a = 1, b: number | undefined, c = 5", "a += 2; b ??= 7; c ||= 9; a++; --c; [a, b, c]"],
    shows: "[ 4, 7, 4 ]",
  },
  {
    name: "destructuring into members and earlier names, in a loop head too",
    cells: ["let x = 0; const o = { p: 0 }", "[x, o.p] = [1, 2]; for (x of [7, 8]); for (o.p of [9]); [x, o.p]"],
    shows: "[ 8, 9 ]",
  },
  {
    name: "a parameter, a catch and a block shadow a cell's name",
    cells: [
      "const a = 'outer'",
      "const f = (a: string) => a; let got = ''; try { throw 'caught' } catch (a) { got = a as string } { const a = 'block'; got += a } [f('p'), got, a]",
    ],
    shows: "[ 'p', 'caughtblock', 'outer' ]",
  },
  {
    name: "a name that is only a key or a label stays one",
    cells: ["const a = 1, b = 2", "a: for (;;) break a; ({ a: b }).a + { b: 5 }.b"],
    shows: "7",
  },
  {
    name: "a getter's and a method's bare names",
    cells: [
      "const size = 3",
      "const o = { size() { return size }, get twice() { return size * 2 } }; [o.size(), o.twice]",
    ],
    shows: "[ 3, 6 ]",
  },
  {
    name: "a promise as the last value is awaited by no one",
    cells: ["Promise.resolve(1) instanceof Promise"],
    shows: "true",
  },
  {
    name: "an error of an earlier cell's function names its class",
    cells: [
      "class Odd extends Error { override name = 'Odd' }; const fail = () => { throw new Odd('three') }",
      "fail()",
    ],
    error: /^Odd: three$/,
  },
  {
    name: "a cell that fails at await keeps what came before",
    cells: ["let before = 1; await Promise.reject(new RangeError('no')); let after = 2", "before"],
    shows: "1",
  },
  {
    name: "an unreachable end, an unused label, a fallthrough are allowed",
    cells: ["function f(x: number) { switch (x) { case 1: x++; case 2: return x } return 0; x }", "f(1)"],
    shows: "2",
  },
  {
    name: "asserting, casting, non-null",
    cells: ["const x = <unknown>'a' as string; const y = (x as any)!.length as number; y"],
    shows: "1",
  },
  {
    name: "a triple-slash reference and a suppressed error",
    cells: ['/// <reference types="node" />\n// @ts-expect-error\nconst s: string = 1\ns'],
    shows: "1",
  },
  {
    name: "a suppression that suppresses nothing",
    cells: ["// @ts-expect-error\nconst n: number = 1"],
    error: /^TS2578/,
  },
  {
    name: "a value of a class that was declared again",
    cells: ["class A { #p = 1 }; const a = new A()", "class A { #p = 1; x = 1 }", "const b: A = a"],
    error: /^TS2322: Type 'A \(as an earlier cell declared it\)' is not assignable to type 'A'\.$/,
  },
  {
    name: "a value of an interface that its own cell declares again",
    cells: ["interface I { a: number }; const old: I = { a: 1 }", "interface I { b: string }; const i: I = old"],
    error:
      /^TS2741: Property 'b' is missing in type 'I( \(as an earlier cell declared it\)' but required in type 'I'\.|' but required in type 'I'\. \(An earlier cell declared another 'I'\.\))$/,
  },
  {
    name: "a message names an earlier cell's type as the cell did",
    cells: ["interface Point { x: number; y: number }", "const p: Point = { x: 1 }"],
    error: /^TS2741: Property 'y' is missing in type '\{ x: number; \}' but required in type 'Point'\.$/,
  },
  {
    name: "a file beside the notebook and a package that came after the session's start",
    cells: [
      "import fs from 'node:fs'; fs.writeFileSync('late.ts', 'export const late = 5'); fs.mkdirSync('node_modules/late', { recursive: true }); fs.writeFileSync('node_modules/late/index.js', 'exports.answer = 42')",
      "import { late } from './late.ts'; import pkg from 'late'",
      "const n: number = late; [n, pkg.answer]",
    ],
    shows: "[ 5, 42 ]",
  },
  {
    name: "lists without a type inside an object, a class and a list",
    cells: [
      "const log = { loss: [], best: {} }; log.loss.push(0.5); log.best.epoch = 1",
      "class Run { steps = []; seen = {}; add(n: number) { this.steps.push(n); this.seen.last = n; return this } }",
      "const grid = []; for (let i = 0; i < 2; i++) { grid[i] = []; grid[i][0] = i }",
      "log.loss.push(...[0.25]); log.loss = [...log.loss, 1]; [log, log.loss[0].toFixed(2), new Run().add(3), grid]",
    ],
    shows:
      "[\n  { loss: [ 0.5, 0.25, 1 ], best: { epoch: 1 } },\n  '0.50',\n  Run { steps: [ 3 ], seen: { last: 3 } },\n  [ [ 0 ], [ 1 ] ]\n]",
  },
  {
    name: "counts in an object without a type",
    cells: [
      "const counts = {}; for (const c of 'hello') counts[c] = (counts[c] || 0) + 1",
      "const total = Object.values(counts).reduce((a, b) => a + b, 0)",
      "[total, Math.max(...Object.values(counts)), Object.entries(counts).sort((a, b) => b[1] - a[1])[0]]",
    ],
    shows: "[ 5, 2, [ 'l', 2 ] ]",
  },
  {
    name: "what a catch caught, without a type",
    cells: ["let said; try { throw new Error('odd') } catch (e) { said = e.message }", "said"],
    shows: "'odd'",
  },
  {
    name: "a never that is written is meant",
    cells: ["const rest = (x: 'a' | 'b') => { if (x === 'a') return 1; const none: never = x; return none }"],
    error:
      /^TS2322: Type 'string' is not assignable to type 'never'|^TS2322: Type '"b"' is not assignable to type 'never'/,
  },
  {
    name: "an unknown that is written is meant",
    cells: ["const f = (x: unknown) => x.length"],
    error: /^TS(18046|2571)/,
  },
  {
    name: "a number as the key of a class",
    cells: ["class Row { at(i: number) { return i } }; const row = new Row()", "row[0]"],
    error: /^TS7053: An expression of type '0' can't be used to index type 'Row'/,
  },
  {
    name: "what may be missing names the way out",
    cells: ["const found = [1, 2].at(-1); found.toFixed(2)"],
    error: /^TS18048: 'found' is possibly 'undefined'\. If you know that it is there, write '!' after it\.$/,
  },
  {
    name: "a field that the class does not declare",
    cells: ["class Net { constructor(n: number) { this.size = n } }"],
    error:
      /^TS2339: Property 'size' does not exist on type 'Net'\. Declare it in the class: 'size' on a line of its own\.$/,
  },
  {
    name: "a field that a class declares without a type",
    cells: ["class Net { size; constructor(n) { this.size = n } }; new Net(3).size + 1"],
    shows: "4",
  },
  {
    name: "a promise that was not awaited",
    cells: ["const later = async () => ({ loss: 1 })", "later().loss"],
    error:
      /^TS2339: Property 'loss' does not exist on type 'Promise<\{ loss: number; \}>'\. Did you forget to use 'await'\?$/,
  },
  {
    name: "a message names a package's type without its place",
    cells: [
      "import fs from 'node:fs'; fs.mkdirSync('node_modules/sums', { recursive: true }); fs.writeFileSync('node_modules/sums/index.d.ts', 'export class Sum { private s }'); fs.writeFileSync('node_modules/sums/index.js', 'exports.Sum = class {}')",
      "import { Sum } from 'sums'; new Sum() + new Sum()",
    ],
    error: /^TS2365: Operator '\+' cannot be applied to types 'Sum' and 'Sum'\.$/,
  },
  {
    name: "a line that begins with a bracket, after a line without its semicolon",
    cells: ["const all = []\nfor (let i = 0; i < 3; i++) all.push(i)\n[...all].map(n => n + 1)"],
    error: /^TS1109: .* A line that begins with '\[' goes on with the line before it, unless that one ends with ';'\.$/,
  },
  {
    name: "a line that begins with an index, after a line without its semicolon",
    cells: ["const all = []\nall.push(1)\n[1, 2].forEach(n => all.push(n))"],
    error: /^TS7053: .* A line that begins with '\[' goes on/,
  },
  {
    name: "a line that begins with a parenthesis, after a line without its semicolon",
    cells: ["const z = 1\n(1 - 2) * 3"],
    error: /^TS2349: .* A line that begins with '\(' goes on/,
  },
  {
    name: "a name of a cell that had an error",
    cells: ["const total: number = 'x'", "total + 1"],
    error: /^TS2304: Cannot find name 'total'\. \(The cell that declares it had an error, and was not run\.\)$/,
  },
  {
    name: "a name of a cell that had an error, mended",
    cells: ["const total: number = 'x'", "const total: number = 2", "total + 1"],
    shows: "3",
  },
  {
    name: "what may be missing where it must not",
    cells: ["const take = (n: number) => n; const found = [1].at(-1); take(found)"],
    error: /^TS2345: .*'number \| undefined' is not .* write '!' after it\.$/,
  },
  {
    name: "a text where only some texts may stand",
    cells: ["const act = (name: 'tanh' | 'relu') => name; for (const name of ['tanh']) act(name)"],
    error: /^TS2345: .* Write 'as const' behind the text, list or object that it comes from\.$/,
  },
  {
    name: "a name that nobody declared is given a value",
    cells: ["losses = []"],
    error: /^TS2304: Cannot find name 'losses'\. Declare it: write 'let' or 'const' before it\.$/,
  },
  {
    name: "a loop's name that nobody declared",
    cells: ["for (item of [1, 2]) console.log(1)"],
    error: /^TS2304: Cannot find name 'item'\. Declare it: write 'let' or 'const' before it\.$/,
  },
  {
    name: "a name that nobody declared is only read",
    cells: ["missing === 1"],
    error: /^TS2304: Cannot find name 'missing'\.$/,
  },
  {
    name: "a property that an object was not made with",
    cells: ["const run = { loss: 1 }", "run.accuracy = 0.5"],
    error: /^TS2339: .* on type '\{ loss: number; \}'\. Give the object 'accuracy' where it is made\.$/,
  },
];
