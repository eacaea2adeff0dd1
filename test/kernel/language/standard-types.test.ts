// What the build makes of the standard library's and Node's types, and that their comments are there where somebody asks for them.
// That they are the same types: standard-types.soak.ts.
import assert from "node:assert/strict";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { withoutComments } from "../../../binder/steps/standard-types.mjs";
import type { Session } from "../../../kernel/session.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

describe("standard types", () => {
  it("comments go, texts that look like one and references stay", () => {
    const text = [
      '/// <reference path="fs.d.ts" />',
      "/** A path. */",
      'declare module "node:a" { // the module',
      "  type Url = `http://${string}` | '/*' | \"//\"; /* two",
      "  lines */ const it: 'it\\'s // not one';",
      "",
      "}",
    ];
    assert.equal(
      withoutComments(text.join("\n")),
      [
        '/// <reference path="fs.d.ts" />',
        'declare module "node:a" {',
        "type Url = `http://${string}` | '/*' | \"//\";  const it: 'it\\'s // not one';",
        "}",
      ].join("\n"),
    );
  });

  describe("in a built session", () => {
    let session: Session;
    before(async function () {
      this.timeout(60_000);
      const { startSession } = (await import(
        pathToFileURL(join(root, "dist/kernel/session.js")).href
      )) as typeof import("../../../kernel/session.ts");
      session = await startSession({ preload: ["unrolled"] });
    });
    after(() => session.close());

    const text = async (code: string) => String((await session.inspect(code, code.length))?.["text/plain"]);

    it("what a name of the library or of Node is for is shown", async function () {
      this.timeout(60_000);
      assert.match(await text("[1].map"), /Calls a defined callback function on each element of an array/);
      await session.execute('import { readFileSync } from "node:fs"');
      assert.match(await text("readFileSync"), /Returns the contents of the `path`/);
      assert.match(await text("new Map<number, number>().get"), /Returns a specified element from the Map object/);
    });

    it("a cell is checked as before once the comments were asked for", async function () {
      this.timeout(60_000);
      await text("[1].map");
      const fine = await session.execute('import { join } from "node:path"; const parts: string = join("a", "b")');
      assert.deepEqual(fine, { status: "ok" });
      const wrong = await session.execute("const n: number = parts");
      assert.equal(wrong.status === "error" && wrong.ename, "TS2322");
    });
  });
});
