// What every store of results keeps to, be it a file or a database.
import assert from "node:assert/strict";
import { parseNotebook } from "../../../../kernel/notebook/index.ts";
import type { CheckResult, Claim, Found, Results } from "../../../../src/grader/results/index.ts";

export const run = { run: "r1", assignment: "forms-graded", version: "v1" };
export const waiting = (student: string) => ({
  ...{ submission: student, student, file: `${student}/a.ipynb`, hash: "00" },
});

export const passed = (submission: string, check: string): CheckResult => ({
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

export const graded = (...checks: CheckResult[]): Found => ({ state: "graded", flags: [], checks });

const text = `{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[
  {"cell_type":"markdown","id":"a","metadata":{},"source":"π ≠ 3 and \\u0000"}]}`;

/** @param open the same results each time, in one test */
export function keepsToContract(open: () => Promise<Results>): void {
  let [results, others]: Results[] = [];
  beforeEach(async () => {
    [results, others] = [await open(), await open()];
  });
  afterEach(async () => {
    await results?.close();
    await others?.close();
  });
  const take = async (from: Results, student: string): Promise<Claim> => (await from.claim("r1", student))!;

  it("gives back what was written, in order, and the newest run where none is named", async () => {
    const late = { hours: 3, factor: 0.9 };
    const ben = { ...waiting("ben"), name: "Ben O'Hara", received: "2027-01-02T10:00:00Z", late };
    assert.equal(await results!.beginRun(run, [ben, waiting("ana")]), true);
    assert.equal(await results!.beginRun({ ...run, run: "r2" }, []), true);
    const notebook = parseNotebook(text, "a");
    const flags = [{ kind: "changed", message: "cell \0 was changed", cell: "x" }];
    const checks = [passed("ben", "q2"), { ...passed("ben", "q1"), given: "\0 \ud800 ≠" }];
    const found: Found = { state: "graded", flags, checks, notebook, askedAs: "Ben" };
    assert.equal(await results!.finish(await take(results!, "ben"), found), true);
    const read = await others!.readRun("r1");
    assert.equal(read.waiting, 1);
    const { executed, ...rest } = read.submissions[0]!;
    assert.deepEqual(rest, { ...ben, state: "graded", flags, checks, askedAs: "Ben" });
    assert.match(executed!, /^executed\/r1\/ben-/);
    assert.deepEqual(parseNotebook((await others!.executed("r1", read.submissions[0]!))!, "b"), notebook);
    assert.equal((await others!.readRun()).run, "r2");
    assert.deepEqual(await results!.runs(), ["r1", "r2"]);
    assert.deepEqual(await results!.runs("other"), []);
    assert.deepEqual(await results!.waiting("r1"), [waiting("ana")]);
    await assert.rejects(async () => results!.readRun("r3"), /has only r1, r2/);
  });

  it("begins no run under another one's name", async () => {
    await results!.beginRun(run, [waiting("ana")]);
    assert.equal(await others!.beginRun(run, [waiting("ben")]), false);
    assert.deepEqual(await results!.waiting("r1"), [waiting("ana")]);
  });

  it("lets nobody write who was overtaken, and nobody take what is graded", async () => {
    await results!.beginRun(run, [waiting("ana")]);
    const first = await take(results!, "ana");
    const second = await take(others!, "ana");
    assert.equal(await results!.finish(first, graded(passed("ana", "q1"))), false);
    assert.equal(await others!.finish(second, graded(passed("ana", "q3"))), true);
    assert.equal(await results!.finish(first, graded(passed("ana", "q2"))), false);
    assert.equal(await results!.claim("r1", "ana"), undefined);
    const { submissions } = await results!.readRun("r1");
    assert.deepEqual(
      submissions.map(({ checks }) => checks.map(({ check }) => check)),
      [["q3"]],
    );
  });

  it("writes all of a submission or nothing: no check stands twice", async () => {
    await results!.beginRun(run, [waiting("ana")]);
    const claim = await take(results!, "ana");
    const twice = graded(passed("ana", "q1"), passed("ana", "q1"));
    await assert.rejects(async () => results!.finish(claim, twice), /unique/i);
    assert.equal((await results!.readRun()).waiting, 1);
    assert.equal(await results!.finish(claim, graded(passed("ana", "q1"))), true);
    assert.equal((await results!.readRun()).submissions[0]!.checks.length, 1);
  });

  it("ends a run only when nothing waits", async () => {
    await results!.beginRun(run, [waiting("ana")]);
    await results!.finishRun("r1");
    assert.equal((await results!.readRun()).finishedAt, undefined);
    const refused: Found = { state: "refused", reason: "it is not JSON", flags: [], checks: [] };
    await results!.finish(await take(results!, "ana"), refused);
    await results!.finishRun("r1");
    const { finishedAt, submissions } = await results!.readRun();
    assert.match(finishedAt!, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    assert.equal(submissions[0]!.reason, "it is not JSON");
    assert.deepEqual(await results!.waiting("r1"), []);
  });

  it("takes over what an earlier run has found", async () => {
    await results!.beginRun(run, [waiting("ana"), waiting("ben"), waiting("cem")]);
    for (const student of ["ana", "ben"])
      await results!.finish(await take(results!, student), {
        ...graded(passed(student, "q1")),
        notebook: parseNotebook(text, "a"),
      });
    const earlier = await results!.readRun("r1");
    await results!.beginRun({ ...run, run: "r2" }, [waiting("ana")]);
    await results!.keep({ from: "r1", to: "r2" }, ["ben", "cem"]);
    const { submissions, waiting: left } = await results!.readRun("r2");
    assert.equal(left, 1);
    assert.deepEqual(submissions, [earlier.submissions[1]]);
    assert.ok(await results!.executed("r2", submissions[0]!));
  });

  it("keeps what persons gave, whatever is graded again, and writes all of a list or none", async () => {
    const score = { assignment: "a", student: "ana", question: "q6", points: 1.5, of: 2, markedAt: "2027-01-03" };
    await results!.writeManual([{ ...score, points: 1 }]);
    await results!.writeManual([score]);
    await results!.beginRun({ ...run, assignment: "a" }, [waiting("ana")]);
    await results!.claim("r1", "ana");
    assert.deepEqual(await others!.manualScores("a"), [score]);
    assert.deepEqual(await results!.manualScores("b"), []);
    const broken = { ...score, student: null as never };
    await assert.rejects(async () => results!.writeManual([{ ...score, points: 0 }, broken]));
    assert.deepEqual(await results!.manualScores(), [score]);
  });

  it("draws its secret once", async () => {
    const secret = await results!.secret();
    assert.match(secret, /^[\da-f]{64}$/);
    assert.equal(await others!.secret(), secret);
  });
}
