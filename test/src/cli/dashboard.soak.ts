// `unrolled dashboard`: started as a person starts it, on the results of a made-up class.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { needDist } from "../../needs.ts";
import { fillResults } from "../grader/fill-results.ts";
import { classRun } from "../grader/made-up-class.ts";
import { unrolled } from "./cli.ts";

describe("unrolled dashboard", function () {
  this.timeout(60_000);
  let cwd: string;
  before(function () {
    needDist(this);
    cwd = mkdtempSync(join(tmpdir(), "unrolled dashboard "));
    fillResults(join(cwd, "grades.sqlite"), classRun());
  });
  after(() => cwd && rmSync(cwd, { recursive: true }));

  it("says where it is, serves the class and its report, and ends with Ctrl-C", async () => {
    let seen: Promise<[number, string, string, string[]]> | undefined;
    const { code, stdout, stderr } = await unrolled(["dashboard", "grades.sqlite"], {
      cwd,
      onStdout: (printed, interrupt) => {
        const [address] = /http:\S+/.exec(printed) ?? [];
        if (address === undefined || seen) return;
        seen = (async (): Promise<[number, string, string, string[]]> => {
          try {
            const first = await fetch(address, { redirect: "manual" });
            const cookie = first.headers.get("set-cookie")!.split(";")[0]!;
            const ask = async (path: string) => (await fetch(new URL(path, address), { headers: { cookie } })).text();
            const marking = await Promise.all([0, 1, 2, 3, 4, 5].map(at => ask(`/mark/q6?at=${at}`)));
            return [first.status, await ask("/"), await ask("/report"), marking];
          } finally {
            interrupt();
          }
        })();
      },
    });
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(stdout, /^forms-graded: open http:\/\/127\.0\.0\.1:\d+\/\?secret=\S{32}\n/);
    const [status, page, report, marking] = await seen!;
    assert.equal(status, 303);
    assert.match(page, /30 students in the run 2026-11-29-1/);
    assert.match(page, /href="\/mark\/q6"/);
    assert.match(report, /forms-graded/);
    const drawn = marking.map(page => /the arrows of two pictures for T = \d+ and T = \d+/.exec(page)?.[0]);
    assert.ok(new Set(drawn).size > 1 && !drawn.includes(undefined), `each answer has its own question: ${drawn}`);
  });

  it("says what is wrong in a command line", async () => {
    const { code, stderr } = await unrolled(["dashboard", "grades.sqlite", "--port", "http"], { cwd });
    assert.deepEqual(
      [code, stderr],
      [2, "unrolled dashboard expects --port as a number from 0 to 65535, but got http\n"],
    );
  });
});
