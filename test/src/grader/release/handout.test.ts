import assert from "node:assert/strict";
import { type Cell, formatNotebook, type Notebook, parseNotebook } from "../../../../kernel/notebook/index.ts";
import { isTampered, nbgraderOf } from "../../../../src/grader/checksum.ts";
import { handout, handoutFor } from "../../../../src/grader/release/handout.ts";
import { studentCopy } from "../../../../src/grader/release/student-copy.ts";

const cell = (id: string, cell_type: "code" | "markdown", source: string, metadata: Cell["metadata"] = {}): Cell =>
  cell_type === "code"
    ? { id, cell_type, source, metadata, execution_count: null, outputs: [] }
    : { id, cell_type, source, metadata };

const textOf = (...cells: Cell[]): string =>
  formatNotebook({ nbformat: 4, nbformat_minor: 5, metadata: { unrolled: { unit: 5 } }, cells });

const source = textOf(
  cell("title", "markdown", "# Clip"),
  cell("who", "code", '// BEGIN SOLUTION\nconst me = "ana"\n// END SOLUTION\nstudent(me)'),
  cell("q1", "code", "// BEGIN SOLUTION\nconst a = 42\n// END SOLUTION\nq1.check(a)", { items: [4] }),
  cell("tests", "code", "q1\n// BEGIN HIDDEN TESTS\nsecret()\n// END HIDDEN TESTS"),
  cell(
    "q2",
    "markdown",
    "<!-- BEGIN SOLUTION -->\nBecause.\n<!-- END SOLUTION -->\n<!-- BEGIN MARK SCHEME -->\n2 marks\n<!-- END MARK SCHEME -->",
    {
      unrolled: { question: "q2" },
    },
  ),
);
const questions = [
  { key: "q1", points: 1, isWritten: false },
  { key: "q2", points: 2.5, isWritten: true },
];
const options = { assignment: "clipping", version: "v1", questions };
const made = () => handout(source, "source.ipynb", options);
const byId = ({ cells }: Notebook, id: string) => cells.find(cell => cell.id === id)!;

describe("what is handed out", () => {
  it("locks every cell but those with an answer, and lists them all", () => {
    const notebook = made();
    assert.deepEqual(notebook.metadata.unrolled, {
      unit: 5,
      assignment: "clipping",
      version: "v1",
      cells: ["title", "who", "q1", "tests", "q2"],
    });
    const parts = notebook.cells.map(cell => nbgraderOf(cell)!);
    assert.deepEqual(
      parts.map(({ grade_id, locked, solution, grade }) => [grade_id, locked, solution, grade]),
      [
        ["title", true, false, false],
        ["who", false, true, false],
        ["q1", false, true, false],
        ["tests", true, false, false],
        ["q2", false, true, true],
      ],
    );
    assert.deepEqual(
      notebook.cells.map(({ metadata }) => [metadata.editable, metadata.deletable]),
      [true, false, false, true, false].map(locked => [locked ? false : undefined, false]),
    );
    assert.deepEqual(byId(notebook, "q1").metadata.unrolled, { questions: ["q1"], points: 1 });
    assert.equal(nbgraderOf(byId(notebook, "q2"))!.points, 2.5);
    assert.deepEqual(byId(notebook, "q1").metadata.items, [4]);
  });

  it("has nothing hidden in it", () => {
    const notebook = made();
    assert.equal(byId(notebook, "tests").source, "q1");
    assert.equal(byId(notebook, "q2").source, "Your answer: ____");
    assert.doesNotMatch(formatNotebook(notebook), /secret|2 marks|= 42|Because/);
  });

  it("is known again when a locked cell is changed, and not when an answer is", () => {
    const notebook = made();
    assert.ok(notebook.cells.every(cell => !isTampered(cell)));
    assert.ok(isTampered({ ...byId(notebook, "title"), source: "# Clip it" }));
    assert.ok(!isTampered({ ...byId(notebook, "q1"), source: "const a = 1" }));
  });

  it("has a student's name where it is made for one, and keeps it", () => {
    const notebook = handoutFor(made(), 'o"neil', "clipping.ipynb");
    const who = byId(notebook, "who");
    assert.equal(who.source, 'const me = "o\\"neil"\nstudent(me)');
    assert.ok(nbgraderOf(who)!.locked && !isTampered(who) && isTampered({ ...who, source: 'student("eve")' }));
    assert.equal((notebook.metadata.unrolled as { student: string }).student, 'o"neil');
    assert.match(byId(notebook, "q1").source, /____/);
    assert.throws(
      () => handoutFor(handout(textOf(cell("a", "code", "1")), "s", options), "ana", "a.ipynb"),
      /a\.ipynb is expected to ask for the student's name in a cell/,
    );
  });

  it("is refused where cells cannot be known again", () => {
    const { id: _, ...unnamed } = cell("a", "markdown", "words");
    assert.throws(() => handout(textOf(unnamed as Cell), "s.ipynb", options), /s\.ipynb, cell 1 has no id/);
    const twice = textOf(cell("a", "markdown", "words"), cell("a", "markdown", "more"));
    assert.throws(() => handout(twice, "s.ipynb", options), /two cells have the id a/);
  });
});

describe("hidden parts", () => {
  const copyOf = (source: string, type: "code" | "markdown" = "code") =>
    parseNotebook(studentCopy(textOf(cell("a", type, source)), "n.ipynb"), "n.ipynb").cells[0]!.source;

  it("go with their marks, several in a cell, beside a solution", () => {
    const source = `f(1)
// BEGIN HIDDEN TESTS
f(2)
// END HIDDEN TESTS
// BEGIN SOLUTION
const a = 1
// END SOLUTION
  // BEGIN HIDDEN TESTS
  f(3)
  // END HIDDEN TESTS
f(4)`;
    assert.equal(copyOf(source), "f(1)\nconst a = ____\nf(4)");
  });

  it("are refused where they would be overlooked", () => {
    assert.throws(
      () => copyOf("// BEGIN HIDDEN TESTS\nf()"),
      /n\.ipynb, cell a, line 1: .* has no \/\/ END HIDDEN TESTS after it/,
    );
    assert.throws(() => copyOf("f() // BEGIN HIDDEN TESTS\n"), /expected alone on its line/);
    assert.throws(
      () => copyOf("a\n<!-- BEGIN HIDDEN TESTS -->", "markdown"),
      /line 2: HIDDEN TESTS is expected in a code cell/,
    );
  });
});
