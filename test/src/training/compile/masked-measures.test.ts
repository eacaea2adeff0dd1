// Measures of masked sequences: metrics count the time steps that the mask keeps, whatever the batches; a batch of padding counts
// nothing. Numbers worked by hand.
import assert from "node:assert/strict";
import * as nn from "../../../../src/nn/index.ts";
import { adam, type Optimizer, sgd } from "../../../../src/optim/index.ts";
import { zeros } from "../../../../src/tensor/index.ts";
import { type SequentialModel, sequential, train } from "../../../../src/training/index.ts";
import { assertClose } from "../../close.ts";
import { weights } from "../runs.ts";

/** Says of word 1 class 0, of word 2 class 1; word 0 is padding. Rows: 3, 2, 1 and 2 steps that count. */
const x = [[1, 2, 1], [2, 2, 0], [1, 0, 0], [1, 1, 0]]; // biome-ignore format: a matrix
/** Right are 2 of 3, 1 of 2, 1 of 1 and 1 of 2: 5 of 8. */
const y = [[0, 1, 1], [1, 0, 1], [0, 1, 1], [0, 1, 1]]; // biome-ignore format: a matrix
const accuracy = 5 / 8;
const quiet = { verbose: 0, shuffle: false } as const;

function tagger(optimizer: Optimizer = sgd(0)): SequentialModel {
  const model = sequential(
    [nn.embedding(3, 2, { maskZero: true, inputShape: [3] }), nn.dense(2, { useBias: false, activation: "softmax" })],
    { dtype: "float64" },
  );
  model.setWeights([[[0, 0], [1, 0], [0, 1]], [[1, 0], [0, 1]]]); // biome-ignore format: matrices
  const metrics = ["accuracy", "sparse_categorical_accuracy"] as const;
  model.compile({ loss: "sparseCategoricalCrossentropy", optimizer, metrics });
  return model;
}

/** One number a step: 1 for word 1, −1 for word 2. */
function scores(loss: "mse" | "binaryCrossentropy"): SequentialModel {
  const activation = loss === "mse" ? "linear" : "sigmoid";
  const model = sequential(
    [nn.embedding(3, 1, { maskZero: true, inputShape: [3] }), nn.dense(1, { useBias: false, activation })],
    { dtype: "float64" },
  );
  model.setWeights([[[0], [1], [-1]], [[1]]]);
  model.compile({ loss, optimizer: sgd(0), metrics: loss === "mse" ? ["mae", "mse"] : ["accuracy", "binaryAccuracy"] });
  return model;
}

describe("masked measures", () => {
  const sampleWeight = [1, 2, 0.5, 4];

  for (const batchSize of [1, 2, 3, 4]) {
    it(`evaluate in batches of ${batchSize} counts steps`, () => {
      for (const options of [{ batchSize }, { batchSize, sampleWeight }]) {
        const measured = tagger().evaluate(x, y, options);
        assertClose([measured.accuracy, measured.sparseCategoricalAccuracy], [accuracy, accuracy], 1e-12);
        // |score − y|, step by step: 1 2 0 · 2 1 · 1 · 1 0 = 8; squares 12; of 8 steps.
        const { mae, mse } = scores("mse").evaluate(x, y, options);
        assertClose([mae, mse], [8 / 8, 12 / 8], 1e-12);
        // A score above 0 is a yes: 0 0 1 · 0 1 · 0 · 0 1 = 3 of 8.
        const yes = scores("binaryCrossentropy").evaluate(x, y, options);
        assertClose([yes.accuracy, yes.binaryAccuracy], [3 / 8, 3 / 8], 1e-12);
      }
    });

    it(`fit in batches of ${batchSize} counts steps, in training and validation`, async () => {
      const validationData = [x.slice(1), y.slice(1), sampleWeight.slice(1)] as const;
      const { history } = await tagger().fit(x, y, { ...quiet, batchSize, sampleWeight, validationData });
      assertClose([history.accuracy![0], history.valAccuracy![0]], [accuracy, 3 / 5], 1e-12);
      const split = await tagger().fit(x, y, { ...quiet, batchSize, validationSplit: 0.5 });
      assertClose([split.history.accuracy![0], split.history.valAccuracy![0]], [3 / 5, 2 / 3], 1e-12);
    });
  }

  it("the loss of evaluate and of validation counts steps too; that of training is Keras's mean by samples", async () => {
    const one = (batch: number[][], targets: number[][]) => tagger().evaluate(batch, targets).loss;
    const [first, last] = [one(x.slice(0, 3), y.slice(0, 3)), one(x.slice(3), y.slice(3))];
    const whole = one(x, y);
    assertClose(whole, (6 * first + 2 * last) / 8, 1e-12);
    const validationData = [x, y] as const;
    for (const batchSize of [1, 2, 3, 4]) {
      assertClose(tagger().evaluate(x, y, { batchSize }).loss, whole, 1e-12);
      const { history } = await tagger().fit(x, y, { ...quiet, batchSize, validationData });
      assertClose(history.valLoss![0], whole, 1e-12);
      if (batchSize === 3) assertClose(history.loss![0], (3 * first + last) / 4, 1e-12);
      const weighted = tagger().evaluate(x, y, { batchSize, sampleWeight }).loss;
      assertClose(weighted, tagger().evaluate(x, y, { sampleWeight }).loss, 1e-12);
    }
  });

  describe("padding alone", () => {
    const padding = [0, 0, 0];
    const withPadding = { x: [padding, padding, ...x], y: [padding, padding, ...y] };

    it("a batch of it changes no measure and no weight, and training goes on", async () => {
      const [one, other] = [tagger(adam(0.1)), tagger(adam(0.1))];
      const options = { ...quiet, batchSize: 2, epochs: 3 };
      const a = await one.fit(withPadding.x, withPadding.y, options);
      const b = await other.fit(x, y, options);
      assert.deepEqual(a.history, b.history);
      assert.equal(weights(one), weights(other));
      assert.deepEqual(
        one.evaluate(withPadding.x, withPadding.y, { batchSize: 2 }),
        other.evaluate(x, y, { batchSize: 2 }),
      );
      assert.ok(a.history.loss!.every(Number.isFinite));
    });

    it("the first validation sample may be it", async () => {
      const validationData = [withPadding.x, withPadding.y] as const;
      for (const batchSize of [1, 2, 6]) {
        const { history } = await tagger().fit(x, y, { ...quiet, batchSize, validationData });
        assertClose(history.valAccuracy, [accuracy], 1e-12);
      }
    });

    it("shapes of validation targets are still checked before training", async () => {
      const model = tagger(sgd(1));
      const before = weights(model);
      const wrong = withPadding.y.map(row => row.slice(1));
      await assert.rejects(model.fit(x, y, { ...quiet, validationData: [withPadding.x, wrong] }), /class ids of shape/);
      assert.equal(weights(model), before);
    });

    it("a step of train on it changes nothing and has no loss", async () => {
      const model = tagger(adam(0.1));
      const before = weights(model);
      const nothing = zeros([1, 3], { dtype: "float64" });
      const batch = { x: nothing, y: nothing };
      for await (const { loss, gradNorm } of train(model, [batch], { optimizer: adam(0.1), clipNorm: 1 }))
        assert.deepEqual([loss, gradNorm], [0, 0]);
      assert.equal(weights(model), before);
    });

    it("samples of nothing else are refused", async () => {
      await assert.rejects(tagger().fit([padding], [padding], quiet), /fit expects at least one time step that counts/);
      assert.throws(
        () => tagger().evaluate([padding], [padding]),
        /evaluate expects at least one time step that counts/,
      );
      const validationData = [[padding], [padding]] as const;
      await assert.rejects(tagger().fit(x, y, { ...quiet, validationData }), /fit \(validation\) expects at least one/);
    });
  });
});
