// A course in any folder: what is said of a graded class finds the course that it was graded with.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type CheckResult, openResults } from "../../../src/grader/results/index.ts";
import { needDist } from "../../needs.ts";
import { itSoaks } from "../../soak.ts";
import { unrolled } from "./cli.ts";
import { questions, quizCourse } from "./quiz-course.ts";

const withText = questions(6)
  .replace("import { exactly,", "import { text, exactly,")
  .replace(
    /\}\)\n$/,
    `  q3: question({ id: "quiz/q3", asks: "Why is it so?", ...common, answer: text({
    rubric: [{ wants: "a reason", marks: 1 }, { wants: "an example", marks: 1 }],
    samples: [{ answer: "so it is, say, two and two", marks: 2 }, { answer: "so it is, I should say", marks: 1 }, { answer: "I do not know it now", marks: 0 }] }), points: 2 }),
})
`,
  );

const check = (question: string, kind: CheckResult["kind"], more: Partial<CheckResult>): CheckResult => ({
  ...{ submission: "ana", question, check: kind === "public" ? question : `${question}/${kind}`, kind, of: 1 },
  ...{ state: "pass", credit: 1, points: 1, message: "so.", seed: "", milliseconds: 1 },
  ...more,
});

describe("a course in any folder", function () {
  this.timeout(60_000);
  let top: string;
  let cwd: string;
  beforeEach(function () {
    needDist(this);
    top = mkdtempSync(join(tmpdir(), "unrolled elsewhere "));
    cwd = join(top, "desk");
    for (const [path, text] of Object.entries({ ...quizCourse(6), "course/quiz/questions.ts": withText })) {
      mkdirSync(dirname(join(top, "far", path)), { recursive: true });
      writeFileSync(join(top, "far", path), text);
    }
    mkdirSync(join(cwd, "graded"), { recursive: true });
    using results = openResults(join(cwd, "graded/quiz.sqlite"));
    const course = join(top, "far/course/index.ts");
    results.beginRun({ run: "r1", assignment: "quiz", version: "v", course }, [
      { submission: "ana", student: "ana", file: "ana.ipynb", hash: "aa" },
    ]);
    const text = {
      state: "to-mark" as const,
      credit: null,
      points: null,
      of: 2,
      given: "because two and two are four",
    };
    const checks = [
      check("q1", "public", {}),
      check("q2", "public", {}),
      check("q2", "hidden", {}),
      check("q3", "written", text),
    ];
    results.finish(results.claim("r1", "ana")!, { state: "graded", flags: [], checks });
  });
  afterEach(() => top && rmSync(top, { recursive: true, force: true }));

  const marks = () => {
    using results = openResults(join(cwd, "graded/quiz.sqlite"));
    return results.manualScores("quiz");
  };
  const run = async (...args: string[]) => {
    const { code, stdout, stderr } = await unrolled(args, { cwd });
    assert.equal(code, 0, stdout + stderr);
    return stdout;
  };

  it("is found by feedback, report and marks, which are told of the file of results alone", async () => {
    await run("feedback", "graded/quiz.sqlite", "--to", "feedback");
    assert.match(readFileSync(join(cwd, "feedback/ana.html"), "utf8"), /Why is it so\?/);
    await run("report", "graded/quiz.sqlite", "--to", "report");
    assert.match(readFileSync(join(cwd, "report/scores.csv"), "utf8"), /q3/);
    assert.match(await run("marks", "export", "graded/quiz.sqlite", "--to", "sheets"), /marks-q3\.csv: 1 answer/);
  });

  itSoaks("is found where both were moved together, and asked for where it is gone", async () => {
    renameSync(top, `${top}2`);
    [top, cwd] = [`${top}2`, join(`${top}2`, "desk")];
    await run("marks", "export", "graded/quiz.sqlite", "--to", "sheets");
    renameSync(join(top, "far"), join(top, "farther"));
    const gone = await unrolled(["report", "graded/quiz.sqlite", "--to", "report"], { cwd });
    assert.equal(gone.code, 2);
    assert.match(
      gone.stderr,
      /expects the course that quiz was graded with, .*index\.ts, but it is not there any more/,
    );
    await run("report", "graded/quiz.sqlite", "--to", "report", "--course", join(top, "farther/course"));
  });

  itSoaks("has its sheets by grade --manual: out, and back with marks, without grading anything", async () => {
    const assignment = join("..", "far", "course", "quiz");
    const manual = (...more: string[]) => unrolled(["grade", assignment, "--manual", "sheets", ...more], { cwd });
    const out = await manual();
    assert.equal(out.code, 0, out.stderr);
    assert.match(out.stdout, /marking\.html.*\n.*marks-q3\.csv: 1 answer, 0 of them with marks\n$/);
    const sheet = join(cwd, "sheets/marks-q3.csv");
    const blank = readFileSync(sheet, "utf8");
    assert.match(blank.split("\n", 1)[0]!, /a reason.*an example/);
    writeFileSync(sheet, blank.replace(/,,,\s*$/, ",1,9,\n"));
    const wrong = await manual();
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /unrolled grade --manual: .*marks-q3\.csv: nothing was read, because of\n {2}row 2: /);
    assert.deepEqual(marks(), []);
    assert.match(readFileSync(sheet, "utf8"), /,1,9,/, "what was typed is left as it is");
    writeFileSync(sheet, blank.replace(/,,,\s*$/, ",1,0.5,well said\n"));
    const back = await manual();
    assert.equal(back.code, 0, back.stderr);
    assert.match(
      back.stdout,
      /^marks-q3\.csv: 1 mark of q3, of which 1 is new or changed\n[\s\S]*1 answer, 1 of them with marks\n$/,
    );
    assert.deepEqual(
      marks().map(({ student, points, of, comment }) => [student, points, of, comment]),
      [["ana", 1.5, 2, "well said"]],
    );
    assert.match(readFileSync(sheet, "utf8"), /1,0\.5,well said/);
    const none = await unrolled(["grade", assignment, "--manual", "sheets", "--results", "other.sqlite"], { cwd });
    assert.equal(none.code, 2);
    assert.match(none.stderr, /--manual expects graded submissions of quiz in .*other\.sqlite, but none are there/);
  });
});
