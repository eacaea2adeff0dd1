import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Output } from "../../../kernel/protocol/output.ts";
import { type Session, startSession } from "../../../kernel/session.ts";
import { engines } from "../engines.ts";

const enums = `// Compiled to other lines than these.
interface Gone { x: number }

export enum Level { low = 1, high = "h" }
export class Unit {
  constructor(readonly size: number) {}
}
export function fail(unit: Unit): never {
  type Local = { y: number };
  throw new RangeError(\`size \${unit.size}\`);
}
`;

const manifests: [what: string, manifest: string | undefined][] = [
  ["CommonJS by its package.json", '{ "type": "commonjs" }'],
  ["no package.json", undefined],
  ["a package.json without a type", '{ "dependencies": {} }'],
  ["ES modules by its package.json", '{ "type": "module" }'],
];

// The folder concerns the process that runs cells, which is the same.
for (const engine of engines)
  for (const [what, manifest] of engine === "native" ? manifests : manifests.slice(0, 1))
    describe(`files beside the notebook in a folder with ${what}, engine ${engine}`, function () {
      this.timeout(60_000);
      let folder: string;
      let session: Session;
      const outputs: Output[] = [];
      let edits = 0;

      const save = (path: string, text: string) => {
        edits += 1;
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
        utimesSync(join(folder, path), 1_600_000_000 + edits, 1_600_000_000 + edits);
      };
      const run = (code: string) => session.execute(code, { onOutput: output => outputs.push(output) });
      const shows = async (code: string, text: string) => {
        const outcome = await run(code);
        assert.equal(outcome.status === "ok" ? outcome.result?.data["text/plain"] : outcome.traceback.join("\n"), text);
      };
      const tracebackOf = async (code: string) => {
        const outcome = await run(code);
        assert.ok(outcome.status === "error", "no error");
        return outcome.traceback.join("\n");
      };

      before(async () => {
        folder = realpathSync(mkdtempSync(join(tmpdir(), "local files ")));
        if (manifest !== undefined) save("package.json", manifest);
        save("enums.ts", enums);
        save("util.ts", 'export { Level } from "./enums"; export const n = 42;');
        save("common.cts", "exports.from = typeof require;");
        save("typed.cts", 'import fs = require("node:fs");\nexport const found: boolean = fs.existsSync(".");');
        save("equal.ts", 'const path = require("node:path");\nexport = { base: path.basename("/a/b") as string };');
        save("data.json", '{ "answer": 42, "not a name": 1 }');
        save(
          "packages.ts",
          'import made, { late } from "made"; import { answer } from "./data.json"; import all from "./data.json";\n' +
            "export const values = [made(1), late, answer, all.answer];",
        );
        save("node_modules/made/package.json", '{ "name": "made", "main": "main.js", "types": "main.d.ts" }');
        save(
          "node_modules/made/main.js",
          'exports.__esModule = true; exports.default = n => n + 1; exports["la" + "te"] = 2;',
        );
        save(
          "node_modules/made/main.d.ts",
          "export default function made(n: number): number; export const late: number;",
        );
        session = await startSession({ cwd: folder, engine });
      });
      after(async () => {
        await session?.close();
        rmSync(folder, { recursive: true });
      });
      beforeEach(() => void outputs.splice(0));

      it("may use all of TypeScript, and nothing is printed about the folder", async () => {
        await shows(
          'import { Level, Unit } from "./enums"; [Level.high, Level[1], new Unit(3).size]',
          "[ 'h', 'low', 3 ]",
        );
        await shows('import { n, Level as Same } from "./util"; [n, Same === Level]', "[ 42, true ]");
        await shows('[require("./util").n, require("./common.cts").from]', "[ 42, 'function' ]");
        await shows(
          'import { found } from "./typed.cts"; import equal from "./equal"; [found, equal.base]',
          "[ true, 'b' ]",
        );
        assert.deepEqual(outputs, []);
      });

      it("have their own lines and columns in a traceback", async () => {
        const traceback = await tracebackOf('import { fail } from "./enums.ts"\n  fail(new Unit(7))');
        assert.match(traceback, /^RangeError: size 7\n +at fail \(.*enums\.ts:10:9\)\n +at cell \d+:2:3\n/);
      });

      it("get packages and JSON as their types say", async () => {
        await shows('import { values } from "./packages"; values', "[ 2, 2, 42, 42 ]");
        await shows('(await import("./data.json")).default.answer', "42");
      });

      it("are checked before the cell runs, with what they import, and again after an edit", async () => {
        save("door.ts", 'import { inner } from "./rooms/inner";\nexport const outer: number = inner;');
        save("rooms/inner.ts", 'export const inner: number =\n  "text";');
        const cell = 'console.log("ran")\nimport { outer } from "./door"; outer';
        assert.match(
          await tracebackOf(cell),
          /^rooms.inner\.ts:1:14 - error TS2322: Type 'string' .*\n\n1 export const inner: number =\n {15}\^{5}$/,
        );
        assert.deepEqual(outputs, []);
        save("rooms/inner.ts", "export const inner = 3;");
        await shows(cell, "3");
        save("rooms/inner.ts", 'export const inner = "three";');
        assert.match(await tracebackOf(cell), /^door\.ts:2:14 - error TS2322/);
        save("rooms/inner.ts", "export const inner = 4");
        await shows(cell, "4");
      });

      it("see nothing of cells", async () => {
        await shows("const ofCell = 1; ofCell", "1");
        save("sees.ts", "export const sees = ofCell;");
        assert.match(
          await tracebackOf('import { sees } from "./sees"'),
          /^sees\.ts:1:21 - error TS2304: Cannot find name 'ofCell'\. A file sees nothing of cells/,
        );
      });

      it("may have an error of syntax, and leave types out", async () => {
        save("broken.ts", "export const ok = 1;\nexport const broken = ;");
        assert.match(
          await tracebackOf('import { broken } from "./broken"'),
          /^broken\.ts:2:21 - error TS1109: Nothing stands after '='/,
        );
        save("broken.ts", "export const add = (a, b) => a + b; const list = []; list.push(1);");
        await shows('import { add } from "./broken"; add(1, 2)', "3");
      });

      it("may import and export types without the word type", async () => {
        save(
          "types.ts",
          "export type Pair = [number, number]; export interface Named { name: string } export const v = 1;",
        );
        save(
          "typed.ts",
          'import { Pair, Named, v } from "./types";\nexport { Pair, v } from "./types";\nexport { Named };\n' +
            'export * as all from "./types";\nexport const pair: Pair = [v, 2];',
        );
        save("again.ts", 'import { pair, Pair, Named } from "./typed"; const p: Pair = pair; export default p;');
        await shows('import { pair, Pair, all } from "./typed"; const p: Pair = pair; [p, all.v]', "[ [ 1, 2 ], 1 ]");
        await shows('import again from "./again"; again', "[ 1, 2 ]");
        save("types.ts", "export class Pair { x = 1 } export interface Named { name: string } export const v = 1;");
        save(
          "typed.ts",
          'import { Pair, v } from "./types";\nexport { Pair };\nexport const pair: Pair = new Pair();\nexport const all = { v };',
        );
        await shows('import { pair, Pair } from "./typed"; pair instanceof Pair', "true");
      });

      it("that fail when they are loaded name the cell that imports them, and no other", async () => {
        save("fails.ts", "\nexport const x = (null as any).y;");
        for (const statement of ['import "./fails"', 'await import("./fails")']) {
          const traceback = await tracebackOf(`1\n${statement}`);
          assert.match(traceback, /^TypeError: .*\n {4}at .*fails\.ts:2:32\)?\n {4}at async cell \d+:2:\d+\n\n2 /);
        }
      });

      it("have CommonJS's names, their own folder's", async () => {
        save("inner/note.json", '{ "note": 3 }');
        save(
          "inner/names.ts",
          'import { basename } from "node:path";\nexport const names = [basename(__dirname), basename(__filename), require("./note.json").note];\n' +
            "export const fails = () => { throw new Error(__dirname) };",
        );
        await shows('import { names, fails } from "./inner/names"; names', "[ 'inner', 'names.ts', 3 ]");
        assert.match(await tracebackOf("fails()"), /^Error: .*inner\n {4}at fails \(.*names\.ts:3:36\)\n/);
        save("own-names.ts", "const __dirname = 'mine'; export const own = __dirname;");
        await shows('import { own } from "./own-names"; own', "'mine'");
      });

      it("that are no JSON are named", async () => {
        save("bad.json", "{ x }");
        assert.match(
          await tracebackOf('1\nimport bad from "./bad.json"'),
          /^SyntaxError: .*bad\.json: Expected .*\n[\s\S]*\n2 import bad/,
        );
      });

      it("do not stop cells that import others", async () => {
        save("mine.ts", "export const mine = 1;");
        await shows('import { mine } from "./mine"; mine', "1");
        save("mine.ts", 'export const mine: number = "";');
        await shows('import { n as again } from "./util"; again + mine', "43");
      });

      it("may be imported by a computed name, or required: all of TypeScript works there, too", async () => {
        save("erasable.ts", "export const e: number = 1;");
        await shows('const path = "./erasable.ts"; (await import(path)).e', "1");
        save(
          "kinds.ts",
          `import { type Word, e } from "./erasable"
export enum Kind { a = 5 }
namespace Inner { export const two = 2 }
function twice(method: () => number, _context: ClassMethodDecoratorContext) { return () => 2 * method() }
export class P { constructor(readonly x: number) {} @twice seven(): number { return 7 } }
export const all = [Kind.a, Inner.two, new P(3).x, new P(3).seven(), e]
export function fails(): never { throw new Error("here") }`,
        );
        await shows('const kinds = "./kinds.ts"; (await import(kinds)).all', "[ 5, 2, 3, 14, 1 ]");
        await shows('require("./kinds.ts").all', "[ 5, 2, 3, 14, 1 ]");
        save("broken.ts", "export const a: number = 1;\nenum {");
        assert.match(
          await tracebackOf('const broken = "./broken.ts"; await import(broken)'),
          /SyntaxError: Expression expected, in .*broken\.ts:2/,
        );
        assert.match(await tracebackOf("(await import(kinds)).fails()"), /kinds\.ts:7:\d+/);
      });
    });
