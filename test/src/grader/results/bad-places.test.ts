// A file of results on a disk that is full or can only be read, damaged, of another version, or held by another: said, and nothing lost.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { openResults, ResultsError } from "../../../../src/grader/results/index.ts";
import { tinyDisk } from "../../../tiny-disk.ts";
import { graded, passed, run, waiting } from "./contract.ts";

const says = (words: RegExp) => (error: unknown) => error instanceof ResultsError && words.test(error.message);

describe("grader: a file of results in a bad place", () => {
  it("keeps what was graded where the disk is full, says so, and goes on when there is room", function () {
    using disk = tinyDisk(this, { kilobytes: 1024 });
    const path = join(disk.folder, "results.sqlite");
    {
      using results = openResults(path);
      results.beginRun(run, [waiting("ana"), waiting("ben")]);
      results.finish(results.claim("r1", "ana")!, graded(passed("ana", "q1")));
      const claim = results.claim("r1", "ben")!;
      disk.fill();
      const long = { ...passed("ben", "q1"), message: "x".repeat(100_000) };
      const full = says(
        /results\.sqlite: (the disk is full: free some space, and try again|the disk does not read or write it)/,
      );
      assert.throws(() => results.finish(claim, graded(long)), full);
      const comment = "x".repeat(90_000);
      const mark = { assignment: "a", student: "ana", question: "q6", points: 1, of: 2, markedAt: "", comment };
      assert.throws(() => results.writeManual([mark]), full);
      assert.deepEqual(results.readRun().submissions.map(({ student }) => student), ["ana"]); // biome-ignore format: a line
      rmSync(join(disk.folder, "fill"));
      assert.equal(results.finish(claim, graded(long)), true);
      results.writeManual([mark]);
      assert.deepEqual([results.readRun().waiting, results.manualScores()], [0, [mark]]);
    }
    disk.close();
    assert.throws(() => openResults(path), says(/results\.sqlite.*(may not be written|cannot be opened)/));
  });

  describe("that is not well", () => {
    let folder: string;
    let path: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "unrolled-results-"));
      path = join(folder, "results.sqlite");
      using results = openResults(path);
      const many = ["ana", "ben"].map(waiting);
      results.beginRun(run, many);
      for (const { submission } of many)
        results.finish(
          results.claim("r1", submission)!,
          graded({ ...passed(submission, "q1"), message: "x".repeat(30_000) }),
        );
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    it("is named as damaged, in the middle or at its beginning, whatever is asked of it", () => {
      const whole = readFileSync(path);
      const damaged = Buffer.from(whole);
      damaged.fill(0xa5, 3 * 4096);
      writeFileSync(path, damaged);
      assert.throws(
        () => {
          using results = openResults(path);
          results.readRun();
        },
        says(/results\.sqlite: it is damaged: take a copy of an earlier time/),
      );
      for (const broken of [Buffer.from("x".repeat(5000)), whole.subarray(0, 5000)]) {
        writeFileSync(path, broken);
        assert.throws(
          () => {
            using results = openResults(path);
            results.readRun();
          },
          says(/results\.sqlite: (it is no file of results|it is damaged)/),
        );
      }
      assert.equal(statSync(path).size, 5000, "it is left as it was");
    });

    it("is named as a newer version's, and left as it was", () => {
      const database = new DatabaseSync(path);
      database.exec("PRAGMA user_version = 3");
      database.close();
      assert.throws(
        () => openResults(path),
        says(
          /is a file of results of version 3, which a newer unrolled has written, but this one reads versions 1 to 2: update unrolled/,
        ),
      );
    });

    it("is graded by two at once: each submission once", () => {
      using first = openResults(path);
      using second = openResults(path);
      first.beginRun({ ...run, run: "r2" }, [waiting("ana"), waiting("ben")]);
      const claims = [first, second].map(one => one.claim("r2", "ana")!);
      assert.equal(first.finish(claims[0]!, graded(passed("ana", "q1"))), false, "the later one has it");
      assert.equal(second.finish(claims[1]!, graded(passed("ana", "q1"))), true);
      assert.equal(first.claim("r2", "ana"), undefined);
      assert.equal(first.readRun("r2").submissions.length, 1);
    });
  });
});
