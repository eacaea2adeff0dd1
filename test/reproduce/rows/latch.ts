// The latch: a bit kept against noise. What decides is how the biases start.
import {
  adam,
  binaryCrossEntropyWithLogits,
  chrono,
  equal,
  GRUCell,
  greater,
  keepBias,
  Linear,
  LSTMCell,
  latch,
  noGrad,
  RNNCell,
  type Rng,
  type TaskSamples,
  type Tensor,
  unroll,
} from "../../../src/index.ts";
import { curves, generators, type Learned, learn } from "../learn.ts";
import type { Row } from "../row.ts";

const H = 16;
const starts = {
  keepGru: (T: number, rng: Rng) => new GRUCell(1, H, { rng, biasInitializer: keepBias(T) }),
  keepLstm: (T: number, rng: Rng) => new LSTMCell(1, H, { rng, biasInitializer: keepBias(T) }),
  chronoLstm: (T: number, rng: Rng) => new LSTMCell(1, H, { rng, biasInitializer: chrono(T) }),
  gru: (_: number, rng: Rng) => new GRUCell(1, H, { rng }),
  lstm: (_: number, rng: Rng) => new LSTMCell(1, H, { rng }),
  tanh: (_: number, rng: Rng) => new RNNCell(1, H, { rng }),
};

async function run(start: keyof typeof starts, T: number, number: number, updates = 600): Promise<Learned> {
  const { rng, data, test } = generators(number);
  const model = { cell: starts[start](T, rng), readout: new Linear(H, 1, { rng }) };
  const score = (x: Tensor) => model.readout.forward(unroll(model.cell as GRUCell, x).hidden.at(-1)!);
  const held = latch(500, { T, rng: test });
  return learn({
    model,
    draw: () => latch(32, { T, rng: data }),
    loss: ({ x, y }: TaskSamples) => binaryCrossEntropyWithLogits(score(x), y),
    optimizer: adam(0.01),
    updates,
    every: 50,
    measure: () =>
      noGrad(() =>
        equal(greater(score(held.x), 0), held.y)
          .mean()
          .item(),
      ),
    until: accuracy => accuracy >= 0.99,
  });
}

const solved = (atMost: number) => ({ published: "—", expected: { atMost } });

export const latchRow: Row = {
  name: "latch",
  title: "Latch",
  source: "Y. Bengio, P. Simard, P. Frasconi 1994, doi 10.1109/72.279181; chrono: C. Tallec, Y. Ollivier 2018, arXiv 1804.11188", // biome-ignore format: a line
  setting: "H 16, Adam .01, clipped at 1, batch 32; .5 is chance",
  claims: {
    keepGru60: { of: "GRU with keep-bias ln T, T 60: updates to .99", ...solved(600) },
    keepLstm60: { of: "LSTM with keep-bias, T 60: updates to .99", ...solved(600) },
    chronoLstm60: { of: "LSTM with chrono, T 60: updates to .99", ...solved(600) },
    keepGru100: { of: "GRU with keep-bias, T 100: updates to .99", ...solved(600) },
    keepGru200: { of: "GRU with keep-bias, T 200: updates to .99", ...solved(900) },
    gru60: { of: "GRU as it starts by default, T 60: accuracy after 600", published: "fails more, the longer T" },
    lstm60: { of: "LSTM with forget bias 1, T 60: accuracy after 600", published: "fails more, the longer T" },
    tanh60: { of: "orthogonal tanh, T 60: accuracy after 600", published: "fails more, the longer T" },
  },
  async measure(number) {
    const keepGru60 = await run("keepGru", 60, number);
    const keepLstm60 = await run("keepLstm", 60, number);
    const chronoLstm60 = await run("chronoLstm", 60, number);
    const keepGru100 = await run("keepGru", 100, number);
    const keepGru200 = await run("keepGru", 200, number, 900);
    const [gru60, lstm60, tanh60] = [
      await run("gru", 60, number),
      await run("lstm", 60, number),
      await run("tanh", 60, number),
    ];
    return {
      numbers: {
        keepGru60: keepGru60.updates,
        keepLstm60: keepLstm60.updates,
        chronoLstm60: chronoLstm60.updates,
        keepGru100: keepGru100.updates,
        keepGru200: keepGru200.updates,
        gru60: gru60.value,
        lstm60: lstm60.value,
        tanh60: tanh60.value,
      },
      figure: () =>
        curves("Latch, T = 60", "accuracy", {
          "GRU, keep-bias": keepGru60,
          "LSTM, keep-bias": keepLstm60,
          "LSTM, chrono": chronoLstm60,
          GRU: gru60,
          "LSTM, forget bias 1": lstm60,
        }),
    };
  },
};
