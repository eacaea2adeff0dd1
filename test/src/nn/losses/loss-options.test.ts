// Options of losses, Huber, KL divergence and CTC, against PyTorch and Keras in float64, with gradients.
import assert from "node:assert/strict";
import * as nn from "../../../../src/nn/index.ts";
import { seed, sigmoid, softmax, type Tensor, tensor } from "../../../../src/tensor/index.ts";
import { assertClose } from "../../close.ts";
import { assertGradients } from "../../finite-differences.ts";
import { keras3Functions as keras, pytorchFunctions as torch } from "../../fixture.ts";

const float64 = { dtype: "float64" } as const;
const leaf = (values: unknown) => tensor(values as number[][], { ...float64, requiresGrad: true });

type OfLogits = (z: Tensor, options?: nn.LossOptions) => Tensor;
const { ids, rows, weight } = torch;
const ce =
  (target: number[] | number[][], more: nn.CrossEntropyOptions = {}): OfLogits =>
  (z, options) =>
    nn.crossEntropy(z, target, { ...more, ...options });
const ours: Record<string, OfLogits> = {
  plain: ce(ids),
  smoothed: ce(ids, { labelSmoothing: 0.1 }),
  weighted: ce(ids, { classWeight: weight }),
  ignored: ce(ids, { ignoreIndex: 2 }),
  all: ce(ids, { ignoreIndex: 3, classWeight: { 0: 1, 1: 0.5, 2: 2, 3: 3 }, labelSmoothing: 0.2 }),
  "rows smoothed": ce(rows, { labelSmoothing: 0.1 }),
  "rows weighted": ce(rows, { classWeight: tensor(weight), labelSmoothing: 0.1 }),
  "binary weighted": (z, options) =>
    nn.binaryCrossEntropyWithLogits(z, rows, { ...options, posWeight: Float64Array.from(weight) }),
  binary: (z, options) => nn.binaryCrossEntropyWithLogits(z, rows, options),
  huber: (z, options) => nn.huber(rows, z, options),
  "huber 0.3": (z, options) => nn.huber(rows, z, { ...options, delta: 0.3 }),
};

describe("options of losses", () => {
  for (const [name, { mean, sum, none, gradient }] of Object.entries(torch.losses))
    it(`${name}: PyTorch's mean, sum and none, and the gradient`, () => {
      const z = leaf(torch.logits);
      const loss = ours[name]!(z);
      loss.backward();
      assertClose([loss.item(), z.grad], [mean, gradient], 1e-12);
      // Keras's regression losses have one a row, the mean over its numbers; PyTorch's one a number.
      const width = name.startsWith("huber") ? 4 : 1;
      assertClose(ours[name]!(z, { reduction: "sum" }), sum / width, 1e-12);
      const each = width === 1 ? none : none.map(row => (row as number[]).reduce((a, b) => a + b) / width);
      assertClose(ours[name]!(z, { reduction: "none" }), each, 1e-12);
    });

  it("sum and none under a mask: what it leaves out is 0, and is not read", () => {
    const z = leaf([...torch.logits.slice(0, 5), [NaN, 1, 1, 1]]);
    const mask = [1, 0, 1, 1, 1, 0];
    for (const [name, of] of Object.entries(ours)) {
      const { none } = torch.losses[name]!;
      if (name === "all") continue; // masks its own
      const expected = none.map(row => (Array.isArray(row) ? row : [row]) as number[]);
      const byRow = name.startsWith("huber") ? expected.map(row => row.reduce((a, b) => a + b) / row.length) : expected;
      const kept = byRow.map((row, i) => (mask[i] === 1 ? row : typeof row === "number" ? 0 : row.map(() => 0)));
      assertClose(of(z, { mask, reduction: "none" }), kept.flat(), 1e-12, name);
      assertClose(of(z, { mask, reduction: "sum" }), kept.flat().reduce((a, b) => a + b, 0), 1e-12, name); // biome-ignore format: a line
    }
  });

  it("ignoreIndex and a mask together", () => {
    const z = leaf(torch.logits);
    const both = nn.crossEntropy(z, ids, { ignoreIndex: 2, mask: [1, 1, 1, 1, 1, 0] });
    const [a, b, c] = [0, 1, 2].map(i => torch.losses.plain!.none[i] as number) as [number, number, number];
    assertClose(both, (a + b + c) / 3, 1e-12); // ids are 0, 3, 1, 2, 2, 3
    assertClose(nn.crossEntropy(z, [-100, ...ids.slice(1)], { ignoreIndex: -100 }), nn.crossEntropy(z, ids, { mask: [0, 1, 1, 1, 1, 1] })); // biome-ignore format: a line
  });

  it("Keras's own, from probabilities and from logits", () => {
    const { logits, probabilities, yes, inside, losses } = keras;
    const oneHot = keras.ids.map(id => [0, 1, 2, 3].map(k => Number(k === id)));
    const p = (values: unknown) => tensor(values as number[][], float64);
    const found: Record<string, [Tensor, tolerance?: number]> = {
      "categorical smoothed": [nn.categoricalCrossentropy(oneHot, p(probabilities), { labelSmoothing: 0.1 })],
      "categorical from logits": [nn.categoricalCrossentropy(oneHot, p(logits), { fromLogits: true })],
      "sparse from logits": [nn.sparseCategoricalCrossentropy(keras.ids, p(logits), { fromLogits: true })],
      "sparse ignored": [nn.sparseCategoricalCrossentropy(keras.ids, p(logits), { fromLogits: true, ignoreIndex: 2 })],
      "binary smoothed": [nn.binaryCrossentropy(yes, p(inside), { labelSmoothing: 0.2 })],
      "binary from logits": [nn.binaryCrossentropy(yes, p(logits), { fromLogits: true })],
      "mse none": [nn.meanSquaredError(yes, p(logits), { reduction: "none" })],
      "mse sum": [nn.meanSquaredError(yes, p(logits), { reduction: "sum" })],
      huber: [nn.huber(yes, p(logits), { delta: 0.7 })],
    };
    for (const [name, [loss, tolerance = 1e-12]] of Object.entries(found))
      assertClose(loss, losses[name], tolerance, name);
  });

  it("refuse what does not fit", () => {
    const z = [[1, 2], [0, 1]]; // biome-ignore format: a matrix
    const call = (options: unknown) => () => nn.crossEntropy(z, [0, 1], options as nn.CrossEntropyOptions);
    assert.throws(call({ labelSmooth: 0.1 }), /crossEntropy expects options out of .*, but got labelSmooth; did you mean labelSmoothing\?/); // biome-ignore format: a line
    assert.throws(call({ labelSmoothing: 2 }), /crossEntropy expects labelSmoothing from 0 to 1, but got 2/);
    assert.throws(
      call({ classWeight: [1, 2, 3] }),
      /crossEntropy expects a classWeight for each of 2 classes, but got 3/,
    );
    assert.throws(call({ classWeight: { 5: 1 } }), /classWeight for classes from 0 to 1, but got one for 5/);
    assert.throws(call({ classWeight: [1, -1] }), /classWeight to be numbers ≥ 0, but got -1 for class 1/);
    assert.throws(call({ classWeight: [0, 0] }), /a target whose class has a weight above 0/);
    assert.throws(call({ reduction: "average" }), /the reduction "mean", "sum" or "none", but got "average"/);
    assert.throws(call({ ignoreIndex: 0.5 }), /ignoreIndex to be a whole number, but got 0.5/);
    assert.throws(() => nn.crossEntropy(z, [1, 1], { ignoreIndex: 1 }), /a target that counts, but all are 1, the ignoreIndex/); // biome-ignore format: a line
    assert.throws(() => nn.crossEntropy(z, [[0, 1], [1, 0]], { ignoreIndex: 1 }), /class ids as targets where there is an ignoreIndex/); // biome-ignore format: a line
    assert.throws(() => nn.meanSquaredError([1], [1], { labelSmoothing: 0.1 } as object), /meanSquaredError expects options out of mask, sampleWeight, reduction/); // biome-ignore format: a line
    assert.throws(() => nn.huber([1], [1], { delta: 0 }), /huber expects delta > 0, but got 0/);
    assert.throws(() => nn.categoricalCrossentropy([[1, 0]], softmax([[1, 2]]), { fromLogits: true }), /expects logits, but got the result of softmax; leave softmax or fromLogits out/); // biome-ignore format: a line
    assert.throws(() => nn.binaryCrossentropy([[1]], sigmoid([[1]]), { fromLogits: true }), /the result of sigmoid/);
  });

  it("refuse what was squashed already, and a swapped pair", () => {
    const z = tensor([[1, 2, -1], [0, 3, 1]]); // biome-ignore format: a matrix
    const hot = tensor([[0, 1, 0], [0, 0, 1]]); // biome-ignore format: a matrix
    assert.throws(() => nn.crossEntropy(softmax(z), [1, 2]), /crossEntropy expects logits, but got the result of softmax; leave softmax out/); // biome-ignore format: a line
    assert.throws(() => nn.binaryCrossEntropyWithLogits(sigmoid(z), hot), /expects logits, but got the result of sigmoid; leave sigmoid out/); // biome-ignore format: a line
    assert.throws(() => nn.categoricalCrossentropy(softmax(z), hot), /the targets first, then the predictions, .* write categoricalCrossentropy\(targets, predictions\)/); // biome-ignore format: a line
    // Numbers tell as well: probabilities as targets and labels as predictions.
    const swapped =
      /got 0\.(9|8999\d+) as a target, and 0 and 1 alone as predictions; write binaryCrossentropy\(targets, predictions\)/;
    assert.throws(() => nn.binaryCrossentropy([0.9, 0.2], [1, 0]), swapped);
    const learned = tensor([0.9, 0.2], { requiresGrad: true }).mul(1);
    assert.throws(() => nn.binaryCrossentropy(learned, tensor([1, 0])), swapped);
    assert.throws(() => nn.categoricalCrossentropy([[0.9, 0.1]], [[1, 0]]), /got 0\.9\d* as a target/);
    assert.ok(nn.binaryCrossentropy([0.9, 0.2], tensor([1, 0])).item() > 1); // soft targets, and a model that is sure
    assert.ok(nn.binaryCrossentropy([0.5, 0.5], [1, 0], { fromLogits: true }).item() < 1);
    assert.throws(() => nn.binaryCrossentropy(sigmoid(z), hot), /expects the targets first, then the predictions, but got the result of sigmoid as targets/); // biome-ignore format: a line
    // A teacher's probabilities are targets, also of predictions that are made otherwise.
    assert.ok(nn.categoricalCrossentropy(softmax(z), softmax(z.mul(2))).item() > 0);
    assert.ok(nn.categoricalCrossentropy(softmax(z), hot.mul(0.8).add(0.1)).item() > 0);
  });
});

describe("the Kullback-Leibler divergence", () => {
  it("is PyTorch's, with its gradient", () => {
    const z = leaf(torch.logits);
    const loss = nn.klDivergence(rows, softmax(z));
    loss.backward();
    assertClose([loss.item(), z.grad], [torch.divergence.mean, torch.divergence.gradient], 1e-12);
    assertClose(nn.klDivergence(rows, softmax(z).mul(1), { reduction: "none" }), torch.divergence.none, 1e-12);
  });
  it("is 0 of a distribution and itself, and by hand ½ ln(½ / 0.9) + ½ ln(½ / 0.1)", () => {
    assert.equal(nn.klDivergence([[0.5, 0.5, 0]], [[0.5, 0.5, 0]]).item(), 0);
    const expected = 0.5 * Math.log(0.5 / 0.9) + 0.5 * Math.log(0.5 / 0.1);
    assertClose(nn.klDivergence([0.5, 0.5], tensor([0.9, 0.1], float64)), expected, 1e-15);
    assert.throws(() => nn.klDivergence([[1, 1]], [[0.5, 0.5]]), /klDivergence expects rows of probabilities/);
    assert.throws(
      () => nn.meanSquaredError([[1], [2]], [1, 2]),
      /\[2\], but got \[2, 1\].*; targets come first: meanSquaredError/,
    );
    assert.throws(() => nn.klDivergence([[1, 0]], [[0.5, 0.5, 0]]), /in the shape of the predictions, \[1, 3\], but got \[1, 2\]/); // biome-ignore format: a line
  });
  it("is trained through softmax and through plain probabilities", () => {
    const y = [[0.2, 0.8], [1, 0]]; // biome-ignore format: a matrix
    assertGradients(z => nn.klDivergence(y, softmax(z)), seed(1).normal(0, 1, [2, 2], float64));
    assertGradients(p => nn.klDivergence(y, p), tensor([[0.4, 0.6], [0.9, 0.1]], float64)); // biome-ignore format: a matrix
  });
});

describe("CTC", () => {
  torch.ctc.forEach(({ targets, blank, steps, lengths, logits, none, gradient }, i) => {
    it(`case ${i}: PyTorch's losses and gradients, blank ${blank}`, () => {
      const z = leaf(logits.map((rows, b) => rows.map((row, t) => (t < steps[b]! ? row : row.map(() => NaN)))));
      const mask = steps.map(count => Array.from({ length: 6 }, (_, t) => Number(t < count)));
      const losses = nn.ctc(z, targets, { blank, targetLengths: lengths, mask, reduction: "none" });
      losses.mul([1, 2, -0.5]).sum().backward();
      assertClose(losses, none, 1e-12);
      assertClose(z.grad, gradient, 1e-12);
      assertClose(nn.ctc(z, targets, { blank, targetLengths: lengths, mask }), none.reduce((a, b) => a + b) / 3, 1e-12); // biome-ignore format: a line
    });
  });

  it("sums over all alignments, counted one by one", () => {
    const [T, classes] = [5, 3];
    const logits = seed(3).normal(0, 1, [1, T, classes], float64);
    const p = softmax(logits).toArray() as number[][][];
    /** What a path says: repetitions once, no blanks. */
    const read = (path: number[]) => path.filter((k, t) => k !== 0 && k !== path[t - 1]);
    for (const labels of [[1], [1, 2], [2, 2], [1, 2, 1]]) {
      let total = 0;
      for (let n = 0; n < classes ** T; n++) {
        const path = Array.from({ length: T }, (_, t) => Math.floor(n / classes ** t) % classes);
        if (read(path).join() === labels.join()) total += path.reduce((product, k, t) => product * p[0]![t]![k]!, 1);
      }
      assertClose(nn.ctc(logits, [labels]), -Math.log(total), 1e-12);
    }
  });

  it("refuses labels that do not fit", () => {
    const z = seed(0).normal(0, 1, [1, 3, 4]);
    assert.throws(() => nn.ctc(z, [[1, 1, 2]]), /sequence 0 needs 4 steps and has 3/);
    assert.throws(() => nn.ctc(z, [[1, 4]]), /ctc: targets of 4 classes/);
    assert.throws(() => nn.ctc(z, [1]), /logits \[batch, T, classes\] and targets \[batch, labels\], but got \[1, 3, 4\] and \[1\]/); // biome-ignore format: a line
    assert.throws(() => nn.ctc(z, [[1]], { mask: [[0, 1, 1]] }), /a mask of ones and then zeros/);
    assert.throws(() => nn.ctc(z, [[1]], { blank: 4 }), /blank to be a class from 0 to 3, but got 4/);
    assert.throws(() => nn.ctc(z, [[1]], { targetLengths: [2] }), /targetLengths from 0 to 1/);
    assert.throws(() => nn.ctc(softmax(z), [[1]]), /ctc expects logits, but got the result of softmax/);
    assert.throws(() => nn.ctc(z, [[1]], { inputLengths: [3] } as object), /ctc expects options out of/);
  });
});
