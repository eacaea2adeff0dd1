// What a cell declares: who sees it, what a cell that runs again changes, what shadows what.
import type { Sample } from "./sample.ts";

export const names: Sample[] = [
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
  { name: "var is visible later", cells: ["var v = 1; v += 1", "v"], shows: "2" },
  {
    name: "names of the browser are free",
    cells: ["const name = 1, status = 2, event = 3", "name + status + event"],
    shows: "6",
  },
  { name: "names that shadow a global", cells: ["const Map = 1", "Map"], shows: "1" },
  { name: "dollar names", cells: ["const $ = 1, $$ = 2, $$cell = 3", "$ + $$ + $$cell"], shows: "6" },
  {
    name: "names like the wrapper's own",
    cells: ["import os from 'node:os'\nconst cell = 1, flag = 2, import0 = 3", "cell + flag + import0"],
    shows: "6",
  },
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
  { name: "a re-run enum", cells: ["enum E { a, b }", "enum E { b, a }", "[E.a, E[0]]"], shows: "[ 1, 'b' ]" },
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
    name: "a cell that fails at await keeps what came before",
    cells: ["let before = 1; await Promise.reject(new RangeError('no')); let after = 2", "before"],
    shows: "1",
  },
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
    name: "a name of one cell narrows nothing in the next",
    cells: ["let v: string | undefined = 'a'", "v.length"],
    error: /^TS18048/,
  },
];
