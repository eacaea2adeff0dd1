// "hello" by its letters: four symbols, three hidden units.
import {
  adam,
  bar,
  characters,
  crossEntropy,
  Linear,
  noGrad,
  oneHot,
  RNNCell,
  softmax,
  stack,
  unroll,
  vocabulary,
} from "../../../src/index.ts";
import { generators, learn, share } from "../learn.ts";
import type { Row } from "../row.ts";

const letters = vocabulary(characters("hello"));
const ids = letters.encode(characters("hello"));
const next = ids.slice(1);

export const hello: Row = {
  name: "hello",
  title: "A character model of “hello”",
  source: "Stanford CS231n, lecture 10; A. Karpathy 2015",
  setting: "H 3, Adam .1; who knows no past cannot be below ln 4 / 4 = .3466",
  claims: {
    first: { of: "first loss", published: "about ln 4 = 1.39", expected: { atMost: 2 } },
    spelled: { of: "updates until all four letters are right", published: "spells it", expected: { atMost: 60 } },
    last: { of: "loss after 200 updates", published: "below .3466", expected: { atMost: 0.3466 } },
  },
  quick: true,
  async measure(number) {
    const { rng } = generators(number);
    const x = oneHot([ids.slice(0, 4)], letters.size);
    const [cell, readout] = [new RNNCell(letters.size, 3, { rng }), new Linear(3, letters.size, { rng })];
    const scores = () => readout.forward(stack(unroll(cell, x).hidden, 1));
    const loss = () => crossEntropy(scores(), [next]);
    const first = noGrad(() => loss().item());
    const right = () => noGrad(() => scores().argmax(-1).values());
    const learned = await learn({
      model: { cell, readout },
      draw: () => undefined,
      loss,
      optimizer: adam(0.1),
      updates: 200,
      every: 1,
      measure: () => share(next.map((id, t) => right()[t] === id)),
      until: () => false,
    });
    const chances = noGrad(() => softmax(scores(), -1).at(0).toArray()) as number[][];
    const series = Object.fromEntries(letters.tokens.map((token, id) => [token, chances.map(row => row[id]!)]));
    return {
      numbers: {
        first,
        spelled: learned.curve.find(({ value }) => value === 1)?.update ?? Number.POSITIVE_INFINITY,
        last: noGrad(() => loss().item()),
      },
      figure: () => bar(series, { x: ["h", "he", "hel", "hell"], yLabel: "probability", title: "What comes next" }),
    };
  },
};
