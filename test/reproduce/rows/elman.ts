// The exclusive or in time: of each three bits only the last can be known, and its error alone falls.
import {
  adam,
  bar,
  Linear,
  meanSquaredError,
  noGrad,
  RNNCell,
  type Rng,
  sigmoid,
  square,
  stack,
  type Tensor,
  tensor,
  unroll,
} from "../../../src/index.ts";
import { generators, learn } from "../learn.ts";
import type { Row } from "../row.ts";

const [T, H] = [30, 8];

function stream(rng: Rng): number[] {
  const bits: number[] = [];
  while (bits.length <= T) {
    const [a, b] = [rng.integers(0, 2), rng.integers(0, 2)];
    bits.push(a, b, a ^ b);
  }
  return bits;
}

function draw(count: number, rng: Rng): { x: Tensor; y: Tensor } {
  const all = Array.from({ length: count }, () => stream(rng).map(bit => [bit]));
  return { x: tensor(all.map(bits => bits.slice(0, T))), y: tensor(all.map(bits => bits.slice(1, T + 1))) };
}

export const elman: Row = {
  name: "elman",
  title: "Exclusive or in time",
  source: "J. Elman 1990, doi 10.1207/s15516709cog1402_1",
  setting: "tanh, H 8, Adam .01, clipped at 1, 16 streams of 30 bits an update, at most 1,500",
  claims: {
    first: { of: "error at the first bit of three", published: "high", expected: { near: 0.25, within: 0.02 } },
    second: { of: "error at the second bit", published: "high", expected: { near: 0.25, within: 0.02 } },
    third: { of: "error at the third bit", published: "low", expected: { atMost: 0.01 } },
  },
  async measure(number) {
    const { rng, data, test } = generators(number);
    const [cell, readout] = [new RNNCell(1, H, { rng }), new Linear(H, 1, { rng })];
    const said = (x: Tensor) => sigmoid(readout.forward(stack(unroll(cell, x).hidden, 1)));
    const held = draw(400, test);
    const errors = (): number[] => {
      const each = noGrad(() => square(said(held.x).sub(held.y)).mean([0, 2]).values());
      return [0, 1, 2].map(place => {
        const at = [...each.keys()].filter(t => t >= 3 && (t + 1) % 3 === place);
        return at.reduce((sum, t) => sum + each[t]!, 0) / at.length;
      });
    };
    await learn({
      model: { cell, readout },
      draw: () => draw(16, data),
      loss: ({ x, y }) => meanSquaredError(said(x), y),
      optimizer: adam(0.01),
      updates: 1500,
      every: 100,
      measure: () => errors()[2]!,
      until: error => error < 0.005,
    });
    const [first, second, third] = errors() as [number, number, number];
    const bars = { "first bit": first, "second bit": second, "third bit": third };
    return {
      numbers: { first, second, third },
      figure: () => bar(bars, { title: "Exclusive or in time", yLabel: "squared error" }),
    };
  },
};
