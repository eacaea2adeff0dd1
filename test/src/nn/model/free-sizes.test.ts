// The number of time steps of the first samples is open, as in Keras, unless a layer depends on it.
import assert from "node:assert/strict";
import * as nn from "../../../../src/nn/index.ts";
import { ones, seed, type Tensor, type TensorLike } from "../../../../src/tensor/index.ts";
import { functional, loadModel, sequential } from "../../../../src/training/index.ts";

const random = (...shape: number[]): Tensor => seed(3).normal(0, 1, shape);
const ids = (...shape: number[]): Tensor => seed(3).uniform(1, 9, shape).floor();
type Layers = () => nn.AnyLayer[];

class Scale extends nn.Layer {
  factor?: nn.Parameter;
  protected override createWeights(shape: nn.SampleShape) {
    this.factor = new nn.Parameter(ones([shape.at(-1)!]));
    return shape;
  }
  forward(x: TensorLike) {
    return this.ready(x).mul(this.factor!);
  }
}

/** One number for each time step of the first samples. */
class Positions extends nn.Layer {
  table?: nn.Parameter;
  protected override createWeights(shape: nn.SampleShape) {
    this.table = new nn.Parameter(ones([shape[0] ?? 1, 1]));
    return shape;
  }
  override describe() {
    return "positions()";
  }
  forward(x: TensorLike) {
    return this.ready(x).add(this.table!);
  }
}

/** Layers for samples [T, 2] or, of embeddings, [T]. */
const free: Record<string, { layers: Layers; of?: (...shape: number[]) => Tensor; rest?: number[] }> = {
  "lstm, dense": { layers: () => [nn.lstm(4, { returnSequences: true }), nn.dense(1)] },
  "the last state": { layers: () => [nn.gru(4), nn.dense(1)] },
  bidirectional: { layers: () => [nn.bidirectional(nn.simpleRNN(3)), nn.dense(1)] },
  "embedding, lstm, dense": { layers: () => [nn.embedding(9, 3), nn.lstm(4), nn.dense(9)], of: ids, rest: [] },
  "conv1d, globalAveragePooling1d": { layers: () => [nn.conv1d(2, 3), nn.globalAveragePooling1d(), nn.dense(1)] },
  "rnn of a cell": { layers: () => [nn.rnn(new nn.LSTMCell(2, 3)), nn.dense(1)] },
  "repeatVector after the last state": {
    layers: () => [nn.lstm(3), nn.repeatVector(4), nn.lstm(2, { returnSequences: true })],
  },
  timeDistributed: { layers: () => [nn.timeDistributed(nn.lstm(3)), nn.dense(1)], rest: [3, 2] },
  lambda: { layers: () => [nn.lambda(x => x.mul(2)), nn.gru(2)] },
  "a layer of one's own": { layers: () => [new Scale(), nn.lstm(2)] },
};

describe("the number of time steps of the first samples", () => {
  for (const [name, { layers, of = random, rest = [2] }] of Object.entries(free))
    it(`is open: ${name}`, () => {
      const model = sequential(layers());
      model.predict(of(3, 6, ...rest));
      const open = sequential(layers());
      open.build([null, ...rest]);
      for (const steps of [4, 9]) {
        const x = of(2, steps, ...rest);
        assert.deepEqual(model.predict(x).toArray(), open.predict(x).toArray());
      }
      assert.deepEqual(
        model.getWeights().map(w => w.toArray()),
        open.getWeights().map(w => w.toArray()),
      );
    });

  it("is open after fit, in a summary, and once saved and loaded", async () => {
    const model = sequential([nn.lstm(4, { returnSequences: true }), nn.dense(1)]);
    model.compile({ loss: "meanSquaredError", optimizer: "adam" });
    await model.fit(random(4, 6, 2), random(4, 6, 1), { verbose: 0 });
    await model.fit(random(4, 3, 2), random(4, 3, 1), { verbose: 0 });
    assert.deepEqual(model.inputShape, [null, 2]);
    const loaded = loadModel(JSON.parse(JSON.stringify(model.save())));
    const x = random(1, 8, 2);
    assert.deepEqual(loaded.predict(x).toArray(), model.predict(x).toArray());
  });

  it("is open for a stateful model, whose state goes on over pieces of different lengths", () => {
    const make = () => sequential([nn.gru(3, { stateful: true, returnSequences: true })], { seed: 4 });
    const [pieces, whole] = [make(), make()];
    const x = random(1, 7, 2);
    const parts = [x.slice(0, 5, { axis: 1 }), x.slice(5, 7, { axis: 1 })].map(part => pieces.predict(part));
    const joined = parts.flatMap(part => (part.toArray() as number[][][])[0]!).flat();
    whole
      .predict(x)
      .values()
      .forEach((value, i) => {
        assert.ok(Math.abs(value - joined[i]!) < 1e-6);
      });
  });

  it("is open for call, and in models within", () => {
    const inner = sequential([nn.lstm(3, { returnSequences: true })]);
    for (const steps of [6, 4]) assert.deepEqual(inner.call(random(2, steps, 2)).shape, [2, steps, 3]);
    const fresh = sequential([nn.lstm(3, { returnSequences: true })]);
    const outer = sequential([fresh, nn.dense(1)]);
    for (const steps of [6, 4]) assert.deepEqual(outer.predict(random(2, steps, 2)).shape, [2, steps, 1]);
    // Shared by a model whose length is known, it gives known sizes there.
    const x = nn.input({ shape: [5, 2] });
    const fixed = functional({ inputs: x, outputs: nn.dense(1).call(nn.flattenLayer().call(inner.call(x))) });
    assert.deepEqual(fixed.predict(random(2, 5, 2)).shape, [2, 1]);
  });

  it("is fixed where a layer depends on it, and the message names that layer", () => {
    const needs: [nn.AnyLayer[], string][] = [
      [[nn.flattenLayer(), nn.dense(3), nn.dense(1)], "dense(3)"],
      [[nn.permuteLayer([2, 1]), nn.dense(3)], "dense(3)"],
      [[nn.lstm(3, { returnSequences: true }), new Positions()], "positions()"],
    ];
    for (const [layers, who] of needs) {
      const model = sequential(layers);
      model.predict(random(3, 6, 2));
      assert.throws(() => model.predict(random(3, 5, 2)), {
        message:
          `sequential expects inputs of shape [batch, 6, 2], but got [3, 5, 2]; ${who} depends on the 6 of the first ` +
          "samples, so give all as many",
      });
    }
    const nested = sequential([sequential([nn.lstm(3, { returnSequences: true })]), nn.flattenLayer(), nn.dense(1)]);
    assert.deepEqual(nested.predict(random(3, 6, 2)).shape, [3, 1]);
  });

  it("is fixed where somebody said it, and the message says how to leave it open", () => {
    const model = sequential([nn.lstm(3, { inputShape: [6, 2] })]);
    assert.throws(() => model.predict(random(3, 5, 2)), {
      message:
        "sequential expects inputs of shape [batch, 6, 2], but got [3, 5, 2]; " +
        "a first layer with inputShape: [null, 2] takes any number",
    });
    const x = nn.input({ shape: [6, 2], name: "x" });
    assert.throws(() => functional({ inputs: x, outputs: nn.lstm(3).call(x) }).predict(random(3, 5, 2)), {
      message:
        "functional expects x of shape [batch, 6, 2], but got [3, 5, 2]; input({ shape: [null, 2] }) takes any number",
    });
    assert.throws(() => model.predict(random(3, 6, 1)), { message: /\[batch, 6, 2\], but got \[3, 6, 1\]$/ });
  });

  it("leaves a layer that draws from the model's generator its numbers", () => {
    const model = sequential([nn.dropout(0.5), nn.flattenLayer(), nn.dense(3)], { seed: 5 });
    model.predict(random(3, 6, 2));
    const told = sequential([nn.dropout(0.5, { inputShape: [6, 2] }), nn.flattenLayer(), nn.dense(3)], { seed: 5 });
    assert.deepEqual(
      model.getWeights().map(w => w.toArray()),
      told.getWeights().map(w => w.toArray()),
    );
    assert.deepEqual(model.rng.state, told.rng.state);
  });
});

describe("input() as the first of sequential", () => {
  it("is the inputShape of the first layer, as in Keras 3", () => {
    const model = sequential([nn.input({ shape: [null, 3] }), nn.lstm(4), nn.dense(2)]);
    const told = sequential([nn.lstm(4, { inputShape: [null, 3] }), nn.dense(2)]);
    assert.deepEqual(
      model.layers.map(({ name }) => name),
      ["lstm", "dense"],
    );
    const x = random(2, 5, 3);
    assert.deepEqual(model.predict(x).toArray(), told.predict(x).toArray());
    assert.deepEqual(JSON.stringify(model.save()), JSON.stringify(told.save()));
    const grown = sequential();
    grown.add(nn.input({ shape: [3] }));
    grown.add(nn.dense(2));
    assert.deepEqual(grown.inputShape, [3]);
  });

  it("stands there once, and says the same as the first layer", () => {
    const x = () => nn.input({ shape: [4, 2] });
    assert.throws(() => sequential([nn.lstm(2), x()]), /expects input\(\{ shape \}\) once, before its layers/);
    assert.throws(() => sequential([x(), x()]), /expects input\(\{ shape \}\) once/);
    assert.throws(() => sequential([nn.lstm(2).call(x())]), /got what one gave that was called; write the layers/);
    assert.throws(
      () => sequential([x(), nn.lstm(2, { inputShape: [3, 2] })]),
      /input says \(None, 4, 2\) and lstm\(2\) \(None, 3, 2\); leave one of them out/,
    );
  });
});
