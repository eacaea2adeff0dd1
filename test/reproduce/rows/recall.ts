// A recurrence through the output alone forgets what the outputs do not say; one through hidden units does not.
import {
  adam,
  bar,
  JordanCell,
  Linear,
  meanSquaredError,
  noGrad,
  RNNCell,
  type Rng,
  stack,
  type Tensor,
  tensor,
  train,
  unroll,
} from "../../../src/index.ts";
import { generators, share } from "../learn.ts";
import type { Row } from "../row.ts";

const [T, H] = [6, 12];

/** A sign at the first step, asked for at the last; 0 is to be said between. */
function draw(count: number, rng: Rng): { x: Tensor; y: Tensor } {
  const signs = Array.from({ length: count }, () => 2 * rng.integers(0, 2) - 1);
  const steps = Array.from({ length: T }, (_, t) => t);
  return {
    x: tensor(signs.map(sign => steps.map(t => [t === 0 ? sign : 0, Number(t === T - 1)]))),
    y: tensor(signs.map(sign => steps.map(t => [t === T - 1 ? sign : 0]))),
  };
}

export const recall: Row = {
  name: "recall",
  title: "Recurrence through the output alone",
  source: "I. Goodfellow, Y. Bengio, A. Courville 2016, section 10.2.1; M. Jordan 1986",
  setting: "a sign at step 1 asked for at step 6, H 12, Adam .01, batch 32, 300 updates",
  claims: {
    hidden: { of: "hidden to hidden: right", published: "can", expected: { atLeast: 0.99 } },
    output: { of: "output to hidden, taught: right", published: "less powerful", expected: { near: 0.5, within: 0.1 } },
  },
  async measure(number) {
    const { rng, data, test } = generators(number);
    const [elman, readout] = [new RNNCell(2, H, { rng }), new Linear(H, 1, { rng })];
    const jordan = new JordanCell(2, H, 1, { rng });
    const byHidden = ({ x }: ReturnType<typeof draw>) => readout.forward(stack(unroll(elman, x).hidden, 1));
    const byOutput = ({ x, y }: ReturnType<typeof draw>) => {
      const start = jordan.zeroState([x.shape[0]!]);
      const steps = Array.from({ length: T }, (_, t) => {
        const before = t === 0 ? start : { ...start, o: y.select(1, t - 1) };
        return jordan.forward(x.select(1, t), before).o;
      });
      return stack(steps, 1);
    };
    const fit = async (model: object, said: typeof byHidden) => {
      const samples = Array.from({ length: 300 }, () => draw(32, data));
      const loss = (sample: ReturnType<typeof draw>) => meanSquaredError(said(sample), sample.y);
      for await (const _ of train(model, samples, { loss, optimizer: adam(0.01) }));
      const held = draw(200, test);
      const [last, wanted] = [noGrad(() => said(held)).select(1, T - 1), held.y.select(1, T - 1)];
      const right = [...last.values()].map((value, n) => Math.sign(value) === wanted.values()[n]);
      return share(right);
    };
    const hidden = await fit({ elman, readout }, byHidden);
    const output = await fit(jordan, byOutput);
    return {
      numbers: { hidden, output },
      figure: () => bar({ "hidden to hidden": hidden, "output to hidden": output }, { yLabel: "right", title: "A sign kept over six steps" }), // biome-ignore format: a line
    };
  },
};
