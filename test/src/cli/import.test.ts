import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { importAssignment } from "../../../src/cli/import.ts";
import { unrolled } from "./cli.ts";

const raw = (source: string) => ({ cell_type: "raw", metadata: {}, source });

describe("unrolled import otter", () => {
  let cwd: string;
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), "unrolled import "));
    const cells = [
      raw("# BEGIN QUESTION\nname: why\nmanual: true"),
      { cell_type: "markdown", metadata: {}, source: "Why?" },
      raw("# END QUESTION"),
    ];
    writeFileSync(join(cwd, "Lab 01.ipynb"), JSON.stringify({ nbformat: 4, nbformat_minor: 4, metadata: {}, cells }));
  });
  afterEach(() => rmSync(cwd, { recursive: true }));

  it("makes an assignment in a course, and says what is left to do", async () => {
    const { code, stdout, stderr } = await unrolled(["import", "otter", "Lab 01.ipynb", "--to", "our course"], { cwd });
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(stdout, /Left to do, before it can be released:\n {2}why: write its rubric/);
    assert.deepEqual(readdirSync(join(cwd, "our course")).sort(), ["index.ts", "lab-01"]);
    assert.match(readFileSync(join(cwd, "our course", "index.ts"), "utf8"), /"lab-01": graded\(lab01\)/);
    const again = importAssignment(["otter", join(cwd, "Lab 01.ipynb"), "--to", join(cwd, "our course")]);
    await assert.rejects(again, /lab-01 is there already: choose another --name/);
  });

  it("says what is wrong", async () => {
    writeFileSync(join(cwd, "none.ipynb"), JSON.stringify({ nbformat: 4, nbformat_minor: 4, metadata: {}, cells: [] }));
    const none = importAssignment(["otter", join(cwd, "none.ipynb"), "--to", join(cwd, "x")]);
    await assert.rejects(
      none,
      /none\.ipynb is expected to have questions, as raw cells "# BEGIN QUESTION", but has none/,
    );
    const two = importAssignment(["otter", "a.ipynb", "b.ipynb", "--to", "x"]);
    await assert.rejects(two, /import otter expects one notebook, but got a\.ipynb, b\.ipynb/);
    await assert.rejects(importAssignment(["okpy"]), /expects a format, otter, but got okpy/);
  });
});
