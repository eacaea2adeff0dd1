// What is run of a submission: the cells that were handed out, with the student's answers in them.
import assert from "node:assert/strict";
import type { Cell, Notebook } from "../../../../kernel/notebook/index.ts";
import { checksumOf } from "../../../../src/grader/checksum.ts";
import { releaseOf, restore } from "../../../../src/grader/submissions/index.ts";

const code = (id: string, source: string, metadata: Cell["metadata"] = {}): Cell => ({
  cell_type: "code",
  id,
  metadata,
  execution_count: 3,
  outputs: [{ output_type: "stream", name: "stdout", text: "✓ correct" }],
  source,
});
const notebook = (...cells: Cell[]): Notebook => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { kernelspec: { name: "unrolled", language: "typescript" } },
  cells,
});

const source = notebook(
  { cell_type: "markdown", id: "title", metadata: {}, source: "# Set 1" },
  code("who", '// BEGIN SOLUTION\nconst me = "ana"\n// END SOLUTION\nstudent(me)'),
  code("asks", 'const { q1, q2 } = assignment("set1")'),
  code("q1", "// BEGIN SOLUTION\nconst total = 468\n// END SOLUTION\nq1.check(total)"),
  code("q2", "function twice(x: number) {\n  // BEGIN SOLUTION\n  return 2 * x\n  // END SOLUTION\n}\nq2.check(twice)"),
  code("end", "validate()"),
);
const release = releaseOf(JSON.stringify(source), "source.ipynb");
const handedOut = () => structuredClone(release.notebook);
const texts = ({ cells }: ReturnType<typeof restore>) => cells.map(({ cell, released }) => [released, cell.source]);
const kinds = ({ flags }: ReturnType<typeof restore>) => flags.map(({ kind, cell }) => `${kind} ${cell ?? ""}`.trim());
const released = release.cells.map(({ id, cell }) => [id, cell.source]);

describe("grader: restored cells", () => {
  it("knows which cells are locked: those without a place for an answer", () => {
    assert.deepEqual(
      release.cells.filter(({ isLocked }) => isLocked).map(({ id }) => id),
      ["title", "asks", "end"],
    );
  });

  it("keeps answers and cells that were added, without outputs, and flags nothing of it", () => {
    const theirs = handedOut();
    theirs.cells[3]!.source = "const total = 9 * 52\nq1.check(total)";
    theirs.cells.splice(3, 0, code("my-own", "const half = 26"));
    theirs.cells.unshift(code("first", "1 + 1"));
    const restored = restore(theirs, release);
    assert.deepEqual(kinds(restored), []);
    const expected = released.map(([id, text]) => [id, id === "q1" ? "const total = 9 * 52\nq1.check(total)" : text]);
    expected.splice(3, 0, [undefined, "const half = 26"]);
    assert.deepEqual(texts(restored), [[undefined, "1 + 1"], ...expected]);
    for (const { cell } of restored.cells) if (cell.cell_type === "code") assert.deepEqual(cell.outputs, []);
    assert.equal(new Set(restored.cells.map(({ cell }) => cell.id)).size, restored.cells.length);
  });

  it("puts locked cells back: changed, removed, in another order, turned into text", () => {
    const theirs = handedOut();
    const [title, who, asks, q1, q2] = theirs.cells as [Cell, Cell, Cell, Cell, Cell];
    asks.source = 'const { q1, q2 } = { q1: { check: () => "✓" }, q2: { check: () => "✓" } }';
    theirs.cells = [title, q2, who, asks, { ...q1, cell_type: "markdown" } as Cell];
    const restored = restore(theirs, release);
    assert.deepEqual(texts(restored), released);
    assert.equal(restored.cells[3]!.cell.cell_type, "code");
    assert.deepEqual(kinds(restored).sort(), ["changed asks", "missing end", "reordered who"]);
  });

  it("says that an answer is gone with its cell, and takes the blank one", () => {
    const theirs = handedOut();
    theirs.cells.splice(3, 1);
    const restored = restore(theirs, release);
    assert.deepEqual(texts(restored), released);
    assert.match(
      restored.flags[0]!.message,
      /cell "q1" was removed: it holds an answer, which counts as not attempted/,
    );
  });

  it("runs both of two cells with one id, the second under another", () => {
    const theirs = handedOut();
    theirs.cells.splice(4, 0, { ...theirs.cells[3]!, source: "const total2 = 468" });
    const restored = restore(theirs, release);
    assert.deepEqual(kinds(restored), ["duplicate q1"]);
    assert.deepEqual(texts(restored).slice(3, 5), [
      ["q1", release.cells[3]!.cell.source],
      [undefined, "const total2 = 468"],
    ]);
    assert.notEqual(restored.cells[4]!.cell.id, "q1");
  });

  it("finds cells whose ids an editor has lost, by their texts and checks", () => {
    const theirs = handedOut();
    for (const cell of theirs.cells) delete cell.id;
    theirs.cells[3]!.source = "const total = 468\nq1.check(total)";
    const restored = restore(theirs, release);
    assert.equal(restored.found, 6);
    assert.deepEqual(texts(restored)[3], ["q1", "const total = 468\nq1.check(total)"]);
    assert.deepEqual(kinds(restored), []);
  });

  it("finds nothing of another notebook", () => {
    assert.equal(restore(notebook(code("x", "print('hello')")), release).found, 0);
  });

  it("tells another version from a changed cell by nbgrader's checksum, and another kernel", () => {
    const theirs = handedOut();
    const asks = theirs.cells[2]!;
    asks.source = 'const { q1, q2, q3 } = assignment("set1")';
    const nbgrader = { grade: false, solution: false, locked: true, grade_id: "asks" };
    asks.metadata = { nbgrader: { ...nbgrader, checksum: checksumOf(asks, nbgrader) } };
    theirs.metadata = { kernelspec: { name: "python3", language: "python" } };
    const restored = restore(theirs, release);
    assert.deepEqual(kinds(restored), ["kernel", "version asks"]);
    asks.source += " // mine";
    assert.deepEqual(kinds(restore(theirs, release)), ["kernel", "changed asks"]);
  });

  it("takes no notice of line ends and of spaces at their ends", () => {
    const theirs = handedOut();
    theirs.cells[2]!.source = `${theirs.cells[2]!.source}  \r\n`;
    assert.deepEqual(kinds(restore(theirs, release)), []);
  });
});
