// The file of results: written once, by whoever has the newest attempt; what persons gave stays.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type CheckResult, openResults, ResultsError } from "../../../../src/grader/results/index.ts";

const run = { run: "r1", assignment: "forms-graded", version: "v1" };
const waiting = (student: string) => ({ submission: student, student, file: `${student}/a.ipynb`, hash: "00" });

const passed = (submission: string, check: string): CheckResult => ({
  submission,
  question: check,
  check,
  kind: "public",
  state: "pass",
  credit: 1,
  points: 2,
  of: 2,
  message: "right",
  seed: "",
  milliseconds: 3,
});

describe("grader: results", () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "unrolled-results-"));
    path = join(folder, "results.sqlite");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("gives back what was written, in order, and the newest run where none is named", () => {
    using results = openResults(path);
    const late = { hours: 3, factor: 0.9 };
    results.beginRun(run, [{ ...waiting("ben"), received: "2027-01-02T10:00:00Z", late }, waiting("ana")]);
    results.beginRun({ ...run, run: "r2" }, []);
    const claim = results.claim("r1", "ben")!;
    for (const check of ["q2", "q1"]) assert.ok(results.record(claim, passed("ben", check)));
    const flags = [{ kind: "changed", message: "cell x was changed", cell: "x" }];
    assert.ok(results.finish(claim, { state: "graded", flags, executed: "executed/ben.ipynb" }));
    const found = results.readRun("r1");
    assert.equal(found.waiting, 1);
    assert.deepEqual(found.submissions, [
      {
        ...waiting("ben"),
        received: "2027-01-02T10:00:00Z",
        late,
        state: "graded",
        flags,
        checks: [passed("ben", "q2"), passed("ben", "q1")],
        executed: "executed/ben.ipynb",
      },
    ]);
    assert.equal(results.readRun().run, "r2");
    assert.deepEqual(results.runs(), ["r1", "r2"]);
    assert.deepEqual(results.runs("other"), []);
    assert.throws(() => results.readRun("r3"), /has only r1, r2/);
  });

  it("lets nobody write who was overtaken, and nobody take what is graded", () => {
    using results = openResults(path);
    using others = openResults(path);
    results.beginRun(run, [waiting("ana")]);
    const first = results.claim("r1", "ana")!;
    assert.ok(results.record(first, passed("ana", "q1")));
    const second = others.claim("r1", "ana")!;
    assert.equal(results.record(first, passed("ana", "q2")), false);
    assert.equal(results.finish(first, { state: "graded", flags: [] }), false);
    assert.ok(others.record(second, passed("ana", "q3")));
    assert.ok(others.finish(second, { state: "graded", flags: [] }));
    assert.equal(results.claim("r1", "ana"), undefined);
    const [ana] = results.readRun("r1").submissions;
    assert.deepEqual(
      ana!.checks.map(({ check }) => check),
      ["q3"],
    );
  });

  it("refuses the same check twice", () => {
    using results = openResults(path);
    results.beginRun(run, [waiting("ana")]);
    const claim = results.claim("r1", "ana")!;
    results.record(claim, passed("ana", "q1"));
    assert.throws(() => results.record(claim, passed("ana", "q1")), /UNIQUE/);
  });

  it("ends a run only when nothing waits", () => {
    using results = openResults(path);
    results.beginRun(run, [waiting("ana")]);
    results.finishRun("r1");
    assert.equal(results.readRun().finishedAt, undefined);
    results.finish(results.claim("r1", "ana")!, { state: "refused", reason: "it is not JSON", flags: [] });
    results.finishRun("r1");
    assert.match(results.readRun().finishedAt!, /^\d{4}-/);
    assert.deepEqual(results.waiting("r1"), []);
  });

  it("keeps what persons gave, whatever is graded again, and writes all of a list or none", () => {
    using results = openResults(path);
    const score = { assignment: "a", student: "ana", question: "q6", points: 1.5, of: 2, markedAt: "2027-01-03" };
    results.writeManual([score]);
    results.beginRun({ ...run, assignment: "a" }, [waiting("ana")]);
    results.claim("r1", "ana");
    assert.deepEqual(results.manualScores("a"), [score]);
    assert.deepEqual(results.manualScores("b"), []);
    const broken = { ...score, student: null as never };
    assert.throws(() => results.writeManual([{ ...score, points: 0 }, broken]));
    assert.deepEqual(results.manualScores(), [score]);
  });

  it("draws its secret once", () => {
    using results = openResults(path);
    using others = openResults(path);
    assert.match(results.secret(), /^[\da-f]{64}$/);
    assert.equal(others.secret(), results.secret());
  });

  it("refuses a file that is something else, and names it", () => {
    writeFileSync(path, "not a database, but a text that somebody needs".repeat(20));
    assert.throws(() => openResults(path), ResultsError);
    const other = join(folder, "other.sqlite");
    const database = new DatabaseSync(other);
    database.exec("CREATE TABLE gradebook (x)");
    database.close();
    assert.throws(() => openResults(other), /no file of results of version 1: name another file/);
  });

  it("loses nothing that was written before kill -9, and doubles nothing after it", async function () {
    this.timeout(30_000);
    {
      using results = openResults(path);
      results.beginRun(run, [waiting("ana"), waiting("ben")]);
    }
    const program = `
      import { openResults } from ${JSON.stringify(new URL("../../../../src/grader/results/index.ts", import.meta.url).href)};
      const results = openResults(${JSON.stringify(path)});
      const ana = results.claim("r1", "ana");
      results.record(ana, ${JSON.stringify(passed("ana", "q1"))});
      results.finish(ana, { state: "graded", flags: [] });
      results.record(results.claim("r1", "ben"), ${JSON.stringify(passed("ben", "q1"))});
      console.log("written");
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(child.stdout, "data");
    child.kill("SIGKILL");
    await once(child, "exit");
    using results = openResults(path);
    assert.deepEqual(
      results.waiting("r1").map(({ student }) => student),
      ["ben"],
    );
    const ben = results.claim("r1", "ben")!;
    assert.equal(ben.attempt, 2);
    assert.ok(results.record(ben, passed("ben", "q1")));
    results.finish(ben, { state: "graded", flags: [] });
    assert.deepEqual(
      results.readRun().submissions.map(({ student, checks }) => [student, checks.length]),
      [
        ["ana", 1],
        ["ben", 1],
      ],
    );
  });
});
