// What losses read of their inputs: what is masked never, what is no probability is refused; masks and weights of all shapes.
import assert from "node:assert/strict";
import * as nn from "../../../../src/nn/index.ts";
import { type NestedNumbers, seed, sigmoid, softmax, Tensor, tensor } from "../../../../src/tensor/index.ts";
import { assertClose } from "../../close.ts";
import { assertGradients } from "../../finite-differences.ts";

type AnyLoss = (prediction: Tensor, target: NestedNumbers, options?: nn.LossOptions) => Tensor;

const keras =
  (loss: typeof nn.meanSquaredError): AnyLoss =>
  (p, y, options) =>
    loss(y, p, options);

/** Each loss with the kind of targets it takes; predictions [..., 3] are logits, unless `start` or `from` makes probabilities. */
const losses: Record<
  string,
  { loss: AnyLoss; targets: "ids" | "rows" | "numbers"; from?: (z: Tensor) => Tensor; start?: (z: Tensor) => Tensor }
> = {
  "crossEntropy of ids": { loss: nn.crossEntropy, targets: "ids" },
  "crossEntropy of rows": { loss: nn.crossEntropy, targets: "rows" },
  sparseCategoricalCrossentropy: { loss: keras(nn.sparseCategoricalCrossentropy), targets: "ids", from: softmax },
  "sparseCategoricalCrossentropy of plain probabilities": {
    loss: keras(nn.sparseCategoricalCrossentropy),
    targets: "ids",
    start: softmax,
  },
  categoricalCrossentropy: { loss: keras(nn.categoricalCrossentropy), targets: "rows", from: softmax },
  "categoricalCrossentropy of plain probabilities": {
    loss: keras(nn.categoricalCrossentropy),
    targets: "rows",
    start: softmax,
  },
  binaryCrossEntropyWithLogits: { loss: nn.binaryCrossEntropyWithLogits, targets: "numbers" },
  binaryCrossentropy: { loss: keras(nn.binaryCrossentropy), targets: "numbers", from: sigmoid },
  "binaryCrossentropy of plain probabilities": {
    loss: keras(nn.binaryCrossentropy),
    targets: "numbers",
    start: sigmoid,
  },
  meanSquaredError: { loss: keras(nn.meanSquaredError), targets: "numbers" },
  meanAbsoluteError: { loss: keras(nn.meanAbsoluteError), targets: "numbers" },
};

const good = { ids: [[0, 2], [1, 1]], rows: [[[1, 0, 0], [0, 0.5, 0.5]], [[0, 1, 0], [0, 1, 0]]], numbers: [[[1, 0, 1], [0.5, 1, 0]], [[0, 0, 0], [1, 1, 1]]] }; // biome-ignore format: a table
const mask = [[1, 0], [1, 1]]; // biome-ignore format: a matrix
const kept: [number, number][] = [[0, 0], [1, 0], [1, 1]]; // biome-ignore format: a list

for (const dtype of ["float32", "float64"] as const)
  describe(`masked losses, ${dtype}`, () => {
    const tolerance = dtype === "float32" ? 1e-6 : 1e-12;
    const drawn = seed(3).normal(0, 1, [2, 2, 3], { dtype });
    const run = (name: string, z: NestedNumbers, y: NestedNumbers, options?: nn.LossOptions) => {
      const { loss, from = x => x } = losses[name]!;
      const logits = tensor(z, { dtype, requiresGrad: true });
      const value = loss(from(logits), y, options);
      value.backward();
      return [value.item(), ...logits.grad!.values()];
    };
    /** The same place replaced in predictions and in targets. */
    const spoiled = (numbers: number[][][], targets: "ids" | "rows" | "numbers", x: number) => {
      const [z, y] = structuredClone([numbers, good[targets]]) as [number[][][], NestedNumbers[][]];
      z[0]![1] = [x, x, x];
      y[0]![1] = targets === "ids" ? x : [x, x, x];
      return [z, y] as const;
    };

    const withRow = (z: number[][][], row: number | number[]) => [
      [z[0]![0]!, [row, row, row].flat().slice(0, 3)],
      z[1]!,
    ];

    for (const [name, { loss, targets, from = (x: Tensor) => x, start = from }] of Object.entries(losses)) {
      const numbers: number[][][] = (start === from ? drawn : start(drawn)).toArray();

      it(`${name} is the mean over the rows that are kept`, () => {
        const rows = kept.map(([i, t]) =>
          loss(from(tensor([numbers[i]![t]!], { dtype })), [(good[targets] as NestedNumbers[][])[i]![t]!]).item(),
        );
        const expected = rows.reduce((sum, row) => sum + row, 0) / 3;
        assertClose(run(name, numbers, good[targets], { mask })[0], expected, tolerance);
      });

      it(`${name} reads nothing that is masked, neither value nor gradient`, () => {
        const expected = run(name, numbers, good[targets], { mask });
        for (const x of [Number.NaN, Number.POSITIVE_INFINITY, -1, 1e30]) {
          const [z, y] = spoiled(numbers, targets, x);
          assertClose(run(name, z, y, { mask }), expected, tolerance, String(x));
          if (targets === "rows") {
            y[0]![1] = [0, 0, 0]; // as padding often is
            for (const other of [x, [x, 0, 0], [0, -x, 0]])
              assertClose(run(name, withRow(z, other), y, { mask }), expected, tolerance, `${x}, no class`);
          }
          if (targets !== "ids") continue;
          assert.throws(() => run(name, numbers, y), /expects ids from 0 to 2/);
        }
      });

      it(`${name} takes a mask of booleans' numbers, weights a sample and weights a step`, () => {
        const weighted = run(name, numbers, good[targets], { sampleWeight: [[2, 0], [2, 2]] }); // biome-ignore format: a line
        assertClose(weighted[0], (run(name, numbers, good[targets], { mask })[0]! * 2 * 3) / 4, tolerance);
        const [first, second] = [0, 1].map(i => run(name, [numbers[i]!], [good[targets][i]!])[0]!);
        const bySample = run(name, numbers, good[targets], { sampleWeight: [1, 3] });
        assertClose(bySample[0], (first! + 3 * second!) / 2, tolerance);
      });

      it(`${name} refuses sample weights that are not finite`, () => {
        const weighted = () => run(name, numbers, good[targets], { sampleWeight: [1, Number.NaN] });
        assert.throws(weighted, /sample weights that are finite, but got NaN at \[1\]/);
      });

      it(`${name} refuses a mask of another shape, or of other numbers`, () => {
        const masked = (mask: NestedNumbers) => () => run(name, numbers, good[targets], { mask });
        assert.throws(masked([1, 0]), /a mask of shape \[2, 2\].* but got \[2\]/);
        assert.throws(masked([[1, 0], [-1, 1]]), /a mask of ones and zeros, but got -1 at \[1, 0\]/); // biome-ignore format: a line
        assert.throws(masked([[1, 0], [Number.NaN, 1]]), /a mask of ones and zeros, but got NaN/); // biome-ignore format: a line
        assert.throws(masked([[0, 0], [0, 0]]), /keeps at least one row, but got one that sums to 0/); // biome-ignore format: a line
      });

      it(`${name} refuses options that nobody reads`, () => {
        const options = { padding: 0 } as nn.LossOptions;
        assert.throws(() => run(name, numbers, good[targets], options), {
          name: "RangeError",
          message: new RegExp(
            `^${name.split(" ")[0]} expects options out of mask, sampleWeight, reduction.*, but got padding$`,
          ),
        });
        assert.throws(() => run(name, numbers, good[targets], 0 as never), /options by name, .* but got 0/);
      });

      if (targets === "numbers")
        it(`${name} takes a mask of its numbers, too`, () => {
          const all = kept.flatMap(([i, t]) => [0, 2].map(k => [i, t, k] as const));
          const one = ([i, t, k]: readonly [number, number, number]) =>
            loss(from(tensor([numbers[i]![t]![k]!], { dtype })), [good.numbers[i]![t]![k]!]).item();
          const expected = all.reduce((sum, at) => sum + one(at), 0) / all.length;
          const [z, y] = structuredClone([numbers, good.numbers] as const) as [number[][][], number[][][]];
          z[0]![1]![1] = y[1]![0]![1] = Number.NaN;
          const byNumber = [[[1, 0, 1], [0, 0, 0]], [[1, 0, 1], [1, 0, 1]]]; // biome-ignore format: a line
          assertClose(run(name, z, y, { mask: byNumber })[0], expected, tolerance);
        });
    }
  });

describe("losses: targets", () => {
  const z = tensor([[0, 0], [1, -1]]); // biome-ignore format: a matrix
  const p = softmax(z).mul(1);

  it("that are no probabilities are refused by every loss of classes", () => {
    for (const loss of [
      (y: NestedNumbers) => nn.crossEntropy(z, y),
      (y: NestedNumbers) => nn.categoricalCrossentropy(y, softmax(z)),
      (y: NestedNumbers) => nn.categoricalCrossentropy(y, p),
    ]) {
      const bad = (row: number[]) => () => loss([[1, 0], row]);
      assert.throws(
        bad([5, -9]),
        /expects rows of probabilities, .* but got one with -9 at \[1\]; for several classes/,
      );
      assert.throws(bad([1, 1]), /but got one with a sum of 2 at \[1\]/);
      assert.throws(bad([0, 0]), /but got one with a sum of 0 at \[1\]/);
      assert.throws(bad([Number.NaN, 1]), /but got one with a sum of NaN at \[1\]/);
      assert.throws(bad([Number.POSITIVE_INFINITY, 0]), /but got one with a sum of Infinity/);
      assert.throws(bad([1.5, -0.5]), /but got one with -0.5/);
    }
  });

  it("may be smoothed labels and probabilities that were rounded", () => {
    assertClose(nn.crossEntropy(z, [[0.95, 0.05], [0.05, 0.95]]), (Math.LN2 + Math.log(1 + Math.exp(-2)) + 0.95 * 2) / 2, 1e-6); // biome-ignore format: a line
    const classes = 5000;
    const even = new Array<number>(classes).fill(Math.fround(1 / classes));
    assertClose(nn.crossEntropy(tensor([even]), [even]), Math.log(classes), 1e-5);
    nn.crossEntropy(z, softmax(z));
  });

  it("outside 0 … 1 are refused by every binary loss", () => {
    const logits = tensor([0.5, 3]);
    assert.throws(() => nn.binaryCrossEntropyWithLogits([1, 0], logits), /targets from 0 to 1, but got 3 at \[1\]; the logits come first/); // biome-ignore format: a line
    assert.throws(() => nn.binaryCrossentropy([0, -1], sigmoid(logits)), /targets from 0 to 1, but got -1 at \[1\]; the targets come first/); // biome-ignore format: a line
    assert.throws(() => nn.binaryCrossentropy([Number.NaN, 1], sigmoid(logits)), /but got NaN at \[0\]/);
    assertClose(nn.binaryCrossEntropyWithLogits([0], [0.3]), Math.LN2, 1e-6);
  });

  it("in a column are told how they fit", () => {
    assert.throws(() => nn.crossEntropy(z, [[0], [1]]), /class ids of shape \[2\] .* but got \[2, 1\]; without their last axis they fit: tensor\(targets\)\.squeeze\(-1\)/); // biome-ignore format: a line
    assert.throws(() => nn.sparseCategoricalCrossentropy([[0], [1]], p), /squeeze\(-1\)/);
    assert.throws(() => nn.binaryCrossEntropyWithLogits([1, 2], [[0], [1]]), /squeeze\(-1\)/);
    assert.throws(() => nn.meanSquaredError([[0], [1]], [1, 2]), /squeeze\(-1\)/);
    assert.throws(() => nn.crossEntropy([0, 1], z), /the logits come first/);
  });
});

describe("losses: predictions", () => {
  it("of Keras's losses are probabilities: logits are told", () => {
    const z = tensor([[2, -3]]);
    assert.throws(() => nn.categoricalCrossentropy([[1, 0]], z), /probabilities as predictions, but got -3 at \[0, 1\]; end the model with a softmax, .* crossEntropy\(logits, targets\)/); // biome-ignore format: a line
    assert.throws(() => nn.sparseCategoricalCrossentropy([1], z), /but got -3/);
    assert.throws(() => nn.binaryCrossentropy([[1, 0]], z), /but got 2 at \[0, 0\]; .* binaryCrossEntropyWithLogits\(/);
    assertClose(nn.categoricalCrossentropy([[1, 0]], [[2, 6]]), Math.log(4), 1e-6); // normalized, as in Keras
    assert.ok(Number.isNaN(nn.binaryCrossentropy([1], [Number.NaN]).item())); // a model that has diverged
  });

  it("and targets may be plain lists", () => {
    assertClose(nn.crossEntropy([0, 0], 1), Math.LN2, 1e-6);
    assertClose(nn.meanSquaredError([1, 2], [2, 4]), 2.5, 1e-6);
    assertClose(nn.meanAbsoluteError([[1], [2]], [[2], [4]]), 1.5, 1e-6);
    assert.ok(nn.binaryCrossentropy([1], [0.5]) instanceof Tensor);
  });
});

describe("losses: the way of a gradient", () => {
  const p = tensor([[0.3, 0.7], [0.6, 0.4]], { dtype: "float64" }); // biome-ignore format: a matrix
  const weights = tensor([0.5, 2], { dtype: "float64" });
  it("reaches predictions, targets, sample weights and a mask", () => {
    const every: Record<string, (y: Tensor, p: Tensor, options: nn.LossOptions) => Tensor> = {
      crossEntropy: (y, p, options) => nn.crossEntropy(p, softmax(y), options),
      categoricalCrossentropy: (y, p, options) => nn.categoricalCrossentropy(softmax(y), p, options),
      binaryCrossentropy: nn.binaryCrossentropy,
      binaryCrossEntropyWithLogits: (y, z, options) => nn.binaryCrossEntropyWithLogits(z, y, options),
      meanSquaredError: nn.meanSquaredError,
      meanAbsoluteError: (y, p, options) => nn.meanAbsoluteError(y.mul(2), p, options),
    };
    for (const loss of Object.values(every)) {
      assertGradients((y, p) => loss(y, p, {}), p.detach(), p);
      assertGradients(sampleWeight => loss(p, p, { sampleWeight }), weights);
      assertGradients(mask => loss(p, p.mul(0.9), { mask }), weights);
    }
  });
});
