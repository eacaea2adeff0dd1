// Keras's example imdb_cnn_lstm: a convolution over word vectors, the largest of every four, an LSTM over what is left.
import "./backend.ts";
import assert from "node:assert/strict";
import {
  activation,
  conv1d,
  countParameters,
  dense,
  embedding,
  lstm,
  maxPooling1d,
  sequential,
  tensor,
} from "../../src/index.ts";
import { assertClose } from "../src/close.ts";
import { Drawing, float64, numbersOf } from "./given.ts";

const [words, size, length, n] = [15, 5, 14, 12];

describe("port: Keras's convolution and LSTM", () => {
  it("has Keras's losses over ten epochs, and its probabilities", async () => {
    const original = numbersOf("cnn_lstm");
    const draw = new Drawing(16);
    const x = draw.ids(words, n, length);
    const y = tensor(draw.ids(2, 1, n)[0]!, float64).expandDims(1);
    const model = sequential({ dtype: "float64" });
    model.add(embedding(words, size, { inputShape: [length] }));
    model.add(conv1d(6, 3, { padding: "valid", activation: "relu", strides: 1 }));
    model.add(maxPooling1d(4));
    model.add(lstm(7));
    model.add(dense(1));
    model.add(activation("sigmoid"));
    assert.equal(countParameters(draw.fill(model)), original.parameters);
    model.compile({ loss: "binaryCrossentropy", optimizer: "adam", metrics: ["accuracy"] });
    const { history } = await model.fit(x, y, { epochs: 10, batchSize: 6, shuffle: false, verbose: 0 });
    assertClose(history.loss, original.history.loss, 1e-11);
    assertClose(history.accuracy, original.history.accuracy, 1e-11);
    assertClose(model.predict(x), original.said, 1e-11);
  });
});
