// Keras's example addition_rnn: reads "12+7" from the back and writes the digits of the sum.
import "./backend.ts";
import assert from "node:assert/strict";
import {
  characters,
  countParameters,
  dense,
  lstm,
  oneHot,
  repeatVector,
  sequential,
  type Tensor,
  vocabulary,
} from "../../src/index.ts";
import { assertClose } from "../src/close.ts";
import { Drawing, float64, numbersOf } from "./given.ts";

const [H, digits] = [10, 2];
const [long, short] = [2 * digits + 1, digits + 1];

describe("port: Keras's addition by sequence to sequence", () => {
  it("has Keras's losses and accuracies over ten epochs, and the same answers", async () => {
    const original = numbersOf("addition");
    const symbols = vocabulary(characters("0123456789+ "));
    const draw = new Drawing(12);
    const pairs = draw.ids(100, 24, 2) as [number, number][];
    const questions = pairs.map(([a, b]) => characters(`${a}+${b}`.padEnd(long)).reverse());
    const answers = pairs.map(([a, b]) => characters(String(a + b).padEnd(short)));
    assert.deepEqual(
      questions.slice(0, 3).map(question => question.join("")),
      original.questions,
    );
    const encode = (texts: string[][]) =>
      oneHot(
        texts.map(text => symbols.encode(text)),
        symbols.size,
        float64,
      );
    const [x, y] = [encode(questions), encode(answers)];

    const model = sequential(
      [
        lstm(H, { inputShape: [long, symbols.size] }),
        repeatVector(short),
        lstm(H, { returnSequences: true }),
        dense(symbols.size, { activation: "softmax" }),
      ],
      float64,
    );
    assert.equal(countParameters(draw.fill(model)), original.parameters);
    model.compile({ loss: "categoricalCrossentropy", optimizer: "adam", metrics: ["accuracy"] });
    const { history } = await model.fit(x, y, { epochs: 10, batchSize: 8, shuffle: false, verbose: 0 });
    assertClose(history.loss, original.history.loss, 1e-11);
    assertClose(history.accuracy, original.history.accuracy, 1e-11);
    const read = (row: Tensor) => symbols.decode(row.argmax(-1)).join("");
    const said = model.predict(x.at(":6"));
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5].map(n => read(said.at(n))),
      original.said,
    );
  });
});
