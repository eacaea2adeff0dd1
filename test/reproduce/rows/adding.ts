// The adding problem over 100 steps: gates carry two numbers and a plain tanh unit does not.
import {
  adam,
  adding,
  GRUCell,
  Linear,
  LSTMCell,
  meanSquaredError,
  noGrad,
  RNNCell,
  type TaskSamples,
  type Tensor,
  unroll,
} from "../../../src/index.ts";
import { curves, generators, type Learned, learn } from "../learn.ts";
import type { Row } from "../row.ts";

const [T, H] = [100, 32];
const cells = { GRU: GRUCell, LSTM: LSTMCell, tanh: RNNCell };

async function run(kind: keyof typeof cells, number: number, updates: number): Promise<Learned> {
  const { rng, data, test } = generators(number);
  const model = { cell: new cells[kind](2, H, { rng }), readout: new Linear(H, 1, { rng }) };
  const said = (x: Tensor) => model.readout.forward(unroll(model.cell as GRUCell, x).hidden.at(-1)!);
  const loss = ({ x, y }: TaskSamples) => meanSquaredError(said(x), y);
  const held = adding(500, { T, rng: test });
  return learn({
    model,
    draw: () => adding(32, { T, rng: data }),
    loss,
    optimizer: adam(0.01),
    updates,
    every: 100,
    measure: () => noGrad(() => loss(held).item()),
    until: error => error < 0.01,
  });
}

export const addingProblem: Row = {
  name: "adding",
  title: "Adding problem",
  source: "S. Hochreiter, J. Schmidhuber 1997, experiment 4; Q. Le et al. 2015, arXiv 1504.00941",
  setting: "T 100, H 32, Adam .01, clipped at 1, 32 new sequences an update; who always says 1 has 1/6",
  claims: {
    gru: { of: "GRU: updates to an error below .01", published: "solved", expected: { atMost: 800 } },
    lstm: { of: "LSTM: updates to an error below .01", published: "solved", expected: { atMost: 2000 } },
    tanh: { of: "tanh: error after 1,500 updates", published: "1/6 = .167 for long T" },
  },
  async measure(number) {
    const Gru = await run("GRU", number, 800);
    const Lstm = await run("LSTM", number, 2000);
    const tanh = await run("tanh", number, 1500);
    return {
      numbers: { gru: Gru.updates, lstm: Lstm.updates, tanh: tanh.value },
      figure: () =>
        curves("Adding problem, T = 100", "mean squared error", { GRU: Gru, LSTM: Lstm, tanh }, { log: "y" }),
    };
  },
};
