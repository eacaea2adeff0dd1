// The echo task of lesson 8: random bits, and at each step the bit of some steps ago; trained in stretches.
import { bpttBatches, type Stretch } from "../../src/data/index.ts";
import { crossEntropy, Linear, RNNCell, unroll, zeroGrad } from "../../src/nn/index.ts";
import { adam } from "../../src/optim/index.ts";
import { oneHot, type Rng, seed, stack } from "../../src/tensor/index.ts";

/** From zeros, carried, or carried from a stretch that stands elsewhere. */
export type Start = "zeros" | "carried" | "shuffled";

const rows = 16;

function textOf(rng: Rng, steps: number, { lag, start }: { lag: number; start: Start }): Stretch[] {
  const x = Array.from({ length: rows * 1000 }, () => rng.integers(0, 2));
  const y = x.map((_, t) => x[t - lag] ?? 0);
  const text = [...bpttBatches({ x, y }, { batchSize: rows, steps, lastBatch: "drop" })];
  return start === "shuffled" ? rng.permutation(text.length).map(i => text[i]!) : text;
}

/** The share of right answers on the last of five texts, trained on all of them in stretches of `steps`. */
export function echo(steps: number, start: Start, from: number, lag = 5): number {
  const rng = seed(from);
  const model = { cell: new RNNCell(2, 24, { rng }), readout: new Linear(24, 2, { rng }) };
  const optimizer = adam(0.01, { globalClipnorm: 1 });
  let share = 0;
  for (let round = 1; round <= 5; round++) {
    const text = textOf(rng, steps, { lag, start });
    let state = model.cell.zeroState([rows]);
    let right = 0;
    for (const { x, y } of text) {
      if (start === "zeros") state = model.cell.zeroState([rows]);
      const read = unroll(model.cell, oneHot(x, 2), { initialState: state.detach() });
      const scores = model.readout.forward(stack(read.hidden, 1));
      crossEntropy(scores, y).backward();
      optimizer.step(model);
      zeroGrad(model);
      state = read.state;
      right += scores.argmax(-1).equal(y).mean().item();
    }
    share = right / text.length;
  }
  return share;
}
