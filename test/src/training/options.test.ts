// An option that nobody reads is told by every function that takes options, with the known ones and the nearest.
import assert from "node:assert/strict";
import { gradientCheck } from "../../../src/diagnostics/index.ts";
import * as nn from "../../../src/nn/index.ts";
import { seed, tensor } from "../../../src/tensor/index.ts";
import {
  earlyStopping,
  generate,
  loadModel,
  samplingProbabilities,
  sequential,
  train,
} from "../../../src/training/index.ts";

type Options = Record<string, unknown>;
const x = [[1, 2]];
const compiled = () => {
  const model = sequential([nn.dense(1, { inputShape: [2] })]);
  model.compile({ loss: "mse", optimizer: "sgd" });
  return model;
};
const cell = new nn.RNNCell(2, 3);
const sequence = seed(0).normal(0, 1, [4, 2]);

/** What takes options, one of its own written otherwise, and what it should have been. */
const takers: Record<string, readonly [take: (options: never) => unknown, wrong: Options, near: string]> = {
  RNNCell: [o => new nn.RNNCell(2, 3, o), { Activation: "relu" }, "activation"],
  LSTMCell: [o => new nn.LSTMCell(2, 3, o), { forget_bias: 0 }, "forgetBias"],
  GRUCell: [o => new nn.GRUCell(2, 3, o), { resetafter: true }, "resetAfter"],
  JordanCell: [o => new nn.JordanCell(2, 3, 1, o), { outputactivation: "tanh" }, "outputActivation"],
  Linear: [o => new nn.Linear(2, 3, o), { Bias: false }, "bias"],
  Embedding: [o => new nn.Embedding(2, 3, o), { dType: "float64" }, "dtype"],
  Dropout: [o => new nn.Dropout(0.5, o), { rgn: seed(0) }, "rng"],
  LayerNorm: [o => new nn.LayerNorm(3, o), { eps: 1 }, ""],
  unroll: [o => nn.unroll(cell, sequence, o), { initial_state: 0 }, "initialState"],
  dense: [o => nn.dense(3, o), { input_shape: [2] }, "inputShape"],
  embedding: [o => nn.embedding(3, 2, o), { mask_zero: true }, "maskZero"],
  simpleRNN: [o => nn.simpleRNN(3, o), { return_sequences: true }, "returnSequences"],
  lstm: [o => nn.lstm(3, o), { returnSequence: true }, "returnSequences"],
  gru: [o => nn.gru(3, o), { go_backwards: true }, "goBackwards"],
  bidirectional: [o => nn.bidirectional(nn.gru(3), o), { merge_mode: "sum" }, "mergeMode"],
  timeDistributed: [o => nn.timeDistributed(nn.dense(3), o), { names: "x" }, "name"],
  activation: [o => nn.activation("tanh", o), { inputshape: [2] }, "inputShape"],
  dropout: [o => nn.dropout(0.1, o), { sed: 3 }, "seed"],
  masking: [o => nn.masking(o), { mask_value: 1 }, "maskValue"],
  repeatVector: [o => nn.repeatVector(2, o), { nmae: "x" }, "name"],
  layerNormalization: [o => nn.layerNormalization(o), { Epsilon: 1 }, "epsilon"],
  "lstm.call": [o => nn.lstm(3).call([sequence.toArray()] as never, o), { traning: true }, "training"],
  sequential: [o => sequential([], o), { sead: 3 }, "seed"],
  "sequential by options alone": [o => sequential(o), { d_type: "float64" }, "dtype"],
  compile: [o => compiled().compile(o), { loss: "mse", optimiser: "sgd" }, "optimizer"],
  fit: [o => compiled().fit(x, [[1]], o), { batch_size: 3 }, "batchSize"],
  evaluate: [o => compiled().evaluate(x, [[1]], o), { batchsize: 3 }, "batchSize"],
  predict: [o => compiled().predict(x, o), { batchsize: 3 }, "batchSize"],
  summary: [o => compiled().summary(o), { lay_out: "keras3" }, "layout"],
  save: [o => compiled().save(o), { include_optimizer: false }, "includeOptimizer"],
  loadModel: [o => loadModel(compiled().save(), o), { customLayer: {} }, "customLayers"],
  earlyStopping: [o => earlyStopping(o), { min_delta: 1 }, "minDelta"],
  train: [o => train(cell, [1], o).next(), { optimizer: "sgd", epoch: 3 }, "epochs"],
  samplingProbabilities: [o => samplingProbabilities(tensor([1, 2]), o), { top_k: 1 }, "topK"],
  generate: [o => generate(() => ({ logits: tensor([1, 2]), state: sequence }), o), { maximun: 3 }, "maximum"],
  gradientCheck: [o => gradientCheck(() => tensor([1]).sum(), cell, o), { tolerence: 1 }, "tolerance"],
  crossEntropy: [o => nn.crossEntropy(tensor([[1, 2]]), [0], o), { maks: [1] }, "mask"],
};

describe("training: options", () => {
  for (const [name, [take, wrong, near]] of Object.entries(takers))
    it(`${name} tells one that it does not know`, async () => {
      const message = near === "" ? /but got eps$/ : new RegExp(`but got \\w+; did you mean ${near}\\?$`);
      await assert.rejects(async () => take(wrong as never), { name: "RangeError", message });
    });

  it("are a plain object", async () => {
    assert.throws(() => nn.dense(3, "relu" as never), /Dense expects options by name, \{ inputShape: …, name: … \}, but got "relu"/);
    await assert.rejects(compiled().fit(x, [[1]], 10 as never), /fit expects options by name, \{ epochs, .* \}, but got 10/);
    assert.throws(() => compiled().compile(undefined as never), /compile expects options, .*, but got none/);
    const metrics = "accuracy" as never;
    assert.throws(() => compiled().compile({ loss: "mse", optimizer: "sgd", metrics }), /metrics to be a list, \["accuracy"\], but got "accuracy"/);
  }); // biome-ignore format: messages
});
