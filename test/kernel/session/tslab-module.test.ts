// Notebooks written for tslab import its display functions.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { engineKinds } from "../../../kernel/language/index.ts";
import type { Output } from "../../../kernel/protocol/output.ts";
import { type Session, startSession } from "../../../kernel/session.ts";

for (const engine of engineKinds)
  describe(`the module "tslab", engine ${engine}`, function () {
    this.timeout(60_000);
    let folder: string;
    let session: Session;

    before(async () => {
      folder = mkdtempSync(join(tmpdir(), "tslab "));
      writeFileSync(
        join(folder, "helper.ts"),
        "import { display } from 'tslab'; export const bold = (text: string) => display.html(`<b>${text}</b>`);",
      );
      session = await startSession({ cwd: folder, engine });
    });
    after(async () => {
      await session.close();
      rmSync(folder, { recursive: true });
    });

    /** What a cell shows: of each display its content, and whether it takes the place of another. */
    const shows = async (code: string) => {
      const outputs: Output[] = [];
      const outcome = await session.execute(code, { onOutput: output => outputs.push(output) });
      if (outcome.status === "error") return outcome.ename;
      return outputs.map(output =>
        output.type === "display" ? [Object.values(output.data)[0], output.update ?? false] : output.type,
      );
    };

    it("gives the kernel's display, however it is imported", async () => {
      assert.deepEqual(await shows("import * as tslab from 'tslab'; tslab.display.html('<i>1</i>')"), [
        ["<i>1</i>", false],
      ]);
      assert.deepEqual(await shows("import { display } from 'tslab'; display.markdown('*2*')"), [["*2*", false]]);
      assert.deepEqual(await shows("(await import('tslab')).display.svg('<svg/>')"), [["<svg/>", false]]);
      assert.deepEqual(await shows("require('tslab').display.png(new Uint8Array([1, 2, 3]))"), [["AQID", false]]);
      assert.deepEqual(await shows("import { bold } from './helper.ts'; bold('3')"), [["<b>3</b>", false]]);
      assert.deepEqual(await shows("tslab.display === display"), []);
    });

    it("gives displays whose contents replace each other, also in later cells", async () => {
      assert.deepEqual(await shows("const place = tslab.newDisplay(); place.text('one'); place.html('<i>two</i>')"), [
        ["one", false],
        ["<i>two</i>", true],
      ]);
      assert.deepEqual(await shows("place.raw('text/markdown', '*three*')"), [["*three*", true]]);
    });

    it("has types and words, and no other names than tslab's", async () => {
      assert.equal(await shows("display.html(5)"), "TS2769");
      assert.equal(await shows("import { startKernel } from 'tslab'"), "TS2305");
      assert.match(String(Object.values((await session.inspect("display.html", 9)) ?? {})[0]), /Shows a page/);
      assert.deepEqual(await shows("import type { Display } from 'tslab'; const d: Display = display"), []);
      assert.deepEqual(await shows("const { node, tslab: none } = tslab.versions"), []);
    });
  });
