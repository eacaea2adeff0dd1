// Keras's example lstm_text_generation: windows of a text and the character behind each; what comes next at several temperatures.
import "./backend.ts";
import assert from "node:assert/strict";
import {
  characters,
  dense,
  lstm,
  manyToOne,
  oneHot,
  rmsprop,
  samplingProbabilities,
  sequential,
  vocabulary,
} from "../../src/index.ts";
import { assertClose } from "../src/close.ts";
import { Drawing, float64, numbersOf } from "./given.ts";

const text = "the rain in the plain falls mainly in the plain and the grain in the plain drinks the rain. ";
const [window, stride, H] = [8, 3, 12];

describe("port: Keras's text generation", () => {
  it("has Keras's losses, its probabilities at each temperature, and writes what it writes", async () => {
    const original = numbersOf("text_generation");
    const symbols = vocabulary([...new Set(text)].sort());
    const ids = symbols.encode(characters(text));
    const windows = manyToOne(ids, window, { stride });
    const [x, y] = [oneHot(windows.x, symbols.size, float64), oneHot(windows.y, symbols.size, float64)];
    const model = sequential(
      [lstm(H, { inputShape: [window, symbols.size] }), dense(symbols.size, { activation: "softmax" })],
      float64,
    );
    new Drawing(13).fill(model).compile({ loss: "categoricalCrossentropy", optimizer: rmsprop(0.01) });
    const { history } = await model.fit(x, y, { epochs: 12, batchSize: 10, shuffle: false, verbose: 0 });
    assertClose(history.loss, original.losses, 1e-11);

    const next = (read: readonly number[]) => model.predict(oneHot([read.slice(-window)], symbols.size, float64)).at(0);
    for (const [temperature, expected] of Object.entries(original.at)) {
      const from = { from: "probabilities", temperature: Number(temperature) } as const;
      assertClose(samplingProbabilities(next(ids.slice(0, window)), from), expected, 1e-11, temperature);
    }
    const written = ids.slice(0, window);
    for (let i = 0; i < 16; i++) written.push(next(written).argmax().item());
    assert.equal(symbols.decode(written.slice(window)).join(""), original.written);
  });
});
