// The echo task of lesson 8: random bits, and at each step the bit of some steps ago; trained in stretches.
import { bpttBatches, type Stretch } from "../../src/data/index.ts";
import { crossEntropy, Linear, RNNCell, unroll } from "../../src/nn/index.ts";
import { adam } from "../../src/optim/index.ts";
import { noGrad, oneHot, type Rng, seed, stack, type Tensor } from "../../src/tensor/index.ts";
import { type LossContext, train } from "../../src/training/index.ts";

/** From zeros, carried, or carried from a stretch that stands elsewhere. */
export type Start = "zeros" | "carried" | "shuffled";

const rows = 16;

function textOf(rng: Rng, steps: number, { lag, start }: { lag: number; start: Start }): Stretch[] {
  const x = Array.from({ length: rows * 1000 }, () => rng.integers(0, 2));
  const y = x.map((_, t) => x[t - lag] ?? 0);
  const text = [...bpttBatches({ x, y }, { batchSize: rows, steps, lastBatch: "drop" })];
  return start === "shuffled" ? rng.permutation(text.length).map(i => text[i]!) : text;
}

/** The share of right answers on a text that was not seen, after training in stretches of `steps`. */
export async function echo(steps: number, start: Start, from: number, lag = 5): Promise<number> {
  const rng = seed(from);
  const [cell, readout] = [new RNNCell(2, 24, { rng }), new Linear(24, 2, { rng })];
  const read = (x: Tensor, before?: Tensor) => {
    const initialState = start === "zeros" ? undefined : before;
    const { hidden, state } = unroll(cell, oneHot(x, 2), { initialState });
    return { scores: readout.forward(stack(hidden, 1)), state };
  };
  const loss = ({ x, y }: Stretch, { state: before }: LossContext<Tensor>) => {
    const { scores, state } = read(x, before);
    return { loss: crossEntropy(scores, y), state };
  };
  const options = { loss, optimizer: adam(0.01), clipNorm: 1, epochs: 4 };
  for await (const _ of train({ cell, readout }, textOf(rng, steps, { lag, start }), options));
  const unseen = textOf(rng, steps, { lag, start });
  let state: Tensor | undefined;
  let right = 0;
  for (const { x, y } of unseen) {
    const said = noGrad(() => read(x, state));
    state = said.state;
    right += said.scores.argmax(-1).equal(y).mean().item();
  }
  return right / unseen.length;
}
