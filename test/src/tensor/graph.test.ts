// No function of this room cuts the way of a gradient without a word: each hands it on, or says in its doc comment that it
// has none, or refuses a tensor where it wants a plain number.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as t from "../../../src/tensor/index.ts";
import { unevenSum } from "../finite-differences.ts";

const x = t.tensor([[0.5, 2], [1, 3]], { requiresGrad: true }); // biome-ignore format: a matrix
const one = t.tensor(2, { requiresGrad: true });

/** A call of each function, and each method, that computes tensors from tensors. */
const differentiable: Record<string, () => t.Tensor> = {
  abs: () => t.abs(x),
  broadcastTo: () => t.broadcastTo(one, [3]),
  clip: () => t.clip(x, 0, 1),
  concat: () => t.concat([x, [[1, 2]]]),
  ctcOfLogProbabilities: () => t.ctcOfLogProbabilities(t.logSoftmax(x).expandDims(0), [{ labels: [1], steps: 2 }], 0),
  crossEntropyOfLogits: () => t.crossEntropyOfLogits(x, t.tensor([[1, 0], [0, 1]])), // biome-ignore format: a matrix
  elu: () => t.elu(x),
  exp: () => t.exp(x),
  gelu: () => t.gelu(x),
  hardSigmoid: () => t.hardSigmoid(x),
  leakyRelu: () => t.leakyRelu(x),
  activated: () => t.activated("huber", x, { name: "huber", parameters: [1] }),
  layerNormOf: () => t.layerNormOf(x, t.ones([2]), t.zeros([2]), 1e-5),
  linear: () => t.linear(x, t.ones([2, 1]), undefined),
  log: () => t.log(x),
  logSoftmax: () => t.logSoftmax(x),
  maximum: () => t.maximum(1, x),
  minimum: () => t.minimum(x, [1, 2]),
  norm: () => t.norm(x),
  relu: () => t.relu(x),
  selu: () => t.selu(x),
  sigmoid: () => t.sigmoid(x),
  silu: () => t.silu(x),
  softmax: () => t.softmax(x, 0),
  softplus: () => t.softplus(x),
  sqrt: () => t.sqrt(x),
  stack: () => t.stack([[1, 2], x.at(0)]),
  take: () => t.take(x, [1]),
  tanh: () => t.tanh(x),
  cos: () => t.cos(x),
  flip: () => t.flip(x),
  logSumExp: () => t.logSumExp(x),
  outer: () => t.outer([1, 2], x.at(0)),
  sin: () => t.sin(x),
  split: () => t.split(x, { parts: 2 })[0]!,
  square: () => t.square(x),
  takeAlongAxis: () => t.takeAlongAxis(x, [[1], [0]]), // biome-ignore format: a matrix
  takeRows: () => t.takeRows(x, [1]),
  where: () => t.where([[1], [0]], x, 0), // biome-ignore format: a matrix
  asTensor: () => t.asTensor(x),
  asTensorLike: () => t.asTensorLike("a test", x, one),
  add: () => t.add(1, x),
  sub: () => t.sub(1, x),
  mul: () => t.mul(2, x),
  div: () => t.div(2, x),
  neg: () => t.neg(x),
  pow: () => t.pow(x, 2),
  matmul: () => t.matmul([[1, 2]], x), // biome-ignore format: a matrix
  dot: () => t.dot(x, [1, 2]),
  einsum: () => t.einsum("ij,jk->k", [[1, 2]], x), // biome-ignore format: a matrix
  sum: () => t.sum(x),
  mean: () => t.mean(x),
  prod: () => t.prod(x),
  max: () => t.max(x),
  min: () => t.min(x),
  variance: () => t.variance(x),
  std: () => t.std(x),
  cumsum: () => t.cumsum(x, 0),
  reshape: () => t.reshape(x, [4]),
  transpose: () => t.transpose(x),
  squeeze: () => t.squeeze(x),
  expandDims: () => t.expandDims(x, 0),
  flatten: () => t.flatten(x),
  sort: () => t.sort(x),
  topK: () => t.topK(x, 1).values,
  booleanMask: () => t.booleanMask(x, [1, 0]),
  tril: () => t.tril(x),
  triu: () => t.triu(x),
  diag: () => t.diag(x),
  diff: () => t.diff(x),
  cosineSimilarity: () => t.cosineSimilarity(x, [1, 2]),
  cumprod: () => t.cumprod(x, 0),
  meshgrid: () => t.meshgrid([x.at(0), [1, 2]])[0]!,
  pinv: () => t.pinv(x),
  quantile: () => t.quantile(x, 0.5),
  inv: () => t.inv(x),
  lstsq: () => t.lstsq(x, [1, 2]),
  solve: () => t.solve(x, [1, 2]),
  pad: () => t.pad(x, [[1, 0], [0, 0]]), // biome-ignore format: a matrix
  repeat: () => t.repeat(x, 2),
  roll: () => t.roll(x, 1),
  tile: () => t.tile(x, [1, 2]),
  "Tensor.add": () => t.tensor(1).add(x),
  "Tensor.sub": () => t.tensor(1).sub(x),
  "Tensor.mul": () => t.tensor(1).mul(x),
  "Tensor.div": () => t.tensor(1).div(x),
  "Tensor.neg": () => x.neg(),
  "Tensor.pow": () => x.pow(2),
  "Tensor.matmul": () => t.ones([1, 2]).matmul(x),
  "Tensor.sum": () => x.sum(),
  "Tensor.mean": () => x.mean(0),
  "Tensor.max": () => x.max(),
  "Tensor.min": () => x.min(1),
  "Tensor.variance": () => x.variance(),
  "Tensor.std": () => x.std(),
  "Tensor.cumsum": () => x.cumsum(1),
  "Tensor.flatten": () => x.flatten(),
  "Tensor.reshape": () => x.reshape([4]),
  "Tensor.transpose": () => x.transpose(),
  "Tensor.T": () => x.T,
  "Tensor.slice": () => x.slice(1),
  "Tensor.select": () => x.select(1, 0),
  "Tensor.at": () => x.at(0, 1),
  "Tensor.squeeze": () => x.squeeze(),
  "Tensor.expandDims": () => x.expandDims(0),
  "Tensor.astype": () => x.astype("float64"),
  "Tensor.retainGrad": () => x.mul(2).retainGrad(),
};

/** They have no gradient, and their doc comments say so: "no gradient …", "cut off …". */
const constant = [
  "equal",
  "greater",
  "greaterEqual",
  "less",
  "lessEqual",
  "notEqual",
  "sign",
  "floor",
  "ceil",
  "round",
  "argmax",
  "argmin",
  "onBackend",
  "Tensor.argmax",
  "Tensor.item",
  "Tensor.detach",
];

/** What is true or false, or an index: nobody expects a slope. */
const discrete = ["all", "any", "logicalAnd", "logicalNot", "logicalOr", "allClose", "argsort"];

/** They make tensors from plain numbers, or compute none. */
const others = ["arange", "eye", "fromFlat", "full", "idsOf", "linspace", "oneHot", "oneHotFor", "ones", "seed", "tensor", "zeros", "lengthOf", "gradientOf", "histogram", "fullLike", "onesLike", "zerosLike"]; // biome-ignore format: a list
const noTensors = ["assertShape", "escapeHtml", "formatCount", "formatNumber", "largestPlaces", "place", "jupyterDisplay", "nodeInspect", "logitsBehind", "noGrad", "recurrence", "recurrentLayer", "Gradient", "Rng", "Tensor"]; // biome-ignore format: a list
const plainMethods = ["constructor", "array", "backward", "dtype", "grad", "size", "shape", "toArray", "toFixed", "toJSON", "toString", "values"]; // biome-ignore format: a list

/** The classes whose methods a tensor has, the nearest first. */
const ofLayout = Object.getPrototypeOf(t.Tensor.prototype) as object;
const ofArithmetic = Object.getPrototypeOf(ofLayout) as object;
const ofFunctions = Object.getPrototypeOf(ofArithmetic) as object;

describe("backward: the way of a gradient", () => {
  for (const [name, call] of Object.entries(differentiable))
    it(`goes through ${name}`, () => {
      for (const leaf of [x, one]) leaf.grad = undefined;
      const y = call();
      assert.ok(y.requiresGrad);
      unevenSum(y).backward();
      assert.ok((x.grad ?? one.grad!).values().some(slope => slope !== 0));
    });

  it("is known of everything that this room gives", () => {
    const own = [t.Tensor.prototype, ofLayout, ofArithmetic].flatMap(one => Object.getOwnPropertyNames(one));
    const all = [...Object.keys(t), ...own.map(name => `Tensor.${name}`)];
    const known = [...Object.keys(differentiable), ...constant, ...discrete, ...others, ...noTensors, ...plainMethods.map(name => `Tensor.${name}`)]; // biome-ignore format: a line
    // display.ts is on its way to a room of its own
    assert.deepEqual(all.filter(name => !known.includes(name)), []); // biome-ignore format: a line
  });

  it("goes through a method as through its function", () => {
    const comparisons = ["greater", "greaterEqual", "less", "lessEqual", "equal", "notEqual", "maximum", "minimum"];
    const given: Record<string, unknown[]> = {
      ...Object.fromEntries(comparisons.map(name => [name, [1]])),
      clip: [0, 1],
      take: [[1]],
      topK: [1],
      dot: [[1, 2]],
    };
    const methods = Object.getOwnPropertyNames(ofFunctions).filter(name => name !== "constructor");
    const numbers = (value: unknown) => JSON.stringify(value);
    assert.ok(methods.includes("exp") && methods.length > 30);
    for (const name of methods) {
      const rest = given[name] ?? [];
      const method = (x as unknown as Record<string, (...rest: unknown[]) => t.Tensor>)[name]!;
      const asFunction = (t as unknown as Record<string, (...rest: unknown[]) => t.Tensor>)[name]!(x, ...rest);
      assert.equal(numbers(method.call(x, ...rest)), numbers(asFunction), name);
      if (name in differentiable && name !== "topK") assert.ok(method.call(x, ...rest).requiresGrad, name);
    }
  });

  it("ends only where the documentation says so", () => {
    const source = [
      "operations/comparison",
      "operations/functions",
      "operations/reductions",
      "creation",
      "tensor",
      "arithmetic-methods",
    ]
      .map(file => readFileSync(new URL(`../../../src/tensor/${file}.ts`, import.meta.url), "utf8"))
      .join("\n");
    for (const name of constant.map(name => name.replace("Tensor.", ""))) {
      const [, doc] = new RegExp(`/\\*\\*((?:(?!\\*/)[^])*)\\*/\\s+(?:export (?:const|function) )?${name}\\b`).exec(
        source,
      )!;
      assert.match(doc!, /no gradient|No gradient|cut off/, name);
    }
  });

  it("is not lost in what wants a plain number", () => {
    const refuses: (() => unknown)[] = [
      () => t.tensor(one as never),
      () => t.tensor([one] as never),
      () => t.full([1], one as never),
      () => t.clip(x, one as never, 3),
      () => x.pow(one as never),
      () => t.arange(one as never),
      () => t.seed(0).normal(one as never, 1, [2]),
      () => t.seed(0).uniform(0, one as never),
      () => x.slice(one as never),
      () => x.reshape([one as never, 4]),
    ];
    for (const call of refuses) assert.throws(call, /expects/, String(call));
  });
});
