// Copying, small: gated units say symbols again after a pause, far below who remembers nothing.
import {
  adam,
  copying,
  crossEntropy,
  GRUCell,
  Linear,
  LSTMCell,
  noGrad,
  stack,
  type TaskSamples,
  tensor,
  unroll,
} from "../../../src/index.ts";
import { curves, generators, type Learned, learn } from "../learn.ts";
import type { Row } from "../row.ts";

const [length, symbols, T, H] = [5, 4, 10, 40];
const baseline = (length * Math.log(symbols)) / (T + 2 * length);

/** The loss of who knows when to speak, and nothing of what was shown. */
function memoryless(y: number[][]): number {
  const never = -1e9;
  const before = Array.from({ length: symbols + 1 }, (_, id) => (id === symbols ? 0 : never));
  const after = Array.from({ length: symbols + 1 }, (_, id) => (id === symbols ? never : 0));
  const scores = y.map(row => row.map((_, t) => (t < T + length ? before : after)));
  return crossEntropy(tensor(scores, { dtype: "float64" }), y).item();
}

async function run(Cell: typeof GRUCell | typeof LSTMCell, number: number): Promise<Learned> {
  const { rng, data, test } = generators(number);
  const cell = new Cell(symbols + 2, H, { rng }) as GRUCell;
  const readout = new Linear(H, symbols + 1, { rng });
  const loss = ({ x, y }: TaskSamples) => crossEntropy(readout.forward(stack(unroll(cell, x).hidden, 1)), y);
  const held = copying(300, { T, length, symbols, rng: test });
  return learn({
    model: { cell, readout },
    draw: () => copying(32, { T, length, symbols, rng: data }),
    loss,
    optimizer: adam(0.01),
    updates: 1500,
    every: 100,
    measure: () => noGrad(() => loss(held).item()),
    until: value => value < 0.1,
  });
}

export const copyingRow: Row = {
  name: "copying",
  title: "Copying",
  source: "M. Arjovsky, A. Shah, Y. Bengio 2016, arXiv 1511.06464",
  setting: "K 5 symbols of S 4, T 10, H 40, Adam .01, clipped at 1, batch 32",
  claims: {
    baseline: { of: "loss of who remembers nothing", published: "K ln S / (T + 2K) = .3466", expected: { near: baseline, within: 1e-6 } }, // biome-ignore format: a line
    gru: { of: "GRU: loss after at most 1,500 updates", published: "below the baseline", expected: { atMost: baseline / 2 } }, // biome-ignore format: a line
    lstm: { of: "LSTM: loss after at most 1,500 updates", published: "stays at the baseline for long T", expected: { atMost: baseline / 2 } }, // biome-ignore format: a line
  },
  async measure(number) {
    const { test } = generators(number);
    const known = memoryless(copying(64, { T, length, symbols, rng: test }).y.toArray() as number[][]);
    const [Gru, Lstm] = [await run(GRUCell, number), await run(LSTMCell, number)];
    const without = { curve: Gru.curve.map(({ update }) => ({ update, value: known })) };
    return {
      numbers: { baseline: known, gru: Gru.value, lstm: Lstm.value },
      figure: () => curves("Copying", "loss", { GRU: Gru, LSTM: Lstm, "no memory": without }, { log: "y" }),
    };
  },
};
