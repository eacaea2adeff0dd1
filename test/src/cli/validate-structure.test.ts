import assert from "node:assert/strict";
import type { Cell, Notebook } from "../../../kernel/notebook/index.ts";
import { releasedOf, structureFaults } from "../../../src/cli/validate/structure.ts";

const markdown = (id: string, source: string, question?: string): Cell => ({
  cell_type: "markdown",
  id,
  source,
  metadata: question === undefined ? {} : { unrolled: { question } },
});
const faults = (...cells: Cell[]) =>
  structureFaults({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells } satisfies Notebook);

describe("unrolled validate, of a written answer", () => {
  it("says which Markdown cell still waits for it, and nothing of one that is written", () => {
    assert.deepEqual(faults(markdown("why", "Your answer: ____", "c2"), markdown("e1", "Because it does.", "e1")), [
      'c2: not attempted: write your answer into the Markdown cell "why", in the place of ____',
    ]);
  });

  it("takes ____ in other prose for what it is", () => {
    assert.deepEqual(faults(markdown("title", "Write in the place of `____`.")), []);
  });
});

describe("unrolled validate, of a notebook's cells", () => {
  const code = (id: string, source: string): Cell => ({
    cell_type: "code",
    id,
    source,
    metadata: {},
    execution_count: null,
    outputs: [],
  });

  it("says where ____ is left in a cell that asks no question, and leaves the others to their checks", () => {
    assert.deepEqual(
      faults(
        code("run", "// train it\nconst unit = ____\nlook(unit)"),
        code("q1", "const answer = ____\nq1.check(answer)"),
        code("who", "student(____)"),
        code("note", 'console.log("____") // ____'),
      ),
      ['cell "run": ____ still stands there: const unit = ____'],
    );
  });

  it("takes a lesson that names its graded set for no copy that was handed out of it", () => {
    const named = (unrolled: Cell["metadata"]) =>
      releasedOf({ nbformat: 4, nbformat_minor: 5, metadata: { unrolled }, cells: [] });
    assert.deepEqual(named({ unit: 6, assignment: "gates-graded" }), {});
    assert.deepEqual(named({ assignment: "gates-graded", cells: ["who"] }), {
      assignment: "gates-graded",
      cells: ["who"],
    });
  });
});
