import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fillResults } from "../grader/fill-results.ts";
import { classRun } from "../grader/made-up-class.ts";
import { unrolled } from "./cli.ts";

describe("unrolled export", () => {
  let cwd: string;
  before(() => {
    cwd = mkdtempSync(join(tmpdir(), "unrolled export "));
    fillResults(join(cwd, "grades.sqlite"), classRun());
  });
  after(() => rmSync(cwd, { recursive: true }));

  it("fills Moodle's worksheet into a new file, and says who is left out", async () => {
    const rows = classRun()
      .submissions.slice(0, 8)
      .map(({ student }) => `${student},5.00\n`);
    writeFileSync(join(cwd, "moodle.csv"), `Full name,Grade\n${rows.join("")}`);
    const { code, stdout, stderr } = await unrolled(
      ["export", "grades.sqlite", "--moodle", "moodle.csv", "--to", "filled.csv"],
      { cwd },
    );
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^filled\.csv: \d+ of 30 scores of forms-graded, run 2026-11-29-1\n {2}left out: /);
    assert.match(readFileSync(join(cwd, "filled.csv"), "utf8"), /^Full name,Grade\n/);
  });

  it("writes a results.json for each submission, inside of its folder whatever a student is called", async () => {
    const { code, stdout } = await unrolled(["export", "grades.sqlite", "--gradescope", "--to", "scope"], { cwd });
    assert.equal(code, 0);
    const folders = readdirSync(join(cwd, "scope"));
    assert.ok(folders.length > 20 && folders.includes("ana") === stdout.includes(join("scope", "ana", "results.json")));
    for (const folder of folders) JSON.parse(readFileSync(join(cwd, "scope", folder, "results.json"), "utf8"));
  });

  it("says what is wrong in a command line", async () => {
    const { stderr, code } = await unrolled(["export", "grades.sqlite", "--to", "x"], { cwd });
    assert.match(stderr, /expects one of --canvas EXPORT\.csv, --moodle WORKSHEET\.csv and --gradescope, but got 0/);
    assert.equal(code, 2);
  });
});
