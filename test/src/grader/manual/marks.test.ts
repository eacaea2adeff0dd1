import assert from "node:assert/strict";
import { readTable, writeTable } from "../../../../src/grader/exchange/csv.ts";
import { MarksError, marksSheets, readMarks, writtenOf } from "../../../../src/grader/manual/index.ts";
import { answerHash } from "../../../../src/grader/results/index.ts";
import { scoreOf } from "../../../../src/grader/scores/index.ts";
import { asked, classMarks, classRun, hostile } from "../made-up-class.ts";

const run = classRun();
const written = writtenOf(() => asked);
const [sheet] = marksSheets(run, written, []);
const at = "2026-11-29T12:00:00.000Z";
type Row = { [heading: string]: string };

/** The sheet as somebody's spreadsheet gives it back, with other cells in some rows. */
function filled(change: (row: Row, index: number) => void, { delimiter = ",", newline = "\n" } = {}): string {
  const table = readTable(sheet!.text, "marks");
  const rows = table.rows.map((cells, index) => {
    const row: Row = Object.fromEntries(table.headings.map((heading, i) => [heading, cells[i]!]));
    change(row, index);
    return table.headings.map(heading => row[heading]!);
  });
  return writeTable({ ...table, rows, style: { delimiter, newline, mark: true } });
}
const [first, second] = written[0]!.criteria.map(({ heading }) => heading) as [string, string];
const mark = (row: Row, one: string, two: string, comment = "") =>
  Object.assign(row, { [first]: one, [second]: two, comment });
const reading = (text: string) => readMarks(text, "marks-q6.csv", run, written, at);
const refused = (text: string): string => {
  try {
    reading(text);
  } catch (error) {
    assert.ok(error instanceof MarksError);
    return error.message;
  }
  return assert.fail("it was read");
};
const everyoneWritten = run.submissions.filter(({ checks }) =>
  checks.some(({ kind, state }) => kind === "written" && state === "to-mark"),
);

describe("a sheet of marks", () => {
  it("has a row for each text, a column for each criterion, and no formula", () => {
    const { headings, rows } = readTable(sheet!.text, "marks");
    assert.deepEqual([headings[0], headings[1], headings[2], headings.at(-1)], ["id", "student", "answer", "comment"]);
    assert.match(first, /^1: an application that fits the form.* \(of 1\)$/);
    assert.equal(rows.length, everyoneWritten.length);
    for (const cell of rows.flat()) assert.doesNotMatch(cell, /^[=+\-@\t\r]/);
    assert.ok(sheet!.text.startsWith("\ufeff"), "a spreadsheet takes it for UTF-8");
    assert.ok(rows.some(row => row[2]!.includes(hostile[0]!)));
  });

  it("has the question with each student's own numbers, where they are drawn, and comes back all the same", () => {
    const asks = (student: string) => `=1+${student.length}: why?`;
    const drawn = (name: string) => asked.map(one => ({ ...one, asks: asks(name) }));
    const [first, second] = run.submissions;
    const some = { ...run, submissions: [{ ...first!, askedAs: "somebody else" }, second!] };
    const [own] = marksSheets(some, writtenOf(drawn), classMarks());
    const { headings, rows } = readTable(own!.text, "marks");
    assert.deepEqual(headings.slice(0, 4), ["id", "student", "question", "answer"]);
    const told = Object.fromEntries(rows.map(row => [row[1], row[2]]));
    assert.deepEqual(told, { ana: `'${asks("somebody else")}`, ben: `'${asks("ben")}` });
    assert.deepEqual([own!.isDrawn, own!.marked, sheet!.isDrawn], [true, 2, false]);
    const { marks, unmarked } = readMarks(own!.text, "marks", some, writtenOf(drawn), at);
    assert.deepEqual([marks.length, unmarked], [2, 0]);
    // Of criteria with numbers the headings have nobody's.
    const [criterion] = asked.find(({ rubric }) => rubric.length > 0)!.rubric;
    const rubric = (name: string) => [{ ...criterion!, wants: `says ${name.length}` }, criterion!];
    const inRubric = (name: string) =>
      asked.map(one => ({ ...one, ...(one.rubric.length > 0 && { rubric: rubric(name) }) }));
    const [numbered] = marksSheets(some, writtenOf(inRubric), []);
    assert.match(numbered!.text, /\n1: says 3\n2: /);
    assert.match(numbered!.text.split("\n")[0]!, /,1: says 7 \(of 1\),/);
  });

  it("is not in the order of names", () => {
    const names = readTable(sheet!.text, "marks").rows.map(row => row[1]!);
    assert.notDeepEqual(names, names.toSorted());
  });

  it("comes back with marks, from a spreadsheet of another country, too", () => {
    for (const style of [{}, { delimiter: ";", newline: "\r\n" }, { delimiter: "\t" }]) {
      const text = filled(
        (row, i) => i % 3 !== 2 && mark(row, "1", style.delimiter === ";" ? "0,5" : "0.5", i === 0 ? "Good." : ""),
        style,
      );
      const { question, marks, unmarked } = reading(text);
      assert.equal(question, "q6");
      assert.equal(marks.length + unmarked, everyoneWritten.length);
      assert.equal(unmarked, Math.floor(everyoneWritten.length / 3));
      const { student, ...one } = marks[0]!;
      assert.deepEqual(one, {
        assignment: "forms-graded",
        question: "q6",
        points: 1.5,
        of: 2,
        criteria: [1, 0.5],
        comment: "Good.",
        answer: answerHash(everyoneWritten.find(result => result.student === student)!, "q6"),
        markedAt: at,
      });
    }
  });

  it("brings every student back, whatever they are called, also one who lost leading zeros", () => {
    const { marks } = reading(filled(row => mark(row, "1", "1")));
    assert.deepEqual(marks.map(({ student }) => student).sort(), everyoneWritten.map(({ student }) => student).sort());
    const numbered = { ...run, submissions: run.submissions.slice(0, 1).map(one => ({ ...one, student: "00471" })) };
    const text = marksSheets(numbered, written, [])[0]!
      .text.replace("00471", "471")
      .replace(/,,,\n$/, ",1,1,\n");
    assert.equal(readMarks(text, "m", numbered, written, at).marks[0]?.student, "00471");
  });

  it("has the marks that were given before, and gives them back unchanged", () => {
    const before = classMarks();
    const [again] = marksSheets(run, written, before);
    assert.equal(again!.marked, before.length);
    const { marks } = readMarks(again!.text, "marks", run, written, at);
    const plain = (all: typeof before) =>
      all.map(({ markedAt, answer: _, ...rest }) => rest).sort((a, b) => (a.student < b.student ? -1 : 1));
    assert.deepEqual(plain(marks), plain(before.map(one => ({ ...one, criteria: one.criteria! }))));
  });

  it("refuses all of it for one fault, and says who, expected, got, next", () => {
    const fault = (change: (row: Row) => void) =>
      refused(filled((row, i) => (i === 0 ? change(row) : mark(row, "1", "1"))));
    assert.match(
      fault(row => mark(row, "1.5", "1")),
      /nothing was read.*\n {2}row 2: .*, “1: an application.*”: a number from 0 to 1 is expected, but got 1\.5/,
    );
    assert.match(
      fault(row => mark(row, "-1", "1")),
      /but got -1/,
    );
    assert.match(
      fault(row => mark(row, "one", "1")),
      /but got one/,
    );
    assert.match(
      fault(row => mark(row, "01", "1")),
      /but got 01/,
    );
    assert.match(
      fault(row => mark(row, "1e0", "1")),
      /but got 1e0/,
    );
    assert.match(
      fault(row => mark(row, "", "1")),
      /but got nothing/,
    );
    assert.match(
      fault(row => mark(row, "", "", "See me.")),
      /has a comment, but no marks: give marks/,
    );
    assert.match(
      fault(row => Object.assign(mark(row, "1", "1"), { student: "zoe", id: "file-0" })),
      /zoe is no student of the run 2026-11-29-1: take the row away/,
    );
    const ids = readTable(sheet!.text, "").rows.map(row => row[0]!);
    assert.match(
      fault(row => Object.assign(mark(row, "1", "1"), { id: ids[1] })),
      /is the file of .*, but the row names .*: were rows shifted/,
    );
  });

  it("refuses a student who stands there twice, and lists several faults at once", () => {
    const text = filled(row => mark(row, "1", "1"));
    const table = readTable(text, "");
    const double = writeTable({ ...table, rows: [...table.rows, table.rows[0]!] });
    assert.match(refused(double), new RegExp(`row ${table.rows.length + 2}: .* stands in row 2 already`));
    const many = refused(filled(row => mark(row, "7", "1")));
    assert.equal(many.match(/\n {2}row \d+/g)!.length, 20);
    assert.match(many, new RegExp(`and ${everyoneWritten.length - 20} more`));
  });

  it("refuses a sheet that lacks a column, or is none", () => {
    const without = (heading: string) => {
      const table = readTable(sheet!.text, "");
      const at = table.headings.indexOf(heading);
      const cut = (row: readonly string[]) => row.filter((_, i) => i !== at);
      return refused(writeTable({ ...table, headings: cut(table.headings), rows: table.rows.map(cut) }));
    };
    assert.match(
      without(second),
      /marks-q6\.csv expects the column “2: twice the steps.*”, but its headings are .*: export the sheet again, and change no heading/,
    );
    assert.match(without("student"), /expects the column “student”, but has none/);
    assert.match(refused(""), /is expected to be a table with headings, but it is empty/);
    assert.match(refused(`${sheet!.text}"open`), /[Qq]uote/);
  });

  it("counts in the score, where a rubric's marks are no points, too", () => {
    const half = [{ ...written[0]!, of: 1 }];
    const text = filled(row => mark(row, "1", "0.5"));
    const { marks } = readMarks(text, "m", run, half, at);
    assert.deepEqual([marks[0]!.points, marks[0]!.of], [0.75, 1]);
    const result = run.submissions.find(({ student }) => student === marks[0]!.student)!;
    const before = scoreOf(result, []);
    assert.equal(scoreOf(result, reading(text).marks).soFar, before.soFar + 1.5);
  });

  it("takes all rows but that of whoever has handed in another file since, and says whose answers have no row", () => {
    const text = filled((row, i) => Object.assign(mark(row, "1", "0", "Good."), i === 1 && { id: "file-0" }));
    const { marks, outdated, without } = reading(text);
    assert.equal(marks.length, everyoneWritten.length - 1);
    const [one, ...more] = outdated;
    assert.deepEqual([one!.line, one!.marks, one!.comment, more], [3, ["1", "0"], "Good.", []]);
    assert.ok(!marks.some(({ student }) => student === one!.student));
    assert.equal(without, 1);
    const [heading, ...rows] = text.trimEnd().split("\n");
    assert.equal(reading([heading, ...rows.slice(-2)].join("\n")).without, everyoneWritten.length - 2);
  });

  it("tells students apart who have handed in the very same file", () => {
    const same = { ...run, submissions: run.submissions.map(one => ({ ...one, hash: "same" })) };
    const [sheet] = marksSheets(same, written, []);
    const { marks } = readMarks(sheet!.text, "m", same, written, at);
    assert.deepEqual(marks, []);
  });
});
