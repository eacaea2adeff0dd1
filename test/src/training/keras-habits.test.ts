// What a Keras program writes and means: names of optimizers and metrics, a batch in build, a schedule beside a callback.
import assert from "node:assert/strict";
import * as nn from "../../../src/nn/index.ts";
import { adam, exponentialDecay } from "../../../src/optim/index.ts";
import { seed, type Tensor } from "../../../src/tensor/index.ts";
import * as training from "../../../src/training/index.ts";

const { functional, loadModel, sequential } = training;
const x = seed(0).normal(0, 1, [6, 3]);
const y = [0, 1, 0, 1, 1, 0];
const made = () => sequential([nn.dense(1, { activation: "sigmoid", inputShape: [3] })]);

describe("Keras's habits", () => {
  it('"acc" is the accuracy, and "Adam" Keras\'s Adam', () => {
    const [one, other] = [made(), made()];
    one.compile({ loss: "binary_crossentropy", optimizer: "Adam", metrics: ["acc"] });
    other.compile({ loss: "binary_crossentropy", optimizer: "adam", metrics: ["accuracy"] });
    assert.deepEqual(one.trainOnBatch(x, y), other.trainOnBatch(x, y));
    assert.deepEqual(one.evaluate(x, y), other.evaluate(x, y));
    assert.deepEqual(Object.keys(one.evaluate(x, y)), ["loss", "accuracy"]);
    for (const optimizer of ["SGD", "RMSprop", "Adagrad", "AdamW", "Nadam"] as const)
      one.compile({ loss: "mse", optimizer });
    assert.throws(() => one.compile({ loss: "mse", optimizer: "Adamm" as "Adam" }), /did you mean "adam"\?/);
  });

  it("a shape with the batch in build is told to leave it out", () => {
    const model = sequential([nn.lstm(4), nn.dense(1)]);
    assert.throws(() => model.build([null, 10, 5]), /\(None, None, 10, 5\); build expects the shape of one sample: leave the batch out, sequential\.build\(\[10,5\]\)$/); // biome-ignore format: a line
    model.build([null, 5]); // a sequence of any length is legal
    assert.deepEqual(model.inputShape, [null, 5]);
  });

  it("reduceLROnPlateau beside a schedule says what to do", async () => {
    const model = made();
    model.compile({ loss: "mse", optimizer: adam(exponentialDecay(0.1, 10, 0.9)) });
    const callbacks = [training.reduceLROnPlateau({ monitor: "loss" })];
    await assert.rejects(
      model.fit(x, y, { verbose: 0, callbacks }),
      /the schedule sets the learning rate already: leave one of the two out, or write a number, adam\(1e-3\)/,
    );
  });

  it("predictions that come first are told that targets do", () => {
    assert.throws(() => nn.meanSquaredError([[0], [1]], [1, 2]), /; targets come first: meanSquaredError\(targets, predictions\)$/); // biome-ignore format: a line
    assert.throws(() => training.accuracy([[0.1, 0.9], [0.8, 0.2]], [1, 0]), /but got \[2, 2\]; targets come first: /); // biome-ignore format: a line
  });

  it("a functional model is loaded from text without a word on its type", () => {
    const inputs = [nn.input({ shape: [3] }), nn.input({ shape: [3] })];
    const model = functional({ inputs, outputs: nn.dense(2).call(nn.addLayer().call(inputs)) });
    const loaded = loadModel(JSON.parse(JSON.stringify(model.save())));
    const found: Tensor = loaded.predict([x, x]);
    assert.deepEqual(found.toArray(), (model.predict([x, x]) as Tensor).toArray());
    const chain = loadModel(JSON.parse(JSON.stringify(made().save())));
    const again: training.SequentialModel = chain;
    assert.deepEqual(again.predict(x).shape, [6, 1]);
  });
});
