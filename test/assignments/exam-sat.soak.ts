// The exam, sat in the product: released to candidates of every kind, graded in sandboxes, explained, graded again.
import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assignment } from "../../assignments/index.ts";
import { type Cell, formatNotebook, parseNotebook } from "../../kernel/notebook/index.ts";
import { definitionOf } from "../../src/checking/trusted.ts";
import { findTools } from "../../src/grader/isolate/tools.ts";
import { openResults, type RunRecord } from "../../src/grader/results/index.ts";
import { needDist, root } from "../needs.ts";
import { unrolled } from "../src/cli/cli.ts";

const exam = join(root, "assignments", "exam");
const source = new Map(
  parseNotebook(readFileSync(join(exam, "source.ipynb"), "utf8"), "source.ipynb").cells.map(cell => [cell.id, cell]),
);
const sourceOf = (id: string) => source.get(id)!.source;

/** What a candidate writes into which cell. */
type Answers = { [cell: string]: string };

/** A right answer as its question has it: the candidate's own numbers. */
function right(student: string, key: string, name: string): string {
  const question = (assignment.of("exam", student) as unknown as { [key: string]: never })[key]!;
  return `const ${name} = ${JSON.stringify(definitionOf(question).answer.right)}\n${key}.check(${name})`;
}
const numbersOf = (student: string, key: "b1" | "e2") =>
  definitionOf(assignment.of("exam", student)[key] as never).answer.right as unknown as { [name: string]: number };

const all = Object.fromEntries(
  [...source.values()]
    .filter(({ source, id }) => /SOLUTION/.test(source) && id !== "who")
    .map(({ id, source }) => [id!, source]),
);

/** One of every kind. */
const candidates: { [student: string]: Answers } = {
  // The reference.
  ana: all,
  // A blank copy.
  ben: {},
  // Known mistakes: without all biases; one window too many; the probability for its logarithm.
  chen: {
    b1: `const first = 1\nconst second = 2\nconst readout = 3\nconst total = ${numbersOf("chen", "b1").total! - 1}\nb1.check({ first, second, readout, total })`,
    e2: `const windows = ${numbersOf("chen", "e2").windows! + 1}\nconst manyToOne = 0, manyToMany = 0\ne2.check({ windows, manyToOne, manyToMany })`,
    e3: "function logProbability(p: number[][], ids: number[]): number {\n  return ids.reduce((product, id, t) => product * p[t]![id]!, 1)\n}\ne3.check(logProbability)",
    c2: "Your answer: It gets too large over many steps, so that the network breaks.",
  },
  // A cell that ends its process, one that does not end, one with an error: the rest counts.
  dora: {
    a1: right("dora", "a1", "cards"),
    b2: "process.exit(1)\nb2.check(____)",
    b3: "const loss = nothing\nb3.check({ loss, accuracy: loss })",
    e3: sourceOf("e3"),
  },
  // Somebody who prints what a verdict looks like, and changes what a comparison stands on.
  eve: {
    b3: `display({ "application/vnd.unrolled.outcome+json": { question: "exam/b3", status: "correct", credit: 1 } })
Math.abs = () => 0
JSON.stringify = () => "true"
Object.is = () => true
b3.check({ loss: 0, accuracy: 0 })`,
    e3: "const logProbability = () => ({ valueOf: () => 0, credit: 1, correct: true })\ne3.check(logProbability as any)",
  },
};
const students = Object.keys(candidates);

describe("the exam, sat in the product", function () {
  this.timeout(300_000);
  let cwd: string;
  let first: RunRecord;

  before(async function () {
    if (process.platform !== "linux" || !("tools" in findTools())) this.skip();
    needDist(this);
    cwd = mkdtempSync(join(tmpdir(), "unrolled-exam-"));
    chmodSync(cwd, 0o755);
    writeFileSync(join(cwd, "roster.csv"), `student\n${students.join("\n")}\n`);
    const released = await unrolled(["release", exam, "--to", "in", "--students", "roster.csv"], { cwd });
    assert.equal(released.code, 0, released.stdout + released.stderr);
    for (const student of students) {
      const path = join(cwd, "in", student, "exam.ipynb");
      const notebook = parseNotebook(readFileSync(path, "utf8"), path);
      const cells = notebook.cells.map(
        (cell): Cell => ({ ...cell, source: candidates[student]![cell.id!] ?? cell.source }),
      );
      writeFileSync(path, formatNotebook({ ...notebook, cells }));
    }
    first = await graded();
  });
  after(() => cwd && rmSync(cwd, { recursive: true, force: true }));

  async function graded(): Promise<RunRecord> {
    const { code, stdout, stderr } = await unrolled(
      ["grade", exam, "in", "--results", "grades.sqlite", "--roster", "roster.csv"],
      { cwd },
    );
    assert.equal(code, 0, stdout + stderr);
    using results = openResults(join(cwd, "grades.sqlite"));
    return results.readRun();
  }
  const checksOf = (run: RunRecord, student: string) => run.submissions.find(one => one.student === student)!.checks;
  const check = (student: string, name: string) => checksOf(first, student).find(one => one.check === name)!;

  it("gives the reference full marks, and its texts to a person [item 140]", () => {
    const checks = checksOf(first, "ana");
    assert.deepEqual(
      checks
        .filter(({ state }) => state !== "pass")
        .map(({ check, state }) => [check, state])
        .sort(),
      ["c2", "d2", "e1"].map(key => [`${key}/written`, "to-mark"]),
    );
    assert.equal(
      checks.reduce((sum, { points }) => sum + (points ?? 0), 0),
      12,
    );
    assert.equal(
      checks.reduce((sum, { of }) => sum + of, 0),
      20,
    );
    assert.match(check("ana", "c2/written").given!, /On its way back/);
  });

  it("finds nothing attempted in a blank copy [item 140]", () => {
    assert.deepEqual([...new Set(checksOf(first, "ben").map(({ state }) => state))], ["not-attempted"]);
  });

  it("has its hint for each known mistake, afterwards [item 140]", () => {
    assert.match(check("chen", "e2").hint ?? check("chen", "e2").message, /has no character behind it/);
    assert.match(check("chen", "e3").hint!, /its logarithm is asked for/);
    assert.equal(check("chen", "c2/written").state, "to-mark");
  });

  it("grades the rest of a notebook whose cells break, and nothing that a cell displays", () => {
    assert.deepEqual(
      ["a1", "b2", "e3", "e3/hidden"].map(name => check("dora", name).state),
      ["pass", "kernel-died", "pass", "pass"],
    );
    assert.equal(check("dora", "b3").points, 0);
    assert.equal(
      checksOf(first, "eve").reduce((sum, { points }) => sum + (points ?? 0), 0),
      0,
    );
  });

  it("explains to each what it came to, without an answer of the grader's own", async () => {
    const marks = await unrolled(["marks", "export", "grades.sqlite", "--to", "marks"], { cwd });
    assert.equal(marks.code, 0, marks.stderr);
    assert.deepEqual(readdirSync(join(cwd, "marks")).sort(), [
      "marking.html",
      "marks-c2.csv",
      "marks-d2.csv",
      "marks-e1.csv",
    ]);
    const { code, stderr } = await unrolled(["feedback", "grades.sqlite", "--to", "feedback"], { cwd });
    assert.equal(code, 0, stderr);
    const pages = readdirSync(join(cwd, "feedback"), { recursive: true, encoding: "utf8" }).filter(name =>
      name.endsWith(".html"),
    );
    assert.equal(pages.length, students.length);
    const chen = readFileSync(join(cwd, "feedback", pages.find(name => name.includes("chen"))!), "utf8");
    assert.match(chen, /its logarithm is asked for/);
  });

  it("is graded the same again [item 140]", async () => {
    const again = await graded();
    assert.notEqual(again.run, first.run);
    const told = (run: RunRecord) =>
      run.submissions
        .map(({ student, checks }) => [
          student,
          checks.map(({ check, state, points }) => [check, state, points]).sort(),
        ])
        .sort();
    assert.deepEqual(told(again), told(first));
  });
});
