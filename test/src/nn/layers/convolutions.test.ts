// Convolutions, pooling, batch normalization, flatten, reshape and lambda: against Keras 3 with every gradient, in models,
// saved, in summaries, behind masks.
import assert from "node:assert/strict";
import * as nn from "../../../../src/nn/index.ts";
import { adam } from "../../../../src/optim/index.ts";
import { seed, type Tensor, tensor, zeros } from "../../../../src/tensor/index.ts";
import { loadModel, sequential } from "../../../../src/training/index.ts";
import { assertClose } from "../../close.ts";
import { assertGradientsOf, unevenSum } from "../../finite-differences.ts";
import { keras3Convolutions as fixtures } from "../../fixture.ts";

const mask = [[1, 1, 0, 0], [1, 1, 1, 0]]; // biome-ignore format: a matrix
const layers: Record<string, () => nn.Layer> = {
  conv1d: () => nn.conv1d(3, 2),
  "conv1d strided": () => nn.conv1d(3, 3, { strides: 2, padding: "same", activation: "relu" }),
  "conv1d causal": () => nn.conv1d(2, [3], { padding: "causal", dilationRate: 2, useBias: false }),
  conv2d: () => nn.conv2d(3, [2, 3]),
  "conv2d same": () => nn.conv2d(2, 3, { strides: [2, 1], padding: "same" }),
  "conv2d dilated": () => nn.conv2d(2, 2, { dilationRate: [2, 1], activation: "tanh" }),
  maxPooling1d: () => nn.maxPooling1d(2),
  "maxPooling1d same": () => nn.maxPooling1d(3, { strides: 2, padding: "same" }),
  averagePooling1d: () => nn.averagePooling1d(3, { strides: 1 }),
  "averagePooling1d same": () => nn.averagePooling1d(3, { strides: 2, padding: "same" }),
  maxPooling2d: () => nn.maxPooling2d([2, 1]),
  "averagePooling2d same": () => nn.averagePooling2d(2, { padding: "same" }),
  globalMaxPooling1d: () => nn.globalMaxPooling1d(),
  globalAveragePooling1d: () => nn.globalAveragePooling1d(),
  "globalAveragePooling1d masked": () => nn.globalAveragePooling1d(),
  globalMaxPooling2d: () => nn.globalMaxPooling2d(),
  globalAveragePooling2d: () => nn.globalAveragePooling2d(),
  "batchNormalization training": () => nn.batchNormalization({ momentum: 0.75 }),
  batchNormalization: () => nn.batchNormalization(),
  "batchNormalization sequence": () => nn.batchNormalization({ momentum: 0.5, epsilon: 0.01 }),
  "batchNormalization masked": () => nn.batchNormalization({ momentum: 0.5 }),
  "batchNormalization plain": () => nn.batchNormalization({ center: false, scale: false }),
};

describe("layers equal Keras's, with every gradient", () => {
  for (const [name, { x: given, weights, output, gradients, after, parameters }] of Object.entries(fixtures))
    for (const [dtype, precision] of [["float64", 1e-10], ["float32", 2e-5]] as const) // biome-ignore format: a table
      it(`${name}, ${dtype}`, () => {
        // Keras divides by the sum of the mask + 1e-7.
        const tolerance = name.endsWith("Normalization masked") ? Math.max(precision, 1e-7) : precision;
        const layer = layers[name]!();
        const x = tensor(given, { dtype, requiresGrad: true });
        const context = {
          training: /training|sequence|plain|masked/.test(name),
          ...(name.endsWith("masked") ? { mask: tensor(mask, { dtype }) } : {}),
        };
        layer.forward(x); // makes the weights
        layer.parameters().forEach(({ parameter }, i) => {
          parameter.assign(tensor(weights[i]!, { dtype }));
        });
        const y = layer.forward(x, context);
        unevenSum(y).backward();
        assertClose(y, output, tolerance);
        assert.deepEqual(y.shape.slice(1), layer.outputShape);
        const learned = layer.parameters().filter(({ parameter }) => parameter.trainable);
        assertClose([x.grad, ...learned.map(({ parameter }) => parameter.grad)], gradients, tolerance);
        assertClose(layer.parameters().map(({ parameter }) => parameter), after, tolerance); // biome-ignore format: a line
        assert.equal(nn.countParameters(layer), parameters);
      });
});

describe("layers of windows", () => {
  it("count what does not fit as Keras does, and refuse what cannot be", () => {
    const shape = (layer: nn.Layer, ...inputShape: (number | null)[]) => layer.build(inputShape, { rng: seed(0), dtype: "float32" }); // biome-ignore format: a line
    assert.deepEqual(shape(nn.conv1d(4, 3), null, 2), [null, 4]);
    assert.deepEqual(shape(nn.conv1d(4, 3, { strides: 2 }), 9, 2), [4, 4]);
    assert.deepEqual(shape(nn.conv2d(4, 2, { strides: 2, padding: "same" }), 5, null, 1), [3, null, 4]);
    assert.throws(() => shape(nn.conv1d(4, 6), 5, 2), /conv1d\(4, 6\) expects at least as many places as its window has, but got 5/); // biome-ignore format: a line
    assert.throws(
      () => shape(nn.conv1d(4, 2), 5),
      /conv1d\(4, 2\) expects \(None, T, channels\).*, but got \(None, 5\)/,
    );
    assert.throws(() => shape(nn.maxPooling2d(), 5, 2), /maxPooling2d\(2 × 2\) expects \(None, rows, columns, channels\), but got \(None, 5, 2\)/); // biome-ignore format: a line
    assert.throws(() => nn.conv2d(4, [2, 0]), /conv2d expects kernelSize to be a whole number ≥ 1, or 2 of them, but got \[2, 0\]/); // biome-ignore format: a line
    assert.throws(
      () => nn.conv2d(4, 2, { padding: "causal" }),
      /conv2d knows the paddings valid, same, but got "causal"/,
    );
    assert.throws(() => nn.conv1d(4, 2, { stride: 2 } as object), /did you mean strides\?/);
    assert.throws(() => nn.maxPooling1d(2, { poolSize: 3 } as object), /maxPooling1d expects options out of/);
    assert.throws(
      () => nn.globalMaxPooling1d({ keepdims: true } as object),
      /globalMaxPooling1d expects options out of/,
    );
  });

  it("a causal convolution reads no later step, and no masked one", () => {
    const conv = nn.conv1d(2, 3, { padding: "causal", dilationRate: 2 });
    const x = seed(1).normal(0, 1, [1, 6, 2], { requiresGrad: true });
    conv.forward(x).select(1, 3).sum().backward();
    assert.ok(
      x
        .grad!.slice(4, 6, { axis: 1 })
        .values()
        .every(g => g === 0),
    );
    const padded = x.detach().slice(0, 4, { axis: 1 }).toArray() as number[][][];
    padded[0]!.push([NaN, 1], [7, NaN]);
    const keeps = tensor([[1, 1, 1, 1, 0, 0]]);
    assertClose(conv.forward(padded, { mask: keeps }).slice(0, 4, { axis: 1 }), conv.forward(x).slice(0, 4, { axis: 1 }), 1e-6); // biome-ignore format: a line
    assert.equal(conv.computeMask(x, keeps), keeps);
  });

  it("refuse to lose a mask", () => {
    const model = (layer: nn.Layer) =>
      new nn.Sequential([nn.masking({ inputShape: [4, 2] }), layer]).forward(zeros([1, 4, 2]).add([[[1], [1], [0], [0]]])); // biome-ignore format: a matrix
    for (const layer of [nn.maxPooling1d(), nn.averagePooling1d(), nn.flattenLayer(), nn.reshapeLayer([2, 4])])
      assert.throws(() => model(layer), /would lose the mask of the steps before it/);
    assert.throws(() => model(nn.conv1d(2, 2)), /conv1d\(2, 2\) expects padding "same" or "causal" and strides of 1/);
    assert.deepEqual(model(nn.globalMaxPooling1d()).toArray(), [[1, 1]]);
    model(nn.conv1d(2, 2, { padding: "same" }));
  });
});

describe("flattenLayer, reshapeLayer and lambda", () => {
  const x = tensor([[[1, 2, 3], [4, 5, 6]]]); // biome-ignore format: a matrix
  it("keep the order of the numbers", () => {
    assert.deepEqual(nn.flattenLayer().forward(x).toArray(), [[1, 2, 3, 4, 5, 6]]);
    const layer = nn.reshapeLayer([3, -1]);
    assert.deepEqual(layer.forward(x).toArray(), [[[1, 2], [3, 4], [5, 6]]]); // biome-ignore format: a matrix
    assert.deepEqual(layer.outputShape, [3, 2]);
    assert.throws(() => nn.reshapeLayer([4, -1]).forward(x), /reshapeLayer\(\[4, -1\]\) expects a multiple of 4 numbers a sample, but got \(None, 2, 3\)/); // biome-ignore format: a line
    assert.throws(() => nn.reshapeLayer([5]).forward(x), /expects 5 numbers a sample/);
    assert.throws(() => nn.reshapeLayer([-1, -1]), /at most one −1/);
    assert.throws(() => nn.reshapeLayer(6 as never), /but got 6/);
    assert.throws(() => nn.flattenLayer({ order: "F" } as object), /flattenLayer expects options out of/);
  });

  it("a function knows the shape that it gives, and passes gradients on", () => {
    const mean = (x: Tensor) => x.mean(1);
    const model = sequential([nn.lambda(mean, { inputShape: [null, 3] }), nn.dense(2)], { dtype: "float64" });
    assert.deepEqual(model.layers[0]!.outputShape, [3]);
    assert.deepEqual(nn.lambda((x: Tensor) => x.mul(x)).build([null, 2], { rng: seed(0), dtype: "float32" }), [
      null,
      2,
    ]);
    const input = new nn.Parameter(seed(0).normal(0, 1, [2, 4, 3], { dtype: "float64" }));
    assertGradientsOf(() => model.forward(input), { input, model });
    assert.throws(
      () => model.save(),
      /save cannot write down lambda\(mean\), since a function is no data; write a layer of your own/,
    );
    assert.throws(() => nn.lambda("mean" as never), /lambda expects a function of a tensor, x => …, but got "mean"/);
    assert.throws(() => nn.lambda(() => 3 as never).forward(x), /to give a tensor \[batch, \.\.\.\] for one, but for \[2, \.\.\.\] it gave none/); // biome-ignore format: a line
    assert.throws(() => nn.lambda((x: Tensor) => x.sum()).forward(x), /it gave \[\]/);
  });
});

describe("a model of them", () => {
  const made = () => {
    const model = sequential(
      [
        nn.conv2d(3, 3, { activation: "relu", inputShape: [8, 8, 1] }),
        nn.batchNormalization({ momentum: 0.5 }),
        nn.maxPooling2d(),
        nn.reshapeLayer([9, 3]),
        nn.conv1d(4, 2, { padding: "same", activation: "gelu" }),
        nn.averagePooling1d(3),
        nn.flattenLayer(),
        nn.dense(2, { activation: "softmax" }),
      ],
      { name: "net", seed: 2 },
    );
    model.compile({ loss: "sparseCategoricalCrossentropy", optimizer: adam(0.02), metrics: ["accuracy"] });
    return model;
  };
  // Bars: rows are lit in class 0, columns in class 1.
  const rng = seed(4);
  const ids = Array.from({ length: 48 }, (_, i) => i % 2);
  const images = ids.map(id => {
    const at = rng.integers(0, 8);
    return Array.from({ length: 8 }, (_, r) =>
      Array.from({ length: 8 }, (_, c) => [Number((id === 0 ? r : c) === at)]),
    );
  });

  it("learns, is saved, and goes on with the same numbers", async () => {
    const model = made();
    const { history } = await model.fit(images, ids, { epochs: 12, batchSize: 16, verbose: 0 });
    assert.ok(history.accuracy!.at(-1)! > 0.9, String(history.accuracy));
    const loaded = loadModel(JSON.parse(JSON.stringify(model.save())));
    assert.deepEqual(loaded.predict(images).toArray(), model.predict(images).toArray());
    const [a, b] = await Promise.all([model, loaded].map(each => each.fit(images, ids, { verbose: 0 })));
    assert.deepEqual(a!.history, b!.history);
    const { norm } = model.layers[1] as nn.BatchNormalization;
    assert.ok(norm!.movingMean.values().some(value => value !== 0));
  });

  it("counts as Keras counts, under Keras's names", () => {
    const model = made();
    // 3·3·1·3 + 3, 4·3, 2·3·4 + 4, 12·2 + 2
    assert.deepEqual(model.layers.map(layer => [layer.name, nn.countParameters(layer)]), [["conv2d", 30], ["batch_normalization", 12], ["max_pooling2d", 0], ["reshape", 0], ["conv1d", 28], ["average_pooling1d", 0], ["flatten", 0], ["dense", 26]]); // biome-ignore format: a table
  });

  it("of batch normalization learns half of its numbers, and none where it is frozen", () => {
    const layer = nn.batchNormalization({ inputShape: [3] });
    const model = sequential([layer], { name: "net", dtype: "float64" });
    const learned = () => model.parameters().filter(({ parameter }) => parameter.trainable).map(({ path }) => path.split(".").at(-1)); // biome-ignore format: a line
    assert.deepEqual(learned(), ["gamma", "beta"]);
    const printed: string[] = [];
    const { log } = console;
    console.log = (line: unknown) => void printed.push(String(line));
    try {
      model.summary();
    } finally {
      console.log = log;
    }
    // Keras: the moving mean and variance are the non-trainable ones.
    assert.match(printed.join("\n"), /Total params: 12\b.*\nTrainable params: 6\b.*\nNon-trainable params: 6\b/);
    layer.trainable = false;
    assert.deepEqual(learned(), []);
    const x = seed(0).normal(3, 1, [4, 3], { dtype: "float64" });
    model.run(x, { training: true });
    assert.deepEqual(layer.norm!.movingMean.toArray(), [0, 0, 0]); // Keras's frozen layer predicts
    layer.trainable = true;
    assert.deepEqual(learned(), ["gamma", "beta"]);
    model.run(x, { training: true });
    assert.ok(layer.norm!.movingMean.values().every(value => value > 0));
  });

  it("starts from the variance that Glorot's formula gives a convolution", () => {
    const kernel = nn.glorotUniform([3, 3, 16, 32], seed(0), "float64").values();
    const limit = Math.sqrt(6 / (9 * 16 + 9 * 32)); // Keras's compute_fans
    assert.ok(kernel.every(w => Math.abs(w) <= limit));
    assert.ok(kernel.some(w => Math.abs(w) > 0.99 * limit));
  });
});

describe("BatchNorm within a recurrence", () => {
  it("normalizes the hidden vectors of each step by that step's statistics, and predicts by the moving ones", () => {
    const [T, options] = [3, { dtype: "float64" }] as const;
    const model = {
      cell: new nn.RNNCell(2, 4, { ...options, rng: seed(1) }),
      norms: Array.from({ length: T }, () => new nn.BatchNorm(4, { ...options, momentum: 0 })),
    };
    const x = seed(2).normal(0, 1, [5, T, 2], options);
    const run = (training: boolean) => {
      let h = zeros([5, 4], options);
      return model.norms.map((norm, t) => {
        h = norm.forward(model.cell.forward(x.select(1, t), h), { training });
        return h;
      });
    };
    const learned = run(true);
    for (const h of learned) {
      assertClose(h.mean(0), [0, 0, 0, 0], 1e-12);
      assertClose(h.mul(h).mean(0), [1, 1, 1, 1], 0.01);
    }
    // With momentum 0 the moving statistics are those of this batch.
    for (const [t, h] of run(false).entries()) assertClose(h, learned[t], 1e-12);
    assertGradientsOf(
      () => run(true).at(-1)!,
      [model.cell, ...model.norms.flatMap(({ gamma, beta }) => [gamma!, beta!])],
    );
    assert.throws(
      () => model.norms[0]!.forward(x.select(1, 0), {} as never),
      /to be told whether it learns from this batch/,
    );
    assert.throws(() => new nn.BatchNorm(2, { momentum: 2 }), /momentum from 0 to 1, but got 2/);
    assert.throws(() => nn.batchNormalization({ epsilon: 0 }), /epsilon > 0, but got 0/);
    assert.throws(() => nn.batchNormalization({ axis: 1 } as object), /batchNormalization expects options out of/);
  });
});
