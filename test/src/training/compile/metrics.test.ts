// Metrics as functions and by name, against Keras and scikit-learn, and over the batches of an epoch.
import assert from "node:assert/strict";
import { activation, dense, masking, simpleRNN } from "../../../../src/nn/index.ts";
import { oneHot, seed, sigmoid } from "../../../../src/tensor/index.ts";
import * as training from "../../../../src/training/index.ts";
import { assertClose } from "../../close.ts";
import { keras3Functions as keras } from "../../fixture.ts";

const { accuracy, auc, categoricalAccuracy, precision, recall, sequential } = training;
const { sparseTopKCategoricalAccuracy: sparseTopK, topKCategoricalAccuracy: topK } = training;

describe("metrics as functions", () => {
  const { yes, inside, ids, probabilities, labels, scores, metrics } = keras;
  it("are Keras's and scikit-learn's", () => {
    const found: Record<string, number> = {
      precision: precision(yes, inside),
      recall: recall(yes, inside),
      "precision 0.3": precision(yes, inside, { threshold: 0.3 }),
      "recall 0.3": recall(yes, inside, { threshold: 0.3 }),
      "top 2": topK(oneHot(ids, 4), probabilities, { k: 2 }),
      "sparse top 3": sparseTopK(ids, probabilities, { k: 3 }),
      auc: auc(labels, scores),
    };
    for (const [name, value] of Object.entries(found)) assertClose(value, metrics[name], 1e-12, name);
  });

  it("count by hand", () => {
    assert.equal(auc([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]), 0.75);
    assert.equal(auc([0, 1], [0.5, 0.5]), 0.5);
    assert.ok(Number.isNaN(auc([1, 1], [0.1, 0.2])) && Number.isNaN(auc([0, 1], [NaN, 0.2])));
    assert.equal(precision([1, 0], [0.1, 0.2]), 0); // nothing predicted
    assert.equal(recall([0, 0], [0.9, 0.2]), 0); // nothing to be found
    assert.deepEqual([accuracy([0, 1], [[0.9, 0.1], [0.8, 0.2]]), accuracy([[1], [0]], [[0.9], [0.8]])], [0.5, 0.5]); // biome-ignore format: matrices
    assert.equal(categoricalAccuracy([[0, 1]], [[0.2, 0.8]]), 1);
    assert.equal(
      training.binaryAccuracy([[1], [0], [0.5]], [[0.9], [0.8], [0.1]], { mask: [1, 1, 0].map(Boolean) }),
      0.5,
    );
    for (const wrong of [() => training.binaryAccuracy([0.9, 0.2], [1, 0]), () => accuracy([[0.3]], [[0.9]])])
      assert.throws(wrong, /binaryAccuracy expects targets of 0 and 1, but got 0\.\d+ at \[0(, 0)?\]; targets come first, binaryAccuracy\(targets, predictions\)/); // biome-ignore format: a line
    assert.equal(sparseTopK([2], [[0.5, 0.3, 0.2]], { k: 2 }), 0);
    assert.equal(sparseTopK([2], [[0.5, 0.25, 0.25]], { k: 2 }), 1); // a tie counts for it, as in Keras
  });

  it("read nothing that a mask leaves out", () => {
    const [y, p] = [[[1], [0], [7]], [[0.9], [0.8], [NaN]]]; // biome-ignore format: matrices
    const mask = [1, 1, 0];
    assert.deepEqual([precision(y, p, { mask }), recall(y, p, { mask }), auc(y, p, { mask })], [0.5, 1, 1]);
    assert.equal(precision([[1, 0], [5, 5]], [[0.9, 0.9], [1, 1]], { mask: [[1, 0], [0, 0]] }), 1); // biome-ignore format: matrices
  });

  it("refuse what does not fit", () => {
    assert.throws(() => precision([0, 2], [0.1, 0.2]), /precision expects targets of 0 and 1, but got 2 at \[1\]/);
    assert.throws(() => recall([0, 1], [[0.1, 0.9], [0.2, 0.8]]), /recall expects 0 or 1 for each prediction, \[2, 2\], but got \[2\]; of class ids: oneHot\(y, 2\)/); // biome-ignore format: a line
    assert.throws(() => auc([0, 1], [0.1, 0.2], { treshold: 1 } as object), /auc expects the option mask, but got treshold/); // biome-ignore format: a line
    assert.throws(() => topK([[0, 1]], [[0, 1]], { k: 0 }), /k to be a whole number ≥ 1, but got 0/);
    assert.throws(() => sparseTopK([[0]], [[0, 1]]), /expects class ids of shape \[1\], but got \[1, 1\]/);
    assert.throws(
      () => sparseTopK([[0, 1]], [0]),
      /but got \[1, 2\]; targets come first: sparseTopKCategoricalAccuracy\(targets, predictions\)/,
    );
    assert.throws(() => categoricalAccuracy([0], [[0, 1]]), /one-hot targets in the shape of the predictions/);
    assert.throws(
      () => precision([1], [0.5], { threshold: "high" as never }),
      /threshold to be a number, but got "high"/,
    );
  });
});

describe("metrics in compile", () => {
  const x = seed(1).normal(0, 1, [10, 3], { dtype: "float64" });
  const y = [[1], [0], [1], [1], [0], [0], [1], [0], [1], [0]];
  const model = () => sequential([dense(1, { inputShape: [3] }), activation("sigmoid")], { dtype: "float64", seed: 3 });

  it("of counts are those of all samples, whatever the batches", async () => {
    const net = model();
    net.compile({ loss: "binaryCrossentropy", optimizer: "sgd", metrics: ["precision", recall, "auc", "accuracy"] });
    const p = net.predict(x);
    const expected = [precision(y, p), recall(y, p), auc(y, p), accuracy(y, p)];
    assert.ok(expected.every(value => value > 0 && value < 1), String(expected)); // biome-ignore format: a line
    for (const batchSize of [3, 4, 10]) {
      const { precision, recall, auc, accuracy } = net.evaluate(x, y, { batchSize });
      assertClose([precision, recall, auc, accuracy], expected, 1e-14);
    }
    const { history } = await net.fit(x, y, { verbose: 0, epochs: 2, validationSplit: 0.3 });
    assert.deepEqual(Object.keys(history).sort(), ["accuracy", "auc", "loss", "precision", "recall", "valAccuracy", "valAuc", "valLoss", "valPrecision", "valRecall"]); // biome-ignore format: a line
    const loaded = training.loadModel(JSON.parse(JSON.stringify(net.save())));
    assert.deepEqual(loaded.evaluate(x, y), net.evaluate(x, y));
  });

  it("see probabilities also where the model ends in logits", () => {
    const logits = sequential([dense(1, { inputShape: [3] })], { dtype: "float64", seed: 3 });
    logits.compile({ loss: "binaryCrossEntropyWithLogits", optimizer: "sgd", metrics: ["precision", "recall", "auc"] });
    const p = sigmoid(logits.predict(x));
    const { precision: a, recall: b, auc: c } = logits.evaluate(x, y, { batchSize: 4 });
    assertClose([a, b, c], [precision(y, p), recall(y, p), auc(y, p)], 1e-14);
  });

  it("of masked sequences count the steps that the mask keeps", () => {
    const rnn = simpleRNN(1, { returnSequences: true, activation: "sigmoid" });
    const net = sequential([masking({ inputShape: [3, 2] }), rnn], { dtype: "float64" });
    net.compile({ loss: "binaryCrossentropy", optimizer: "sgd", metrics: ["precision", "auc"] });
    const sequences = seed(5).normal(0, 1, [4, 3, 2], { dtype: "float64" }).mul([[[1], [1], [0]]]); // biome-ignore format: a matrix
    const yes = [[[1], [0], [1]], [[0], [1], [1]], [[1], [1], [1]], [[0], [0], [1]]]; // biome-ignore format: a matrix
    const p = net.predict(sequences);
    const mask = yes.map(() => [1, 1, 0]);
    const expected = [precision(yes, p, { mask }), auc(yes, p, { mask })];
    assert.notEqual(expected[0], precision(yes, p));
    const found = net.evaluate(sequences, yes, { batchSize: 3 });
    assertClose([found.precision, found.auc], expected, 1e-14);
  });

  it("of one's own have a name, are averaged by rows, and are not saved", async () => {
    const top1 = (yTrue: Parameters<training.Metric>[0], yPred: Parameters<training.Metric>[1]) =>
      accuracy(yTrue, yPred);
    const net = model();
    net.compile({ loss: "binaryCrossentropy", optimizer: "sgd", metrics: [top1, "accuracy"] });
    const measured = net.evaluate(x, y, { batchSize: 4 }) as unknown as Record<string, number>;
    assertClose(measured.top1, measured.accuracy, 1e-14);
    assert.ok((await net.fit(x, y, { verbose: 0 })).history.top1);
    assert.throws(() => net.save(), /save cannot write down the metric top1, a function of your own/);
    const compile = (metric: unknown) => () =>
      model().compile({ loss: "binaryCrossentropy", optimizer: "sgd", metrics: [metric as training.Metric] });
    assert.throws(
      compile(
        (
          () => () =>
            1
        )(),
      ),
      /a metric of your own to have a name of its own/,
    );
    assert.throws(compile(Object.defineProperty(() => 1, "name", { value: "recall" })), /a name of its own/);
    assert.throws(compile("precison"), /compile knows the metrics .*; did you mean precision\?/);
    const text = model();
    text.compile({ loss: "binaryCrossentropy", optimizer: "sgd", metrics: [function word() { return "high" as never; }] }); // biome-ignore format: a line
    assert.throws(() => text.evaluate(x, y), /the metric word is expected to give a number, but gave "high"/);
  });

  it("that are better when larger are watched so", async () => {
    const net = model();
    net.compile({ loss: "binaryCrossentropy", optimizer: "sgd", metrics: ["auc"] });
    const rising = training.earlyStopping({ monitor: "auc", patience: 1 });
    for (const [epoch, value] of [0.5, 0.6, 0.7].entries()) await rising.onEpochEnd!(epoch, { auc: value }, net);
    assert.equal(net.stopTraining, false);
  });
});
