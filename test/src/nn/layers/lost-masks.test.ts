// A layer that would lose a mask is refused when it is added or called, before there are numbers.
import assert from "node:assert/strict";
import * as nn from "../../../../src/nn/index.ts";
import { ones, type Tensor, tensor, zeros } from "../../../../src/tensor/index.ts";

const refused: readonly [make: () => nn.Layer, message: RegExp][] = [
  [
    () => nn.maxPooling1d(),
    /maxPooling1d\(2\) would lose the mask of the steps before it; leave the mask out, or take/,
  ],
  [() => nn.averagePooling1d(2), /averagePooling1d\(2\) would lose the mask/],
  [() => nn.flattenLayer(), /flattenLayer\(\) would lose the mask/],
  [() => nn.reshapeLayer([2, 4]), /reshapeLayer\(\[2, 4\]\) would lose the mask/],
  [() => nn.conv1d(2, 2), /conv1d\(2, 2\) expects padding "same" or "causal" and strides of 1 behind a mask/],
  [() => nn.conv1d(2, 2, { padding: "same", strides: 2 }), /expects padding "same" or "causal" and strides of 1/],
];

/** What becomes of a mask of sequences [2, 4, 2], and of none. */
const layers: Record<string, () => nn.Layer> = {
  activation: () => nn.activation("tanh"),
  batchNormalization: () => nn.batchNormalization(),
  bidirectional: () => nn.bidirectional(nn.gru(2, { returnSequences: true })),
  "bidirectional, the last state": () => nn.bidirectional(nn.gru(2)),
  "conv1d, causal": () => nn.conv1d(2, 2, { padding: "causal" }),
  dense: () => nn.dense(3),
  dropout: () => nn.dropout(0.5),
  globalAveragePooling1d: () => nn.globalAveragePooling1d(),
  globalMaxPooling1d: () => nn.globalMaxPooling1d(),
  gru: () => nn.gru(2, { returnSequences: true }),
  lambda: () => nn.lambda(x => x.mul(2)),
  layerNormalization: () => nn.layerNormalization(),
  "lstm, the last state": () => nn.lstm(2),
  masking: () => nn.masking(),
  rnn: () => nn.rnn(new nn.GRUCell(2, 3), { returnSequences: true }),
  "rnn, the last state": () => nn.rnn(new nn.GRUCell(2, 3)),
  timeDistributed: () => nn.timeDistributed(nn.dense(3)),
};

describe("masks that would be lost", () => {
  for (const [make, message] of refused)
    it(`${make().describe()} is refused by add and by call, and the model stays as it was`, () => {
      const model = new nn.Sequential([nn.masking({ inputShape: [4, 2] }), nn.gru(2, { returnSequences: true })]);
      const before = [model.layers.length, JSON.stringify(model.rng.state)];
      assert.throws(() => model.add(make()), message);
      assert.deepEqual([model.layers.length, JSON.stringify(model.rng.state)], before);
      model.add(nn.globalAveragePooling1d());
      assert.deepEqual(model.forward(ones([1, 4, 2])).shape, [1, 2]);

      const unshaped = new nn.Sequential([nn.embedding(5, 2, { maskZero: true })]);
      assert.throws(() => unshaped.add(make()), message);
      const steps = nn.embedding(5, 2, { maskZero: true }).call(nn.input({ shape: [4] }));
      assert.throws(() => make().call(nn.dense(2).call(steps)), message);
      new nn.Sequential([nn.embedding(5, 2, { inputShape: [4] }), make()]); // no mask, nothing to lose
    });

  it("concatenate along time is refused at its call, along features it is not", () => {
    const x = nn.masking().call(nn.input({ shape: [4, 2] }));
    assert.throws(() => nn.concatenate({ axis: 1 }).call([x, x]), /joins masked sequences along their features only/);
    assert.ok(nn.concatenate().call([x, nn.input({ shape: [4, 3] })]).masked);
    assert.throws(() => nn.flattenLayer().call(nn.concatenate().call([x, x])), /would lose the mask/);
  });

  it("attention has the mask of its queries, and needs none for a vector", () => {
    const x = nn.masking().call(nn.input({ shape: [4, 2] }));
    assert.ok(nn.attention().call([x, x]).masked);
    nn.flattenLayer().call(nn.attention().call([nn.input({ shape: [4, 2] }), x]));
    assert.equal(nn.attention().call([nn.input({ shape: [2] }), x]).masked, false);
  });

  for (const [name, make] of Object.entries(layers))
    it(`${name}: what is said beforehand is what comes`, () => {
      const mask = tensor([[1, 1, 0, 0], [1, 1, 1, 1]]); // biome-ignore format: a matrix
      for (const given of [mask, undefined]) {
        const layer = make();
        const x = zeros([2, 4, 2]).add(1);
        layer.forward(x, { training: false, mask: given });
        assert.equal(layer.givesMask(given !== undefined), layer.computeMask(x, given) !== undefined);
      }
    });

  it("of a layer of one's own that makes a mask itself nothing is said beforehand", () => {
    class Own extends nn.Layer {
      forward(x: Tensor): Tensor {
        return this.ready(x);
      }
      override computeMask(_x: Tensor, mask: Tensor | undefined) {
        return mask;
      }
    }
    const model = new nn.Sequential([nn.masking({ inputShape: [4, 2] }), new Own(), nn.flattenLayer()]);
    assert.throws(() => model.forward(ones([1, 4, 2])), /would lose the mask/);
  });
});
