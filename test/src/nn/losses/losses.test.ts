// Losses against Keras, hand-worked numbers and finite differences.
import assert from "node:assert/strict";
import {
  binaryCrossEntropyWithLogits,
  binaryCrossentropy,
  categoricalCrossentropy,
  crossEntropy,
  type Loss,
  meanAbsoluteError,
  meanSquaredError,
  perplexity,
  sparseCategoricalCrossentropy,
} from "../../../../src/nn/index.ts";
import { oneHot, seed, sigmoid, softmax, tensor } from "../../../../src/tensor/index.ts";
import { assertClose } from "../../close.ts";
import { assertGradients } from "../../finite-differences.ts";
import { keras3, keras3Training } from "../../fixture.ts";

const float64 = { dtype: "float64" } as const;
const logits = seed(4).normal(0, 2, [2, 3, 4], float64);

const kerasLosses: Record<string, Loss> = {
  binaryCrossentropy,
  meanSquaredError,
  meanAbsoluteError,
  categoricalCrossentropy,
  sparseCategoricalCrossentropy,
};

describe("losses equal Keras's, with their gradients", () => {
  const { predictions, mask, losses } = keras3Training;
  for (const [name, expected] of Object.entries(losses)) {
    // Keras takes a softmax of the clipped logarithms for sparse targets, which normalizes once more.
    const tolerance = name === "sparseCategoricalCrossentropy" ? 1e-7 : 1e-10;
    const run = (options?: object) => {
      const p = tensor(predictions, { ...float64, requiresGrad: true });
      const loss = kerasLosses[name]!(tensor(expected.target, float64), p, options);
      loss.backward();
      return [loss.item(), p.grad!] as const;
    };
    it(name, () => assertClose([run()[0], ...run()[1].values()], [expected.value, ...[expected.gradient].flat(4)], tolerance)); // biome-ignore format: two lists
    it(`${name}, masked`, () => {
      const [loss, gradient] = run({ mask });
      assertClose([loss, ...gradient.values()], [expected.masked, ...[expected.maskedGradient].flat(4)], tolerance);
    });
  }
});

describe("binary cross-entropy", () => {
  it("of a logit of 0 is ln 2; no logit is too large", () => {
    assertClose(binaryCrossEntropyWithLogits(tensor([0], float64), [1]), Math.LN2);
    assert.equal(binaryCrossEntropyWithLogits(tensor([-800], float64), [1]).item(), 800);
    assert.equal(binaryCrossEntropyWithLogits(tensor([800], float64), [0]).item(), 800);
  });

  it("is exact where it is small: −ln σ(z) = ln(1 + e⁻ᶻ)", () => {
    for (const [dtype, tolerance] of [["float64", 1e-15], ["float32", 5e-7]] as const) // biome-ignore format: a table
      for (const z of [0.01, 1, 9, 17, 20, 40, 80]) {
        const expected = Math.log1p(Math.exp(-z));
        const options = { dtype };
        for (const [logit, target] of [
          [z, 1],
          [-z, 0],
        ] as const) {
          // biome-ignore format: a table
          const loss = binaryCrossEntropyWithLogits(tensor([logit], options), [target]).item();
          assert.ok(Math.abs(loss / expected - 1) <= tolerance, `${dtype} ${logit}: ${loss}, expected ${expected}`);
        }
      }
  });

  it("is one loss from logits or from a sigmoid, also where it has saturated", () => {
    const z = tensor([[3], [-50], [900]], { ...float64, requiresGrad: true });
    const y = [1, 1, 0];
    const loss = binaryCrossentropy(y, sigmoid(z));
    assertClose(loss, binaryCrossEntropyWithLogits(z, [[1], [1], [0]]));
    loss.backward();
    assertClose(z.grad, [(sigmoid(z).values()[0]! - 1) / 3, -1 / 3, 1 / 3]);
    // a sigmoid's logits are no softmax's
    assertClose(categoricalCrossentropy([[1]], sigmoid(tensor([[3]], float64))), -Math.log(1 - 1e-7));
  });

  it("has the right gradients", () => {
    const y = seed(6).uniform(0, 1, [2, 3, 4], float64);
    assertGradients(z => binaryCrossEntropyWithLogits(z, y), logits);
    assertGradients(z => binaryCrossentropy(y, sigmoid(z)), logits);
    assertGradients(p => binaryCrossentropy(y, p), sigmoid(logits).detach());
    assertGradients(p => meanSquaredError(y, p), logits);
    assertGradients(p => meanAbsoluteError(y, p), logits);
  });
});

describe("masked losses", () => {
  it("are the mean over what the mask keeps", () => {
    const ids = [[0, 3, 1], [2, 2, 0]]; // biome-ignore format: a matrix
    const masked = crossEntropy(logits, ids, { mask: [[1, 1, 0], [1, 0, 0]] }); // biome-ignore format: a matrix
    const kept = [logits.at(0).at(0), logits.at(0).at(1), logits.at(1).at(0)].map((row, i) =>
      crossEntropy(row, [0, 3, 2][i]!),
    );
    assertClose(masked, kept.reduce((sum, loss) => sum + loss.item(), 0) / 3);
  });

  it("say which class ids they expect, in their own name", () => {
    assert.throws(() => crossEntropy(tensor([[1, 2, 3], [4, 5, 6]]), [0, 9]), /^RangeError: crossEntropy expects ids from 0 to 2, but got 9 at \[1\]/); // biome-ignore format: a line
    assert.throws(() => sparseCategoricalCrossentropy([0, -1], tensor([[0.2, 0.8], [0.5, 0.5]])), /^RangeError: sparseCategoricalCrossentropy expects ids from 0 to 1, but got -1/); // biome-ignore format: a line
  });

  it("say what mask they expect", () => {
    assert.throws(() => crossEntropy(logits, [[0, 0, 0], [0, 0, 0]], { mask: [1, 0] }), /crossEntropy expects a mask of shape \[2, 3\], .* got \[2\]/); // biome-ignore format: a line
    assert.throws(() => meanSquaredError([[1]], tensor([[1]]), { mask: [0] }), /keeps at least one row, but got one that sums to 0/); // biome-ignore format: a line
    assert.throws(
      () => meanSquaredError([1, 2], tensor([[1, 2]])),
      /shape of the predictions, \[1, 2\], but got \[2\]/,
    );
  });
});

describe("perplexity", () => {
  it("of even odds is the number of choices", () => {
    assertClose(perplexity(crossEntropy(tensor([[1, 1, 1, 1, 1]], float64), [3])), 5);
    assertClose(perplexity(Math.log(7)), 7);
    assert.throws(() => perplexity("1" as never), /perplexity expects a loss, .* but got "1"/);
  });
});

describe("losses", () => {
  it("equal Keras's on probabilities that are no softmax's result", () => {
    const { predictions, oneHot: rows, ids, categorical, sparse } = keras3.losses;
    const p = tensor(predictions, float64);
    assertClose(categoricalCrossentropy(rows, p), categorical, 1e-12);
    // Keras takes a softmax of the clipped logarithms there, which normalizes once more.
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

  for (const dtype of ["float32", "float64"] as const)
    it(`do not count a class that a logit of −∞ rules out: ${dtype}`, () => {
      for (const classes of [3, 8, 11]) {
        const kept = Array.from({ length: classes - 1 }, (_, i) => Math.sin(i));
        const run = (row: number[]) => {
          const z = tensor([row], { dtype, requiresGrad: true });
          const loss = crossEntropy(z, [0]);
          loss.backward();
          return [loss.item(), ...z.grad!.values()];
        };
        assertClose(run([...kept, Number.NEGATIVE_INFINITY]), [...run(kept), 0], 1e-6);
      }
      const impossible = crossEntropy(tensor([[Number.NEGATIVE_INFINITY, 1]], { dtype }), [0]);
      assert.equal(impossible.item(), Number.POSITIVE_INFINITY);
      assert.ok(Number.isNaN(crossEntropy(tensor([[1, Number.NaN]], { dtype }), [0]).item()));
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
