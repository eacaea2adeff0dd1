import assert from "node:assert/strict";
import { seed } from "../../../src/tensor/index.ts";
import { KneserNey } from "./kneser-ney.ts";

describe("Kneser-Ney", () => {
  it("has probabilities that sum to one in every context, seen or not", () => {
    const rng = seed(0);
    const sequences = Array.from({ length: 20 }, () => Array.from({ length: 30 }, () => rng.integers(0, 4)));
    const model = new KneserNey(sequences, 5, 3);
    for (const context of [[], [0], [1, 2], [3, 3], [4, 4], [4, 0]]) {
      const sum = [0, 1, 2, 3, 4].reduce((all, id) => all + model.probability([...context, id], context.length), 0);
      assert.ok(Math.abs(sum - 1) < 1e-12, `${context}: ${sum}`);
    }
  });

  it("has the values that are worked by hand for a b a b a c, order 2, discount 3/4", () => {
    const [a, b, c] = [0, 1, 2];
    const model = new KneserNey([[a, b, a, b, a, c]], 3, 2);
    // Different contexts before each: a after start and b (2), b after a (1), c after a (1); 4 in all, 3 kinds.
    const shorter = (count: number) => (Math.max(0, count - 0.75) + (0.75 * 3) / 3) / 4;
    // After a: b twice, c once; 3 in all, 2 kinds.
    const after = (count: number, below: number) => (Math.max(0, count - 0.75) + 0.75 * 2 * below) / 3;
    assert.ok(Math.abs(model.probability([a, b], 1) - after(2, shorter(1))) < 1e-15);
    assert.ok(Math.abs(model.probability([a, c], 1) - after(1, shorter(1))) < 1e-15);
    assert.ok(Math.abs(model.probability([a, a], 1) - after(0, shorter(2))) < 1e-15);
    // c was never followed: the shorter context alone.
    assert.ok(Math.abs(model.probability([c, a], 1) - shorter(2)) < 1e-15);
  });

  it("finds ln of two choices where two are equally likely", () => {
    const rng = seed(1);
    const bits = Array.from({ length: 20_000 }, () => rng.integers(0, 2));
    const model = new KneserNey([bits], 2, 3);
    assert.ok(Math.abs(model.bits([bits.slice(0, 5000)]) - 1) < 0.01);
  });
});
