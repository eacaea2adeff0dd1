// From files to feedback: a small class is graded by `unrolled grade`, and what is said of it comes from what was found.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assignment } from "../../../assignments/index.ts";
import { needDist } from "../../needs.ts";
import { unrolled } from "./cli.ts";

interface Notebook {
  cells: { id: string; source: string | string[] }[];
}

const source = readFileSync(new URL("../../../assignments/forms-graded/source.ipynb", import.meta.url), "utf8");

describe("what is said of a graded class", () => {
  let cwd: string;
  before(function () {
    needDist(this);
    cwd = mkdtempSync(join(tmpdir(), "unrolled explained "));
  });
  after(() => cwd && rmSync(cwd, { recursive: true }));

  /** The solution for ana, with other texts in some cells. */
  const handIn = (student: string, edit: { [cell: string]: string }) => {
    const notebook = JSON.parse(source) as Notebook;
    for (const cell of notebook.cells) cell.source = edit[cell.id] ?? cell.source;
    mkdirSync(join(cwd, "handed in", student), { recursive: true });
    writeFileSync(join(cwd, "handed in", student, "forms-graded.ipynb"), JSON.stringify(notebook));
  };
  const run = async (...args: string[]) => {
    const { code, stdout, stderr } = await unrolled(args, { cwd });
    assert.equal(code, 0, stdout + stderr);
    return stdout;
  };
  const read = (path: string) =>
    readFileSync(join(cwd, path), "utf8")
      .replace(/^[\s\S]*<body>/, "")
      .replace(/<[^>]*>/g, " ")
      .replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
      .replace(/\s+/g, " ");

  it("comes from its files: right, copied, never ending, under another name, no notebook", async function () {
    this.timeout(300_000);
    const mark =
      "<script>globalThis.attacked = 1</script> I write twenty words of my own here, and this is the end of what I have to say.";
    handIn("ana", { q6: `const explanation = \`${mark}\`\nq6.check(explanation)` });
    handIn("ben", {
      who: 'student("ben")',
      q5: "function earliest(needs: number[][]): number[] {\n  while (true) {}\n}\nq5.check(earliest)",
    });
    handIn("cleo", { who: 'student("Cleo Moore")' });
    mkdirSync(join(cwd, "handed in", "dora"), { recursive: true });
    writeFileSync(join(cwd, "handed in", "dora", "forms-graded.ipynb"), "no notebook");
    await run("grade", "forms-graded", "handed in", "--results", "grades.sqlite");
    await run("feedback", "grades.sqlite", "--to", "feedback");
    await run("marks", "export", "grades.sqlite", "--to", "marks");

    const ana = read("feedback/ana.html");
    assert.match(ana, /6 of 8 points so far; a person has still to read your texts/);
    assert.match(ana, /What you wrote: <script>globalThis\.attacked/);
    const ben = read("feedback/ben.html");
    assert.match(ben, /q5 ✗ not done in time; hidden check: ✗ not done in time/);
    assert.match(ben, /function earliest\(needs: number\[\]\[\]\): number\[\] \{ while \(true\) \{\} \}/);
    assert.doesNotMatch(ben, /hint\(\)/);
    assert.match(read("feedback/dora.html"), /This file could not be graded/);
    // The numbers are drawn for the name that the notebook says; ana's are 17 and 3.
    const asked = (text: string) => /(\d+) steps of (\d+) features/.exec(text)![0];
    assert.equal(asked(ana), "17 steps of 3 features");
    assert.equal(asked(read("feedback/cleo.html")), asked(assignment.of("forms-graded", "Cleo Moore").q2.asks));
    assert.match(readFileSync(join(cwd, "feedback", "cleo.ipynb"), "utf8"), /Graded: q2/);

    const sheet = readFileSync(join(cwd, "marks", "marks-q6.csv"), "utf8");
    writeFileSync(join(cwd, "marked.csv"), sheet.replace(/,,,$/gm, ",1,0.5,Say why."));
    assert.match(
      await run("marks", "import", "grades.sqlite", "marked.csv"),
      /3 marks of q6, of which 3 are new or changed/,
    );
    await run("report", "grades.sqlite", "--to", "report");
    const report = read("report/report.html");
    assert.match(report, /ben .*has what is right for ana in q2, q3, drawn, and wrong here/);
    assert.match(report, /has the texts of the author's solution, word by word/);
    assert.match(
      readFileSync(join(cwd, "report", "scores.csv"), "utf8"),
      /^ana,,ana\/forms-graded\.ipynb,graded,1,1,1,1,1,1,1\.5,7\.5,8,,,7\.5,\n/m,
    );

    await run("grade", "forms-graded", "handed in", "--results", "grades.sqlite");
    await run("report", "grades.sqlite", "--to", "report");
    assert.match(
      read("report/changes.html"),
      /0 submissions changed: 0 with more points, 0 with fewer; 4 stayed as they were/,
    );
  });
});
