// What test/results.mjs keeps of a run: by it `unrolled items` counts.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Mocha from "mocha";
import { type FileResults, keepResults } from "./results.mjs";

describe("the results of tests", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "unrolled results "));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Runs tests that pass (true) or fail (false), and gives what is kept of them. */
  async function run(
    tests: { [title: string]: boolean },
    { grep, hookFails = false }: { grep?: RegExp; hookFails?: boolean } = {},
  ) {
    const suite = new Mocha.Suite("forms", new Mocha.Context());
    const root = new Mocha.Suite("", new Mocha.Context());
    root.root = true;
    root.addSuite(suite);
    if (hookFails)
      suite.beforeAll(() => {
        throw new Error("no");
      });
    for (const [title, passes] of Object.entries(tests)) {
      const test = new Mocha.Test(title, () => assert.ok(passes));
      test.file = join(process.cwd(), "test/forms.test.ts");
      suite.addTest(test);
    }
    const runner = new Mocha.Runner(root);
    if (grep) runner.grep(grep, false);
    keepResults(runner, folder);
    await new Promise(done => runner.run(done));
    const [name] = readdirSync(folder);
    if (name === undefined) return undefined;
    const { file, tests: kept } = JSON.parse(readFileSync(join(folder, name), "utf8")) as FileResults;
    assert.equal(file, "test/forms.test.ts");
    return Object.fromEntries(Object.entries(kept).map(([title, { passed }]) => [title, passed]));
  }

  it("are those of tests that name a question or an item", async () => {
    assert.deepEqual(
      await run({ "a [item 4]": true, "b [items 4, 5]": false, "forms/q1 is right": true, other: true }),
      {
        "forms a [item 4]": true,
        "forms b [items 4, 5]": false,
        "forms forms/q1 is right": true,
      },
    );
  });

  it("are replaced by the next run, and by a part of it only where it ran", async () => {
    await run({ "a [item 4]": true, "b [item 5]": true });
    assert.deepEqual(await run({ "a [item 4]": false, "b [item 5]": false }, { grep: /a/ }), {
      "forms a [item 4]": false,
      "forms b [item 5]": true,
    });
    assert.deepEqual(await run({ "b [item 5]": true }), { "forms b [item 5]": true });
    // What a hook keeps from running is not what it came to before.
    assert.equal(await run({ "b [item 5]": true }, { hookFails: true }), undefined);
    assert.ok(existsSync(folder));
  });
});
