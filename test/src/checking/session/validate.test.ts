// validate(): what is missing in this session. The whole mocha is one session, so the names here stand nowhere else.
import assert from "node:assert/strict";
import { ____, course, exactly, exam, graded, question, student, validate } from "../../../../src/checking/index.ts";
import { jupyterDisplay } from "../../../../src/display/index.ts";

const number = (id: string, points = 1) =>
  question({ id, asks: "", answer: exactly(6), because: "so.", hints: [], points });
const mine = (name: string) => validate().missing.filter(one => one.includes(name));

describe("validate", () => {
  const assignment = course({
    "validate-set": graded({ q1: number("validate/q1", 2), q2: number("validate/q2", 3), q3: number("validate/q3") }),
    "validate-exam": exam({ e1: number("validate/e1"), e2: number("validate/e2") }),
  });
  after(() => void student(____));

  it("asks for the name, then for the cell to be run again, then for each answer", () => {
    assert.throws(() => assignment("validate-set"), { name: "StudentUnknown" });
    assert.ok(validate().missing.includes('your name: write it in the cell student("…")'));
    student("ana");
    assert.deepEqual(mine("validate-set"), ['validate-set: run the cell with assignment("validate-set") again']);
    const { q1, q2 } = assignment("validate-set");
    q1.check(5);
    q2.check("6" as never);
    assert.deepEqual(mine("validate-set"), [
      'validate-set q2: expected a number, but got the text "6" (write it without quotes)',
      "validate-set q3: no cell that ran has q3.check(…)",
    ]);
    q2.check(____);
    assert.deepEqual(mine("validate-set q2"), ["validate-set q2: not attempted"]);
    q2.check(6);
    assert.deepEqual(mine("validate-set q2"), []);
    // A wrong answer is an answer, but its points are not given.
    const worth = "validate-set: 2 of 3 questions are answered; the checks give 3 of 6 points so far";
    assert.ok(validate().handedIn.includes(worth));
    assert.ok(String(validate()).includes(`\n${worth}\n`));
    assert.ok((validate()[jupyterDisplay]()["text/html"] as string).includes(`<p>${worth}</p>`));
    assert.ok(validate().notRight.includes("validate-set q1 ✗ not yet"), "and it is named");
    assert.ok(String(validate()).includes("\nnot right yet: validate-set q1 ✗ not yet\n"));
    assert.deepEqual(
      validate().notRight.filter(one => one.includes("validate-set q2")),
      [],
    );
    student("bob");
    assert.ok(
      mine("validate-set").includes("validate-set q1: under this name q1.check(…) has not run. Run its cell again"),
    );
    assert.ok(mine("validate-set").includes("validate-set q3: no cell that ran has q3.check(…)"));
  });

  it("is the same for a right and a wrong answer of an exam", () => {
    student("ana");
    const { e1, e2 } = assignment("validate-exam");
    const shown = (answer: number) => {
      e1.check(answer);
      const { assignments } = validate().toJSON() as { assignments: unknown };
      return JSON.stringify((assignments as { name: string }[]).find(({ name }) => name === "validate-exam"));
    };
    assert.equal(shown(6), shown(5));
    assert.deepEqual(mine("validate-exam"), ["validate-exam e2: no cell that ran has e2.check(…)"]);
    e2.check(1);
    assert.deepEqual(mine("validate-exam"), []);
  });

  it("shows itself as a list, and says what to do", () => {
    const html = validate()[jupyterDisplay]()["text/html"] as string;
    assert.match(
      html,
      /^<div role="status"[^>]*><strong><span aria-hidden="true">✗ <\/span>\d+ .*<\/strong><ul>(<li>[^<]+<\/li>)+<\/ul>(<p>[^<]+<\/p>)*<p>Before you hand in/,
    );
    const text = String(validate());
    assert.match(text, /^✗ \d+ things? (is|are) missing\n/);
    assert.match(text, /\nBefore you hand in: Restart Kernel and Run All Cells/);
  });
});
