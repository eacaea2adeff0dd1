// What lesson 1 shows: the gallery's data, the forms that follow from it, and drawings counted by hand.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { type CellOutput, parseNotebook } from "../../kernel/notebook/index.ts";

const lesson = parseNotebook(
  readFileSync(new URL("../../notebooks/01-forms.ipynb", import.meta.url), "utf8"),
  "01-forms.ipynb",
);

function shown(id: string): string {
  const cell = lesson.cells.find(cell => cell.id === id);
  assert.ok(cell?.cell_type === "code", `the lesson has a code cell "${id}"`);
  return cell.outputs.map(textOf).join("\n");
}

function textOf(output: CellOutput): string {
  if (output.output_type === "stream") return output.text;
  if (output.output_type === "error") return output.traceback.join("\n");
  return String(output.data["text/plain"]);
}

/** The rows of a table, column by column. */
const rowsOf = (id: string): string[][] =>
  shown(id)
    .split("\n")
    .slice(2)
    .map(line => line.trim().split(/ {2,}/));

const stepsOf = (text: string): string[] => text.split(" ");

describe("lesson 01-forms", () => {
  it("shows two examples of each of the seven tasks, whose lengths are those of its form [items 63, 64]", () => {
    const rows = rowsOf("examples");
    assert.equal(rows.length, 14);
    for (const [task, input, output] of rows as [string, string, string][]) {
      const [x, y] = [stepsOf(input), stepsOf(output)];
      if (task === "music") assert.ok(x.length === 1 && y.length > 1, task);
      else if (task === "sentiment" || task === "video") assert.ok(x.length > 1 && y.length === 1, task);
      else if (task === "dna" || task === "names") assert.equal(x.length, y.length, task);
      else if (task === "speech") assert.ok(x.length >= 3 * y.length && x.length <= 5 * y.length, task);
      else assert.ok((x.length === 2 && y.length === 3) || (x.length === 1 && y.length === 1), task);
    }
  });

  it("its examples are right: names are marked, genes begin with ATG, the dot moves as it says [item 63]", () => {
    for (const [task, input, output] of rowsOf("examples") as [string, string, string][]) {
      const [x, y] = [stepsOf(input), stepsOf(output)];
      if (task === "names")
        assert.deepEqual(
          y,
          x.map(word => (word === "Ada" || word === "Bob" ? "1" : "0")),
        );
      if (task === "dna") assert.match(x.filter((_, t) => y[t] === "1").join(""), /^ATG/);
      if (task === "sentiment") assert.equal(y[0], x.at(-1) === "great" ? "good" : "bad");
      if (task === "video") assert.equal(y[0], x[0]!.indexOf("●") < x[1]!.indexOf("●") ? "right" : "left");
    }
  });

  it("a program tells the form of each task from a hundred examples [items 1, 63]", () => {
    assert.deepEqual(Object.fromEntries(rowsOf("decide")), {
      speech: "many-to-many-unequal",
      music: "one-to-many",
      sentiment: "many-to-one",
      dna: "many-to-many-equal",
      translation: "many-to-many-unequal",
      video: "many-to-one",
      names: "many-to-many-equal",
    });
  });

  it("says in words which steps of each picture read and write [items 110, 116]", () => {
    assert.match(shown("draw-five"), /Picture A reads at steps 1, 2, 3 and writes at step 3\./);
    assert.match(shown("draw-five"), /Picture B reads at steps 1, 2 and writes at steps 3, 4, 5\./);
    assert.equal(shown("draw-five").match(/Picture [A-E] reads/g)?.length, 5);
  });

  it("draws 4 steps that read and 3 that write, and stands without its slider [items 20, 116]", () => {
    const text = shown("slider");
    assert.equal(text.match(/ by W\b/g)?.length, 4);
    assert.deepEqual(
      [...text.matchAll(/h (\d) to y/g)].map(match => match[1]),
      ["5", "6", "7"],
    );
    assert.equal(text.match(/ by U\b/g)?.length, 7);
  });

  it("folded, there are three arrows, of which one is a loop [item 20]", () => {
    assert.match(shown("folded"), /3 edges: x to h by W, h to itself by U, h to y by V/);
  });

  it("counts as many arrows as are drawn: 5 + 2 + 7, 15, 11, 11 [items 20, 116]", () => {
    assert.deepEqual(
      rowsOf("compare").map(row => row.slice(3)),
      [
        ["14", "14"],
        ["15", "15"],
        ["11", "11"],
        ["11", "11"],
      ],
    );
  });

  it("shows the shapes that Keras gives the exam's network, and that one step stays one [item 3]", () => {
    // Keras: (None, 100, 32), (None, 64), (None, 10), (None, 10); see test/fixtures for its summary.
    assert.deepEqual(shown("summary").match(/\[.*?\]/g), [
      "[ null, 100, 32 ]",
      "[ null, 64 ]",
      "[ null, 10 ]",
      "[ null, 10 ]",
    ]);
    assert.match(shown("one-step"), /\[ 1, 1, 5 \]/);
  });
});
