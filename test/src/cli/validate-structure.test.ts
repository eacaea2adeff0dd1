import assert from "node:assert/strict";
import type { Cell, Notebook } from "../../../kernel/notebook/index.ts";
import { structureFaults } from "../../../src/cli/validate/structure.ts";

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
