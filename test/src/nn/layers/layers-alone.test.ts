// Layers by themselves: each can be called and counted without a model, and joins one only with weights of that model's own.
import assert from "node:assert/strict";
import * as nn from "../../../../src/nn/index.ts";
import { seed, type TensorLike, tensor } from "../../../../src/tensor/index.ts";
import { assertClose } from "../../close.ts";

const steps = seed(1).normal(0, 1, [2, 5, 4]);

describe("layers: one by itself", () => {
  const layers: Record<string, readonly [make: () => nn.Layer, x: TensorLike, shape: number[]]> = {
    dense: [() => nn.dense(2), [[1, 2, 3]], [1, 2]],
    "dense, with its inputShape": [() => nn.dense(2, { inputShape: [3] }), [[1, 2, 3]], [1, 2]],
    embedding: [() => nn.embedding(5, 2), [[1, 4, 0]], [1, 3, 2]],
    simpleRNN: [() => nn.simpleRNN(3), steps, [2, 3]],
    "lstm over steps": [() => nn.lstm(3, { returnSequences: true }), steps, [2, 5, 3]],
    gru: [() => nn.gru(3, { inputShape: [5, 4] }), steps, [2, 3]],
    bidirectional: [() => nn.bidirectional(nn.gru(3)), steps, [2, 6]],
    timeDistributed: [() => nn.timeDistributed(nn.dense(3)), steps, [2, 5, 3]],
    activation: [() => nn.activation("softmax"), [[1, 2]], [1, 2]],
    dropout: [() => nn.dropout(0.5), [[1, 2]], [1, 2]],
    masking: [() => nn.masking(), steps, [2, 5, 4]],
    repeatVector: [() => nn.repeatVector(3), [[1, 2]], [1, 3, 2]],
    layerNormalization: [() => nn.layerNormalization(), steps, [2, 5, 4]],
  };
  for (const [name, [make, x, shape]] of Object.entries(layers))
    it(`${name} is called without a model, the same each time`, () => {
      const layer = make();
      const y = layer.forward(x as never);
      assert.deepEqual(y.shape, shape);
      assertClose(layer.forward(x as never), y.toArray(), 0);
      assertClose(make().forward(x as never), y.toArray(), 0);
    });

  it("is counted and shown where its input shape is known", () => {
    assert.equal(nn.countParameters(nn.lstm(3, { inputShape: [5, 4] })), 4 * (3 * (4 + 3) + 3));
    assert.equal(nn.countParameters(nn.dense(2, { inputShape: [3] })), 8);
    assert.equal(nn.countParameters(nn.bidirectional(nn.gru(3, { inputShape: [5, 4] }))), 2 * 3 * (3 * (4 + 3) + 6));
    assert.equal(nn.countParameters(nn.timeDistributed(nn.dense(2), { inputShape: [5, 3] })), 8);
    assert.match(String(nn.dense(2, { inputShape: [3] })), /^dense\(2\): 8 parameters/);
    assert.throws(
      () => nn.countParameters(nn.dense(2, { inputShape: [0] })),
      /inputShape to be a shape such as .* but got \[0\]/,
    );
  });

  it("counted before it joins a model, it gets the weights that it would have got", () => {
    for (const make of [
      () => nn.lstm(3, { inputShape: [5, 4] }),
      () => nn.bidirectional(nn.lstm(3, { inputShape: [5, 4] })),
      () => nn.timeDistributed(nn.dense(2), { inputShape: [5, 4] }),
    ]) {
      const options = { seed: 7, dtype: "float64" } as const;
      const counted = make();
      nn.countParameters(counted);
      const model = new nn.Sequential([counted], options);
      assert.deepEqual(nn.saveWeights(model), nn.saveWeights(new nn.Sequential([make()], options)));
    }
  });

  it("called by itself, it keeps its weights and joins no model", () => {
    const layer = nn.dense(2, { inputShape: [3] });
    layer.forward([[1, 2, 3]]);
    const model = new nn.Sequential();
    assert.throws(
      () => model.add(layer),
      /dense\(2\) is already part of a model, or was given an input by itself; make a new/,
    );
    assert.throws(
      () => model.add(nn.timeDistributed(layer, { inputShape: [2, 3] })),
      /make a new layer for each place/,
    );
  });

  it("a layer that could not be added may be added elsewhere", () => {
    const inner = nn.dense(2);
    const wrapper = nn.timeDistributed(inner);
    const flat = new nn.Sequential([nn.dense(3, { inputShape: [2] })]);
    assert.throws(() => flat.add(wrapper), /expects a sequence/);
    new nn.Sequential([nn.repeatVector(2, { inputShape: [3] }), wrapper]);
    assert.deepEqual(inner.outputShape, [2]);
  });

  it("arrays are taken in the dtype of its weights; another is refused", () => {
    const layer = nn.dense(1);
    const x = tensor([[1, 2]], { dtype: "float64" });
    assert.equal(layer.forward(x).dtype, "float64");
    assert.equal(layer.forward([[1, 2]]).dtype, "float64");
    assert.throws(() => layer.forward(tensor([[1, 2]])), /expects float64 inputs, but got float32/);
  });

  it("says what it wraps, and how sizes are given", () => {
    assert.throws(() => nn.timeDistributed(nn.dense as never), /timeDistributed expects a layer such as dense\(10\), but got the function dense/);
    assert.throws(() => nn.bidirectional(3 as never), /bidirectional expects simpleRNN, lstm, gru or rnn, but got 3/);
    assert.throws(() => nn.lstm({ units: 3 } as never), /lstm expects units to be a whole number ≥ 1, but got \{ units \}; units stands by itself, before the options: lstm\(32, \{ … \}\)/);
    assert.throws(() => nn.embedding({ inputDim: 3 } as never, 2), /embedding expects inputDim .*: embedding\(32, 32, \{ … \}\)/);
    assert.throws(() => new nn.Sequential([nn.dense as never]), /add expects a layer such as .*, but got the function dense; call it/);
  }); // biome-ignore format: messages
});

describe("timeDistributed: a mask within it", () => {
  /** Two documents of three sentences of four words; 0 is padding, within sentences and as whole sentences. */
  const words = [
    [[1, 2, 0, 0], [3, 0, 0, 0], [0, 0, 0, 0]],
    [[4, 4, 1, 2], [2, 3, 1, 0], [1, 0, 0, 0]],
  ]; // biome-ignore format: sentences
  const float64 = { dtype: "float64" } as const;
  const model = () =>
    new nn.Sequential(
      [
        nn.timeDistributed(nn.embedding(5, 3, { maskZero: true }), { inputShape: [3, 4] }),
        nn.timeDistributed(nn.lstm(2)),
        nn.gru(2),
      ],
      float64,
    );

  it("reaches the layers within, and leaves out sentences of padding alone", () => {
    const made = model();
    const [embedding, lstm, gru] = made.layers as [nn.TimeDistributed, nn.TimeDistributed, nn.GRU];
    const expected = words.map(document => {
      const sentences = document
        .map(sentence => sentence.filter(word => word !== 0))
        .filter(sentence => sentence.length > 0)
        .map(sentence => {
          const vectors = (embedding.layer as nn.EmbeddingLayer).embedding!.forward(sentence);
          return nn.unroll((lstm.layer as nn.LSTM).cell!, vectors).state.h;
        });
      return nn.unroll(gru.cell!, sentences).state.toArray();
    });
    const x = tensor(words, float64);
    assertClose(made.forward(x), expected, 1e-12);
    const { mask } = new nn.Sequential(
      [
        nn.timeDistributed(nn.embedding(5, 3, { maskZero: true }), { inputShape: [3, 4] }),
        nn.timeDistributed(nn.simpleRNN(2)),
      ],
      float64,
    ).run(x);
    assert.deepEqual(mask!.toArray(), [[1, 1, 0], [1, 1, 1]]); // biome-ignore format: a matrix
  });

  it("padding in a sentence has no influence", () => {
    const made = model();
    const longer = words.map(document => document.map(sentence => [...sentence, 0]));
    const other = new nn.Sequential(
      [
        nn.timeDistributed(nn.embedding(5, 3, { maskZero: true }), { inputShape: [3, 5] }),
        nn.timeDistributed(nn.lstm(2)),
        nn.gru(2),
      ],
      float64,
    );
    assertClose(other.forward(tensor(longer, float64)), made.forward(tensor(words, float64)).toArray(), 1e-12);
  });

  it("of the time steps themselves goes on beside it", () => {
    const x = tensor([[[1, 1], [0, 0], [2, 0]]], float64); // biome-ignore format: a sequence
    const masked = new nn.Sequential([nn.masking({ inputShape: [3, 2] }), nn.timeDistributed(nn.dense(2))], float64);
    assert.deepEqual(masked.run(x).mask!.toArray(), [[1, 0, 1]]);
    const inner = nn.timeDistributed(nn.masking());
    const y = x.reshape([1, 3, 2, 1]);
    inner.forward(y);
    const outer = tensor([[1, 1, 0]], float64);
    assert.deepEqual(inner.computeMask(y, undefined)!.toArray(), [[[1, 1], [0, 0], [1, 0]]]); // biome-ignore format: a mask
    assert.deepEqual(inner.computeMask(y, outer)!.toArray(), [[[1, 1], [0, 0], [0, 0]]]); // biome-ignore format: a mask
  });
});
