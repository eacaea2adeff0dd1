import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { scoreOf, scoreSheet } from "../../../../src/grader/scores/index.ts";
import { needPython } from "../../../needs.ts";
import { classMarks, classRun } from "../made-up-class.ts";

const run = classRun();
const scores = run.submissions.map(result => scoreOf(result, classMarks()));
const questions = ["q1", "q2", "q3", "drawn", "q4", "q5", "q6"];
const sheet = scoreSheet(scores, questions);

/** As Python's own reader of CSV reads it. */
function rowsBy(python: string): { [column: string]: string }[] {
  const program = "import csv, json, sys; print(json.dumps(list(csv.DictReader(sys.stdin))))";
  const { stdout, status, stderr } = spawnSync(python, ["-X", "utf8", "-c", program], { input: sheet });
  assert.equal(status, 0, String(stderr));
  return JSON.parse(String(stdout));
}

describe("the sheet of scores", () => {
  let rows: { [column: string]: string }[];
  before(function () {
    rows = rowsBy(needPython(this));
  });

  it("has a row for each submission, as Python reads it, and adds up", () => {
    assert.equal(rows.length, 30);
    assert.deepEqual(Object.keys(rows[0]!), [
      ...["student", "name", "file", "state", ...questions],
      ...["points", "of", "late hours", "late factor", "total", "open"],
    ]);
    for (const row of rows.filter(({ state }) => state === "graded")) {
      const sum = questions.reduce((all, name) => all + Number(row[name]), 0);
      assert.ok(Math.abs(sum * Number(row["late factor"] || 1) - Number(row.total)) < 1e-3);
    }
  });

  it("leaves empty what is not scored, and says why", () => {
    const [broken, ours, refused, lost, unread] = [7, 8, 21, 22, 16].map(i =>
      rows.find(({ student }) => student!.replace(/^'/, "") === run.submissions[i]!.student),
    ) as [never, never, never, never, never];
    const about = ({ q3, total, state, open }: { [column: string]: string }) => ({ q3, total, state, open });
    assert.deepEqual(about(broken), { q3: "", total: "", state: "incomplete", open: "q3 the question is broken" });
    assert.deepEqual(about(ours), { q3: "", total: "", state: "incomplete", open: "q3 not graded, our fault" });
    assert.deepEqual(about(lost), { q3: "", total: "", state: "incomplete", open: "the disk was full" });
    const { points, of, state } = refused as { [column: string]: string };
    assert.deepEqual([points, of, state], ["", "", "refused"]);
    const { q6, open } = unread as { [column: string]: string };
    assert.deepEqual([q6, open], ["", "q6 to mark"]);
  });

  it("has names, and is in their order", () => {
    const names = ["Öz, Ada", "Abt, Zoë", undefined].map((name, i) => ({
      ...scores[i]!.result,
      student: `s${i}`,
      ...(name !== undefined && { name }),
    }));
    const lines = scoreSheet(
      names.map(result => scoreOf(result, [])),
      [],
    ).split("\n");
    assert.deepEqual(
      lines.slice(1, 4).map(line => /^s\d,(?:"[^"]*")?/.exec(line)?.[0]),
      [`s1,"Abt, Zoë"`, `s0,"Öz, Ada"`, "s2,"],
    );
  });

  it("holds no formula", () => {
    for (const row of rows)
      for (const [column, cell] of Object.entries(row)) assert.doesNotMatch(cell ?? "", /^[=+\-@\t\r]/, column);
    assert.ok(sheet.includes(`"'=HYPERLINK(""https://example.org"")"`));
    assert.ok(sheet.includes("'-2+3"));
  });
});
