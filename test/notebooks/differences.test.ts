import assert from "node:assert/strict";
import type { CellOutput, Notebook } from "../../kernel/notebook/index.ts";
import { differences } from "./differences.ts";

const notebook = (...cells: CellOutput[][]): Notebook => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells: cells.map((outputs, index) => ({
    cell_type: "code",
    id: `c${index}`,
    metadata: {},
    source: "",
    execution_count: null,
    outputs,
  })),
});
const printed = (text: string): CellOutput => ({ output_type: "stream", name: "stdout", text });

describe("differences between two runs", () => {
  it("finds none between equals", () => {
    assert.deepEqual(differences(notebook([printed("a")], []), notebook([printed("a")], [])), []);
  });

  it("names the cell and the first line that differs, and nothing else", () => {
    const found = differences(
      notebook([printed("a")], [printed("a\nb\nc")]),
      notebook([printed("a")], [printed("a\nB\nc")]),
    );
    assert.deepEqual(found, [
      [
        "cell 2 (c1), line 2 of its outputs:",
        "- committed [stdout] b",
        "- committed [stdout] c",
        "+ now       [stdout] B",
        "+ now       [stdout] c",
      ].join("\n    "),
    ]);
  });

  it("takes no notice of how long a training took, but of what it came to", () => {
    const took = (accuracy: number, seconds: number) =>
      notebook([printed(`accuracy ${accuracy} (seed 0), 1 (1), 1 (2), ${seconds} s: each is at least 0.95`)]);
    assert.deepEqual(differences(took(1, 4.6), took(1, 12)), []);
    assert.equal(differences(took(1, 4.6), took(0.97, 4.6)).length, 1);
  });

  it("notices a missing output, and one of another type", () => {
    assert.match(differences(notebook([printed("a")]), notebook([]))[0]!, /now {7}\(no more\)/);
    const result: CellOutput = {
      output_type: "execute_result",
      data: { "text/plain": "1" },
      metadata: {},
      execution_count: 1,
    };
    assert.match(differences(notebook([printed("1")]), notebook([result]))[0]!, /\+ now {7}\[execute_result\]/);
    assert.equal(differences(notebook([result]), notebook([{ ...result, execution_count: 2 }])).length, 1);
  });
});
