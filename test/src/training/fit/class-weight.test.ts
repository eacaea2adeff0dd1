// fit({ classWeight }) against Keras's, and against the same weights given sample by sample.
import assert from "node:assert/strict";
import { type ClassWeight, dense, simpleRNN } from "../../../../src/nn/index.ts";
import { seed, tensor } from "../../../../src/tensor/index.ts";
import { sequential } from "../../../../src/training/index.ts";
import { assertClose } from "../../close.ts";
import { keras3Functions } from "../../fixture.ts";

const quiet = { verbose: 0, shuffle: false, batchSize: 3 } as const;

describe("fit: class weights", () => {
  const { x, y, kernel, bias, loss, after } = keras3Functions.classWeight;
  const made = () => {
    const model = sequential([dense(2, { activation: "softmax", inputShape: [3] })], { dtype: "float64" });
    model.compile({ loss: "sparseCategoricalCrossentropy", optimizer: "sgd" });
    model.setWeights([kernel, bias]);
    return model;
  };

  it("train as Keras's", async () => {
    for (const classWeight of [{ 0: 3, 1: 0.5 }, [3, 0.5], tensor([3, 0.5])] as ClassWeight[]) {
      const model = made();
      const { history } = await model.fit(x, y, { ...quiet, classWeight });
      assertClose(history.loss, loss, 1e-7);
      assertClose(model.getWeights().map(w => w.toArray()), after, 1e-12); // biome-ignore format: a line
    }
  });

  it("are sample weights by class, of ids, one-hot rows and steps, times the samples' own", async () => {
    const oneHot = y.map(id => [Number(id === 0), Number(id === 1)]);
    const outcome = async (
      targets: number[] | number[][],
      loss: "sparseCategoricalCrossentropy" | "categoricalCrossentropy",
      options: object,
    ) => {
      const model = made();
      model.compile({ loss, optimizer: "sgd" });
      await model.fit(x, targets, { ...quiet, ...options });
      return model.getWeights().map(w => w.toArray());
    };
    const own = [1, 2, 1, 0, 1, 0.5];
    const expected = await outcome(y, "sparseCategoricalCrossentropy", { sampleWeight: own.map((w, i) => w * (y[i] === 0 ? 1 : 5)) }); // biome-ignore format: a line
    for (const [targets, loss] of [[y, "sparseCategoricalCrossentropy"], [oneHot, "categoricalCrossentropy"]] as const) // biome-ignore format: a table
      assertClose(await outcome(targets, loss, { sampleWeight: own, classWeight: { 1: 5 } }), expected, 1e-14);
    const steps = sequential([simpleRNN(2, { activation: "softmax", returnSequences: true, inputShape: [3, 1] })]);
    steps.compile({ loss: "sparseCategoricalCrossentropy", optimizer: "sgd" });
    const [sequences, ids] = [seed(0).normal(0, 1, [2, 3, 1]), [[0, 1, 1], [1, 0, 0]]]; // biome-ignore format: a matrix
    const weights = steps.getWeights();
    const losses = [];
    for (const options of [
      { classWeight: [2, 3] },
      {
        sampleWeight: [
          [2, 3, 3],
          [3, 2, 2],
        ],
      },
    ]) {
      // biome-ignore format: a matrix
      steps.setWeights(weights);
      losses.push((await steps.fit(sequences, ids, { verbose: 0, ...options })).history.loss![0]!);
    }
    assertClose(losses[0], losses[1], 1e-6);
  });

  it("balanced: every class counts alike in sum, as scikit-learn computes it", async () => {
    const targets = [0, 0, 0, 0, 0, 1];
    const weights = async (classWeight: ClassWeight | "balanced") => {
      const model = made();
      await model.fit(x, targets, { ...quiet, classWeight });
      return model.getWeights().map(w => w.toArray());
    };
    // compute_class_weight("balanced", classes=[0, 1], y=[0, 0, 0, 0, 0, 1]) → [0.6, 3]
    assertClose(await weights("balanced"), await weights([0.6, 3]), 1e-15);
    const steps = sequential([simpleRNN(2, { activation: "softmax", returnSequences: true, inputShape: [3, 1] })]);
    steps.compile({ loss: "sparseCategoricalCrossentropy", optimizer: "sgd" });
    await assert.rejects(
      steps.fit(seed(0).normal(0, 1, [2, 3, 1]), [[0, 1, 1], [1, 0, 0]], { verbose: 0, classWeight: "balanced" }), // biome-ignore format: a line
      /one class a sample where classWeight is "balanced", but got targets of shape \[2, 3\]; give each class/,
    );
  });

  it("refuse what is no class", async () => {
    const refuses = (classWeight: unknown, expected: RegExp, targets: number[] = y) =>
      assert.rejects(made().fit(x, targets, { ...quiet, classWeight: classWeight as ClassWeight }), expected);
    await refuses([1], /fit expects a classWeight for each class, but got 1 and a target of 1/);
    await refuses({ a: 1 }, /classWeight for classes/);
    await refuses("balance", /fit expects classWeight as a list or by class, \{ 0: 1, 1: 5 \}, but got "balance"/);
    await refuses([1, -2], /classWeight to be numbers ≥ 0, but got -2 for class 1/);
    const regression = sequential([dense(1, { inputShape: [3] })]);
    regression.compile({ loss: "mse", optimizer: "sgd" });
    for (const classWeight of [[1, 2], "balanced"] as const)
      await assert.rejects(regression.fit(x, y.map(v => v + 0.5), { ...quiet, classWeight }), /targets that are classes .*, but got 0.5/); // biome-ignore format: a line
  });
});
