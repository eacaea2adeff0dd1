// What other systems get: worked by hand for a small run, and never a secret or a lost grade for the made-up class.
import assert from "node:assert/strict";
import { fillCanvas } from "../../../../src/grader/exchange/canvas.ts";
import { readTable, TableError } from "../../../../src/grader/exchange/csv.ts";
import { gradescopeResults } from "../../../../src/grader/exchange/gradescope.ts";
import { fillMoodle } from "../../../../src/grader/exchange/moodle.ts";
import type { CheckResult, ManualScore, State, SubmissionResult } from "../../../../src/grader/results/index.ts";
import { type Score, scoreOf } from "../../../../src/grader/scores/index.ts";
import { classRun, secretInput } from "../made-up-class.ts";

const check = (
  question: string,
  kind: CheckResult["kind"],
  state: State,
  points: number | null,
  of: number,
): CheckResult => ({
  ...{ submission: "s", question, kind, state, points, of, seed: "", milliseconds: 250 },
  check: kind === "public" ? question : `${question}/${kind}`,
  credit: points === null ? null : points / of,
  message: `${question} ${kind}`,
});

function submission(student: string, q1: number, more: Partial<SubmissionResult> = {}): SubmissionResult {
  const checks = [
    check("q1", "public", q1 === 2 ? "pass" : "fail", q1, 2),
    check("q1", "hidden", "pass", 2, 2),
    check("q2", "written", "to-mark", null, 4),
  ];
  return {
    submission: student,
    student,
    file: `${student}.ipynb`,
    hash: "",
    state: "graded",
    flags: [],
    checks,
    ...more,
  };
}

const mark = (student: string, points: number): ManualScore => ({
  ...{
    assignment: "set",
    student,
    question: "q2",
    points,
    of: 4,
    comment: "Well said.",
    markedAt: "2027-01-01T00:00:00Z",
  },
});
const marks = [mark("ada", 3.5), mark("bob", 0), mark("eve", 1)];
const scores: Score[] = [
  submission("ada", 2),
  submission("Bob", 1, { late: { hours: 5, factor: 0.9 } }),
  submission("cy", 2),
  submission("dora", 0, { state: "refused", reason: "not JSON", checks: [] }),
  submission("eve", 2),
].map(one => scoreOf(one, [...marks, { ...mark("Bob", 0) }]));

describe("Canvas's gradebook", () => {
  const head = "Student,ID,SIS User ID,SIS Login ID,Section,Set (77),Other (78),Current Score (read only)\n";
  const rows = `    Points Possible,,,,,8,10,
"Lovelace, Ada",1,s1,ada,A,,9,90
"Bob, Bill",2,s2,bob,A,3,8,80
"Cy, C",3,s3,cy,A,5,7,
"Dora, D",4,s4,dora,A,,6,
"Zoe, Z",5,s5,zoe,A,4,6,
`;

  it("gets the column of the assignment filled, and nothing else that was graded", () => {
    const { text, filled, leftOut } = fillCanvas(head + rows, scores, "set", "g.csv");
    assert.equal(
      text,
      `Student,ID,SIS User ID,SIS Login ID,Section,Set (77)
    Points Possible,,,,,8
"Lovelace, Ada",1,s1,ada,A,7.5
"Bob, Bill",2,s2,bob,A,2.7
`,
    );
    assert.equal(filled, 2);
    assert.deepEqual(leftOut, [
      "eve: no row of g.csv is theirs",
      "cy: to mark (q2 to mark)",
      "dora: not graded (not JSON)",
    ]);
  });

  it("finds a student by the full name, too", () => {
    const { text } = fillCanvas(
      `${head}"Lovelace, Ada",1,,,A,,,\n`,
      [scoreOf(submission("ada lovelace", 2), [mark("ada lovelace", 4)])],
      "Set (77)",
      "g.csv",
    );
    assert.match(text, /\n"Lovelace, Ada",1,,,A,8\n$/);
  });

  it("is refused where it is not this assignment's", () => {
    const refused = (text: string, column: string, why: RegExp) =>
      assert.throws(
        () => fillCanvas(text, scores, column, "g.csv"),
        (error: Error) => error instanceof TableError && why.test(error.message),
      );
    refused(
      head + rows,
      "sets",
      /expects one column "sets", but has 0: name one of its assignments by --column: Set \(77\), Other \(78\)/,
    );
    refused(head + rows.replace("8,10", "20,10"), "set", /Set \(77\) has 20 points in Canvas, but 8 here/);
    refused(`${head + rows}"Ada, Twin",9,,ada,A,,,\n`, "set", /rows 3 and 8 both mean ada/);
    refused("a,Set (77)\n", "set", /is no gradebook of Canvas/);
  });
});

describe("Moodle's grading worksheet", () => {
  const head =
    "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,Last modified (grade),Feedback comments\n";
  const rows = `Participant 1,Ada Lovelace,ada,Submitted,,8.00,Yes,-,
Participant 2,Bob,bob@example.org,Submitted,3.00,8.00,Yes,-,Good
Participant 3,Cy,cy,Submitted,5.00,8.00,Yes,-,Keep this
Participant 5,Eve,eve,Submitted,1.00,8.00,No,-,
Participant 6,Zoe,zoe,No submission,4.00,8.00,Yes,-,
`;

  it("gets rows with grades alone: none of them is empty, so Moodle wipes nothing", () => {
    const { text, filled, leftOut } = fillMoodle(head + rows, scores, undefined, "m.csv");
    assert.equal(
      text,
      `${head}Participant 1,Ada Lovelace,ada,Submitted,7.5,8.00,Yes,-,
Participant 2,Bob,bob@example.org,Submitted,2.7,8.00,Yes,-,Good
`,
    );
    assert.equal(filled, 2);
    assert.deepEqual(leftOut, [
      "dora: no row of m.csv is theirs",
      "cy: to mark (q2 to mark)",
      "eve: Moodle says that this grade cannot be changed",
    ]);
  });

  it("is written as a Moodle in another language writes it", () => {
    const german =
      "\ufeffID;Vollständiger Name;Bewertung;Bestwertung\r\nTeilnehmer/in1;ada;;8,00\r\nTeilnehmer/in2;zoe;4,00;8,00\r\n";
    const { text } = fillMoodle(german, scores, "Bewertung", "m.csv");
    assert.equal(text, "\ufeffID;Vollständiger Name;Bewertung;Bestwertung\r\nTeilnehmer/in1;ada;7,5;8,00\r\n");
    assert.throws(
      () => fillMoodle(german, scores, undefined, "m.csv"),
      /expects a column "Grade", .* Bewertung, Bestwertung: name its grades by --column/,
    );
  });

  it("has the same maximum, or is refused", () => {
    assert.throws(
      () => fillMoodle(head + rows.replaceAll("8.00", "100.00"), scores, undefined, "m.csv"),
      /maximum grade is 100 in Moodle, but 8 here/,
    );
  });

  it("never has a row without a grade, whatever the class did", () => {
    const run = classRun();
    const all = run.submissions.map(result => scoreOf(result, []));
    const names = new Set(run.submissions.map(({ student }) => student.toLowerCase()));
    const rows = [...names].map(
      (name, i) => `Participant ${i},"${name.replaceAll('"', '""')}",,Submitted,7.00,,Yes,-,\n`,
    );
    const { text, filled, leftOut } = fillMoodle(head + rows.join(""), all, undefined, "m.csv");
    assert.ok(leftOut.includes("ANA: several submissions are of this name") && filled > 0);
    const table = readTable(text, "out");
    assert.ok(table.rows.every(row => row[4] !== ""));
    assert.equal(filled, table.rows.length);
  });
});

describe("Gradescope's results.json", () => {
  it("has each check with its points, and the sum so far", () => {
    const results = gradescopeResults(scores[1]!)!;
    assert.deepEqual(results, {
      score: 2.7,
      execution_time: 0.75,
      output: "5 hours late: 90 % of the points count.",
      output_format: "text",
      visibility: "visible",
      stdout_visibility: "hidden",
      tests: [
        {
          name: "q1",
          number: "1",
          max_score: 2,
          score: 1,
          status: "failed",
          output: "q1 public",
          output_format: "text",
          visibility: "visible",
        },
        {
          name: "q1, on inputs that are not shown",
          number: "1.1",
          max_score: 2,
          score: 2,
          status: "passed",
          output: "right there, too",
          output_format: "text",
          visibility: "after_published",
        },
        {
          name: "q2, read by a person",
          number: "2",
          max_score: 4,
          score: 0,
          status: "failed",
          output: "Well said.",
          output_format: "text",
          visibility: "visible",
        },
      ],
    });
  });

  it("says what is not scored yet, and has none for what was not graded", () => {
    const results = gradescopeResults(scores[2]!)!;
    assert.deepEqual([results.score, results.output], [4, "Not scored yet: q2 to mark."]);
    assert.ok(!("score" in results.tests[2]!));
    assert.equal(gradescopeResults(scores[3]!), undefined);
  });

  it("names no hidden input", () => {
    for (const result of classRun().submissions)
      assert.doesNotMatch(JSON.stringify(gradescopeResults(scoreOf(result, [])) ?? {}), new RegExp(secretInput));
  });
});
