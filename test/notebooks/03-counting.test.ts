// Lesson 3 as a reader finds it and in a student's hands, against the exam's hand-worked numbers.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { type Cell, type CellOutput, executeNotebook, parseNotebook } from "../../kernel/notebook/index.ts";
import { startSession } from "../../kernel/session.ts";
import { studentCopy } from "../../src/grader/release/student-copy.ts";

const name = "03-counting.ipynb";
const text = readFileSync(new URL(`../../notebooks/${name}`, import.meta.url), "utf8");
const lesson = parseNotebook(text, name);
const copy = parseNotebook(studentCopy(text, name), name);

function shown(id: string, cells: Cell[] = lesson.cells): string {
  const cell = cells.find(cell => cell.id === id);
  assert.ok(cell?.cell_type === "code", `the lesson has a code cell "${id}"`);
  return cell.outputs.map(textOf).join("\n");
}

function textOf(output: CellOutput): string {
  if (output.output_type === "stream") return output.text;
  if (output.output_type === "error") return output.traceback.join("\n");
  return String(output.data["text/plain"]);
}

describe("lesson 03-counting as committed", () => {
  it("answers its three questions", () => {
    for (const id of ["q1", "q2", "q3"]) assert.match(shown(id), /^✓ correct/);
  });

  it("counts the tiny layer as by hand: 3·2 + 2·2 + 2", () => {
    assert.match(
      shown("tiny-cell"),
      /12 parameters\n *kernel +\[3, 2\] +6\n *recurrentKernel +\[2, 2\] +4\n *bias +\[2\] +2$/,
    );
  });

  it("shows the exam's summary table", () => {
    const table = shown("summary");
    for (const row of [
      /\(None, 100, 32\) +2,?016\b/,
      /\(None, 64\) +6,?208\b/,
      /\(None, 10\) +650\b/,
      /\(None, 10\) +0\b/,
      /Total params: 8,874/,
    ])
      assert.match(table, row);
  });

  it("gets the same numbers from the formula, and the check agrees", () => {
    assert.match(shown("formulas"), /2016 6208 650 0\n+8_?874/);
    assert.match(shown("check-model"), /^✓ correct/);
  });

  it("gives at least six wrong answers the hint of their own mistake", () => {
    const hints = shown("what-if-answers")
      .split(/^(?=✗)/m)
      .map(text => text.replace(/^✗ not yet: [\d,]+: /, "").trim());
    assert.ok(hints.length >= 6, `${hints.length} wrong answers`);
    assert.equal(new Set(hints).size, hints.length, "no two share a hint");
  });

  it("counts the same at every length, and more without sharing or with gates", () => {
    assert.deepEqual(shown("any-length").match(/\d+(?= parameters)/g), ["8874", "8874", "8874"]);
    assert.match(shown("weights-per-step"), /823_?050/);
    assert.match(shown("comparisons"), /390625\n.*20000100\n.*1010100/);
    assert.match(shown("lstm"), /33_?546/);
  });

  it("trains: the loss starts near ln 10 and falls, the count stays", () => {
    const losses = [...shown("train-model").matchAll(/loss: (\d+\.\d+)/g)].map(match => Number(match[1]));
    assert.ok(losses.length >= 2 && Math.abs(losses[0]! - Math.log(10)) < 0.5, `losses ${losses}`);
    assert.ok(losses.at(-1)! < losses[0]! - 0.3, `losses ${losses}`);
    assert.match(shown("trained"), /8_?874/);
  });
});

describe("lesson 03-counting in a student's hands", () => {
  /** The cells of the three questions, with answers in the place of ____. */
  async function answer(...answers: string[]): Promise<string[]> {
    const questions = ["q1", "q2", "q3"];
    const cells = copy.cells
      .filter(({ id }) => questions.includes(id ?? ""))
      .map((cell, index) => ({ ...cell, source: cell.source.replace("____", answers[index]!) }));
    const session = await startSession({ preload: ["unrolled", "unrolled/assignments"] });
    try {
      const { notebook } = await executeNotebook({ ...copy, cells }, session);
      return questions.map(id => shown(id, notebook.cells));
    } finally {
      await session.close();
    }
  }

  it("marks right answers, also as sums, and gives a wrong one the hint of its mistake", async () => {
    const [q1, q2, q3] = await answer("2016", "64 * (32 + 64) + 64", "8_746");
    assert.match(q1!, /^✓ correct/);
    assert.match(q2!, /^✓ correct/);
    assert.match(q3!, /^✗ not yet: 8,746: .*30 numbers instead of 32/);
  });

  it("refuses an answer of the wrong type before it runs", async () => {
    const [q1] = await answer('"2016"', "0", "0");
    assert.match(q1!, /error TS2345: .*'string' is not assignable to parameter of type 'number'/);
  });
});
