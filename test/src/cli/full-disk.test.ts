// A full disk under what a teacher has written: said with the file and what to do, and what stood there before stays.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportScores } from "../../../src/cli/export.ts";
import { feedback } from "../../../src/cli/feedback.ts";
import { marks } from "../../../src/cli/marks.ts";
import { report } from "../../../src/cli/report.ts";
import { UsageError } from "../../../src/cli/usage.ts";
import { giveBack } from "../../../src/grader/hand-in/give-back.ts";
import { needDist } from "../../needs.ts";
import { tinyDisk } from "../../tiny-disk.ts";
import { fillResults } from "../grader/fill-results.ts";
import { classRun } from "../grader/made-up-class.ts";

describe("a full disk", () => {
  let folder: string;
  let file: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "unrolled full "));
    file = join(folder, "grades.sqlite");
    fillResults(file, { ...classRun(), submissions: classRun().submissions.slice(0, 2) });
    writeFileSync(join(folder, "moodle.csv"), "Username,Grade\nana,\nben,\n");
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const [what, write, name] of [
    ["feedback", (to: string) => feedback([file, "--to", to]), "ana.html"],
    ["report", (to: string) => report([file, "--to", to]), "scores.csv"],
    ["marks export", (to: string) => marks(["export", file, "--to", to]), "marking.html"],
    ["export", (to: string) => exportScores([file, "--moodle", join(folder, "moodle.csv"), "--to", join(to, "filled.csv")]), "filled.csv"],
  ] as const) // biome-ignore format: a case a line
    it(`is named by ${what}, with the file; the one of before is there`, async function () {
      if (what !== "export") needDist(this);
      using disk = tinyDisk(this);
      writeFileSync(join(disk.folder, name), "of before");
      disk.fill();
      await assert.rejects(write(disk.folder), (error: Error) => {
        assert.ok(error instanceof UsageError, String(error.stack));
        assert.match(
          error.message,
          /^unrolled (feedback|report|marks export|export) cannot write .*: the disk is full \(ENOSPC\): free some space/,
        );
        return error.message.includes(join(disk.folder, name));
      });
      assert.equal(readFileSync(join(disk.folder, name), "utf8"), "of before");
      assert.deepEqual(readdirSync(disk.folder).sort(), ["fill", name].sort());
    });

  it("keeps in a hand-in's folder the feedback of before", function () {
    using disk = tinyDisk(this);
    const handIn = join(disk.folder, "ana+clip+2027-01-01 12:00:00.000000 UTC+abc");
    mkdirSync(handIn);
    const give = (page: string) =>
      giveBack(disk.folder, "ana+clip+2027-01-01 12:00:00.000000 UTC+abc/clip.ipynb", "clip", { page });
    assert.equal(give("first"), undefined);
    disk.fill();
    assert.match(give("second".repeat(9000))!, /the disk is full \(ENOSPC\)/);
    assert.deepEqual(readdirSync(handIn), ["clip-feedback.html"]);
    assert.equal(readFileSync(join(handIn, "clip-feedback.html"), "utf8"), "first");
  });
});
