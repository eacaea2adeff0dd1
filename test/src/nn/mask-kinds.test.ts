// A mask may be given in any form: numbers, booleans, typed arrays, or a tensor of the other dtype. The result is the same.
import assert from "node:assert/strict";
import * as nn from "../../../src/nn/index.ts";
import { booleanMask, seed, Tensor, type TensorLike, tensor, where } from "../../../src/tensor/index.ts";
import { binaryAccuracy, ctcGreedyDecode, sparseCategoricalAccuracy } from "../../../src/training/index.ts";

const kept = [
  [1, 1, 1],
  [1, 1, 0],
];

/** Everything that takes a mask [2, 3], for a sequence [2, 3, 2]. */
const calls: Record<string, (x: Tensor, mask: TensorLike) => unknown> = {
  simpleRNN: (x, mask) => nn.simpleRNN(2).call(x, { mask }),
  lstm: (x, mask) => nn.lstm(2, { returnSequences: true }).call(x, { mask }),
  bidirectional: (x, mask) => nn.bidirectional(nn.lstm(2, { returnSequences: true })).call(x, { mask }),
  "bidirectional, ave": (x, mask) =>
    nn.bidirectional(nn.gru(2, { returnSequences: true }), { mergeMode: "ave" }).call(x, { mask }),
  "bidirectional, forward": (x, mask) =>
    nn.bidirectional(nn.gru(2, { returnSequences: true })).forward(x, { training: false, mask: mask as Tensor }),
  rnn: (x, mask) => nn.rnn((size, { dtype }) => new nn.GRUCell(size, 3, { dtype })).call(x, { mask }),
  timeDistributed: (x, mask) => nn.timeDistributed(nn.dense(2)).call(x, { mask }),
  globalAveragePooling1d: (x, mask) => nn.globalAveragePooling1d().call(x, { mask }),
  "globalAveragePooling1d, forward": (x, mask) => nn.globalAveragePooling1d().forward(x, { mask: mask as Tensor }),
  globalMaxPooling1d: (x, mask) => nn.globalMaxPooling1d().call(x, { mask }),
  conv1d: (x, mask) => nn.conv1d(2, 2, { padding: "same" }).call(x, { mask }),
  batchNormalization: (x, mask) => nn.batchNormalization().call(x, { mask, training: true }),
  BatchNorm: (x, mask) => new nn.BatchNorm(2, { dtype: x.dtype }).forward(x, { training: true, mask }),
  softmaxLayer: (x, mask) => nn.softmaxLayer({ axis: 1 }).call(x, { mask }),
  Sequential: (x, mask) =>
    new nn.Sequential([nn.bidirectional(nn.gru(2, { returnSequences: true }))], { dtype: x.dtype }).run(x, {
      masks: [mask as Tensor],
    }).output,
  functional: (x, mask) => {
    const sequence = nn.input({ shape: [3, 2] });
    const outputs = nn.bidirectional(nn.gru(2, { returnSequences: true })).call(sequence);
    return new nn.Functional({ inputs: sequence, outputs, dtype: x.dtype }).forward(x, { masks: [mask as Tensor] });
  },
  unroll: (x, mask) => nn.unroll(new nn.LSTMCell(2, 3, { dtype: x.dtype }), x, { mask }).state.h,
  "unroll, step by step": (x, mask) =>
    nn.unroll(new nn.RNNCell(2, 3, { dtype: x.dtype, activation: z => z.sin() }), x, { mask }).state,
  DotAttention: (x, mask) => new nn.DotAttention().forward(x, x, { mask, causal: true }).context,
  MultiHeadAttention: (x, mask) => new nn.MultiHeadAttention(2, 1, { dtype: x.dtype }).forward(x, x, { mask }).context,
  maskedSoftmax: (x, mask) => nn.maskedSoftmax(x.at(":", ":", 0), mask),
  booleanMask: (x, mask) => booleanMask(x, mask),
  where: (x, mask) => where(mask, x.at(":", ":", 0), 0),
  meanSquaredError: (x, mask) => nn.meanSquaredError(x, x.mul(2), { mask }),
  crossEntropy: (x, mask) =>
    nn.crossEntropy(
      x,
      [
        [1, 0, 1],
        [1, 1, 0],
      ],
      { mask },
    ),
  ctc: (x, mask) => nn.ctc(x, [[1], [1]], { mask }),
  ctcGreedyDecode: (x, mask) => ctcGreedyDecode(x, { mask }),
  binaryAccuracy: (x, mask) => binaryAccuracy(x.greater(0), x.sigmoid(), { mask }),
  sparseCategoricalAccuracy: (x, mask) =>
    sparseCategoricalAccuracy(
      [
        [1, 0, 1],
        [1, 1, 0],
      ],
      x,
      { mask },
    ),
};

describe("masks of every kind", () => {
  for (const dtype of ["float32", "float64"] as const) {
    const x = seed(1).normal(0, 1, [2, 3, 2], { dtype });
    const masks: Record<string, TensorLike> = {
      booleans: kept.map(row => row.map(Boolean)),
      "typed arrays": kept.map(row => Uint8Array.from(row)),
      float32: tensor(kept),
      float64: tensor(kept, { dtype: "float64" }),
    };
    for (const [name, call] of Object.entries(calls))
      it(`${name} of ${dtype} takes it as it takes numbers`, () => {
        const expected = plain(call(x, kept));
        for (const [kind, mask] of Object.entries(masks)) {
          // `forward` of a layer is told a tensor; `call` makes one of anything.
          if (name.endsWith("forward") && !(mask instanceof Tensor)) continue;
          assert.deepEqual(plain(call(x, mask)), expected, kind);
        }
      });
  }
});

const plain = (value: unknown): unknown => (value instanceof Tensor ? value.toArray() : value);
