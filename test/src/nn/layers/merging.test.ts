// Layers of several inputs: number by number, products along axes, and functions of one's own. Against Keras 3 in float64.
import assert from "node:assert/strict";
import * as nn from "../../../../src/nn/index.ts";
import { ones, type Tensor, tensor, zeros } from "../../../../src/tensor/index.ts";
import { functional, loadModel } from "../../../../src/training/index.ts";
import { assertClose } from "../../close.ts";
import { unevenSum } from "../../finite-differences.ts";
import { keras3Merging } from "../../fixture.ts";

const layers: Record<string, () => nn.Layer> = {
  addLayer: () => nn.addLayer(),
  subtractLayer: () => nn.subtractLayer(),
  multiplyLayer: () => nn.multiplyLayer(),
  averageLayer: () => nn.averageLayer(),
  maximumLayer: () => nn.maximumLayer(),
  minimumLayer: () => nn.minimumLayer(),
  "addLayer, along an axis of 1": () => nn.addLayer(),
  "multiplyLayer, a vector at each step": () => nn.multiplyLayer(),
  "dotLayer 2": () => nn.dotLayer({ axes: 2 }),
  "dotLayer 2 1": () => nn.dotLayer({ axes: [2, 1] }),
  "dotLayer 1": () => nn.dotLayer({ axes: 1 }),
  "dotLayer -1 normalized": () => nn.dotLayer({ axes: -1, normalize: true }),
  permuteLayer: () => nn.permuteLayer([2, 1]),
  "softmaxLayer, along time": () => nn.softmaxLayer({ axis: 1 }),
  softmaxLayer: () => nn.softmaxLayer(),
};

/** A functional model of one layer for inputs of these shapes. */
function modelOf(layer: nn.Layer, shapes: readonly nn.SampleShape[]) {
  const inputs = shapes.map(shape => nn.input({ shape }));
  return functional({ inputs, outputs: layer.call(inputs.length > 1 ? inputs : inputs[0]!), dtype: "float64" });
}

describe("layers of several inputs: against Keras", () => {
  const { given, cases } = keras3Merging;
  it("every case is run", () => assert.deepEqual(Object.keys(layers), Object.keys(cases)));

  for (const [name, { inputs, output, gradients }] of Object.entries(cases))
    it(`${name}: output and every gradient, alone, in a model and in a loaded one`, () => {
      const xs = inputs.map(input => tensor(given[input] as number[], { dtype: "float64", requiresGrad: true }));
      const one = xs.length > 1 ? xs : xs[0]!;
      const y = layers[name]!().call(one);
      assertClose(y.toArray(), output, 1e-12);
      unevenSum(y).backward();
      assertClose(xs.map(x => x.grad!.toArray()), gradients, 1e-12); // biome-ignore format: a line
      for (const shapes of [
        xs.map(x => x.shape.slice(1)),
        xs.map(({ shape: [, ...rest] }) => rest.map((n, i) => (i === 0 && rest.length > 1 ? null : n))),
      ]) {
        const model = modelOf(layers[name]!(), shapes);
        const known = model.outputs[0]!.shape;
        assert.ok(known!.every((n, i) => n === null || n === y.shape[i + 1]), `${known} for ${y.shape}`); // biome-ignore format: a line
        assertClose((model.predict(one) as Tensor).toArray(), output, 1e-12);
        const loaded = loadModel(JSON.parse(JSON.stringify(model.save()))) as unknown as typeof model;
        assertClose((loaded.predict(one) as Tensor).toArray(), output, 1e-12);
      }
    });
});

describe("layers of several inputs", () => {
  const a = ones([2, 4, 3]);

  it("refuse what does not fit", () => {
    for (const [make, message] of [
      [() => nn.addLayer().call([a]), /addLayer\(\) expects a list of at least two inputs/],
      [() => nn.subtractLayer().call([a, a, a]), /subtractLayer\(\) expects a list of two inputs, .* but got 3/],
      [() => nn.multiplyLayer().call(a), /expects a list of tensors/],
      [
        () => nn.addLayer().call([a, ones([2, 4, 2])]),
        /one shape, or of 1 along an axis, but got \(None, 4, 3\) and \(None, 4, 2\)/,
      ],
      [() => nn.dotLayer({} as never), /dotLayer expects an axis for each input/],
      [
        () => nn.dotLayer({ axes: [2, 2] }).call([a, ones([2, 3, 4])]),
        /axes of one size, but got \(None, 4, 3\) and \(None, 3, 4\)/,
      ],
      [() => nn.dotLayer({ axes: 3 }).call([a, a]), /axes of one size/],
      [
        () => nn.permuteLayer([0, 1]),
        /permuteLayer expects each axis of a sample once, counted from 1, .* but got \[0, 1\]/,
      ],
      [
        () => nn.permuteLayer([1, 2]).call(ones([2, 3])),
        /permuteLayer\(\[1, 2\]\) expects 2 axes a sample, but got \(None, 3\)/,
      ],
      [() => nn.averageLayer({ axis: 1 } as object), /averageLayer expects the option name, but got axis/],
    ] as const)
      assert.throws(make, message);
  });

  it("a step counts that counts in every input with a mask; permuteLayer refuses one", () => {
    const x = nn.masking().call(nn.input({ shape: [4, 2] }));
    assert.ok(nn.addLayer().call([nn.input({ shape: [4, 2] }), x]).masked);
    assert.throws(() => nn.permuteLayer([2, 1]).call(x), /would lose the mask/);
    const masks = [tensor([[1, 1, 0, 0]]), undefined, tensor([[1, 0, 1, 0]])];
    const xs = masks.map(() => zeros([1, 4, 2]));
    assert.deepEqual(nn.multiplyLayer().maskOfCall(xs, masks)!.toArray(), [[1, 0, 0, 0]]);
    const of = nn.lambda((xs: readonly Tensor[]) => xs[0]!.add(xs[2]!));
    of.call(xs);
    assert.deepEqual(of.maskOfCall(xs, masks)!.toArray(), [[1, 0, 0, 0]]);
  });
});

describe("softmaxLayer", () => {
  it("along time padding weighs exactly 0, and the rest sums to 1 (worked by hand)", () => {
    const scores = tensor([[[0], [Math.log(3)], [9]], [[1], [1], [1]]], { dtype: "float64" }); // biome-ignore format: a list
    const mask = tensor([[1, 1, 0], [1, 1, 1]], { dtype: "float64" }); // biome-ignore format: a list
    const weights = nn.softmaxLayer({ axis: 1 }).call(scores, { mask });
    assertClose(
      weights.toArray(),
      [
        [[1 / 4], [3 / 4], [0]],
        [[1 / 3], [1 / 3], [1 / 3]],
      ],
      1e-12,
    );
    const x = nn.masking().call(nn.input({ shape: [3, 1] }));
    assert.ok(nn.softmaxLayer({ axis: 1 }).call(x).masked);
  });

  it("refuses an axis that is not there", () => {
    assert.throws(() => nn.softmaxLayer({ axis: 0 }), /an axis ≥ 1, or < 0 from the last, but got 0/);
    assert.throws(
      () => nn.softmaxLayer({ axis: 3 }).call(ones([2, 4, 3])),
      /an input with that axis, but got \(None, 4, 3\)/,
    );
  });
});

describe("lambda of several inputs", () => {
  const difference = ([a, b]: readonly Tensor[]) => a!.sub(b!).abs();

  it("gets the list, alone and in a model, and knows its shape", () => {
    const [a, b] = [tensor([[1, 5]]), tensor([[3, 4]])];
    assert.deepEqual(nn.lambda(difference).call([a, b]).toArray(), [[2, 1]]);
    assert.deepEqual(nn.lambda(([a, b]) => a!.sub(b!)).call([a, b]).toArray(), [[-2, 1]]); // biome-ignore format: a line
    const inputs = [nn.input({ shape: [2] }), nn.input({ shape: [2] })];
    const y = nn.lambda(difference).call(inputs);
    assert.deepEqual(y.shape, [2]);
    const model = functional({ inputs, outputs: y });
    assert.deepEqual((model.predict([a, b]) as Tensor).toArray(), [[2, 1]]);
    assert.throws(() => model.save(), /save cannot write down lambda\(difference\).*write a layer of your own/);
  });

  it("keeps to what its first call was", () => {
    const layer = nn.lambda(difference);
    layer.call([ones([1, 2]), ones([1, 2])]);
    assert.throws(() => layer.call(ones([1, 2])), /expects a list, as at its first call, but got one tensor/);
  });
});
