// The points that a notebook's text says, against those of its questions: worked by hand.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { assignment } from "../../../assignments/index.ts";
import { type Cell, type Notebook, parseNotebook } from "../../../kernel/notebook/index.ts";
import type { Assignment } from "../../../src/checking/index.ts";
import { pointsTold } from "../../../src/cli/release/points-told.ts";

const cell = (cell_type: "code" | "markdown", source: string, metadata = {}): Cell =>
  ({
    cell_type,
    id: "c",
    metadata,
    source,
    ...(cell_type === "code" && { execution_count: null, outputs: [] }),
  }) as Cell;
const notebook = (...cells: Cell[]): Notebook => ({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells });

describe("the points that a text says", () => {
  const source = notebook(
    cell("markdown", "# Clipping\n\nFive points. Your numbers are your own."),
    cell("markdown", "## 1 · What is left (1 point)\n\nAsk for 9 points of view."),
    cell("code", "q1.check(left)"),
    cell("markdown", "## 2 · Two in one (2.5 points)"),
    cell("code", "q2.check(a)\nq3.check(b)"),
    cell("markdown", "## 4 · Explain (2 points)"),
    cell("markdown", "____", { unrolled: { question: "q4" } }),
    cell("code", "q1.check(again)"),
  );
  const worth = (q1: number, q2: number, q4: number) =>
    Object.entries({ q1, q2, q3: 1, q4 }).map(([key, points]) => ({ key, points }));

  it("are told where a question, or all together, have others", () => {
    assert.deepEqual(pointsTold(source, worth(1, 1.5, 2)), [
      "source.ipynb, cell 1: its text says 5 points in all, but the questions have 5.5: mend the text",
    ]);
    assert.equal(pointsTold(source, worth(1, 1.5, 1.5)).length, 1);
    assert.deepEqual(pointsTold(source, worth(0.5, 1, 2.5)), [
      "source.ipynb, cell 2: its heading says 1 for q1, but questions.ts 0.5: mend what is old",
      "source.ipynb, cell 4: its heading says 2.5 for q2, q3, but questions.ts 2: mend what is old",
      "source.ipynb, cell 6: its heading says 2 for q4, but questions.ts 2.5: mend what is old",
    ]);
  });

  for (const name of assignment.names.filter(name => /-graded$|^exam$/.test(name)))
    it(`are right in ${name}`, () => {
      const path = new URL(`../../../assignments/${name}/source.ipynb`, import.meta.url);
      const made = Object.entries(assignment.of(name, "ana") as Assignment);
      const all = made.map(([key, { points }]) => ({ key, points }));
      assert.deepEqual(pointsTold(parseNotebook(readFileSync(path, "utf8"), name), all), []);
    });
});
