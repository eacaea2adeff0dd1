// `tf` is TensorFlow.js in every cell, imported when a first one names it; and told how to install where it is not there.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Session, startSession } from "../../../kernel/session.ts";
import { needDist } from "../../needs.ts";
import { engines } from "../engines.ts";

for (const engine of engines)
  describe(`names imported on demand: ${engine}`, () => {
    let folder: string;
    let session: Session;
    const run = async (code: string, executionCount = 7) => {
      const outcome = await session.execute(code, { executionCount });
      return outcome.status === "ok" ? outcome.result?.data["text/plain"] : outcome.traceback.join("\n");
    };
    const install = (files: { [name: string]: string }) => {
      const at = join(folder, "node_modules", "@tensorflow", "tfjs");
      mkdirSync(at, { recursive: true });
      for (const [name, text] of Object.entries(files)) writeFileSync(join(at, name), text);
    };

    before(async function () {
      needDist(this);
      folder = realpathSync(mkdtempSync(join(tmpdir(), "on demand ")));
      session = await startSession({ cwd: folder, preload: ["unrolled"], engine });
    });
    after(async () => {
      await session?.close();
      rmSync(folder, { recursive: true });
    });

    it("are told how to install where they are not, at their place", async () => {
      assert.match(String(await run("const a = 1\ntf")), /cell 7:2:1 .* 'tf' is TensorFlow\.js, which is not installed: npm install @tensorflow\/tfjs@4\.22\.0 in the notebook's folder, then run/); // biome-ignore format: a line
      assert.match(
        String(await run("tf.version")),
        /This is Python\. .* \('tf' is TensorFlow\.js where that is installed: npm install/,
      );
    });

    it("load nothing before a cell names them, and give way to a name of the cell's own", async () => {
      install({
        "package.json": '{ "name": "@tensorflow/tfjs", "version": "4.22.0", "main": "main.js", "types": "main.d.ts" }',
        "main.js": "globalThis.timesLoaded = (globalThis.timesLoaded ?? 0) + 1; exports.version = '4.22.0';",
        "main.d.ts": "export const version: string; export interface Kind { a: 1 }",
      });
      assert.equal(await run("[1, 2].map(tf => tf + 1)"), "[ 2, 3 ]");
      assert.equal(await run("(globalThis as { timesLoaded?: number }).timesLoaded"), undefined);
    });

    it("are there once installed, with their types, loaded once", async () => {
      assert.equal(await run("let kind: tf.Kind | undefined\ntf.version"), "'4.22.0'");
      assert.equal(await run("`${tf.version}!`"), "'4.22.0!'");
      assert.match(
        String(await run("1\ntf.versoin")),
        /Property 'versoin' does not exist on type 'typeof import\("@tensorflow\/tfjs"\)'/,
      );
      assert.equal(await run("(globalThis as { timesLoaded?: number }).timesLoaded"), "1");
    });

    it("are completed, also where no cell has named them yet", async () => {
      await run("process.exit(3)");
      const names = async (code: string) => (await session.complete(code, code.length)).items.map(({ text }) => text);
      assert.deepEqual(await names("const v = tf.ver"), ["version"]);
      assert.deepEqual(await names("const v = nothing.ver"), []);
      assert.equal(await run("tf.version"), "'4.22.0'");
    });

    it("are there again after the process of the cells has ended", async () => {
      await run("process.exit(3)");
      assert.equal(await run("tf.version"), "'4.22.0'");
    });
  });
