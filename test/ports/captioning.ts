// The captioning network of CS231n, assignment 3, with the numbers that its notebooks fix.
import {
  concat,
  crossEntropy,
  Embedding,
  Linear,
  LSTMCell,
  linspace,
  norm,
  RNNCell,
  stack,
  type Tensor,
  unroll,
} from "../../src/index.ts";
import { float64 } from "./given.ts";

const [N, D, W, H, V, T] = [10, 20, 30, 40, 3, 13];
const nothing = 0;

/** The numbers that the notebooks fix: evenly spaced. */
const line = (shape: readonly number[], start = -1.4, stop = 1.3) =>
  linspace(
    start,
    stop,
    shape.reduce((size, n) => size * n),
    float64,
  ).reshape(shape);

/** The course's gates stand in the order i, f, o, g, the toolkit's in the order i, f, g, o. */
const reordered = (w: Tensor) =>
  concat([w.at("...", `:${2 * H}`), w.at("...", `${3 * H}:`), w.at("...", `${2 * H}:${3 * H}`)], -1);

/** The course's loss: the sum over words that count, divided by the number of captions. */
export function captioning(kind: "rnn" | "lstm", features: Tensor) {
  const lstm = kind === "lstm";
  const order = lstm ? reordered : (w: Tensor) => w;
  const gates = lstm ? 4 : 1;
  const embed = new Embedding(V, W, float64);
  const project = new Linear(D, H, float64);
  const cell = lstm ? new LSTMCell(W, H, float64) : new RNNCell(W, H, float64);
  const readout = new Linear(H, V, float64);
  for (const parameter of [embed.embeddings, project.kernel, project.bias!, readout.kernel, readout.bias!])
    parameter.assign(line(parameter.shape));
  cell.kernel.assign(order(line([W, gates * H])));
  cell.recurrentKernel.assign(order(line([H, gates * H])));
  cell.bias!.assign(order(line([gates * H])));

  const captions = Array.from({ length: N }, (_, n) => Array.from({ length: T }, (_, t) => (n * T + t) % V));
  const words = embed.forward(captions.map(caption => caption.slice(0, -1)));
  const h = project.forward(features);
  const hidden =
    cell instanceof LSTMCell
      ? unroll(cell, words, { initialState: { h, c: h.mul(0).detach() } }).hidden
      : unroll(cell, words, { initialState: h }).hidden;
  const scores = readout.forward(stack(hidden, 1));
  const next = captions.map(caption => caption.slice(1));
  const loss = crossEntropy(scores, next, { ignoreIndex: nothing, reduction: "sum" }).div(N);
  loss.backward();
  const norms = {
    embed: norm(embed.embeddings.grad),
    project: norm(project.kernel.grad),
    projectBias: norm(project.bias!.grad),
    kernel: norm(cell.kernel.grad),
    recurrent: norm(cell.recurrentKernel.grad),
    bias: norm(cell.bias!.grad),
    readout: norm(readout.kernel.grad),
    readoutBias: norm(readout.bias!.grad),
  };
  return { loss, norms };
}

/** The losses that the course publishes, and the features it shows each network: from and to. */
export const published = {
  rnn: { loss: 9.83235591003, features: [-1.5, 0.3] },
  lstm: { loss: 9.82445935443, features: [-0.5, 1.7] },
} as const;

/** The features [N, D] of a picture each. */
export const featuresFor = (kind: "rnn" | "lstm"): Tensor => line([N, D], ...published[kind].features);
