// The standard library in one file: all that it declares is there, once, and modules keep to themselves.
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { inOneFile } from "../../../kernel/language/native/library.ts";
import { toSlashes } from "../../../kernel/language/virtual-files.ts";

describe("the standard library in one file", () => {
  it("takes in what a library refers to, but no module", () => {
    const folder = mkdtempSync(join(tmpdir(), "unrolled-library-"));
    try {
      const files = {
        whole: '/// <reference lib="old" />\n/// <reference lib="module" />\ninterface Array<T> { whole: T }',
        old: '/// <reference lib="oldest" />\ninterface Array<T> { old: T }',
        oldest: '/// <reference lib="old" />\ninterface Array<T> { oldest: T }',
        module: "export {};\ndeclare global { interface Array<T> { global: T } }",
        other: "interface Array<T> { other: T }",
      };
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, `lib.${name}.d.ts`), text);
      const laid = new Map(inOneFile(toSlashes(folder), "whole"));
      const at = (name: string) => laid.get(`${toSlashes(folder)}/lib.${name}.d.ts`);
      assert.deepEqual([at("old"), at("oldest"), at("module"), at("other")], ["", "", undefined, undefined]);
      const lines = at("whole")!.split("\n").filter(Boolean).sort();
      assert.deepEqual(lines, [
        '/// <reference lib="module" />',
        "interface Array<T> { old: T }",
        "interface Array<T> { oldest: T }",
        "interface Array<T> { whole: T }",
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("leaves out nothing of the compiler's own newest library", () => {
    const { resolve } = createRequire(createRequire(import.meta.url).resolve("typescript7/package.json"));
    const platform = resolve(`@typescript/typescript-${process.platform}-${process.arch}/package.json`);
    const folder = toSlashes(join(dirname(platform), "lib"));
    const laid = new Map(inOneFile(folder, "esnext"));
    const whole = laid.get(`${folder}/lib.esnext.d.ts`)!;
    const names = readdirSync(folder).filter(name => /^lib\.(es\d|esnext|decorators).*\.d\.ts$/.test(name));
    const libraries = names.filter(name => !name.endsWith(".full.d.ts") && name !== "lib.es6.d.ts");
    assert.ok(libraries.length > 80, `${libraries.length} libraries`);
    for (const name of libraries) {
      const text = readFileSync(`${folder}/${name}`, "utf8");
      const declared = text.replace(/^\/\/\/ *<reference lib.*$/gm, "");
      if (laid.has(`${folder}/${name}`)) assert.ok(whole.includes(declared), name);
      else assert.ok(whole.includes(`/// <reference lib="${name.slice("lib.".length, -".d.ts".length)}" />`), name);
    }
  });
});
