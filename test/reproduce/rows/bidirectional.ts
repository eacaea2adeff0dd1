// A label that needs the next symbol: one direction cannot know it, two can.
import {
  adam,
  binaryCrossEntropyWithLogits,
  concat,
  equal,
  GRUCell,
  greater,
  Linear,
  noGrad,
  type Rng,
  stack,
  type Tensor,
  tensor,
  unroll,
} from "../../../src/index.ts";
import { curves, generators, learn } from "../learn.ts";
import type { Row } from "../row.ts";

const [T, H] = [20, 16];

/** At each step, whether this bit and the next are both 1. */
function draw(count: number, rng: Rng): { x: Tensor; y: Tensor } {
  const bits = Array.from({ length: count }, () => Array.from({ length: T }, () => rng.integers(0, 2)));
  return {
    x: tensor(bits.map(row => row.map(bit => [bit]))),
    y: tensor(bits.map(row => row.map((bit, t) => [bit & (row[t + 1] ?? 0)]))),
  };
}

async function run(number: number, both: boolean) {
  const { rng, data, test } = generators(number);
  const [ahead, back] = [new GRUCell(1, H, { rng }), new GRUCell(1, H, { rng })];
  const readout = new Linear(both ? 2 * H : H, 1, { rng });
  const scores = (x: Tensor) => {
    const seen = stack(unroll(ahead, x).hidden, 1);
    return readout.forward(both ? concat([seen, stack(unroll(back, x, { reverse: true }).hidden, 1)], 2) : seen);
  };
  const held = draw(300, test);
  return learn({
    model: both ? { ahead, back, readout } : { ahead, readout },
    draw: () => draw(32, data),
    loss: ({ x, y }) => binaryCrossEntropyWithLogits(scores(x), y),
    optimizer: adam(0.01),
    updates: 300,
    every: 50,
    measure: () =>
      noGrad(() =>
        equal(greater(scores(held.x), 0), held.y)
          .mean()
          .item(),
      ),
    until: () => false,
  });
}

export const bidirectionalRow: Row = {
  name: "bidirectional",
  title: "A label that needs the next symbol",
  source: "M. Schuster, K. Paliwal 1997, doi 10.1109/78.650093",
  setting: "y = x now and x next, 20 random bits, GRU, H 16, Adam .01, batch 32, 300 updates; one direction: .75 and a little (the last step)", // biome-ignore format: a line
  claims: {
    one: { of: "one direction: accuracy", published: "cannot know the future", expected: { atMost: 0.8 } },
    both: { of: "both directions: accuracy", published: "can", expected: { atLeast: 0.98 } },
  },
  async measure(number) {
    const [one, both] = [await run(number, false), await run(number, true)];
    return {
      numbers: { one: one.value, both: both.value },
      figure: () => curves("A label that needs the next symbol", "accuracy", { "both directions": both, one }),
    };
  },
};
