import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { needDist } from "../../needs.ts";
import { fillResults } from "../grader/fill-results.ts";
import { classRun } from "../grader/made-up-class.ts";
import { unrolled } from "./cli.ts";

describe("unrolled report", () => {
  let cwd: string;
  before(function () {
    needDist(this);
    cwd = mkdtempSync(join(tmpdir(), "unrolled report "));
  });
  after(() => cwd && rmSync(cwd, { recursive: true }));

  it("writes the scores and the report", async () => {
    fillResults(join(cwd, "grades.sqlite"), { ...classRun(), run: "2026-11-29-0" });
    fillResults(join(cwd, "grades.sqlite"), classRun());
    const { code, stdout, stderr } = await unrolled(["report", "grades.sqlite", "--to", "out"], { cwd });
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(stdout, /^out.scores\.csv: the scores of 30 submissions of forms-graded, run 2026-11-29-1\n/);
    assert.match(
      readFileSync(join(cwd, "out", "scores.csv"), "utf8"),
      /^student,name,file,state,q1,q2,q3,drawn,q4,q5,q6,points/,
    );
    assert.match(readFileSync(join(cwd, "out", "report.html"), "utf8"), /<h1>Report: forms-graded<\/h1>/);
    assert.match(stdout, /changes\.html: what changed since the run 2026-11-29-0\n/);
    assert.match(readFileSync(join(cwd, "out", "changes.html"), "utf8"), /Nothing changed/);
  });
});
