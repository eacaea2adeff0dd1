// IRNN: a rectified unit that starts as a copy of its state solves the adding problem.
import {
  adam,
  adding,
  identity,
  Linear,
  meanSquaredError,
  noGrad,
  RNNCell,
  type TaskSamples,
  unroll,
} from "../../../src/index.ts";
import { curves, generators, learn } from "../learn.ts";
import type { Row } from "../row.ts";

const [T, H] = [50, 40];

export const irnn: Row = {
  name: "irnn",
  title: "Identity start with rectified units",
  source: "Q. Le, N. Jaitly, G. Hinton 2015, arXiv 1504.00941",
  setting: "adding problem, T 50, H 40, W = I, inputs from N(0, .001), Adam .002, clipped at 1, batch 32",
  claims: {
    error: { of: "error after at most 8,000 updates", published: "as good as an LSTM to T = 150", expected: { atMost: 0.08 } }, // biome-ignore format: a line
  },
  async measure(number) {
    const { rng, data, test } = generators(number);
    const cell = new RNNCell(2, H, {
      rng,
      activation: "relu",
      recurrentInitializer: identity(),
      kernelInitializer: (shape, random, dtype) => random.normal(0, 0.001, shape, { dtype }),
    });
    const readout = new Linear(H, 1, { rng });
    const loss = ({ x, y }: TaskSamples) => meanSquaredError(readout.forward(unroll(cell, x).hidden.at(-1)!), y);
    const held = adding(500, { T, rng: test });
    const learned = await learn({
      model: { cell, readout },
      draw: () => adding(32, { T, rng: data }),
      loss,
      optimizer: adam(0.002),
      updates: 8000,
      every: 200,
      measure: () => noGrad(() => loss(held).item()),
      until: error => error < 0.03,
    });
    return {
      numbers: { error: learned.value },
      figure: () => curves("IRNN on the adding problem, T = 50", "mean squared error", { IRNN: learned }, { log: "y" }),
    };
  },
};
