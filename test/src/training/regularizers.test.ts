// Regularizers against Keras 3 in float64: in the loss of evaluate, trainOnBatch and fit, and in every gradient.
import assert from "node:assert/strict";
import * as nn from "../../../src/nn/index.ts";
import { sgd } from "../../../src/optim/index.ts";
import { seed, type Tensor, tensor } from "../../../src/tensor/index.ts";
import { functional, loadModel, sequential, train } from "../../../src/training/index.ts";
import { captured } from "../captured.ts";
import { assertClose } from "../close.ts";
import { keras3Regularizers, type Numbers } from "../fixture.ts";

const { l1, l2, l1l2 } = nn;
const every = {
  kernelRegularizer: l1(1 / 64),
  recurrentRegularizer: l2(1 / 32),
  biasRegularizer: l1l2({ l1: 1 / 128, l2: 3 / 64 }),
};
const inputShape = [4, 2];

const chains: Record<string, () => nn.AnyLayer[]> = {
  dense: () => [
    nn.dense(3, { activation: "tanh", kernelRegularizer: l1(1 / 128), biasRegularizer: l2(1 / 128), inputShape: [3] }),
    nn.dense(2, { kernelRegularizer: { l1: 1 / 64, l2: 1 / 32 }, activityRegularizer: l1(3 / 64) }),
  ],
  simpleRNN: () => [nn.simpleRNN(3, { activityRegularizer: l2(1 / 128), ...every, inputShape }), nn.dense(2)],
  lstm: () => [nn.lstm(3, { ...every, inputShape }), nn.dense(2)],
  gru: () => [
    nn.gru(3, { returnSequences: true, activityRegularizer: l2(1 / 64), ...every, inputShape }),
    nn.gru(2, every),
  ],
  bidirectional: () => [
    nn.bidirectional(nn.lstm(2, { activityRegularizer: l2(1 / 64), ...every, inputShape })),
    nn.dense(2),
  ],
  ofBoth: () => [nn.bidirectional(nn.simpleRNN(2, { inputShape }), { activityRegularizer: l1(1 / 64) }), nn.dense(2)],
  conv1d: () => [
    nn.conv1d(3, 2, {
      kernelRegularizer: l2(1 / 64),
      biasRegularizer: l1(1 / 8),
      activityRegularizer: l1(1 / 128),
      inputShape,
    }),
    nn.activation("tanh", { activityRegularizer: l2(1 / 64) }),
    nn.globalAveragePooling1d(),
    nn.dense(2),
  ],
  timeDistributed: () => [
    nn.timeDistributed(nn.dense(2, { kernelRegularizer: l1(1 / 16), inputShape })),
    nn.timeDistributed(nn.dense(2), { activityRegularizer: l2(1 / 8) }),
  ],
  embedding: () => [nn.embedding(5, 2, { embeddingsRegularizer: l2(1 / 64), inputShape: [4] }), nn.simpleRNN(2)],
  frozen: () => [
    nn.dense(3, { kernelRegularizer: l2(0.5), trainable: false, inputShape: [3] }),
    nn.dense(2, { kernelRegularizer: l2(1 / 8) }),
  ],
};

function several() {
  const x = nn.input({ shape: [2] });
  const shared = nn.dense(2, { activation: "tanh", kernelRegularizer: l2(1 / 16), activityRegularizer: l2(1 / 32) });
  const h = shared.call(shared.call(x));
  const outputs = [nn.dense(1, { biasRegularizer: l1(1 / 8), name: "a" }).call(h), nn.dense(2, { name: "b" }).call(h)];
  return { inputs: x, outputs };
}

type DType = "float32" | "float64";
const compiled = (name: string, dtype: DType) => {
  const { weights } = keras3Regularizers[name]!;
  if (name === "several") {
    const model = functional({ ...several(), dtype });
    model.setWeights(weights as number[][]);
    model.compile({ loss: ["mse", "mae"], optimizer: sgd(0.125) });
    return model;
  }
  const model = sequential(chains[name]!(), { dtype });
  model.setWeights(weights as number[][]);
  model.compile({ loss: "mse", optimizer: sgd(0.125) });
  return model;
};

describe("regularizers against Keras", () => {
  for (const [dtype, close] of [["float64", 1e-10], ["float32", 2e-5]] as const) // biome-ignore format: a line
    for (const name of [...Object.keys(chains), "several"])
      it(`${name} in ${dtype}: evaluate, trainOnBatch and two epochs of fit`, async () => {
        const fixture = keras3Regularizers[name]!;
        const [x, y] = [fixture.x as never, fixture.y as never];
        const model = compiled(name, dtype);
        const near = dtype === "float64" ? 1e-6 : close; // what Keras measures is rounded to float32
        assertClose(model.evaluate(x, y, { batchSize: 2 }).loss, fixture.evaluate.loss, near);
        const { loss } = model.trainOnBatch(x, y);
        assertClose(loss, fixture.loss, close);
        assertClose(loss, fixture.onBatch.loss, near);
        const learned = nn.parametersOf(model).filter(({ parameter }) => parameter.trainable);
        for (const [i, { path, parameter }] of learned.entries())
          assertClose(parameter.grad, fixture.gradients[i], close, path);
        const { history } = await model.fit(x, y, { verbose: 0, shuffle: false, batchSize: 2, epochs: 2 });
        assertClose(history.loss, fixture.history.loss, near);
        for (const [i, weight] of model.getWeights().entries())
          assertClose(weight, fixture.after[i], close, `weight ${i}`);
      });

  it("of several outputs only the sum has them", () => {
    const { x, y, onBatch } = keras3Regularizers.several!;
    const measured: Record<string, number> = compiled("several", "float64").trainOnBatch(x as never, y as never);
    const penalties = measured.loss! - measured.aLoss! - measured.bLoss!;
    assertClose(penalties, onBatch.loss! - onBatch.a_loss! - onBatch.b_loss!, 1e-6);
  });

  it("train of a compiled model has them too", async () => {
    const { x, y, loss: expected, gradients } = keras3Regularizers.lstm!;
    const model = compiled("lstm", "float64") as ReturnType<typeof sequential>;
    const batch = { x: tensor(x as number[], { dtype: "float64" }), y: tensor(y as number[], { dtype: "float64" }) };
    for await (const { loss } of train(model, [batch], { optimizer: sgd(0.125) })) assertClose(loss, expected, 1e-10); // biome-ignore format: a line
    for (const [i, { parameter }] of nn.parametersOf(model).entries()) assertClose(parameter.grad, gradients[i], 1e-10);
  });
});

describe("regularizers", () => {
  it("are what the formula says: 0.1 · (1 + 2) + 0.2 · (1 + 4)", () => {
    const layer = nn.dense(1, {
      kernelRegularizer: l1l2({ l1: 0.1, l2: 0.2 }),
      biasRegularizer: "l2",
      inputShape: [2],
    });
    layer.setWeights([[[1], [-2]], [3]]);
    const penalties = nn.weightPenalties(layer);
    assert.deepEqual(penalties.map(penalty => penalty.shape), [[], []]); // biome-ignore format: a line
    assertClose(penalties.map(penalty => penalty.item()), [1.3, 0.09], 1e-6); // biome-ignore format: a line
    layer.trainable = false;
    assert.deepEqual(nn.weightPenalties(layer), []);
  });

  it("stay when a model is saved, which then trains on alike; summary shows no difference", async () => {
    const { x, y, after } = keras3Regularizers.gru!;
    const model = compiled("gru", "float64");
    model.trainOnBatch(x as never, y as never);
    const text = JSON.stringify(model.save());
    const again = loadModel(JSON.parse(text));
    await again.fit(x as never, y as never, { verbose: 0, shuffle: false, batchSize: 2, epochs: 2 });
    for (const [i, weight] of again.getWeights().entries()) assertClose(weight, after[i], 1e-10, `weight ${i}`);
    assert.match(text, /"recurrentRegularizer":\{"l1":0,"l2":0\.03125\}/);
    const plain = sequential([nn.gru(3, { returnSequences: true, inputShape }), nn.gru(2)]);
    assert.deepEqual(await captured(() => model.summary()), await captured(() => plain.summary())); // biome-ignore format: a line
  });

  it("may be functions of one's own, which save refuses", () => {
    const seen: (readonly number[])[] = [];
    const own = (w: Tensor) => {
      seen.push(w.shape);
      return w.mul(w).sum().mul(0.5);
    };
    const model = sequential([nn.dense(1, { kernelRegularizer: own, useBias: false, inputShape: [2] })], { dtype: "float64" }); // biome-ignore format: a line
    model.setWeights([[[1], [2]]]);
    model.compile({ loss: "mse", optimizer: sgd(0.5) });
    assert.equal(model.trainOnBatch([[0, 0]], [[0]]).loss, 2.5);
    assert.deepEqual(model.getWeights()[0]!.toArray(), [[0.5], [1]]); // w − 0.5 · w
    assert.deepEqual(seen, [[2, 1]]);
    assert.throws(() => model.save(), /config\(\) of dense\(1\) to give plain data .* as kernelRegularizer/);
  });

  it("a layer of one's own adds to the loss by addLoss", () => {
    class Thrifty extends nn.Layer {
      forward(x: Tensor, { addLoss }: nn.CallContext = { training: false }) {
        addLoss?.(x.sum());
        return this.ready(x);
      }
    }
    const model = sequential([new Thrifty({ inputShape: [2] }), nn.dense(1)], { seed: 1 });
    model.compile({ loss: "mse", optimizer: "sgd" });
    const target = model.predict([[1, 2]]);
    assertClose(model.evaluate([[1, 2]], target).loss, 3, 1e-6);
    assert.deepEqual(new Thrifty().call([[1, 2]]).toArray(), [[1, 2]]);
  });

  it("penalties of padding alone count nothing, as its loss", () => {
    const model = sequential([
      nn.embedding(3, 2, { maskZero: true, embeddingsRegularizer: "l2", inputShape: [2] }),
      nn.simpleRNN(2, { returnSequences: true }),
    ]);
    model.compile({ loss: "mse", optimizer: "sgd" });
    const before = model.getWeights().map(weight => weight.toArray());
    assert.throws(() => model.trainOnBatch([[0, 0]], [[[0, 0], [0, 0]]]), /all of them are masked/); // biome-ignore format: a line
    assert.deepEqual(model.getWeights().map(weight => weight.toArray()), before); // biome-ignore format: a line
  });

  it("what is none is refused, with who, expected and got", () => {
    const refused = (make: () => unknown, message: RegExp) => assert.throws(make, message);
    refused(() => nn.dense(2, { kernelRegularizer: "l3" as never }), /Dense \(kernelRegularizer\) knows the regularizers l1, l2, .* but got "l3"/); // biome-ignore format: a line
    refused(() => nn.lstm(2, { recurrentRegularizer: 0.01 as never }), /recurrentRegularizer\) expects a regularizer such as l2\(0\.01\), but got 0\.01/); // biome-ignore format: a line
    refused(() => nn.gru(2, { biasRegularizer: { l2: -1 } as never }), /expects l2 to be a number ≥ 0, but got -1/);
    refused(() => nn.conv1d(2, 2, { kernelRegularizer: { l5: 1 } as never }), /l5/);
    refused(() => nn.flattenLayer({ activityRegularizer: [] as never }), /activityRegularizer\) expects a regularizer/);
    refused(() => l2(Number.NaN), /l2 expects l2 to be a number ≥ 0, but got NaN/);
    refused(() => l1l2({ l3: 1 } as never), /l1l2 .*l3/);
    refused(() => nn.dense(2, { recurrentRegularizer: l2() } as never), /recurrentRegularizer/);
    refused(
      () => nn.timeDistributed(nn.dense(2, { activityRegularizer: l2() })),
      /timeDistributed expects the activityRegularizer among its own options/,
    );
    const own = sequential([nn.dense(1, { kernelRegularizer: () => 3 as never, inputShape: [1] })]);
    own.compile({ loss: "mse", optimizer: "sgd" });
    refused(() => own.trainOnBatch([[1]], [[1]]), /a regularizer of your own is expected to return a tensor with one number, but gave 3/); // biome-ignore format: a line
  });

  it("tensors of a step are freed with them, and the memory of a function of one's own stays", () => {
    const kept: Tensor[] = [];
    const rng = seed(0);
    const [x, y] = [rng.normal(0, 1, [4, 3, 2]), rng.normal(0, 1, [4, 2])];
    const keep = (h: Tensor) => {
      kept.push(h);
      return h.sum();
    };
    const model = sequential([nn.simpleRNN(2, { activityRegularizer: keep, inputShape: [3, 2] })]);
    model.compile({ loss: "mse", optimizer: "sgd" });
    model.trainOnBatch(x, y);
    const values = kept[0]!.toArray() as Numbers;
    model.trainOnBatch(x, y);
    assert.deepEqual(kept[0]!.toArray(), values);
  });
});
