// Imports and exports: Node's modules, packages, files beside the notebook.
import type { Sample } from "./sample.ts";

export const modules: Sample[] = [
  {
    name: "a script for Node's CommonJS: module.exports, exports, require.main",
    cells: [
      "const add = (a: number, b: number) => a + b\nlet ran = ''\nif (require.main === module) ran = 'main'\nexports.sub = 1\nmodule.exports.add = add; module.exports = { add }",
      "[ran, add(1, 2), module.exports.add === add, typeof exports, 'module' in globalThis, require.main === module]",
    ],
    shows: "[ 'main', 3, true, 'object', false, true ]",
  },
  { name: "export =", cells: ["export = 5"], shows: "5" },
  {
    name: "a student's own names that CommonJS has, too",
    cells: ["const module = 'mine', exports = 2", "[module, exports]"],
    shows: "[ 'mine', 2 ]",
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
    name: "all of TypeScript in a file beside the notebook: enums, parameter properties, namespaces, decorators",
    cells: [
      "import { E, Point, Space } from './enum.ts'",
      "const p: Point = new Point(3); [E.b, E[0], p.x, p.twice(), Space.deep, require('./enum').E === E]",
    ],
    shows: "[ 'b', 'a', 3, 12, 5, true ]",
  },
  {
    name: "a file that imports another without its extension",
    cells: ["import { viaSample } from './imports'", "viaSample"],
    shows: "4",
  },
  {
    name: "exports are ordinary declarations",
    cells: ["export const a = 1; export function f() { return a }", "f()"],
    shows: "1",
  },
  { name: "JSON", cells: ["import pkg from './sample.json'", "pkg.answer + 1"], shows: "43" },
  {
    name: "a TypeScript file beside the notebook",
    cells: ["import { double } from './sample.ts'", "double(21)"],
    shows: "42",
  },
  {
    name: "a TypeScript file beside the notebook with a type error of its own",
    cells: ["import { wrong } from './wrong.ts'"],
    error: /^TS2322: Type '\{ a: string; \}' is not assignable to type '\{ a: number; \}'/,
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
  {
    name: "a module's default export that types allow and the module does not have",
    cells: ["import answer from 'named'"],
    error: /^(?:SyntaxError|TS2613): 'named' has no default export\. Write import \{ answer \} from "named"$/,
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
    name: "a file beside the notebook and a package that came after the session's start",
    cells: [
      "import fs from 'node:fs'; fs.writeFileSync('late.ts', 'export const late = 5'); fs.mkdirSync('node_modules/late', { recursive: true }); fs.writeFileSync('node_modules/late/index.js', 'exports.answer = 42')",
      "import { late } from './late.ts'; import pkg from 'late'",
      "const n: number = late; [n, pkg.answer]",
    ],
    shows: "[ 5, 42 ]",
  },
];
