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

const from = (name: string, names: { [student: string]: string[] } = {}) => ({
  name,
  namesOf: (student: string) => names[student] ?? [],
});

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
    const { text, filled, leftOut } = fillCanvas(head + rows, scores, "set", from("g.csv"));
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
      from("g.csv"),
    );
    assert.match(text, /\n"Lovelace, Ada",1,,,A,8\n$/);
  });

  it("is refused where it is not this assignment's", () => {
    const refused = (text: string, column: string, why: RegExp) =>
      assert.throws(
        () => fillCanvas(text, scores, column, from("g.csv")),
        (error: Error) => error instanceof TableError && why.test(error.message),
      );
    const moodle = "Identifier,Full name,Email address,Status,Grade,Maximum Grade\nParticipant 1,Ada,a@b.c,,,5\n";
    refused(moodle, "set", /^g\.csv is no gradebook of Canvas: it has none of the columns Student, ID/);
    refused("Student,ID,Section\nAda,1,A\n", "set", /^g\.csv is no gradebook of Canvas: no column is an assignment's/);
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
    const { text, filled, leftOut } = fillMoodle(head + rows, scores, undefined, from("m.csv"));
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
    const { text } = fillMoodle(german, scores, "Bewertung", from("m.csv"));
    assert.equal(text, "\ufeffID;Vollständiger Name;Bewertung;Bestwertung\r\nTeilnehmer/in1;ada;7,5;8,00\r\n");
    assert.throws(
      () => fillMoodle(german, scores, undefined, from("m.csv")),
      /expects a column "Grade", .* Bewertung, Bestwertung: name its grades by --column/,
    );
  });

  it("has the same maximum, or is refused", () => {
    assert.throws(
      () => fillMoodle(head + rows.replaceAll("8.00", "100.00"), scores, undefined, from("m.csv")),
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
    const { text, filled, leftOut } = fillMoodle(head + rows.join(""), all, undefined, from("m.csv"));
    assert.ok(leftOut.includes("ANA: several submissions are of this name") && filled > 0);
    const table = readTable(text, "out");
    assert.ok(table.rows.every(row => row[4] !== ""));
    assert.equal(filled, table.rows.length);
  });
});

describe("a sheet without ids", () => {
  const head = "Identifier,Full name,Email address,Grade\n";
  const one = (student: string, more: Partial<SubmissionResult> = {}) =>
    scoreOf(submission(student, 2, more), [mark(student, 4)]);
  const fill = (rows: string, all: Score[], names: { [student: string]: string[] }) => {
    const { text, leftOut, matched, compared } = fillMoodle(head + rows, all, undefined, from("m.csv", names));
    return { grades: readTable(text, "out").rows.map(row => [row[0], row[3]]), leftOut, matched, compared };
  };

  it("is filled by full name or e-mail, where a roster knows them", () => {
    const found = fill(
      "Participant 1,Ada Lovelace,ada@x.org,\nParticipant 2,Bob B,bob@x.org,\nParticipant 3,Zoe,z@x.org,\n",
      [one("al1815"), one("bb", { name: "Bob B" }), one("cy9")],
      { al1815: ["A. Lovelace", "ADA@x.org"] },
    );
    assert.deepEqual(found, {
      grades: [["Participant 1", "8"], ["Participant 2", "8"]],
      leftOut: ["cy9: no row of m.csv is theirs"],
      matched: 2,
      compared: ["Email address", "Full name"],
    }); // biome-ignore format: as a table
  });

  it("is not filled where two have one name: the e-mail decides, or it is said", () => {
    const rows = "Participant 7,Anna Meyer,am1@x.org,\nParticipant 8,Anna Meyer,am2@x.org,\n";
    const two = [one("am1"), one("am2")];
    const emails = fill(rows, two, { am1: ["am1@x.org"], am2: ["am2@x.org"] });
    assert.deepEqual(emails.grades, [["Participant 7", "8"], ["Participant 8", "8"]]); // biome-ignore format: a line
    const names = fill(rows, two, { am1: ["Anna Meyer"], am2: ["Anna Meyer"] });
    assert.deepEqual(names.grades, []);
    assert.deepEqual(names.leftOut, [
      'am1: "anna meyer" stands in the rows 2, 3 of m.csv: whose is which?',
      'am2: "anna meyer" stands in the rows 2, 3 of m.csv: whose is which?',
    ]);
    const row = fill(rows.split("\n")[0]!, two, { am1: ["Anna Meyer"], am2: ["Anna Meyer"] });
    assert.deepEqual(row.leftOut, [
      "am1: row 2 of m.csv may be theirs or that of am2, who have one name",
      "am2: row 2 of m.csv may be theirs or that of am1, who have one name",
    ]);
  });

  it("tells two of one name apart by the number that Moodle gives their files and their rows", () => {
    const rows = "Participant 7,Anna Meyer,,\nParticipant 8,Anna Meyer,,\n";
    const { grades, leftOut } = fill(rows, [one("Anna Meyer (8)"), one("Anna Meyer (9)")], {});
    assert.deepEqual(grades, [["Participant 8", "8"]]);
    assert.deepEqual(leftOut, ["Anna Meyer (9): no row of m.csv is theirs"]);
  });

  it("has the grade of whoever handed in twice: what was replaced does not count", () => {
    const refused = one("ada", {
      submission: "ada (first.ipynb)",
      state: "refused",
      reason: "a later one counts",
      checks: [],
    });
    const { grades, leftOut } = fill("Participant 1,ada,,\n", [refused, one("ada")], {});
    assert.deepEqual([grades, leftOut], [[["Participant 1", "8"]], []]);
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
