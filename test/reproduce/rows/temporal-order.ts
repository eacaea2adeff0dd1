// Temporal order with a tanh unit and plain gradient descent: at 30 steps it is learned with clipping alone.
import {
  crossEntropy,
  equal,
  Linear,
  noGrad,
  RNNCell,
  sgd,
  type TaskSamples,
  type Tensor,
  temporalOrder,
  unroll,
} from "../../../src/index.ts";
import { curves, generators, type Learned, learn } from "../learn.ts";
import type { Row } from "../row.ts";

async function run(number: number, T: number, clipNorm: number, updates: number): Promise<Learned> {
  const { rng, data, test } = generators(number);
  const model = { cell: new RNNCell(6, 50, { rng }), readout: new Linear(50, 4, { rng }) };
  const scores = (x: Tensor) => model.readout.forward(unroll(model.cell, x).hidden.at(-1)!);
  const held = temporalOrder(500, { T, rng: test });
  return learn({
    model,
    draw: () => temporalOrder(20, { T, rng: data }),
    loss: ({ x, y }: TaskSamples) => crossEntropy(scores(x), y),
    optimizer: sgd(0.05),
    updates,
    every: 50,
    clipNorm,
    measure: () => noGrad(() => equal(scores(held.x).argmax(-1), held.y).mean().item()),
    until: accuracy => accuracy >= 0.99,
  });
}

export const temporalOrderRow: Row = {
  name: "temporal-order",
  title: "Temporal order",
  source: "S. Hochreiter, J. Schmidhuber 1997, experiment 6a; R. Pascanu et al. 2013, arXiv 1211.5063",
  setting: "tanh, H 50, SGD .05, batch 20; four classes, so .25 is chance",
  claims: {
    clipped: { of: "T 30, clipped at 1: updates to an accuracy of .99", published: "solved with clipping", expected: { atMost: 800 } }, // biome-ignore format: a line
    free: { of: "T 30, not clipped: accuracy after 1,000 updates", published: "fails more, the longer T", expected: { atMost: 0.5 } }, // biome-ignore format: a line
    shortClipped: { of: "T 10, clipped at 1: updates", published: "solved", expected: { atMost: 400 } },
    shortFree: { of: "T 10, not clipped: updates", published: "solved", expected: { atMost: 400 } },
  },
  async measure(number) {
    const never = Number.POSITIVE_INFINITY;
    const clipped = await run(number, 30, 1, 1000);
    const free = await run(number, 30, never, 1000);
    const [shortClipped, shortFree] = [await run(number, 10, 1, 600), await run(number, 10, never, 600)];
    return {
      numbers: {
        clipped: clipped.updates,
        free: free.value,
        shortClipped: shortClipped.updates,
        shortFree: shortFree.updates,
      },
      figure: () =>
        curves("Temporal order", "accuracy", {
          "T = 30, clipped": clipped,
          "T = 30": free,
          "T = 10, clipped": shortClipped,
          "T = 10": shortFree,
        }),
    };
  },
};
