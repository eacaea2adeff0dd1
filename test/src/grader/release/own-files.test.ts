// A cell that leads to a file of the author's folder is found before it is handed out.
import assert from "node:assert/strict";
import type { Cell, Notebook } from "../../../../kernel/notebook/index.ts";
import { ownFilesIn } from "../../../../src/grader/release/own-files.ts";

const cell = (source: string, cell_type: "code" | "markdown" = "code"): Cell =>
  cell_type === "code"
    ? { cell_type, id: "a", metadata: {}, source, execution_count: null, outputs: [] }
    : { cell_type, id: "a", metadata: {}, source };
const notebook = (...cells: Cell[]): Notebook => ({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells });

describe("a handout's cells that lead to the course's own files", () => {
  it("are named with what they lead to, in each way that a cell can write it", () => {
    const found = ownFilesIn(
      notebook(
        cell('import { line } from "unrolled"'),
        cell('import { hidden } from "./hidden.ts"\nconst q = await import("../gates/questions.ts")'),
        cell("const data = new URL('./data.json', import.meta.url)"),
      ),
      () => true,
    );
    assert.deepEqual(found, [
      { cell: 2, path: "./hidden.ts" },
      { cell: 2, path: "../gates/questions.ts" },
      { cell: 3, path: "./data.json" },
    ]);
  });

  it("are none where the file is the student's own, in a comment or in a text", () => {
    const cells = [
      cell('import { mine } from "./mine.ts"'),
      cell('// from "./hidden.ts"'),
      cell('from "./hidden.ts"', "markdown"),
    ];
    assert.deepEqual(
      ownFilesIn(notebook(...cells), path => path.includes("hidden")),
      [],
    );
  });
});
