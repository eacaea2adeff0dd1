// Keras's example lstm_seq2seq: an LSTM's last state starts another that writes, here the signs in reverse.
import "./backend.ts";
import assert from "node:assert/strict";
import { concat, dense, functional, input, lstm, oneHot, rmsprop, type Tensor } from "../../src/index.ts";
import { assertClose } from "../src/close.ts";
import { Drawing, float64, numbersOf } from "./given.ts";

const [V, H, length, n, start] = [6, 12, 4, 16, 0];

describe("port: Keras's sequence to sequence, reversal", () => {
  it("has Keras's losses over 40 epochs; its two models for use write the same signs", async () => {
    const original = numbersOf("reversal");
    const draw = new Drawing(18);
    const x = draw.ids(V - 1, n, length).map(row => row.map(id => id + 1));
    const y = x.map(row => [...row].reverse());
    const given = y.map(row => [start, ...row.slice(0, -1)]);
    const read = (ids: number[][]) => oneHot(ids, V, float64);

    const decoder = lstm(H, { returnSequences: true, returnState: true });
    const readout = dense(V, { activation: "softmax" });
    const question = input({ shape: [length, V] });
    const taught = input({ shape: [length, V] });
    const [, h, c] = lstm(H, { returnState: true }).call(question) as [never, never, never];
    const [output] = decoder.call(taught, { initialState: [h, c] });
    const model = functional({ inputs: [question, taught], outputs: readout.call(output!), ...float64 });
    draw.fill(model, 0.8);
    model.compile({ loss: "categoricalCrossentropy", optimizer: rmsprop(0.02), metrics: ["accuracy"] });
    const { history } = await model.fit([read(x), read(given)], read(y), {
      epochs: 40,
      batchSize: 8,
      shuffle: false,
      verbose: 0,
    });
    const losses = history.loss!;
    assertClose([...losses.slice(0, 10), losses.at(-1)!], original.losses, 1e-11);
    assertClose(history.accuracy!.at(-1), original.accuracy, 1e-11);

    const encoder = functional({ inputs: question, outputs: [h, c], ...float64 });
    const sign = input({ shape: [1, V] });
    const before = [input({ shape: [H] }), input({ shape: [H] })];
    const [said, ...after] = decoder.call(sign, { initialState: before });
    const step = functional({ inputs: [sign, ...before], outputs: [readout.call(said!), ...after], ...float64 });
    let state = encoder.predict(read(x)) as Tensor[];
    let ids = Array.from({ length: n }, () => [start]);
    const written: Tensor[] = [];
    for (let t = 0; t < length; t++) {
      const [probabilities, ...next] = step.predict([read(ids), ...state]) as [Tensor, Tensor, Tensor];
      state = next;
      written.push(probabilities.argmax(-1));
      ids = written[t]!.toArray();
    }
    assert.deepEqual(concat(written, 1).toArray(), original.said);
  });
});
