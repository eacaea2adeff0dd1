import assert from "node:assert/strict";
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Session, startSession } from "../../../kernel/session.ts";
import { engines } from "../engines.ts";

for (const engine of engines)
  describe(`edited files: beside the notebook, engine ${engine}`, function () {
    this.timeout(60_000);
    let folder: string;
    let session: Session;
    let edits = 0;

    before(async () => {
      folder = mkdtempSync(join(tmpdir(), "edits "));
      session = await startSession({ cwd: folder, engine });
    });
    after(async () => {
      await session.close();
      rmSync(folder, { recursive: true });
    });

    /** Saved at another second each time, as by a person. */
    const save = (file: string, text: string) => {
      edits += 1;
      writeFileSync(join(folder, file), text);
      utimesSync(join(folder, file), 1_600_000_000 + edits, 1_600_000_000 + edits);
    };
    const run = async (code: string) => {
      const outcome = await session.execute(code);
      return outcome.status === "ok" ? outcome.result?.data["text/plain"] : `${outcome.ename}: ${outcome.evalue}`;
    };

    it("are loaded anew, with their new types, when a cell imports them again, and not before", async () => {
      save("model.ts", "export const size = 1; export type Size = number;");
      const cell = "import { size, type Size } from './model.ts'; size";
      assert.equal(await run(cell), "1");
      save("model.ts", "export const size = 'large'; export type Size = string;");
      assert.equal(await run("size"), "1");
      assert.equal(await run(cell), "'large'");
      assert.equal(await run("const s: Size = size.toUpperCase(); s"), "'LARGE'");
      assert.match(String(await run("const n: Size = 1")), /^TS2322/);
    });

    it("are loaded anew through files that import them, also in a circle", async () => {
      save("deep.ts", "export const deep = 1; import './door.ts';");
      save("door.ts", "export { deep } from './deep.ts'; export const opened = {};");
      const cell = "import { deep, opened } from './door.ts'; const before = opened; deep";
      assert.equal(await run(cell), "1");
      save("deep.ts", "export const deep = 2; import './door.ts';");
      assert.equal(await run("import { deep, opened } from './door.ts'; [deep, opened === before]"), "[ 2, false ]");
    });

    it("stay the same modules while nobody edits them", async () => {
      save("state.ts", "export const state = { count: 0 };");
      await run("import { state } from './state.ts'; state.count += 1");
      assert.equal(await run("import { state as again } from './state.ts'; again.count"), "1");
      assert.equal(await run("(await import('./state.ts')).state === state"), "true");
    });

    it("may be JSON or CommonJS, imported, required or by import()", async () => {
      const all =
        "import data from './data.json'; import { v } from './common.cjs'; [data.a, v, require('./common.cjs').v, (await import('./common.cjs')).v]";
      save("data.json", '{ "a": 1 }');
      save("common.cjs", "exports.v = 1;");
      assert.equal(await run(all), "[ 1, 1, 1, 1 ]");
      save("data.json", '{ "a": "one" }');
      save("common.cjs", "exports.v = 2;");
      assert.equal(await run(all), "[ 'one', 2, 2, 2 ]");
    });

    it("may be broken, and mended, or come later", async () => {
      const cell = "import { fixed } from './broken.ts'; fixed";
      save("broken.ts", "export const fixed = ");
      assert.match(String(await run(cell)), /^SyntaxError|^TS/);
      save("broken.ts", "import './later.ts'; export const fixed = 1;");
      assert.match(String(await run(cell)), /Cannot find module/);
      save("later.ts", "export {};");
      assert.equal(await run(cell), "1");
    });

    it("are named in stack traces as they lie on the disk", async () => {
      save("thrower.ts", "export const fail = () => { throw new Error('one') };");
      await run("import { fail } from './thrower.ts'");
      save("thrower.ts", "\nexport const fail = () => { throw new Error('two') };");
      await run("import { fail } from './thrower.ts'");
      const outcome = await session.execute("fail()");
      const traceback = outcome.status === "error" ? outcome.traceback.join("\n") : "";
      assert.match(traceback, /^Error: two\n.*thrower\.ts:2:35/);
    });
  });
