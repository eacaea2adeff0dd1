// Every kind of layer, and models within, in a functional model: it trains, is saved and loaded, and trains on alike.
import assert from "node:assert/strict";
import * as nn from "../../../src/nn/index.ts";
import { seed, type Tensor, where, zeros } from "../../../src/tensor/index.ts";
import { functional, loadModel, sequential } from "../../../src/training/index.ts";
import { assertClose } from "../close.ts";

type Symbolic = nn.SymbolicTensor;

/** Word ids from numbers: 1 where the first feature is positive, else 0. */
class Ids extends nn.Layer {
  override createWeights([steps]: nn.SampleShape): nn.SampleShape {
    return [steps!];
  }
  forward(x: Tensor): Tensor {
    return where(this.ready(x).at(":", ":", 0).greater(0), 1, 0).add(zeros(x.shape.slice(0, 2), { dtype: x.dtype }));
  }
  override config() {
    return this.baseConfig();
  }
}

/** From a sequence [4, 2] to anything that a dense layer reads. */
const cases: Record<string, (x: Symbolic) => Symbolic> = {
  attention: x => nn.attention({ score: "additive", units: 3 }).call([x, nn.gru(2, { returnSequences: true }).call(x)]),
  "attention of several heads": x => nn.attention({ score: "multiHead", heads: 2, units: 4 }).call([x, x]),
  averagePooling1d: x => nn.averagePooling1d(2).call(x),
  averagePooling2d: x => nn.averagePooling2d(2).call(nn.reshapeLayer([2, 2, 2]).call(x)),
  batchNormalization: x => nn.batchNormalization().call(x),
  bidirectional: x => nn.bidirectional(nn.lstm(2, { dropout: 0.2 })).call(x),
  conv1d: x => nn.conv1d(3, 2, { padding: "causal", activation: "relu", kernelRegularizer: "l2" }).call(x),
  conv2d: x => nn.conv2d(3, 2).call(nn.reshapeLayer([2, 2, 2]).call(x)),
  dropout: x => nn.dropout(0.3).call(x),
  embedding: x => nn.gru(2).call(nn.embedding(3, 2, { maskZero: true }).call(new Ids().call(x))),
  globalAveragePooling1d: x => nn.globalAveragePooling1d().call(x),
  globalMaxPooling2d: x => nn.globalMaxPooling2d().call(nn.reshapeLayer([2, 2, 2]).call(x)),
  layerNormalization: x => nn.layerNormalization().call(x),
  masking: x => nn.simpleRNN(2).call(nn.masking({ maskValue: 1 }).call(x)),
  maxPooling1d: x => nn.maxPooling1d(2).call(x),
  repeatVector: x => nn.repeatVector(2).call(nn.gru(2, { recurrentDropout: 0.2 }).call(x)),
  timeDistributed: x => nn.timeDistributed(nn.dense(2)).call(x),
  "a sequential within": x => sequential([nn.dropout(0.2), nn.lstm(2)], { name: "within", dtype: "float64" }).call(x),
  "a functional model within, twice": x => {
    const at = nn.input({ shape: [4, 2] });
    const outputs = nn.activation("tanh").call(nn.dense(2).call(nn.lstm(3, { returnSequences: true }).call(at)));
    const within = functional({ inputs: at, outputs, name: "within", dtype: "float64" });
    return within.call(within.call(x));
  },
};

describe("functional: every layer trains, is saved and loaded", () => {
  const [x, y] = [
    seed(1).normal(0, 1, [6, 4, 2], { dtype: "float64" }),
    seed(2).normal(0, 1, [6, 2], { dtype: "float64" }),
  ];
  for (const [name, connect] of Object.entries(cases))
    it(name, async () => {
      const start = nn.input({ shape: [4, 2] });
      const end = nn.dense(2).call(nn.flattenLayer().call(connect(start)));
      const model = functional({ inputs: start, outputs: end, dtype: "float64", seed: 3 });
      model.compile({ loss: "mse", optimizer: "adam" });
      await model.fit(x, y, { batchSize: 2, verbose: 0 });
      const again = loadModel(JSON.parse(JSON.stringify(model.save())) as ReturnType<typeof model.save>, {
        customLayers: { Ids },
      });
      assertClose(again.predict(x), model.predict(x), 0);
      for (const one of [model, again]) await one.fit(x, y, { batchSize: 4, verbose: 0, epochs: 2 });
      for (const [i, weight] of again.getWeights().entries())
        assertClose(weight, model.getWeights()[i], 0, `weight ${i}`);
    });

  it("a model that shares a layer with one within is not saved, since loaded it would have two", () => {
    const at = nn.input({ shape: [3] });
    const layer = nn.dense(3, { name: "common" });
    const within = functional({ inputs: at, outputs: layer.call(at), name: "within" });
    const outer = functional({ inputs: at, outputs: layer.call(within.call(at)) });
    assert.throws(() => outer.save(), /save expects each layer once, but within and common share weights/);
  });

  it("a loss that does not fit the end of a model within is refused, and word ids that are none", async () => {
    const within = sequential([nn.dense(2, { activation: "softmax", inputShape: [3] })], { name: "within" });
    const outer = sequential([within]);
    assert.throws(() => outer.compile({ loss: nn.crossEntropy, optimizer: "sgd" }), /expects logits .* softmax/);
    const words = sequential([nn.embedding(5, 2, { inputShape: [2] }), nn.flattenLayer()], { name: "words" });
    const reader = sequential([words, nn.dense(1)]);
    reader.compile({ loss: "mse", optimizer: "sgd" });
    await assert.rejects(reader.fit([[1, 9]], [[1]], { verbose: 0 }), /9/);
  });
});
