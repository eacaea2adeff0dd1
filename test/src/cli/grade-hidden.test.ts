// Before anybody is graded, the hidden checks are held to what is right: a wrong one takes points from all who are right.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { assignmentToGrade } from "../../../src/cli/grade/assignment.ts";
import { requireHiddenChecks } from "../../../src/cli/grade/hidden-proof.ts";
import { quizCourse } from "./quiz-course.ts";

const hidden = quizCourse(6)["course/quiz/hidden.ts"]!;

describe("unrolled grade: hidden checks before they are used", () => {
  const folders: string[] = [];
  after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  /** Each in a folder of its own: a module is loaded once. */
  async function prove(text: string): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), "unrolled-hidden-"));
    folders.push(folder);
    for (const [path, content] of Object.entries({ ...quizCourse(6), "course/quiz/hidden.ts": text })) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    await requireHiddenChecks(await assignmentToGrade(join(folder, "course/quiz"), undefined));
  }

  it("are refused where they do not take what the public check takes", async () => {
    await assert.rejects(
      prove(hidden.replace("=> 2 * x", "=> 3 * x")),
      /^UsageError: unrolled grade quiz: hidden checks do not hold, so nothing is graded:\n {2}q2: the hidden check is expected to take the right answer of the public check, but got [\s\S]*\nmend .*hidden\.ts, or the question, and grade again$/,
    );
    await assert.rejects(prove(hidden.replace("q2:", "q7:")), /q7: there is no such question, only q1, q2/);
    // Made for each student, and wrong for each.
    const personal = hidden.replace("hidden = {", "hidden = () => ({").replace("=> 2 * x }) }", "=> x }) })");
    await assert.rejects(prove(personal), /\(as made-up student 1 has them\)/);
  });

  it("are used where they hold", () => prove(hidden));
});
