// Free-running drift: a model taught with the right past is far worse when it reads its own outputs.
import {
  adam,
  Linear,
  line,
  meanSquaredError,
  noGrad,
  RNNCell,
  type Rng,
  square,
  stack,
  type Tensor,
  tensor,
  train,
  unroll,
} from "../../../src/index.ts";
import { generators } from "../learn.ts";
import type { Row } from "../row.ts";

const [T, given, H] = [60, 20, 32];

function draw(count: number, rng: Rng): { x: Tensor; y: Tensor } {
  const waves = Array.from({ length: count }, () => {
    const [speed, phase] = [rng.uniform(0.1, 0.5), rng.uniform(0, 2 * Math.PI)];
    return Array.from({ length: T + 1 }, (_, t) => [Math.sin(speed * t + phase)]);
  });
  return { x: tensor(waves.map(wave => wave.slice(0, T))), y: tensor(waves.map(wave => wave.slice(1))) };
}

export const sine: Row = {
  name: "sine",
  title: "One step ahead against free running",
  source: "I. Goodfellow, Y. Bengio, A. Courville 2016, section 10.2.1; S. Bengio et al. 2015, arXiv 1506.03099",
  setting: "sine waves, 20 steps given, 40 on its own; tanh, H 32, Adam .003, clipped at 1, batch 32, 800 updates",
  claims: {
    step: { of: "squared error one step ahead", published: "small", expected: { atMost: 2e-3 } },
    ratio: { of: "error on its own over that", published: "much larger", expected: { atLeast: 100 } },
  },
  async measure(number) {
    const { rng, data, test } = generators(number);
    const [cell, readout] = [new RNNCell(1, H, { rng }), new Linear(H, 1, { rng })];
    const said = (x: Tensor) => readout.forward(stack(unroll(cell, x).hidden, 1));
    const samples = Array.from({ length: 800 }, () => draw(32, data));
    const loss = ({ x, y }: ReturnType<typeof draw>) => meanSquaredError(said(x), y);
    for await (const _ of train({ cell, readout }, samples, { loss, optimizer: adam(0.003), clipNorm: 1 }));
    const held = draw(200, test);
    const errors = noGrad(() => {
      const taught = square(said(held.x).sub(held.y)).mean([0, 2]).values().slice(given);
      let { state } = unroll(cell, held.x.at(":", `:${given}`));
      const free: number[] = [];
      for (let t = given; t < T; t++) {
        const y = readout.forward(state);
        free.push(square(y.sub(held.y.select(1, t - 1))).mean().item()); // biome-ignore format: a line
        state = cell.forward(y, state);
      }
      return { taught: [...taught], free };
    });
    const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length;
    return {
      numbers: { step: mean(errors.taught), ratio: mean(errors.free) / mean(errors.taught) },
      figure: () => line(errors, { xLabel: "steps after what was given", yLabel: "squared error", log: "y", title: "Drift of a model that reads itself" }), // biome-ignore format: a line
    };
  },
};
