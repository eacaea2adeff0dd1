import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assignment } from "../../../assignments/index.ts";
import { openResults } from "../../../src/grader/results/index.ts";
import { needDist } from "../../needs.ts";
import { fillResults } from "../grader/fill-results.ts";
import { classMarks, classRun } from "../grader/made-up-class.ts";
import { unrolled } from "./cli.ts";

describe("unrolled feedback", () => {
  let cwd: string;
  before(function () {
    needDist(this);
    cwd = mkdtempSync(join(tmpdir(), "unrolled feedback "));
    const record = classRun();
    record.submissions[0] = { ...record.submissions[0]!, executed: "its notebook" };
    // Ben's notebook says that he is Benjamin: his numbers are drawn for that name.
    record.submissions[1] = { ...record.submissions[1]!, askedAs: "benjamin" };
    fillResults(join(cwd, "grades.sqlite"), record);
    rmSync(join(cwd, "executed"), { recursive: true });
    using results = openResults(join(cwd, "grades.sqlite"));
    results.writeManual(classMarks());
  });
  after(() => cwd && rmSync(cwd, { recursive: true }));

  it("writes a page for each submission, hostile names or not, and says what is still open", async () => {
    const { code, stdout, stderr } = await unrolled(["feedback", "grades.sqlite", "--to", "out"], { cwd });
    assert.equal(code, 0, stderr);
    assert.match(
      stdout,
      /^out: feedback for 30 of 30 submissions of forms-graded, run 2026-11-29-1\n\d+ of them are not wholly scored/,
    );
    assert.match(stderr, /^ana: the executed notebook cannot be read, so its code is left out: ENOENT/);
    const files = readdirSync(join(cwd, "out"));
    assert.equal(files.length, 30);
    assert.ok(files.includes("ben.html") && files.includes("etc-passwd.html") && files.includes("lê-thị-mai.html"));
    assert.deepEqual(readdirSync(cwd).sort(), ["grades.sqlite", "out"]);
  });

  it("asks each student's own question, under the name that they gave", async () => {
    const { code } = await unrolled(["feedback", "grades.sqlite", "--to", "two", "--only", "ben"], { cwd });
    assert.equal(code, 0);
    assert.deepEqual(readdirSync(join(cwd, "two")), ["ben.html"]);
    const page = readFileSync(join(cwd, "two", "ben.html"), "utf8");
    const stepsOf = (name: string) => /\d+ steps of \d+ features/.exec(assignment.of("forms-graded", name).q2.asks)![0];
    assert.ok(page.includes(stepsOf("benjamin")));
    assert.notEqual(stepsOf("benjamin"), stepsOf("ben"));
  });

  it("asks the questions of a course that lies anywhere", async () => {
    const course = join(cwd, "our course");
    mkdirSync(join(course, "circuits"), { recursive: true });
    writeFileSync(
      join(course, "index.ts"),
      `import { course } from "unrolled/checking"\nimport { circuits } from "./circuits/questions.ts"\nexport const assignment = course({ circuits })\n`,
    );
    writeFileSync(
      join(course, "circuits", "questions.ts"),
      `import { exactly, question } from "unrolled/checking"
export const circuits = () => ({ q1: question({ id: "circuits/q1", asks: "How many gates has an LSTM?", answer: exactly<number>(3), because: "so.", hints: [] }) })\n`,
    );
    const { submissions, ...run } = classRun();
    const [ana] = submissions;
    const checks = ana!.checks.slice(0, 1);
    fillResults(join(cwd, "circuits.sqlite"), { ...run, assignment: "circuits", submissions: [{ ...ana!, checks }] });
    const { code, stderr } = await unrolled(["feedback", "circuits.sqlite", "--to", "circuits", "--course", course], {
      cwd,
    });
    assert.equal(code, 0, stderr);
    assert.match(readFileSync(join(cwd, "circuits", "ana.html"), "utf8"), /How many gates has an LSTM\?/);
    const other = await unrolled(["feedback", "circuits.sqlite", "--to", "circuits"], { cwd });
    assert.match(
      other.stderr,
      /expects a course with the assignment circuits, but unrolled\/assignments has only forms, .*--course DIR/,
    );
  });

  it("goes back into an inbox, whose folder names it, too; says where it is not the one", async () => {
    const hand = join("exchange", "inbound", "ana+forms-graded+2027");
    mkdirSync(join(cwd, hand), { recursive: true });
    const { submissions, ...run } = classRun();
    const one = { ...submissions[0]!, file: "ana+forms-graded+2027/forms-graded.ipynb" };
    fillResults(join(cwd, "inbox.sqlite"), { ...run, submissions: [one] });
    const back = (inbox: string) => unrolled(["feedback", "inbox.sqlite", "--inbox", inbox], { cwd });
    for (const inbox of ["exchange", "exchange/inbound"]) {
      const { code, stdout } = await back(inbox);
      assert.equal(code, 0);
      assert.match(stdout, /^exchange.inbound: feedback for 1 of 1/);
      rmSync(join(cwd, hand, "forms-graded-feedback.html"));
    }
    mkdirSync(join(cwd, "other"));
    assert.match(
      (await back("other")).stderr,
      /ana: not given back: no folder other.ana\+forms-graded\+2027 is there: is other the inbox that was graded\?/,
    );
    const gone = await back("gone");
    assert.equal(gone.code, 2);
    assert.match(gone.stderr, /expects --inbox FOLDER, .* but gone is no folder: is the exchange mounted/);
  });

  it("says what is wrong with the file and the choice", async () => {
    copyFileSync(new URL(import.meta.url), join(cwd, "text.sqlite"));
    const says = async ([...args]: string[], what: RegExp) => {
      const { code, stdout, stderr } = await unrolled(["feedback", ...args, "--to", "x"], { cwd });
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, what);
    };
    await Promise.all([
      says(["none.sqlite"], /none\.sqlite is not there: name the one that "unrolled grade" has written/),
      says(["grades.sqlite", "--run", "7"], /expected to have the run 7, but it has only 2026-11-29-1/),
      says(["grades.sqlite", "--only", "zoe"], /found nobody called zoe in the run/),
      says(["text.sqlite"], /text\.sqlite: it is no file of results, or its beginning is damaged: name another file/),
    ]);
  });
});
