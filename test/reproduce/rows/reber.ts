// The embedded Reber grammar: which symbols may come next, the last of which depends on the second of all.
import {
  adam,
  binaryCrossEntropyWithLogits,
  broadcastTo,
  Linear,
  LSTMCell,
  noGrad,
  oneHot,
  padSequences,
  RNNCell,
  type Rng,
  sequenceMask,
  stack,
  type Tensor,
  tensor,
  unroll,
} from "../../../src/index.ts";
import { curves, generators, type Learned, learn, share } from "../learn.ts";
import type { Row } from "../row.ts";

const symbols = "BTPSXVE";
const idOf = (symbol: string) => symbols.indexOf(symbol);

/** From each node of Reber's graph: a symbol, and the node that it leads to; 7 is the end. */
const graph: readonly (readonly (readonly [symbol: string, node: number])[])[] = [
  [["B", 1]],
  [["T", 2], ["P", 3]],
  [["S", 2], ["X", 4]],
  [["T", 3], ["V", 5]],
  [["X", 3], ["S", 6]],
  [["P", 4], ["V", 6]],
  [["E", 7]],
]; // biome-ignore format: a table

interface Text {
  readonly text: string;
  /** Which symbols may stand at each place. */
  readonly legal: readonly (readonly string[])[];
}

function inner(rng: Rng): Text {
  let [node, text] = [0, ""];
  const legal: string[][] = [];
  while (node < graph.length) {
    const ways = graph[node]!;
    legal.push(ways.map(([symbol]) => symbol));
    const [symbol, to] = ways[rng.integers(0, ways.length)]!;
    text += symbol;
    node = to;
  }
  return { text, legal };
}

function embedded(rng: Rng): Text {
  const branch = "TP"[rng.integers(0, 2)]!;
  const { text, legal } = inner(rng);
  return { text: `B${branch}${text}${branch}E`, legal: [["B"], ["T", "P"], ...legal, [branch], ["E"]] };
}

interface Samples {
  readonly x: Tensor;
  readonly y: Tensor;
  readonly mask: Tensor;
  readonly lengths: readonly number[];
}

function draw(count: number, rng: Rng): Samples {
  const texts = Array.from({ length: count }, () => embedded(rng));
  const lengths = texts.map(({ text }) => text.length - 1);
  const longest = Math.max(...lengths);
  const ids = texts.map(({ text }) => [...text.slice(0, -1)].map(idOf));
  const next = texts.map(({ legal }) =>
    Array.from({ length: longest }, (_, t) => [...symbols].map(symbol => Number(legal[t + 1]?.includes(symbol) ?? 0))),
  );
  return {
    x: oneHot(padSequences(ids, { padding: "post", maxlen: longest }), symbols.length),
    y: tensor(next),
    mask: sequenceMask(lengths, { padding: "post" }),
    lengths,
  };
}

async function run(Cell: typeof LSTMCell | typeof RNNCell, number: number): Promise<Learned> {
  const { rng, data, test } = generators(number);
  const cell = new Cell(symbols.length, 20, { rng }) as RNNCell;
  const readout = new Linear(20, symbols.length, { rng });
  const scores = ({ x, mask }: Samples) => readout.forward(stack(unroll(cell, x, { mask }).hidden, 1));
  const held = draw(500, test);
  const wanted = held.y.toArray() as number[][][];
  const allRight = (said: number[][][]) =>
    held.lengths.map((length, n) =>
      said[n]!.slice(0, length).every((row, t) => row.every((score, k) => score > 0 === (wanted[n]![t]![k] === 1))),
    );
  return learn({
    model: { cell, readout },
    draw: () => draw(32, data),
    loss: samples => {
      const counted = broadcastTo(samples.mask.expandDims(2), samples.y.shape);
      return binaryCrossEntropyWithLogits(scores(samples), samples.y, { mask: counted });
    },
    optimizer: adam(0.01),
    updates: 1000,
    every: 50,
    measure: () => share(allRight(noGrad(() => scores(held).toArray()) as number[][][])),
    until: strings => strings >= 0.99,
  });
}

export const reber: Row = {
  name: "reber",
  title: "Embedded Reber grammar",
  source: "S. Hochreiter, J. Schmidhuber 1997, experiment 1",
  setting: "H 20, Adam .01, clipped at 1, 32 strings an update; a string counts where all its steps are right",
  claims: {
    lstm: { of: "LSTM: updates to .99 of all strings", published: "LSTM learns all of them", expected: { atMost: 1000 } }, // biome-ignore format: a line
    tanh: { of: "tanh: share of strings after at most 1,000 updates", published: "RTRL: some runs of many" },
  },
  async measure(number) {
    const [Lstm, tanh] = [await run(LSTMCell, number), await run(RNNCell, number)];
    return {
      numbers: { lstm: Lstm.updates, tanh: tanh.value },
      figure: () => curves("Embedded Reber grammar", "strings with every step right", { LSTM: Lstm, tanh }),
    };
  },
};
