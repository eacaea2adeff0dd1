import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openResults } from "../../../src/grader/results/index.ts";
import { needDist } from "../../needs.ts";
import { fillResults } from "../grader/fill-results.ts";
import { classRun } from "../grader/made-up-class.ts";
import { unrolled } from "./cli.ts";

describe("unrolled marks", () => {
  let cwd: string;
  before(function () {
    needDist(this);
    cwd = mkdtempSync(join(tmpdir(), "unrolled marks "));
    fillResults(join(cwd, "grades.sqlite"), classRun());
  });
  after(() => cwd && rmSync(cwd, { recursive: true }));
  const marks = (...args: string[]) => unrolled(["marks", ...args], { cwd });
  const kept = () => {
    using results = openResults(join(cwd, "grades.sqlite"));
    return results.manualScores("forms-graded");
  };

  it("go out as a sheet and come back; a wrong one changes nothing, and neither does another run", async () => {
    const out = await marks("export", "grades.sqlite", "--to", "sheets");
    assert.deepEqual([out.code, out.stderr], [0, ""]);
    assert.match(
      out.stdout,
      /marking\.html: what is looked for.*\n.*marks-q6\.csv: 26 answers, 0 of them with marks\n/,
    );
    const guide = readFileSync(join(cwd, "sheets", "marking.html"), "utf8");
    assert.match(guide, /Texts with their marks[\s\S]*2 of 2[\s\S]*1 of 2[\s\S]*0 of 2/);

    const sheet = readFileSync(join(cwd, "sheets", "marks-q6.csv"), "utf8");
    writeFileSync(join(cwd, "done.csv"), sheet.replace(/,,,$/gm, ",1,0.5,"));
    writeFileSync(join(cwd, "wrong.csv"), sheet.replace(/,,,$/gm, ",1,5,"));
    const wrong = await marks("import", "grades.sqlite", "wrong.csv");
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /unrolled marks import: wrong\.csv: nothing was read, because of\n {2}row 2: /);
    assert.deepEqual(kept(), []);

    const done = await marks("import", "grades.sqlite", "done.csv", "--marker", "vera");
    assert.deepEqual([done.code, done.stderr], [0, ""]);
    assert.match(done.stdout, /^done\.csv: 26 marks of q6, of which 26 are new or changed\n$/);
    const before = kept();
    assert.deepEqual([before.length, before[0]!.points, before[0]!.marker], [26, 1.5, "vera"]);

    fillResults(join(cwd, "grades.sqlite"), { ...classRun(), run: "2026-11-30-1" });
    assert.deepEqual(kept(), before);
  });

  it("of an old spreadsheet are refused with what to do", async () => {
    writeFileSync(join(cwd, "latin.csv"), Buffer.from("id,student\nfile-1,J\xfcrgen\n", "latin1"));
    const latin = await marks("import", "grades.sqlite", "latin.csv");
    assert.deepEqual(
      [latin.code, latin.stderr.includes("latin.csv is no UTF-8. In Excel choose “CSV UTF-8”")],
      [2, true],
    );
  });
});
