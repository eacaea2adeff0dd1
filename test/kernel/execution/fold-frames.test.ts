import assert from "node:assert/strict";
import { type Frame, foldFrames, listFrames } from "../../../kernel/execution/fold-frames.ts";

const cell = (place: string): Frame => ({ kind: "cell", text: place });
const own = (place: string): Frame => ({ kind: "own", text: place });
const library = (name: string): Frame => ({ kind: "library", text: `f (${name}/file.js:1:1)`, library: name });
const native: Frame = { kind: "native", text: "Array.map (<anonymous>)" };

const folded = (...frames: Frame[]) => foldFrames(frames).map(line => line.trim());

describe("frames of a stack", () => {
  it("of libraries are one line, behind the cell's that called them", () => {
    assert.deepEqual(folded(library("a"), library("a"), cell("1:1:1"), cell("2:1:1")), [
      "at 1:1:1",
      "… 2 frames in a",
      "at 2:1:1",
    ]);
    assert.deepEqual(folded(library("a"), own("x.ts:1:1"), library("b"), cell("1:1:1")), [
      "at x.ts:1:1",
      "… 1 frame in a",
      "… 1 frame in b",
      "at 1:1:1",
    ]);
  });

  it("below the last cell are left out", () => {
    assert.deepEqual(folded(cell("1:1:1"), library("a"), native), ["at 1:1:1"]);
  });

  it("of V8 belong to the library around them, or stand for themselves", () => {
    assert.deepEqual(folded(library("a"), native, library("a"), cell("1:1:1")), ["at 1:1:1", "… 3 frames in a"]);
    assert.deepEqual(folded(native, cell("1:1:1")), ["at Array.map (<anonymous>)", "at 1:1:1"]);
    assert.deepEqual(folded(cell("1:1:1"), native, cell("1:1:2")), [
      "at 1:1:1",
      "at Array.map (<anonymous>)",
      "at 1:1:2",
    ]);
  });

  it("of a recursion are counted", () => {
    assert.deepEqual(folded(...Array.from({ length: 50 }, () => cell("1:1:1")), cell("2:1:1")), [
      "at 1:1:1",
      "… 49 more times",
      "at 2:1:1",
    ]);
    const pair = Array.from({ length: 40 }, (_, i) => cell(`1:${i % 2}:1`));
    assert.deepEqual(folded(...pair).slice(-2), ["at 1:1:1", "… 28 more frames"]);
  });

  it("of libraries alone are all there", () => {
    assert.deepEqual(listFrames([library("a"), library("b")]), [
      "    at f (a/file.js:1:1)",
      "    at f (b/file.js:1:1)",
    ]);
  });
});
