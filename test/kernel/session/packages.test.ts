// Packages as they are found in the wild: what their types promise is there at run time.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Session, startSession } from "../../../kernel/session.ts";
import { engines } from "../engines.ts";

/** Each package's files, its package.json as an object. */
const packages: { [name: string]: { [path: string]: string | object } } = {
  // As lodash: no list of exports, a file a function, and a folder beside a file of its name.
  utils: {
    "package.json": { main: "all.js" },
    "all.js": "exports.debounce = require('./debounce'); exports.VERSION = '1';",
    "debounce.js": "module.exports = f => f;",
    "fp.js": "module.exports = { isFp: true };",
    "fp/map.js": "module.exports = 'fp/map';",
    "lib/index.js": "module.exports = 'lib';",
    "nested/package.json": { main: "./inside.js" },
    "nested/inside.js": "exports.inside = 5;",
    "data.json": { answer: 42 },
  },
  "@types/utils": {
    "package.json": { types: "index.d.ts" },
    "index.d.ts": "export function debounce<F>(f: F): F; export const VERSION: string;",
    "debounce.d.ts": "declare function debounce<F>(f: F): F;\nexport = debounce;",
    "fp.d.ts": "export const isFp: true;",
    "fp/map.d.ts": "declare const map: string;\nexport = map;",
    "lib/index.d.ts": "declare const lib: string;\nexport default lib;",
    "nested/index.d.ts": "export const inside: number;",
  },
  "@scope/tools": {
    "package.json": {},
    "index.js": "exports.__esModule = true; exports.default = class Tool { use() { return 'used'; } };",
    "index.d.ts": "export default class Tool { use(): string }",
    "deep/er.js": "exports.__esModule = true; exports.deeper = 1; exports.default = 2;",
    "deep/er.d.ts": "export declare const deeper: number;\ndeclare const two: number;\nexport default two;",
  },
  // Other values and types for Node than for a browser.
  conditional: {
    "package.json": {
      exports: {
        ".": {
          browser: { types: "./browser.d.ts", default: "./browser.js" },
          node: { types: "./node.d.ts", import: "./node.mjs", require: "./node.cjs" },
          default: { types: "./browser.d.ts", default: "./browser.js" },
        },
        "./features/*": { types: "./features/*.d.ts", default: "./features/*.js" },
      },
    },
    "browser.js": "exports.where = 1;",
    "browser.d.ts": "export const where: number;",
    "node.mjs": "export const where = 'node';",
    "node.cjs": "exports.where = 'node, required';",
    "node.d.ts": "export const where: string;",
    "features/one.js": "exports.one = 1;",
    "features/one.d.ts": "export const one: number;",
  },
  // Made for bundlers alone.
  "bundlers-only": {
    "package.json": { module: "dist/module.mjs", types: "types.d.ts" },
    "dist/module.mjs": "export const bundled = true;",
    "types.d.ts": "export const bundled: boolean;",
  },
  "json-main": { "package.json": { main: "list.json" }, "list.json": [1, 2, 3] },
  "throws-at-once": { "package.json": {}, "index.js": "throw new RangeError('not on this machine');" },
  "@types/only-types": { "package.json": { types: "index.d.ts" }, "index.d.ts": "export const there: number;" },
};

/** In a cell, and in a TypeScript file that the cell imports. */
const imports: [statement: string, expression: string, shows: string][] = [
  ['import debounce from "utils/debounce"', "debounce(3)", "3"],
  ['import { debounce, VERSION } from "utils"', "debounce(VERSION)", "'1'"],
  ['import { isFp } from "utils/fp"', "isFp", "true"],
  ['import map from "utils/fp/map"', "map", "'fp/map'"],
  ['import lib from "utils/lib"', "lib", "'lib'"],
  ['import { inside } from "utils/nested"', "inside", "5"],
  ['import data from "utils/data.json"', "data.answer", "42"],
  ['import { answer } from "utils/data.json"', "answer", "42"],
  ['import data from "utils/data.json" with { type: "json" }', "data.answer", "42"],
  ['import Tool from "@scope/tools"', "new Tool().use()", "'used'"],
  ['import two, { deeper } from "@scope/tools/deep/er"', "[two, deeper]", "[ 2, 1 ]"],
  ['import { where } from "conditional"', "where.toUpperCase()", "'NODE'"],
  ['import { one } from "conditional/features/one"', "one", "1"],
  ['import { bundled } from "bundlers-only"', "bundled", "true"],
  ['import list from "json-main"', "list.length", "3"],
  ['import { own } from "#own"', "own", "'mine'"],
  ['const { debounce } = await import("utils")', "debounce(4)", "4"],
  ['const { default: Tool } = await import("@scope/tools")', "new Tool().use()", "'used'"],
  ['const { deeper } = await import("@scope/tools/deep/er")', "deeper", "1"],
  ['const { answer } = await import("utils/data.json")', "answer", "42"],
  ['import where = require("conditional")', "where.where", "'node, required'"],
];

for (const engine of engines)
  describe(`packages as they are found, engine ${engine}`, function () {
    this.timeout(60_000);
    let folder: string;
    let session: Session;

    const write = (path: string, content: string | object) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), typeof content === "string" ? content : JSON.stringify(content));
    };
    const run = async (code: string) => {
      const outcome = await session.execute(code);
      return outcome.status === "ok" ? outcome.result?.data["text/plain"] : outcome.traceback.join("\n");
    };

    before(async () => {
      folder = realpathSync(mkdtempSync(join(tmpdir(), "packages ")));
      for (const [name, files] of Object.entries(packages))
        for (const [path, content] of Object.entries(files))
          write(
            join("node_modules", name, path),
            path === "package.json" ? { name, version: "1.0.0", ...(content as object) } : content,
          );
      write("package.json", { imports: { "#own": "./own.ts" } });
      write("own.ts", "export const own: string = 'mine';");
      for (const [n, [statement, expression]] of imports.entries())
        write(`file-${n}.ts`, `${statement};\nexport const value = ${expression};`);
      session = await startSession({ cwd: folder, engine });
    });
    after(async () => {
      await session?.close();
      rmSync(folder, { recursive: true });
    });

    for (const [n, [statement, expression, shows]] of imports.entries()) {
      it(`in a cell: ${statement}`, async () => {
        assert.equal(await run(`${statement};\n${expression}`), shows);
      });

      it(`in a file: ${statement}`, async () => {
        assert.equal(await run(`import { value as v${n} } from "./file-${n}"; v${n}`), shows);
      });
    }

    it("may throw when they are loaded", async () => {
      assert.match(String(await run('\nimport "throws-at-once"')), /^RangeError: not on this machine\n/);
    });

    it("that are types alone are told from those that are missing", async () => {
      assert.match(
        String(await run('import { there } from "only-types"')),
        /Error: Cannot find package 'only-types'\. It is not installed in the notebook's folder\./,
      );
    });

    it("are one value, however they are imported", async () => {
      const cell =
        'import f from "utils/debounce"; import { debounce as g } from "utils"; [f === g, f === require("utils/debounce"), f === (await import("utils/debounce")).default]';
      assert.equal(await run(cell), "[ true, true, true ]");
    });
  });
