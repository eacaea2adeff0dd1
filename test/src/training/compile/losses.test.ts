// compile with losses of logits and of probabilities: each trains on what the model gives, or is refused before training.
import assert from "node:assert/strict";
import * as nn from "../../../../src/nn/index.ts";
import { sgd } from "../../../../src/optim/index.ts";
import { oneHot, seed, type Tensor, tensor } from "../../../../src/tensor/index.ts";
import { type CompileOptions, loadModel, type MetricName, sequential, train } from "../../../../src/training/index.ts";
import { assertClose } from "../../close.ts";

const quiet = { verbose: 0, shuffle: false } as const;
const x = seed(1).normal(0, 1, [12, 4], { dtype: "float64" });
const ids = Array.from({ length: 12 }, (_, i) => i % 3);
const yes = ids.map(id => Number(id === 0));

const modelOf = (...last: nn.Layer[]) =>
  sequential([nn.dense(5, { activation: "tanh", inputShape: [4] }), ...last], { dtype: "float64", seed: 4 });

/** Losses and weights after some steps of one and of another way to say the same. */
async function assertSame(
  one: readonly [nn.Layer, CompileOptions["loss"], metric?: MetricName],
  other: readonly [nn.Layer, CompileOptions["loss"], metric?: MetricName],
  y: Tensor | number[] | number[][],
) {
  const runs = [one, other].map(async ([layer, loss, metric = "accuracy"]) => {
    const model = modelOf(layer);
    model.compile({ loss, optimizer: sgd(0.5), metrics: [metric] });
    const { history } = await model.fit(x, y, { ...quiet, epochs: 3, batchSize: 5 });
    return { history: [history.loss, Object.values(history)[1]], weights: model.getWeights(), model };
  });
  const [a, b] = await Promise.all(runs);
  a!.history.forEach((values, i) => {
    assertClose(values, b!.history[i], 1e-10);
  });
  for (const [i, weight] of a!.weights.entries()) assertClose(weight, b!.weights[i], 1e-10, `weight ${i}`);
  const [first, ...rest] = a!.history[0]!;
  assert.ok(rest.at(-1)! < first! && rest.at(-1)! >= 0, `it learns: ${a!.history[0]}`);
  return a!.model;
}

describe("compile: a loss of logits", () => {
  it("crossEntropy trains on logits as the loss of probabilities does behind softmax", async () => {
    const sparse = [nn.dense(3, { activation: "softmax" }), "sparseCategoricalCrossentropy"] as const;
    await assertSame([nn.dense(3), nn.crossEntropy], [nn.dense(3, { activation: "softmax" }), sparse[1]], ids);
    await assertSame([nn.dense(3), "crossEntropy"], sparse, ids);
  });

  it("crossEntropy takes one-hot targets too", () =>
    assertSame(
      [nn.dense(3), nn.crossEntropy],
      [nn.dense(3, { activation: "softmax" }), nn.categoricalCrossentropy],
      ids.map(id => [0, 1, 2].map(c => Number(c === id))),
    ));

  it("binaryCrossEntropyWithLogits counts a logit above 0 as a yes, with targets [n] or [n, 1]", async () => {
    const sigmoid = () => [nn.dense(1, { activation: "sigmoid" }), "binaryCrossentropy"] as const;
    for (const y of [yes, yes.map(one => [one])]) {
      await assertSame([nn.dense(1), nn.binaryCrossEntropyWithLogits], sigmoid(), y);
      const named = ["binary_cross_entropy_with_logits", "binary_accuracy"] as const;
      await assertSame([nn.dense(1), ...named], [...sigmoid(), "binaryAccuracy"], y);
    }
  });

  it("saves and loads by its name, and trains in train()", async () => {
    const model = modelOf(nn.dense(3));
    model.compile({ loss: nn.crossEntropy, optimizer: "sgd", metrics: ["accuracy"] });
    const loaded = loadModel(JSON.parse(JSON.stringify(model.save())));
    assert.deepEqual(loaded.evaluate(x, ids), model.evaluate(x, ids));
    const batch = { x, y: tensor(ids, { dtype: "float64" }) };
    for await (const { loss } of train(loaded, [batch], { optimizer: "sgd" }))
      assertClose(loss, model.evaluate(x, ids).loss, 1e-12);
  });

  it("checks class ids before the first step", async () => {
    const model = modelOf(nn.dense(3));
    model.compile({ loss: nn.crossEntropy, optimizer: "sgd" });
    await assert.rejects(model.fit(x, [...ids.slice(1), 3], quiet), /fit: targets of 3 classes.*3/);
  });
});

describe("compile refuses a loss that takes the output for something else", () => {
  const softmax = () => nn.dense(3, { activation: "softmax" });
  const sigmoid = () => nn.dense(3, { activation: "sigmoid" });
  const cases: Record<string, readonly [layers: () => nn.Layer[], loss: CompileOptions["loss"], RegExp]> = {
    "softmax, crossEntropy": [
      () => [softmax()],
      nn.crossEntropy,
      /^RangeError: compile: crossEntropy expects logits \(.*\), but dense\(3\) gives the probabilities of softmax; leave the activation out, or take .*"sparseCategoricalCrossentropy"/,
    ],
    "sigmoid, crossEntropy": [() => [sigmoid()], "crossEntropy", /logits .*probabilities of sigmoid; .*"binaryCrossentropy"/],
    "softmax in a layer of its own": [() => [nn.dense(3), nn.activation("softmax")], nn.crossEntropy, /activation\("softmax"\) gives/],
    "softmax at every step": [
      () => [nn.repeatVector(2), nn.timeDistributed(softmax())],
      nn.crossEntropy,
      /timeDistributed\(dense\(3\)\) gives the probabilities/,
    ],
    "softmax, dropped out": [() => [softmax(), nn.dropout(0.1)], nn.crossEntropy, /probabilities of softmax/],
    "sigmoid, logits of yes and no": [
      () => [nn.dense(1, { activation: "sigmoid" })],
      nn.binaryCrossEntropyWithLogits,
      /expects logits .*sigmoid; leave the activation out, .*"binaryCrossentropy"/,
    ],
    "one logit, crossEntropy": [() => [nn.dense(1)], nn.crossEntropy, /one for each class, but dense\(1\) gives only one; .*2 units, or/],
    "logits, categoricalCrossentropy": [
      () => [nn.dense(3)],
      "categorical_crossentropy",
      /categoricalCrossentropy expects probabilities of classes, but dense\(3\) has no activation, so it gives logits; give it activation: "softmax", or take the loss crossEntropy/,
    ],
    "logits, sparseCategoricalCrossentropy": [() => [nn.dense(3)], nn.sparseCategoricalCrossentropy, /sparse.* has no activation/],
    "logits, binaryCrossentropy": [() => [nn.dense(1)], "binaryCrossentropy", /activation: "sigmoid", or take the loss binaryCrossEntropyWithLogits/],
    "sigmoid, categorical": [() => [sigmoid()], "categoricalCrossentropy", /gives the probabilities of sigmoid; give it activation: "softmax", or/],
    "sigmoid of one, sparse": [() => [nn.dense(1, { activation: "sigmoid" })], "sparseCategoricalCrossentropy", /one class; .*activation: "sigmoid".*"binaryCrossentropy"/],
    "softmax of one": [() => [nn.dense(1, { activation: "softmax" })], "binaryCrossentropy", /softmax of one number is always 1/],
    "tanh, sparse": [() => [nn.dense(3, { activation: "tanh" })], "sparseCategoricalCrossentropy", /gives what tanh gives/],
    "an lstm, sparse": [() => [nn.repeatVector(2), nn.lstm(3)], "sparseCategoricalCrossentropy", /lstm\(3\) gives what tanh gives/],
  }; // biome-ignore format: a table
  for (const [name, [layers, loss, message]] of Object.entries(cases))
    it(name, async () => {
      const model = modelOf(...layers());
      assert.throws(() => model.compile({ loss, optimizer: "sgd" }), message);
      assert.ok(!model.isCompiled);
      // Layers that come after compile() are seen before the first step.
      const early = sequential({ dtype: "float64" });
      early.compile({ loss, optimizer: "sgd" });
      for (const layer of [nn.dense(5, { inputShape: [4] }), ...layers()]) early.add(layer);
      await assert.rejects(early.fit(x, ids, quiet), {
        message: new RegExp(message.source.replace("^RangeError: compile", "fit")),
      });
      assert.throws(() => early.evaluate(x, ids), /^RangeError: evaluate: /);
    });

  it("what fits passes: softmax of two with a binary loss, relu logits, mse of anything", () => {
    const fits: [nn.Layer, CompileOptions["loss"]][] = [
      [nn.dense(2, { activation: "softmax" }), "binaryCrossentropy"],
      [nn.dense(3, { activation: "relu" }), nn.crossEntropy],
      [nn.dense(3, { activation: "softmax" }), "mse"],
    ];
    for (const [layer, loss] of fits) modelOf(layer).compile({ loss, optimizer: "sgd" });
  });

  it("a layer of one's own that ends in softmax is seen by its output", async () => {
    class Squash extends nn.Layer {
      override readonly kind = "Squash";
      override describe = () => "squash";
      override createWeights = (shape: nn.SampleShape) => shape;
      override parts = () => [];
      override config = () => this.baseConfig();
      forward = (z: Tensor) => nn.activations.softmax(z);
    }
    const model = modelOf(nn.dense(3), new Squash({}));
    model.compile({ loss: nn.crossEntropy, optimizer: "sgd" });
    await assert.rejects(model.fit(x, ids, quiet), /fit: crossEntropy expects logits .*, but the output of the model gives the probabilities of softmax; leave softmax out/); // biome-ignore format: a line
  });

  it("a loss that returns no tensor, or several numbers", async () => {
    const returned: [unknown, RegExp][] = [
      [3, /fit expects a loss that returns a tensor with one number, but got 3; compute with tensors/],
      [undefined, /but got undefined/],
      [x, /but got a Tensor of shape \[12, 4\]/],
    ];
    for (const [value, message] of returned) {
      const model = modelOf(nn.dense(3));
      model.compile({ loss: (_yTrue, _yPred) => value as Tensor, optimizer: "sgd" });
      await assert.rejects(model.fit(x, ids, quiet), message);
    }
  });
});

describe("labels in a column, [n, 1]", () => {
  const column = ids.map(id => [id]);
  const refusals = {
    categoricalCrossentropy: /one-hot targets .* got \[\d+, 1\]; class ids without their last axis, tensor\(y\)\.squeeze\(-1\), want the loss "sparse/,
    sparseCategoricalCrossentropy: /class ids of shape \[\d+\] .* got \[\d+, 1\]; without their last axis they fit: tensor\(targets\)\.squeeze\(-1\)/,
    crossEntropy: /class ids of shape \[\d+\] .* got \[\d+, 1\]; without their last axis they fit/,
  } as const; // biome-ignore format: messages
  for (const [loss, message] of Object.entries(refusals))
    it(`${loss} says what to write`, async () => {
      const make = () => {
        const model = modelOf(nn.dense(3, loss === "crossEntropy" ? {} : { activation: "softmax" }));
        model.compile({ loss: loss as "crossEntropy", optimizer: "sgd" });
        return model;
      };
      await assert.rejects(make().fit(x, column, quiet), message);
      const flat = tensor(column).squeeze(-1);
      const targets = loss === "categoricalCrossentropy" ? oneHot(flat, 3) : flat;
      await make().fit(x, targets, quiet);
    });
});

describe("one-hot targets of fit", () => {
  it("are refused where they count, in whatever batch they stand, and not where a mask leaves them out", async () => {
    const words = [[1, 2], [2, 0], [1, 1]]; // biome-ignore format: sentences
    const hot = [[[1, 0], [0, 1]], [[0, 1], [0, 0]], [[1, 0], [0, 1]]]; // biome-ignore format: rows
    const make = (maskZero: boolean) => {
      const model = sequential([
        nn.embedding(3, 2, { maskZero, inputShape: [2] }),
        nn.dense(2, { activation: "softmax" }),
      ]);
      model.compile({ loss: "categoricalCrossentropy", optimizer: "sgd" });
      return model;
    };
    await make(true).fit(words, hot, { ...quiet, batchSize: 1 });
    await assert.rejects(make(false).fit(words, hot, { ...quiet, batchSize: 1 }), /probabilities.* with a sum of 0 at/);
    const sound = hot.map(rows => rows.map(([one]) => [one!, 1 - one!]));
    await make(false).fit(words, sound, { ...quiet, batchSize: 2, epochs: 2 });
  });
});
