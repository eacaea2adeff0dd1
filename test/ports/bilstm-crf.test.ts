// PyTorch's tutorial "Making Dynamic Decisions and the Bi-LSTM CRF": tags of a sentence by a conditional random field, which weighs
// how tags follow each other, over an LSTM in both directions.
import "./backend.ts";
import assert from "node:assert/strict";
import {
  concat,
  Embedding,
  Linear,
  LSTMCell,
  logSumExp,
  noGrad,
  Parameter,
  sgd,
  stack,
  type Tensor,
  tensor,
  train,
  unroll,
  vocabulary,
  words,
  zeros,
} from "../../src/index.ts";
import { assertClose } from "../src/close.ts";
import { Drawing, float64, numbersOf } from "./given.ts";

const sentences = [
  ["the old bank of england closed its doors", "O O B I I O O O"],
  ["she walked along new york bay at night", "O O O B I I O O"],
] as const;
const tags = vocabulary(["B", "I", "O"]);
const [start, stop, all] = [tags.size, tags.size + 1, tags.size + 2];
const never = -10000;

/** Scores before the first word: only the start. */
const before = () =>
  tensor(
    Array.from({ length: all }, (_, tag) => (tag === start ? 0 : never)),
    float64,
  );

describe("port: PyTorch's Bi-LSTM CRF", () => {
  it("has the original's losses; Viterbi finds its tags and scores", async () => {
    const original = numbersOf("bilstm_crf");
    const vocab = vocabulary(sentences.flatMap(([sentence]) => words(sentence)));
    const model = new Drawing(8).fill({
      embed: new Embedding(vocab.size, 5, float64),
      ahead: new LSTMCell(5, 4, float64),
      back: new LSTMCell(5, 4, float64),
      readout: new Linear(8, all, float64),
      moves: new Parameter(zeros([all, all], float64)), // [to, from]
    });
    const possible = (to: number, from: number) => to !== start && from !== stop;
    const drawn: number[][] = model.moves.toArray();
    const moves = drawn.map((row, to) => row.map((score, from) => (possible(to, from) ? score : never)));
    model.moves.assign(tensor(moves, float64));

    const emissions = (ids: number[]) => {
      const x = model.embed.forward(ids); // [T, 5]
      const both = [unroll(model.ahead, x), unroll(model.back, x, { reverse: true })];
      return model.readout.forward(
        concat(
          both.map(({ hidden }) => stack(hidden)),
          1,
        ),
      );
    };
    const allWays = (emit: Tensor) => {
      let scores = before();
      for (let t = 0; t < emit.shape[0]!; t++) scores = logSumExp(scores.add(model.moves), 1).add(emit.at(t));
      return logSumExp(scores.add(model.moves.at(stop)), 0);
    };
    const oneWay = (emit: Tensor, path: readonly number[]) => {
      const steps = path.map((tag, t) => model.moves.at(tag, path[t - 1] ?? start).add(emit.at(t, tag)));
      return stack([...steps, model.moves.at(stop, path.at(-1)!)]).sum();
    };
    const viterbi = (emit: Tensor) => {
      let scores = before();
      const from: number[][] = [];
      for (let t = 0; t < emit.shape[0]!; t++) {
        const ways = scores.add(model.moves); // [to, from]
        from.push(ways.argmax(1).toArray());
        scores = ways.max(1).add(emit.at(t));
      }
      const last = scores.add(model.moves.at(stop));
      const path = [last.argmax(0).item()];
      for (const step of from.slice(1).reverse()) path.unshift(step[path[0]!]!);
      return { score: last.max(), path };
    };

    const data = sentences.map(([sentence, right]) => ({
      x: vocab.encode(words(sentence)),
      y: tags.encode(right.split(" ")),
    }));
    const loss = ({ x, y }: (typeof data)[0]) => {
      const emit = emissions(x);
      return allWays(emit).sub(oneWay(emit, y));
    };
    const losses: number[] = [];
    // The decay of PyTorch's SGD is part of the gradient; without momentum that is the toolkit's.
    const optimizer = sgd(0.1, { weightDecay: 1e-2 });
    for await (const step of train(model, data, { loss, optimizer, epochs: 30 })) losses.push(step.loss);
    assertClose([...losses.slice(0, 10), ...losses.slice(-2)], original.losses, 1e-10);

    const found = data.map(({ x }) => noGrad(() => viterbi(emissions(x))));
    assertClose(stack(found.map(({ score }) => score)), original.scores, 1e-10);
    assert.deepEqual(
      found.map(({ path }) => tags.decode(path).join("")),
      original.tags,
    );
  });
});
