import assert from "node:assert/strict";
import { columnOf, harmless, readTable, TableError, writeTable } from "../../../../src/grader/exchange/csv.ts";
import { readRoster } from "../../../../src/grader/exchange/roster.ts";

describe("a table of another system", () => {
  it("is written as it came: delimiter, ends of lines, byte order mark, quotes where they are needed", () => {
    for (const text of ["a,b\n1,2\n", "\ufeffa;b\r\n1,5;x\r\n", 'a\tb\n"x\ty","z\n"\n'.replace(",", "\t"), "a\n1\n"])
      assert.equal(writeTable(readTable(text, "t.csv")), text);
  });

  it("reads what stands in quotes as RFC 4180 says", () => {
    const { headings, rows } = readTable('"Name, first",Points\r\n"O""Neil\r\nMary",3\r\nBob', "t.csv");
    assert.deepEqual(headings, ["Name, first", "Points"]);
    assert.deepEqual(rows, [
      ['O"Neil\r\nMary', "3"],
      ["Bob", ""],
    ]);
  });

  it("keeps a line's end within a cell, whatever ends its lines", () => {
    for (const newline of ["\n", "\r\n"])
      for (const cell of ["a\nb", "a\r\nb", "a\rb"]) {
        const text = writeTable({
          headings: ["x", "y"],
          rows: [[cell, "1"]],
          style: { delimiter: ",", newline, mark: false },
        });
        assert.deepEqual(readTable(text, "x").rows, [[cell, "1"]]);
      }
  });

  it("is refused where it is none", () => {
    const refused = (text: string, why: RegExp) =>
      assert.throws(
        () => readTable(text, "t.csv"),
        (error: Error) => error instanceof TableError && why.test(error.message),
      );
    refused("", /^t\.csv is expected to be a table with headings, but it is empty/);
    refused("a,b\n1,2,3\n", /^t\.csv, row 2: 2 columns are expected, as the headings have, but got 3/);
    refused('a,b\n"1,2\n', /^t\.csv: Quote Not Closed/);
  });

  it("finds a column in any case, and guards against formulas", () => {
    const table = readTable("SIS Login ID, points\n", "t.csv");
    assert.deepEqual(
      [columnOf(table, "id", "sis login id"), columnOf(table, "Points"), columnOf(table, "x")],
      [0, 1, undefined],
    );
    assert.deepEqual(["=1+1", "@a", "-2", "a=1"].map(harmless), ["'=1+1", "'@a", "'-2", "a=1"]);
  });
});

describe("a roster", () => {
  it("of one's own, of nbgrader, Canvas or Moodle", () => {
    const own = readRoster("student,name\nada,Ada Lovelace\n", "r.csv");
    const nbgrader = readRoster("id,first_name,last_name,email\nada,Ada,Lovelace,\n", "r.csv");
    const moodle = readRoster("Username;First name;Surname\nada;Ada;Lovelace\n", "r.csv");
    for (const roster of [own, nbgrader, moodle])
      assert.deepEqual(roster, [{ student: "ada", names: ["Ada Lovelace"] }]);
    const canvas = readRoster(
      'Student,ID,SIS Login ID,Section,HW 1 (12)\nPoints Possible,,,,10\n"Lovelace, Ada",71,ada,A,\n"Student, Test",9,,A,\n',
      "r.csv",
    );
    assert.deepEqual(canvas, [{ student: "ada", names: ["Lovelace, Ada", "71"] }]);
  });

  it("says what is wrong with it", () => {
    assert.throws(
      () => readRoster("who\nada\n", "r.csv"),
      /r\.csv expects a column student, .*, or id, but its headings are who/,
    );
    assert.throws(() => readRoster("id\nada\nbob\n ADA\n", "r.csv"), /r\.csv, row 4: ADA stands in row 2 already/);
    assert.throws(() => readRoster("id,name\n,Ada\n", "r.csv"), /row 2: a student is expected in id, but it is empty/);
  });
});
