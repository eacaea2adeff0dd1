// fit, evaluate and predict against real Keras 3 in float64: masks, stateful layers, validation, metrics.
import assert from "node:assert/strict";
import * as nn from "../../../../src/nn/index.ts";
import { sgd } from "../../../../src/optim/index.ts";
import { seed, tensor, zeros } from "../../../../src/tensor/index.ts";
import { binaryAccuracy, sequential, sparseCategoricalAccuracy } from "../../../../src/training/index.ts";
import { captured } from "../../captured.ts";
import { assertClose } from "../../close.ts";
import { keras3Layers, keras3Training } from "../../fixture.ts";

const float64 = { dtype: "float64" } as const;
const inOrder = { shuffle: false, verbose: 0 } as const;

describe("a masked tagger against Keras", () => {
  const fixture = keras3Layers.maskedTagger;
  const tagger = () => {
    const model = sequential(
      [
        nn.embedding(6, 3, { maskZero: true, inputShape: [null] }),
        nn.lstm(4, { returnSequences: true }),
        nn.bidirectional(nn.gru(2, { returnSequences: true })),
        nn.dense(3, { activation: "softmax" }),
      ],
      float64,
    );
    model.setWeights(fixture.weights);
    model.compile({ loss: "sparse_categorical_crossentropy", optimizer: sgd(0.25), metrics: ["accuracy"] });
    return model;
  };

  it("predictions, masked loss, two steps", async () => {
    const model = tagger();
    assertClose(model.predict(fixture.x), fixture.predictions, 1e-10);
    assertClose(model.evaluate(fixture.x, fixture.y, { batchSize: 4 }).loss, fixture.evaluate, 1e-10);
    await model.fit(fixture.x, fixture.y, { ...inOrder, batchSize: 2 });
    for (const [i, weight] of model.getWeights().entries())
      assertClose(weight, fixture.afterFit[i], 1e-10, `weight ${i}`);
  });

  it("what stands where there is padding changes neither loss nor accuracy", () => {
    const other = (fixture.y as number[][]).map((row, i) => row.map((id, t) => ((fixture.x as number[][])[i]![t] === 0 ? (id + 1) % 3 : id))); // biome-ignore format: a line
    assert.deepEqual(tagger().evaluate(fixture.x, other), tagger().evaluate(fixture.x, fixture.y));
  });
});

describe("stateful against Keras", () => {
  const { first, second, weights, outputs } = keras3Layers.stateful;
  const model = () => {
    const made = sequential([nn.lstm(2, { stateful: true, inputShape: [3, 2] })], float64);
    made.setWeights(weights);
    return made;
  };

  it("goes on from batch to batch, and starts anew after resetStates()", () => {
    const made = model();
    assertClose(made.predict(first), outputs[0], 1e-10);
    assertClose(made.predict(second), outputs[1], 1e-10);
    made.resetStates();
    assertClose(made.predict(second), outputs[2], 1e-10);
  });

  it("two halves of a sequence are the whole", () => {
    const x = seed(1).normal(0, 1, [2, 6, 2], float64);
    const whole = sequential([nn.lstm(2, { inputShape: [6, 2] })], float64);
    whole.setWeights(weights);
    const made = model();
    made.predict(x.slice(0, 3, { axis: 1 }));
    assertClose(made.predict(x.slice(3, { axis: 1 })), whole.predict(x), 1e-15);
  });

  it("wants batches of one size in order, and keeps its state aside from validation", async () => {
    const made = model();
    made.compile({ loss: "mse", optimizer: sgd(0) });
    const y = [[0, 0], [0, 0]]; // biome-ignore format: a matrix
    await assert.rejects(made.fit(first, y), /shuffle: false for a stateful model/);
    await assert.rejects(made.fit(tensor([...(first as number[][][]), (first as number[][][])[0]!]), [...y, [0, 0]], { ...inOrder, batchSize: 2 }), /batchSize 2 divides, since the model is stateful, but got 3/); // biome-ignore format: a line
    await made.fit(first, y, { ...inOrder, validationData: [second, y] });
    assertClose(made.predict(second), outputs[1], 1e-10);
    assert.throws(() => made.predict([(second as number[][][])[0]!]), /carries the state of 2 sequences, but got a batch of 1; .* resetStates\(\)/); // biome-ignore format: a line
  });
});

describe("timeDistributed: a layer at every time step against Keras", () => {
  it("carries what the layer in it carries", async () => {
    const inner = nn.lstm(2, { stateful: true });
    const model = sequential([nn.timeDistributed(inner, { inputShape: [3, 4, 2] }), nn.gru(2), nn.dense(1)], float64);
    model.compile({ loss: "mse", optimizer: "adam" });
    const [x, y] = [seed(0).normal(0, 1, [8, 3, 4, 2], float64), zeros([8, 1], float64)];
    await assert.rejects(model.fit(x, y, { batchSize: 4, verbose: 0 }), /shuffle: false for a stateful model/);
    await model.fit(x, y, { ...inOrder, batchSize: 4 });
    assert.deepEqual(inner.carried!.h.shape, [12, 2]);
    model.resetStates();
    assert.equal(inner.carried, undefined);
  });

  it("gives one tensor: a layer that gives several is refused", () => {
    const states = nn.timeDistributed(nn.lstm(2, { returnState: true }), { inputShape: [3, 4, 2] });
    assert.throws(() => sequential([states]), /hands one tensor from layer to layer, but timeDistributed\(lstm\(2/);
  });
});

describe("regression with validation data against Keras", () => {
  const { x, y, validation, weights, history: expected } = keras3Layers.regression;
  const model = () => {
    const made = sequential([nn.gru(3, { inputShape: [3, 2] }), nn.dense(1)], float64);
    made.setWeights(weights);
    made.compile({ loss: "mse", optimizer: sgd(0.25), metrics: ["mae"] });
    return made;
  };

  it("two epochs of losses and metrics", async () => {
    const { history } = await model().fit(x, y, { ...inOrder, batchSize: 2, epochs: 2, validationData: validation });
    const { loss, mae, val_loss: valLoss, val_mae: valMae } = expected;
    for (const [name, values] of Object.entries({ loss, mae, valLoss, valMae }))
      assertClose(history[name], values, 1e-7, name); // Keras keeps metrics in float32
  });

  it("prints them, and takes targets without the last axis", async () => {
    const flat = (y as number[][]).map(row => row[0]!);
    const lines = await captured(() => model().fit(x, flat, { shuffle: false, validationData: validation }));
    assert.match(lines[0]!, /^Epoch 1\/1 · loss: \d\.\d{4} · mae: \d\.\d{4} · valLoss: \d\.\d{4} · valMae: \d\.\d{4}$/);
    await assert.rejects(
      model().fit(x, y, { validationData: [validation[0], [[1]]] }),
      /fit \(validation\) expects one target/,
    );
  });
});

describe("metrics", () => {
  it("equal Keras's", () => {
    const { predictions, targets, metrics } = keras3Training;
    const [y, p] = [tensor(targets, float64), tensor(predictions, float64)];
    assertClose(binaryAccuracy(y, p), metrics.binaryAccuracy, 1e-7);
    assert.equal(binaryAccuracy(tensor([[1, 0, 1, 0]]), tensor([[0.51, 0.49, 0.52, 0.51]])), 0.75);
    assert.equal(binaryAccuracy(tensor([[0], [1]]), tensor([[0.5], [0.6]])), 1); // 0.5 is no yes
    const model = sequential([nn.activation("linear", { inputShape: [3, 2] })], float64);
    model.compile({ loss: "binary_crossentropy", optimizer: "rmsprop", metrics: ["accuracy", "mean_squared_error", "mae"] }); // biome-ignore format: a line
    const { accuracy, meanSquaredError, mae } = model.evaluate(p, y);
    assertClose([accuracy, meanSquaredError, mae], [metrics.binaryAccuracy, metrics.meanSquaredError, metrics.meanAbsoluteError], 1e-7); // biome-ignore format: a line
  });

  it("count what the mask keeps", () => {
    const p = tensor([[[0.9, 0.1], [0.2, 0.8]], [[0.3, 0.7], [0.6, 0.4]]]); // biome-ignore format: a matrix
    const ids = tensor([[0, 0], [1, 1]]); // biome-ignore format: a matrix
    assert.equal(sparseCategoricalAccuracy(ids, p), 0.5);
    assert.equal(sparseCategoricalAccuracy(ids, p, { mask: [[1, 0], [1, 0]] }), 1); // biome-ignore format: a matrix
    assert.equal(sparseCategoricalAccuracy(ids, p, { mask: [[0, 1], [1, 0]] }), 0.5); // biome-ignore format: a matrix
    assert.equal(binaryAccuracy(tensor([[1], [1]]), tensor([[0.9], [0.1]]), { mask: [0, 1] }), 0); // biome-ignore format: a matrix
  });

  it("accuracy of a loss of one's own goes by the shapes", () => {
    const model = sequential([nn.activation("linear", { inputShape: [1] })]);
    model.compile({ loss: nn.meanSquaredError, optimizer: "adamw", metrics: ["accuracy"] });
    assert.equal(model.evaluate([[0.7], [0.2]], [1, 1]).accuracy, 0.5);
  });
});
