// What lesson 3 shows, against the exam's hand-worked numbers and against real models.
import assert from "node:assert/strict";
import { lessonOf } from "./lesson.ts";

const { shown } = lessonOf("03-counting.ipynb");

describe("lesson 03-counting", () => {
  it("counts the tiny layer as by hand: 3·2 + 2·2 + 2 [item 4]", () => {
    assert.match(
      shown("tiny-cell"),
      /12 parameters\n *kernel +\[3, 2\] +6\n *recurrentKernel +\[2, 2\] +4\n *bias +\[2\] +2$/,
    );
  });

  it("shows the exam's summary as Keras 2 and 3 print it [item 6]", () => {
    for (const [id, counts] of [
      ["summary", ["2016", "6208", "650", "0"]],
      ["keras3", ["2,016", "6,208", "650", "0"]],
    ] as const) {
      const table = shown(id);
      for (const [i, shape] of ["(None, 100, 32)", "(None, 64)", "(None, 10)", "(None, 10)"].entries())
        assert.ok(
          table.split("\n").some(line => line.includes(shape) && line.includes(counts[i]!)),
          `${id}: ${shape} with ${counts[i]}`,
        );
      assert.match(table, /Total params: 8,874/);
    }
  });

  it("counts the same at every length [item 21]", () => {
    assert.deepEqual(shown("any-length").match(/\d+(?= parameters)/g), ["8874", "8874", "8874"]);
  });

  it("each layer has weights of its own: nothing is shared across layers [item 19]", () => {
    const numbers = (layer: string) => {
      const [, kernel] = new RegExp(`^${layer} kernel Tensor.*\\n((?:.*\\n){2})`, "m").exec(shown("across-layers"))!;
      return kernel!.match(/-?\d+\.\d+/g)!;
    };
    const [first, second] = [numbers("simple_rnn"), numbers("simple_rnn_1")];
    assert.deepEqual([first.length, second.length], [4, 4]);
    assert.ok(
      first.every(number => !second.includes(number)),
      `${first} and ${second}`,
    );
  });

  it("what was learned at step 3 is known at step 7 where weights are shared, and nowhere else [item 19]", () => {
    assert.match(shown("train-both"), /\b89 parameters against 1690\b/);
    assert.match(shown("found"), /recurrent, bars: 3 1, 7 1\. plain, bars: 3 1, 7 0\./);
  });

  it("draws one W for each step, and the picture stands without its slider [item 20]", () => {
    assert.equal(shown("unrolled").match(/ by W\b/g)?.length, 5);
  });

  it("counts gates, conventions, directions and words as the layers do [items 5, 106]", () => {
    const text = shown("others-check");
    assert.match(text, /bidirectional 21834/);
    assert.match(text, /LSTM 33546/);
    assert.match(text, /GRU, both conventions \[ 6144, 6048 \]/);
    assert.match(text, /embedding 500000/);
  });

  it("trains the exam's program: the loss falls, the count stays [item 7]", () => {
    const losses = [...shown("fit").matchAll(/loss: (\d+\.\d+)/g)].map(match => Number(match[1]));
    assert.ok(losses.length >= 2 && losses[0]! > Math.log(10) - 0.5 && losses[0]! < Math.log(10) + 0.5, `${losses}`);
    assert.ok(losses.at(-1)! < losses[0]! - 0.3, `losses ${losses}`);
    assert.match(shown("fit"), /8_?874/);
  });
});
