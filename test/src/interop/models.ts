// What the fixtures of other libraries hold, and models of the toolkit like theirs.
import { readFileSync } from "node:fs";
import type { DType } from "../../../src/backend/index.ts";
import * as nn from "../../../src/nn/index.ts";
import { broadcastTo, stack, type Tensor, tensor, zeros } from "../../../src/tensor/index.ts";
import type { Numbers } from "../fixture.ts";

const fixtures = new URL("../../fixtures/interop/", import.meta.url);

export const bytesOf = (file: string): Buffer => readFileSync(new URL(file, fixtures));

export interface Case {
  x: Numbers[];
  output: Numbers;
  target: Numbers[];
  losses: number[];
  after: Record<string, Numbers>;
}

export const torchCases: Record<string, Case> = JSON.parse(bytesOf("torch_models.json").toString());

interface Precision {
  dtype: DType;
}
const makeCell = {
  RNN: (d: number, u: number, p: Precision) => new nn.RNNCell(d, u, { ...p, recurrentBias: true, activation: "relu" }),
  LSTM: (d: number, u: number, p: Precision) => new nn.LSTMCell(d, u, { ...p, recurrentBias: true }),
  GRU: (d: number, u: number, p: Precision) => new nn.GRUCell(d, u, p),
};

/** As `Tagger` of torch_models.py: two layers, two directions. */
export function tagger(kind: keyof typeof makeCell, p: Precision) {
  const both = (inputs: number) => ({ forward: makeCell[kind](inputs, 4, p), backward: makeCell[kind](inputs, 4, p) });
  const tree = {
    embed: new nn.Embedding(7, 3, p),
    rnn: [both(3), both(8)],
    norm: new nn.LayerNorm(8, p),
    fc: new nn.Linear(8, 2, p),
  };
  const forward = (ids: Numbers[]): Tensor => {
    let xs = tree.embed.forward(ids as number[][]);
    for (const { forward: ahead, backward } of tree.rnn) {
      const cells = [ahead, backward] as nn.RNNCell[];
      const runs = cells.map((cell, i) => stack(nn.unroll(cell, xs, { reverse: i === 1 }).hidden, 1));
      xs = concatLast(runs);
    }
    return tree.fc.forward(tree.norm.forward(xs));
  };
  return { tree, forward };
}

/** As `Stepwise` of torch_models.py: cells called by hand. */
export function stepwise(p: Precision) {
  const two = { ...p, recurrentBias: true };
  const tree = {
    start: new nn.Parameter(zeros([4], p)),
    cells: [new nn.RNNCell(3, 4, two), new nn.LSTMCell(4, 5, two), new nn.GRUCell(5, 3, p)] as const,
    fc: new nn.Linear(3, 2, { ...p, bias: false }),
  };
  const forward = (given: Numbers[]): Tensor => {
    const x = tensor(given as number[], p);
    const [batch, steps] = x.shape as [number, number];
    const [rnn, lstm, gru] = tree.cells;
    let h = broadcastTo(tree.start, [batch, 4]);
    let c = lstm.zeroState([batch]);
    let g = gru.zeroState([batch]);
    const outputs = Array.from({ length: steps }, (_, t) => {
      h = rnn.forward(x.select(1, t), h);
      c = lstm.forward(h, c);
      g = gru.forward(c.h, g);
      return tree.fc.forward(g);
    });
    return stack(outputs, 1);
  };
  return { tree, forward };
}

const concatLast = (parts: readonly Tensor[]): Tensor =>
  stack(parts, 0).transpose([1, 2, 0, 3]).reshape([...parts[0]!.shape.slice(0, 2), parts[0]!.shape.at(-1)! * parts.length]); // biome-ignore format: a line
