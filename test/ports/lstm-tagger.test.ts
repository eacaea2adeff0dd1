// PyTorch's tutorial "Sequence Models and Long Short-Term Memory Networks": an LSTM says of each word whether it is a noun.
import "./backend.ts";
import assert from "node:assert/strict";
import {
  crossEntropy,
  Embedding,
  Linear,
  LSTMCell,
  logSoftmax,
  sgd,
  stack,
  train,
  unroll,
  vocabulary,
  words,
} from "../../src/index.ts";
import { assertClose } from "../src/close.ts";
import { Drawing, float64, numbersOf } from "./given.ts";

const sentences = [
  ["the small cat chased a bird", "D A N V D N"],
  ["every child told that story", "D N V D N"],
] as const;

describe("port: PyTorch's LSTM tagger", () => {
  it("has the original's losses, scores and tags", async () => {
    const original = numbersOf("lstm_tagger");
    const vocab = vocabulary(sentences.flatMap(([sentence]) => words(sentence)));
    const tags = vocabulary(["D", "N", "V", "A"]);
    const model = new Drawing(2).fill({
      embed: new Embedding(vocab.size, 6, float64),
      lstm: new LSTMCell(6, 6, float64),
      readout: new Linear(6, tags.size, float64),
    });
    const scores = (ids: number[]) => {
      const { hidden } = unroll(model.lstm, model.embed.forward(ids)); // [T, 6]
      return model.readout.forward(stack(hidden));
    };
    const data = sentences.map(([sentence, right]) => ({
      x: vocab.encode(words(sentence)),
      y: tags.encode(right.split(" ")),
    }));

    const losses: number[] = [];
    const loss = ({ x, y }: (typeof data)[0]) => crossEntropy(scores(x), y);
    for await (const step of train(model, data, { loss, optimizer: sgd(0.1), epochs: 60 })) losses.push(step.loss);
    assertClose([...losses.slice(0, 10), ...losses.slice(-2)], original.losses, 1e-12);
    assertClose(logSoftmax(scores(data[0]!.x)), original.scores, 1e-12);
    const found = data.map(({ x }) => tags.decode(scores(x).argmax(1)).join(""));
    assert.deepEqual(found, original.tags);
  });
});
