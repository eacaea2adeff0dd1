// Losses against Keras, hand-worked numbers and finite differences.
import assert from "node:assert/strict";
import { categoricalCrossentropy, crossEntropy, sparseCategoricalCrossentropy } from "../../../src/nn/index.ts";
import { oneHot, seed, softmax, tensor } from "../../../src/tensor/index.ts";
import { assertClose } from "../close.ts";
import { assertGradients } from "../finite-differences.ts";
import { keras3 } from "../fixture.ts";

const float64 = { dtype: "float64" } as const;
const logits = seed(4).normal(0, 2, [2, 3, 4], float64);

describe("losses", () => {
  it("equal Keras's on probabilities that are no softmax's result", () => {
    const { predictions, oneHot: rows, ids, categorical, sparse } = keras3.losses;
    const p = tensor(predictions, float64);
    assertClose(categoricalCrossentropy(rows, p), categorical, 1e-12);
    // Keras takes a softmax of the clipped logarithms there, which normalises once more.
    assertClose(sparseCategoricalCrossentropy(ids, p), sparse, 1e-8);
  });

  it("crossEntropy of even logits is ln(classes)", () => {
    assertClose(crossEntropy(tensor([[0, 0, 0, 0]], float64), [2]), Math.log(4));
    assertClose(crossEntropy(tensor([0, 0, 0, 0], float64), 2), Math.log(4));
  });

  it("are one loss, from ids or rows, logits or probabilities", () => {
    const ids = [[0, 3, 1], [2, 2, 0]]; // biome-ignore format: a matrix
    const rows = oneHot(ids.flat(), 4, float64).reshape([2, 3, 4]);
    const expected = crossEntropy(logits, ids).item();
    assertClose(crossEntropy(logits, rows), expected);
    assertClose(categoricalCrossentropy(rows, softmax(logits)), expected);
    assertClose(categoricalCrossentropy(rows, softmax(logits).detach()), expected);
    assertClose(sparseCategoricalCrossentropy(ids, softmax(logits)), expected);
  });

  it("have the right gradients", () => {
    const target = softmax(seed(5).normal(0, 1, [2, 3, 4], float64)).detach();
    assertGradients(x => crossEntropy(x, target), logits);
    assertGradients(x => categoricalCrossentropy(target, softmax(x)), logits);
    assertGradients(p => categoricalCrossentropy(target, p), softmax(logits).detach());
  });

  it("stay finite, with a gradient, where a softmax has underflowed", () => {
    const x = tensor([[0, 200]], { requiresGrad: true });
    const loss = categoricalCrossentropy([[1, 0]], softmax(x));
    loss.backward();
    assert.equal(loss.item(), 200);
    assertClose(x.grad, [-1, 1], 1e-6);
  });

  it("say what labels they expect", () => {
    const p = softmax(seed(0).normal(0, 1, [3, 5]));
    assert.throws(
      () => categoricalCrossentropy([0, 1, 2], p),
      /in the shape of the predictions, \[3, 5\], but got \[3\]; class ids want .*sparse.*oneHot\(y, 5\)/,
    );
    assert.throws(
      () => categoricalCrossentropy([[1, 0]], p),
      /but got \[1, 2\]; labels and predictions must be as many/,
    );
    assert.throws(
      () => sparseCategoricalCrossentropy(p.toArray(), p),
      /ids of shape \[3\] .* got \[3, 5\]; one-hot targets want categoricalC/,
    );
    assert.throws(() => sparseCategoricalCrossentropy([0, 1, 5], p), /ids from 0 to 4, but got 5 at \[2\]/);
    assert.throws(
      () => crossEntropy(p, [0, 1]),
      /class ids of shape \[3\] or probabilities of shape \[3, 5\] .* got \[2\]/,
    );
  });
});
