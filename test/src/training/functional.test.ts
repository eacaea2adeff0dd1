// Training of models that branch, against Keras 3 in float64; save and load; one batch at a time.
import assert from "node:assert/strict";
import * as nn from "../../../src/nn/index.ts";
import { sgd } from "../../../src/optim/index.ts";
import { seed, type Tensor, tensor } from "../../../src/tensor/index.ts";
import { type FunctionalModel, functional, loadModel, sequential } from "../../../src/training/index.ts";
import { assertClose } from "../close.ts";
import { keras3Functional } from "../fixture.ts";
import { attending, branches, masked } from "../functional-models.ts";

type Name = "attending" | "branches" | "masked";
const float64 = { dtype: "float64" } as const;
const quiet = { verbose: 0, shuffle: false, batchSize: 2 } as const;

const cases: Record<Name, readonly [make: () => nn.FunctionalOptions, compiled: object]> = {
  branches: [
    branches,
    { loss: ["mse", "mae"], lossWeights: { score: 0.3, answer_of_the_network: 1 }, metrics: [["mae"], ["mse"]] },
  ],
  masked: [masked, { loss: "mse", metrics: ["mae"] }],
  attending: [attending, { loss: ["mse", "mse"] }],
};

function compiled(name: Name): FunctionalModel {
  const [make, options] = cases[name];
  const model = functional({ ...make(), ...float64 });
  model.setWeights(keras3Functional[name].weights as number[][]);
  model.compile({ ...options, optimizer: sgd(0.125) } as never);
  return model;
}

function dataOf(name: Name): readonly [x: never, y: never] {
  const { inputs, targets } = keras3Functional[name];
  const one = <T>(list: readonly T[]) => (list.length > 1 ? list : list[0]!);
  return [one(inputs) as never, one(targets) as never];
}

describe("functional: training against Keras", () => {
  for (const name of ["attending", "branches", "masked"] as const) {
    const fixture = keras3Functional[name];
    it(`${name}: evaluate, history and the weights after two epochs`, async () => {
      const model = compiled(name);
      const [x, y] = dataOf(name);
      const evaluated = model.evaluate(x, y, { batchSize: 2 }) as Record<string, number>;
      for (const [measure, value] of Object.entries(fixture.evaluated))
        assertClose(evaluated[measure], value, 1e-6, measure); // Keras measures in float32
      const { history } = (await model.fit(x, y, { ...quiet, epochs: 2 })) as { history: Record<string, number[]> };
      for (const [measure, values] of Object.entries(fixture.history))
        assertClose([...history[measure]!], values, 1e-6, measure);
      assertClose(
        model.getWeights().map(w => w.toArray()),
        fixture.trained,
        1e-8,
      );
    });
  }

  it("measures go by the names of outputs, in camelCase too; lists and names mean the same", () => {
    const model = compiled("branches");
    const { inputs, targets } = keras3Functional.branches;
    const [[steps, facts], [answer, score]] = [inputs, targets] as never as [number[][], number[][]];
    const byName = model.evaluate({ steps, facts } as never, { score, answer_of_the_network: answer } as never);
    const byList = model.evaluate([steps, facts] as never, [answer, score] as never);
    assert.deepEqual({ ...byName }, { ...byList });
    assert.deepEqual(Object.keys(byList), [
      "loss",
      "answerOfTheNetworkLoss",
      "answerOfTheNetworkMae",
      "scoreLoss",
      "scoreMse",
    ]);
    const [a, b] = model.predict([steps, facts] as never) as Tensor[];
    assert.deepEqual([a!.shape, b!.shape], [[6, 2], [6, 1]]); // biome-ignore format: a line
  });

  it("goes on after save and load with identical numbers", async () => {
    for (const name of ["attending", "branches", "masked"] as const) {
      const [x, y] = dataOf(name);
      const model = compiled(name);
      await model.fit(x, y, { ...quiet, epochs: 2, shuffle: true });
      const loaded = loadModel(JSON.parse(JSON.stringify(model.save()))) as unknown as FunctionalModel;
      for (const one of [model, loaded]) await one.fit(x, y, { ...quiet, epochs: 2, shuffle: true });
      assert.deepEqual(
        loaded.getWeights().map(w => w.toArray()),
        model.getWeights().map(w => w.toArray()),
      );
      assert.deepEqual(loaded.evaluate(x, y), model.evaluate(x, y));
    }
    const damaged = JSON.parse(JSON.stringify(compiled("masked").save()));
    damaged.calls[0].inputs = [];
    assert.throws(() => loadModel(damaged), /check/i);
  });

  it("trainOnBatch is a step of fit", async () => {
    const [x, y] = dataOf("branches");
    const [one, other] = [compiled("branches"), compiled("branches")];
    const { loss } = one.trainOnBatch(x, y);
    const { history } = await other.fit(x, y, { verbose: 0, shuffle: false });
    assert.equal(loss, history.loss![0]);
    assert.deepEqual(
      one.getWeights().map(w => w.toArray()),
      other.getWeights().map(w => w.toArray()),
    );
    const chain = sequential([nn.dense(1, { inputShape: [2] })]);
    assert.throws(() => chain.trainOnBatch([[1, 2]], [[1]]), /trainOnBatch expects a compiled model/);
    chain.compile({ loss: "mse", optimizer: "sgd" });
    const before = chain.trainOnBatch([[1, 2]], [[1]]).loss;
    assert.ok(chain.trainOnBatch([[1, 2]], [[1]]).loss < before);
    // Tensors that somebody gives stay: the memory of fit's own batches is freed.
    const [input, target] = [tensor([[1, 2]]), tensor([[1]])];
    const losses = [1, 2, 3].map(() => chain.trainOnBatch(input, target).loss);
    assert.equal(new Set(losses).size, 3);
    assert.deepEqual([input.toArray(), target.toArray()], [[[1, 2]], [[1]]]);
  });

  it("refuses losses, metrics and data that do not fit, before a step", async () => {
    const model = functional({ ...branches(), ...float64 });
    const optimizer = "adam";
    for (const [options, message] of [
      [{ loss: ["mse"], optimizer }, /list of 2 losses, answer_of_the_network, score, but got 1/],
      [{ loss: { score: "mse", answer: "mse" }, optimizer }, /losses by the names .*, but got answer/],
      [{ loss: "mse", metrics: ["mae"], optimizer }, /a list of metrics for each output/],
      [{ loss: "mse", lossWeights: [1, Number.NaN], optimizer }, /numbers ≥ 0, but got NaN/],
      [{ loss: ["mse", "binaryCrossentropy"], optimizer }, /score|dense\(1\)/],
      [{ loss: "mse", optimizer, weights: 1 }, /compile expects options out of/],
    ] as const)
      assert.throws(() => model.compile(options as never), message);
    model.compile({ loss: "mse", optimizer });
    const [x, y] = dataOf("branches") as never as [number[][][], number[][][]];
    await assert.rejects(model.fit([x[0]!] as never, y as never), /list of 2 inputs/);
    await assert.rejects(model.fit(x as never, [y[0]!, y[1]!.slice(1)] as never), /one target for each sample/);
    await assert.rejects(model.fit(x as never, y as never, { classWeight: [1, 2] }), /a model of one output/);
  });

  it("a shared layer of one's own is saved and loaded by customLayers", () => {
    class Doubled extends nn.Layer {
      override forward(x: Tensor): Tensor {
        return this.ready(x).mul(2);
      }
      override config() {
        return this.baseConfig();
      }
    }
    const start = nn.input({ shape: [3] });
    const twice = new Doubled();
    const model = functional({ inputs: start, outputs: nn.dense(1).call(twice.call(twice.call(start))) });
    const saved = model.save();
    const x = seed(0).normal(0, 1, [4, 3]);
    const loaded = loadModel(saved, { customLayers: { Doubled } });
    assertClose((loaded.predict(x) as Tensor).toArray(), model.predict(x).toArray(), 0);
    assertClose(model.predict(tensor([[0, 0, 0]])).toArray(), [[0]], 0);
    assert.throws(() => loadModel(saved), /one of your own say how it is made/);
  });
});
