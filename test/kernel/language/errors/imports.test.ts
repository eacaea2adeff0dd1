// What an import says that finds nothing.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Engine } from "../../../../kernel/language/engine.ts";
import { createEngine, engineKinds } from "../../../../kernel/language/index.ts";
import { times } from "../../../soak.ts";
import { engineOptions } from "../notebook.ts";

/** FOLDER stands for the notebook's. */
const advice: [statement: string, step: string][] = [
  ['import y from "left-pad"', "Install it in a terminal, in FOLDER: npm install left-pad. Then run the cell again."],
  [
    'await import("@scope/thing/deep")',
    "Install it in a terminal, in FOLDER: npm install @scope/thing. Then run the cell again.",
  ],
  ['import _ from "npm:lodash"', 'Packages are imported by their name alone: write "lodash".'],
  [
    'import p from "npm:left-pad@1.2"',
    'Packages are imported by their name alone: write "left-pad". Install it in a terminal, in FOLDER: npm install left-pad@1.2.',
  ],
  [
    'import { assert } from "jsr:@std/assert@1"',
    "Node knows no 'jsr:'. In a terminal, in FOLDER: npx jsr add @std/assert. Then import \"@std/assert\".",
  ],
  ['import d from "https://esm.sh/lodash@4.17.21"', 'Node imports nothing from an address: write "lodash".'],
  [
    'import * as d3 from "https://cdn.jsdelivr.net/npm/d3@7/+esm"',
    'Node imports nothing from an address: write "d3". Install it in a terminal, in FOLDER: npm install d3@7.',
  ],
  [
    'import { a } from "https://example.org/some/mod.ts"',
    'Node imports nothing from an address: download the file to FOLDER, and import "./mod.ts".',
  ],
  ['import { all } from "helper"', 'Did you mean "./helper"? The path of a file begins with "./".'],
  ['import { all } from "./helpr"', 'Did you mean "./helper"?'],
  ['import { all } from "./sub/inside"', 'Did you mean "./sub/insides"?'],
  ['import { all } from "./quite-another"', "There is no such file in FOLDER."],
  ['import "lodahs"', 'Did you mean "lodash"?'],
  ['import "fs/promise"', 'Did you mean "fs/promises"?'],
  ['import "node:strem"', 'Did you mean "node:stream"?'],
  ['import sum from "lodash/nothing"', "The package 'lodash' has no 'nothing' that can be imported."],
  ['import m from "My Module"', 'A package\'s name has no such letters. The path of a file begins with "./".'],
];

for (const kind of engineKinds)
  describe(`an import that finds nothing, engine ${kind}`, () => {
    let folder: string;
    let engine: Engine;

    before(() => {
      folder = mkdtempSync(join(tmpdir(), "imports "));
      mkdirSync(join(folder, "sub"));
      mkdirSync(join(folder, "node_modules", "lodash"), { recursive: true });
      writeFileSync(join(folder, "helper.ts"), "export const all = 1;");
      writeFileSync(join(folder, "sub", "insides.ts"), "export const all = 1;");
      writeFileSync(join(folder, "broken.ts"), 'import "left-pad";\nimport "./helpr";');
      writeFileSync(join(folder, "node_modules", "lodash", "index.js"), "exports.all = 1;");
      engine = createEngine(kind, engineOptions(folder));
    });
    after(() => {
      engine.close();
      rmSync(folder, { recursive: true });
    });

    const messagesOf = (cell: string) => {
      const prepared = engine.prepare(cell);
      return prepared.status === "error" ? prepared.diagnostics.map(({ message }) => message) : [];
    };

    // Stock TypeScript takes long for each: a few of them in a test.
    for (const [statement, step] of advice.filter((_, i) => i % (kind === "tslab" ? times(6, 1) : 1) === 0))
      it(statement, () => {
        const [, module] = /"([^"]*)"/.exec(statement)!;
        assert.deepEqual(messagesOf(statement), [`Cannot find module '${module}'. ${step.replace("FOLDER", folder)}`]);
      });

    it("in a file beside the notebook", () => {
      assert.deepEqual(messagesOf('import "./broken"'), [
        `Cannot find module 'left-pad'. Install it in a terminal, in ${folder}: npm install left-pad. Then run the cell again.`,
        "Cannot find module './helpr'. broken.ts imports it, and there is no such file.",
      ]);
    });
  });
