import assert from "node:assert/strict";
import { changesBetween, differenceOf, linesOf, movesOf } from "../../../../src/grader/report/changes.ts";
import { changesPage } from "../../../../src/grader/report/index.ts";
import type { RunRecord, SubmissionResult } from "../../../../src/grader/results/index.ts";
import { classMarks, classRun, hostile } from "../made-up-class.ts";

const before = classRun();
const marks = classMarks();
/** A regrade after q3 was mended: who had it wrong has it right. */
const regraded = (change: (result: SubmissionResult, i: number) => SubmissionResult | undefined): RunRecord => ({
  ...before,
  run: "2026-11-30-1",
  version: "d0c6",
  submissions: before.submissions.flatMap((result, i) => change(result, i) ?? []),
});
const mended = (result: SubmissionResult): SubmissionResult => ({
  ...result,
  checks: result.checks.map(check =>
    check.question === "q3" && check.state === "fail" ? { ...check, state: "pass", credit: 1, points: 1 } : check,
  ),
});
const wrong = before.submissions.filter(({ checks }) =>
  checks.some(({ question, state }) => question === "q3" && state === "fail"),
);

describe("what a regrade changed", () => {
  it("is nothing where nothing changed", () => {
    const { changed, same, isOtherVersion } = changesBetween(before, classRun(), marks);
    assert.deepEqual([changed, same, isOtherVersion], [[], 30, false]);
    assert.match(changesPage(before, classRun(), marks), /Nothing changed/);
  });

  it("is named by submission and by check", () => {
    const { changed, same, isOtherVersion } = changesBetween(before, regraded(mended), marks);
    assert.deepEqual(
      changed.map(({ student }) => student),
      wrong.map(({ student }) => student),
    );
    assert.deepEqual([same, isOtherVersion], [30 - wrong.length, true]);
    assert.deepEqual(movesOf(changed), [{ check: "q3", from: "fail", to: "pass", count: wrong.length }]);
    for (const one of changed)
      if (one.after!.total !== undefined) assert.equal(differenceOf(one), one.after!.result.late?.factor ?? 1);
  });

  it("calls a part of the points what a student's page calls it", () => {
    const [first] = wrong;
    const part = regraded(result => ({
      ...result,
      checks: result.checks.map(check =>
        result === first && check.question === "q3" ? { ...check, credit: 1 / 3, points: 1 / 3 } : check,
      ),
    }));
    const { changed } = changesBetween(before, part, marks);
    assert.deepEqual(changed.map(linesOf), [["q3: fail 0 → partly right 0.33"]]);
  });

  it("is who came, who went, and who handed in another file", () => {
    const { changed } = changesBetween(
      before,
      regraded((one, i) => (i === 0 ? undefined : i === 1 ? { ...one, hash: "f" } : one)),
      marks,
    );
    const [ben, ana] = changed;
    assert.deepEqual([ben!.student, ben!.isOtherFile, ben!.checks.length], ["ben", true, 0]);
    assert.deepEqual([ana!.student, ana!.after, ana!.checks], ["ana", undefined, []]);
    const page = changesPage(
      before,
      regraded((one, i) => (i === 0 ? undefined : one)),
      marks,
    );
    assert.match(page, /is not there any more/);
  });

  it("is said in lines: what became of the file, of its state and of its checks; or of the sum alone", () => {
    const lines = (change: (one: SubmissionResult) => SubmissionResult | undefined) =>
      changesBetween(
        before,
        regraded((one, i) => (i === 2 ? change(one) : one)),
        marks,
      ).changed.flatMap(linesOf);
    const refused = (one: SubmissionResult): SubmissionResult => ({ ...one, state: "refused", checks: [] });
    assert.deepEqual(
      lines(one => ({ ...one, hash: "f" })),
      ["another file"],
    );
    assert.equal(lines(refused)[0], "graded → refused");
    assert.match(lines(one => ({ ...one, late: { hours: 9, factor: 0.5 } }))[0]!, /^in all: [\d.]+ → [\d.]+$/);
    assert.deepEqual(
      lines(() => undefined),
      ["is not there any more"],
    );
  });

  it("is a check that is not scored any more, and no loss", () => {
    const broken = (result: SubmissionResult): SubmissionResult => ({
      ...result,
      checks: result.checks.map(check =>
        check.check === "q2" ? { ...check, state: "broken-question", credit: null, points: null } : check,
      ),
    });
    const { changed } = changesBetween(
      before,
      regraded((one, i) => (i === 0 ? broken(one) : one)),
      marks,
    );
    assert.equal(differenceOf(changed[0]!), undefined);
    assert.match(
      changesPage(
        before,
        regraded((one, i) => (i === 0 ? broken(one) : one)),
        marks,
      ),
      /q2: not-attempted 0 → broken-question<\/td>/,
    );
  });

  it("has losses first, and nothing of a student as markup", () => {
    const other = regraded((one, i) =>
      i === 4 ? { ...one, checks: one.checks.map(check => ({ ...check, points: check.points && 0 })) } : mended(one),
    );
    const page = changesPage(before, other, marks);
    const rows = page.slice(page.indexOf("By submission")).match(/<th scope="row"[^>]*>[\s\S]*?<\/tr>/g)!;
    assert.match(rows[0]!, /emil.*−/);
    assert.match(rows[1]!, /\+/);
    assert.ok(!page.includes(hostile[0]!));
    assert.doesNotMatch(page, /<script|<img/);
  });
});
