// Keras's example bidirectional_lstm_imdb: word ids, two LSTMs in both directions, one probability.
import "./backend.ts";
import assert from "node:assert/strict";
import {
  bidirectional,
  countParameters,
  dense,
  embedding,
  lstm,
  padSequences,
  sequential,
  tensor,
} from "../../src/index.ts";
import { assertClose } from "../src/close.ts";
import { Drawing, float64, numbersOf } from "./given.ts";

const [words, size, H, length, n] = [20, 6, 5, 9, 16];

describe("port: Keras's sentiment by bidirectional LSTM", () => {
  const original = numbersOf("sentiment");
  const draw = new Drawing(15);
  const lengths = draw.ids(8, 1, n)[0]!.map(extra => extra + 4);
  const reviews = lengths.map(count => draw.ids(words - 1, 1, count)[0]!.map(id => id + 1));
  const labels = draw.ids(2, 1, n)[0]!;

  for (const maskZero of [false, true])
    it(`has Keras's losses, also of validation, and its probabilities: padding ${maskZero ? "masked" : "read"}`, async () => {
      const expected = original[maskZero ? "masked" : "plain"];
      const x = padSequences(reviews, { maxlen: length });
      assert.deepEqual(x, original.x);
      const model = sequential(
        [
          embedding(words, size, { maskZero, inputShape: [length] }),
          bidirectional(lstm(H, { returnSequences: true })),
          bidirectional(lstm(H)),
          dense(1, { activation: "sigmoid" }),
        ],
        float64,
      );
      assert.equal(countParameters(new Drawing(115).fill(model)), original.parameters);
      model.compile({ loss: "binaryCrossentropy", optimizer: "adam", metrics: ["accuracy"] });
      const y = tensor(labels, float64).expandDims(1);
      const { history } = await model.fit(x, y, {
        epochs: 10,
        batchSize: 8,
        shuffle: false,
        verbose: 0,
        validationData: [x.slice(0, 5), y.at(":5")],
      });
      assertClose(history.loss, expected.history.loss, 1e-11);
      assertClose(history.accuracy, expected.history.accuracy, 1e-11);
      assertClose(history.valLoss, expected.history.val_loss, 1e-11);
      assertClose(model.predict(x.slice(0, 5)), expected.said, 1e-11);
    });
});
