// Models like those of keras_models.py and tfjs-models.js.
import type { DType } from "../../../src/backend/index.ts";
import * as nn from "../../../src/nn/index.ts";
import { functional, type SequentialModel, sequential } from "../../../src/training/index.ts";
import type { Numbers } from "../fixture.ts";
import { bytesOf } from "./models.ts";

export interface KerasCase {
  x: Numbers[];
  output: Numbers;
  target: Numbers[];
  losses: number[];
  after: Numbers[];
}

export const kerasCases: Record<string, KerasCase> = JSON.parse(bytesOf("keras_models.json").toString());

/** As `mix`: every layer with weights, names of one's own. */
export const mix = (dtype: DType): SequentialModel =>
  sequential(
    [
      nn.embedding(7, 3, { inputShape: [5] }),
      nn.bidirectional(nn.lstm(4, { returnSequences: true })),
      nn.dropout(0),
      nn.gru(5, { returnSequences: true }),
      nn.gru(3, { returnSequences: true, resetAfter: false, name: "old" }),
      nn.conv1d(4, 2, { padding: "causal" }),
      nn.batchNormalization(),
      nn.layerNormalization(),
      nn.timeDistributed(nn.dense(3, { activation: "tanh" })),
      nn.simpleRNN(4, { useBias: false }),
      nn.dense(2),
    ],
    { dtype },
  );

/** As `square`: all sizes equal. */
export const square = (dtype: DType): SequentialModel =>
  sequential(
    [
      nn.lstm(4, { inputShape: [4, 4], returnSequences: true }),
      nn.lstm(4),
      nn.dense(4),
      ...Array.from({ length: 10 }, () => nn.dense(4, { activation: "tanh" })),
    ],
    { dtype },
  );

/** As `branched`: two inputs, a layer that is called twice. */
export function branched(dtype: DType) {
  const [a, b] = [nn.input({ shape: [4, 3], name: "a" }), nn.input({ shape: [2], name: "b" })];
  const shared = nn.dense(3, { activation: "tanh" });
  const x = nn.gru(4).call(shared.call(shared.call(a)));
  const joined = nn.concatenate().call([x, nn.dense(2).call(b)]);
  return functional({ inputs: [a, b], outputs: nn.dense(1, { name: "out" }).call(joined), dtype });
}

/** As `nested`: a model that is a layer of another one. */
export function nested(dtype: DType): SequentialModel {
  const part = sequential([nn.dense(4, { inputShape: [3], activation: "tanh" }), nn.dense(2)], { dtype, name: "part" });
  const model = sequential([nn.lstm(3, { inputShape: [2, 3] }), nn.dense(3)], { dtype });
  model.add(part);
  model.add(nn.dense(5));
  return model;
}

/** As `mix` of tfjs-models.js. */
export const tfjsMix = (gates: nn.GRUOptions = {}): SequentialModel =>
  sequential([
    nn.embedding(7, 3, { inputShape: [5] }),
    nn.bidirectional(nn.lstm(4, { returnSequences: true })),
    nn.dropout(0),
    nn.gru(5, { returnSequences: true, resetAfter: false, ...gates }),
    nn.conv1d(4, 2, { padding: "same" }),
    nn.batchNormalization(),
    nn.layerNormalization(),
    nn.timeDistributed(nn.dense(3, { activation: "tanh" })),
    nn.simpleRNN(4, { useBias: false }),
    nn.dense(2),
  ]);
