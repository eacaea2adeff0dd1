// What is wrong with a cell, and in which words it is told.
import type { Sample } from "./sample.ts";

export const errors: Sample[] = [
  {
    name: "JSX: an element without content, with attributes, in a list",
    cells: ["const list = [1].map(n => <Item key={n} name='a' />)"],
    error: /^TS\d+: This is JSX/,
  },
  {
    name: "JSX: several lines in parentheses, and a fragment",
    cells: ["function App() {\n  return (\n    <>\n      <p>{1}</p>\n    </>\n  )\n}"],
    error: /^TS\d+: This is JSX/,
  },
  { name: "no JSX: a generic function with an error", cells: ["const f = <T>(x: T => x"], error: /^TS(?!.*JSX)/ },
  {
    name: "a type error in what a cell exports",
    cells: ["export const n: number = 'x'"],
    error: /^TS2322: Type 'string' is not assignable to type 'number'/,
  },
  {
    name: "a type error",
    cells: ["const s: string = 1"],
    error: /^TS2322: Type 'number' is not assignable to type 'string'\.$/,
  },
  { name: "a type error against an earlier cell", cells: ["let n = 0", "n = 'a'"], error: /^TS2322/ },
  {
    name: "assigning to an earlier const",
    cells: ["const a = 1", "a = 2"],
    error: /^TS2588: Cannot assign to 'a' because it is a constant\. If it is to change, declare it with 'let'/,
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
  {
    name: "a name nobody declared",
    cells: ["nobody"],
    error: /^TS2304: Cannot find name 'nobody'\. No cell has declared it/,
  },
  {
    name: "no names of the browser",
    cells: ["document"],
    error: /^TS2584: Cannot find name 'document'\. There is no page here/,
  },
  { name: "a syntax error", cells: ["const = 3"], error: /^TS1134/ },
  { name: "return outside a function", cells: ["return 1"], error: /^TS1108/ },
  { name: "a thrown value that is no error", cells: ["throw 'text'"], error: /^Thrown: 'text'$/ },
  {
    name: "a type error in an object literal keeps its place",
    cells: ["{ a: nobody }"],
    error: /^TS(2304|18004): .*'nobody'/,
  },
  {
    name: "a call that fits no overload",
    cells: ["function f(x: string): string\nfunction f(x: number): number\nfunction f(x: any) { return x }", "f(true)"],
    error: /^TS2769/,
  },
  { name: "an abstract class cannot be made", cells: ["abstract class A {}", "new A()"], error: /^TS2511/ },
  {
    name: "a private member of an earlier cell's class",
    cells: ["class A { private x = 1 }", "new A().x"],
    error: /^TS2341/,
  },
  { name: "delete of a name", cells: ["let x = 1", "delete x"], error: /^TS1102/ },
  {
    name: "null and undefined are checked",
    cells: ["const m = new Map<string, number>()", "m.get('a') + 1"],
    error: /^TS(2532|18048)/,
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
    name: "a number as the key of a class",
    cells: ["class Row { at(i: number) { return i } }; const row = new Row()", "row[0]"],
    error: /^TS7053: 'row' is no list: write row\.at\(0\)$/,
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
    error: /^TS7053: A line that begins with '\[' goes on.* end of line 2: all\.push\(1\);$/,
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
    error: /^TS2304: Cannot find name 'missing'\. No cell has declared it/,
  },
  {
    name: "a property that an object was not made with",
    cells: ["const run = { loss: 1 }", "run.accuracy = 0.5"],
    error: /^TS2339: .* on type '\{ loss: number; \}'\. Give the object 'accuracy' where it is made\.$/,
  },
];
