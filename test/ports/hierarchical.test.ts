// Keras's example mnist_hierarchical_rnn: an LSTM reads each row of a picture, another reads what the rows came to.
import "./backend.ts";
import assert from "node:assert/strict";
import { countParameters, dense, lstm, oneHot, sequential, tensor, timeDistributed } from "../../src/index.ts";
import { assertClose } from "../src/close.ts";
import { Drawing, float64, numbersOf } from "./given.ts";

const [rows, columns, H, classes, n] = [5, 6, 7, 3, 10];

describe("port: Keras's hierarchical network", () => {
  it("has Keras's losses over ten epochs, and its probabilities", async () => {
    const original = numbersOf("hierarchical");
    const draw = new Drawing(26);
    const pictures = tensor(draw.ids(2, n, rows * columns), float64).reshape([n, rows, columns, 1]);
    const y = oneHot(draw.ids(classes, 1, n)[0]!, classes, float64);
    const model = sequential(
      [
        timeDistributed(lstm(H), { inputShape: [rows, columns, 1] }),
        lstm(H),
        dense(classes, { activation: "softmax" }),
      ],
      float64,
    );
    assert.equal(countParameters(draw.fill(model)), original.parameters);
    model.compile({ loss: "categoricalCrossentropy", optimizer: "rmsprop", metrics: ["accuracy"] });
    const { history } = await model.fit(pictures, y, { epochs: 10, batchSize: 5, shuffle: false, verbose: 0 });
    assertClose(history.loss, original.history.loss, 1e-11);
    assertClose(history.accuracy, original.history.accuracy, 1e-11);
    assertClose(model.predict(pictures), original.said, 1e-11);
  });
});
