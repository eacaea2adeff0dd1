// Every operation's gradient against central differences.
import assert from "node:assert/strict";
import * as t from "../../../src/tensor/index.ts";
import { assertGradients } from "../finite-differences.ts";

const rng = t.seed(7);
const random = (...shape: number[]) => rng.normal(0, 1, shape, { dtype: "float64" });
const positive = (...shape: number[]) => rng.uniform(0.5, 2, shape, { dtype: "float64" });

const cases: Record<string, () => void> = {
  "add, stretched": () => assertGradients((a, b) => a.add(b), random(2, 3), random(3)),
  "sub, stretched both ways": () => assertGradients((a, b) => a.sub(b), random(2, 1), random(1, 3)),
  "mul, stretched": () => assertGradients((a, b) => a.mul(b), random(4, 2, 3), random(2, 1)),
  "mul by a scalar tensor": () => assertGradients((a, b) => a.mul(b), random(2, 3), random()),
  "mul by itself": () => assertGradients(a => a.mul(a), random(3)),
  "div, stretched": () => assertGradients((a, b) => a.div(b), random(2, 3), positive(2, 1)),
  "arithmetic with numbers": () => assertGradients(a => a.mul(3).add(1).div(4).sub(2), random(3)),
  neg: () => assertGradients(a => a.neg(), random(3)),
  pow: () => assertGradients(a => a.pow(3), random(2, 2)),
  "pow to a fraction": () => assertGradients(a => a.pow(-1.3), positive(4)),
  "pow to a half and a whole": () => assertGradients(a => a.pow(1.5).add(a.pow(-2.5)).add(a.pow(7.5)), positive(4)),
  matmul: () => assertGradients((a, b) => a.matmul(b), random(2, 3), random(3, 4)),
  "matmul of a vector": () => assertGradients((a, b) => a.matmul(b), random(3), random(3, 4)),
  "matmul of a vector by a stack": () => assertGradients((a, b) => a.matmul(b), random(3), random(2, 3, 4)),
  "matmul of a stack": () => assertGradients((a, b) => a.matmul(b), random(2, 5, 3), random(3, 4)),
  "sum of all": () => assertGradients(a => a.sum(), random(2, 3)),
  "sum over axes": () => assertGradients(a => a.sum([0, -1]), random(2, 3, 4)),
  "sum, kept": () => assertGradients(a => a.sum(1, { keepDims: true }), random(2, 3)),
  mean: () => assertGradients(a => a.mean(0), random(2, 3)),
  max: () => assertGradients(a => a.max(-1), random(3, 4)),
  "max of all": () => assertGradients(a => a.max(), random(3, 4)),
  reshape: () => assertGradients(a => a.reshape([3, -1]), random(2, 6)),
  transpose: () => assertGradients(a => a.transpose([2, 0, 1]), random(2, 3, 4)),
  slice: () => assertGradients(a => a.slice(1, 3, { axis: 1 }), random(2, 4)),
  "overlapping slices": () => assertGradients(a => a.slice(0, 3).mul(a.slice(1)), random(4, 2)),
  "a slice of what is also used whole": () => assertGradients(a => a.mul(2).add(a.slice(0, 1)), random(3, 2)),
  "select and at": () => assertGradients(a => a.select(1, -1).add(a.at(0).sum()), random(3, 2)),
  concat: () => assertGradients((a, b) => t.concat([a, b, a], 1), random(2, 3), random(2, 1)),
  stack: () => assertGradients((a, b) => t.stack([a, b], 1), random(2, 3), random(2, 3)),
  tanh: () => assertGradients(t.tanh, random(5)),
  sigmoid: () => assertGradients(t.sigmoid, random(5)),
  relu: () => assertGradients(t.relu, t.tensor([-2, -0.5, 0.5, 2], { dtype: "float64" })),
  exp: () => assertGradients(t.exp, random(5)),
  softplus: () => assertGradients(t.softplus, t.tensor([-30, -1, 0, 0.5, 30], { dtype: "float64" })),
  gelu: () => assertGradients(x => t.gelu(x), random(7)),
  "gelu, approximate": () => assertGradients(x => t.gelu(x, { approximate: true }), random(7)),
  elu: () => assertGradients(x => t.elu(x, { alpha: 0.7 }), random(7)),
  selu: () => assertGradients(t.selu, random(7)),
  leakyRelu: () => assertGradients(x => t.leakyRelu(x), random(7)),
  silu: () => assertGradients(t.silu, random(7)),
  hardSigmoid: () => assertGradients(t.hardSigmoid, t.tensor([-4, -1, 0, 2, 5], { dtype: "float64" })),
  abs: () => assertGradients(t.abs, t.tensor([-2, -0.5, 0.5, 2], { dtype: "float64" })),
  log: () => assertGradients(t.log, positive(5)),
  sqrt: () => assertGradients(t.sqrt, positive(5)),
  clip: () => assertGradients(x => t.clip(x, -1, 1), t.tensor([-2, -0.5, 0.5, 2], { dtype: "float64" })),
  softmax: () => assertGradients(x => t.softmax(x), random(2, 4)),
  logSoftmax: () => assertGradients(x => t.logSoftmax(x), random(2, 4)),
};

describe("gradients against central differences", () => {
  for (const [name, check] of Object.entries(cases)) it(name, check);

  it("would notice a wrong rule", () => {
    const wrong = (x: t.Tensor) => t.tanh(x.detach()).add(x); // the slope of tanh is lost
    assert.throws(() => assertGradients(wrong, random(3)), /relative error/);
  });

  it("the power 0 is constant, also of 0", () => {
    const x = t.tensor([0, 2], { requiresGrad: true });
    x.pow(0).sum().backward();
    assert.deepEqual(x.grad!.toArray(), [0, 0]);
  });

  it("equal maxima share", () => {
    const x = t.tensor([1, 3, 3], { requiresGrad: true });
    x.max().backward();
    assert.deepEqual(x.grad!.toArray(), [0, 0.5, 0.5]);
  });
});

describe("norm", () => {
  it("has the gradient x / ‖x‖", () => {
    assertGradients(x => t.norm(x), random(2, 3));
    assertGradients(x => t.norm(x.mul(1e200)).div(1e200), random(4));
    assertGradients(x => t.norm(x).mul(x).sum(), random(3));
  });

  for (const dtype of ["float32", "float64"] as const)
    it(`in a loss reaches the weights: ${dtype}`, () => {
      const w = t.tensor([3, -4], { dtype, requiresGrad: true });
      w.sum().add(t.norm(w)).backward();
      assert.deepEqual(Array.from(w.grad!.values(), x => Math.round(x * 1e6) / 1e6), [1.6, 0.2]); // biome-ignore format: a line
    });

  it("has the slope 0 at 0, as in PyTorch, and NaN beside NaN", () => {
    const slopes = (values: number[]) => {
      const x = t.tensor(values, { requiresGrad: true });
      t.norm(x).backward();
      return x.grad!.toArray();
    };
    assert.deepEqual(slopes([0, 0]), [0, 0]);
    assert.deepEqual(slopes([Number.NaN, 1]), [Number.NaN, Number.NaN]);
  });

  it("of a gradient is a plain number", () => {
    const w = t.tensor([3, 4], { requiresGrad: true });
    w.mul(w).sum().backward();
    assert.equal(t.norm(w.grad), 10);
    w.grad = t.tensor([0, 1]);
    assert.equal(t.norm(w.grad), 1);
    assert.throws(() => {
      w.grad = t.tensor([1]);
    }, /a gradient has the shape of its tensor, \[2\], but got \[1\]/);
  });
});
