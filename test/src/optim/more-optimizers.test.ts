// Nesterov, weight decay, AMSGrad, Adagrad, Nadam against Keras; L-BFGS against PyTorch; learning rates that are set.
import assert from "node:assert/strict";
import { Parameter } from "../../../src/nn/index.ts";
import {
  adagrad,
  adam,
  adamW,
  lbfgs,
  nadam,
  type Optimizer,
  optimizerFrom,
  optimizerNamed,
  rmsprop,
  saveOptimizer,
  sgd,
} from "../../../src/optim/index.ts";
import { exp, square, type Tensor, tensor } from "../../../src/tensor/index.ts";
import { assertClose } from "../close.ts";
import { keras3Functions, pytorchFunctions } from "../fixture.ts";

const parameter = (values: number[]) => new Parameter(tensor(values, { dtype: "float64" }));
const gradients = [[0.5, 1, -2], [-0.25, 2, 30], [1, 0, 0.125], [3, -4, 0.5]]; // biome-ignore format: a matrix
const betas = { beta1: 0.5, beta2: 0.75, epsilon: 2 ** -20 };

const makers: Record<string, () => Optimizer> = {
  nesterov: () => sgd(0.125, { momentum: 0.75, nesterov: true }),
  "sgd decayed": () => sgd(0.125, { momentum: 0.5, weightDecay: 0.25 }),
  "rmsprop decayed": () => rmsprop(0.125, { rho: 0.75, epsilon: 2 ** -20, weightDecay: 0.25 }),
  "adam decayed": () => adam(0.125, { ...betas, weightDecay: 0.25 }),
  amsgrad: () => adam(0.125, { ...betas, amsgrad: true }),
  adagrad: () => adagrad(0.125, { initialAccumulatorValue: 0.25, epsilon: 2 ** -20 }),
  nadam: () => nadam(0.125, betas),
};

/** Four steps of two parameters; after the second the optimizer may be another, that goes on. */
function steps(make: () => Optimizer, halfway = (optimizer: Optimizer, _model: object) => optimizer): number[][] {
  const [a, b] = [parameter([1, -2]), parameter([0.5])];
  let optimizer = make();
  return gradients.map((gradient, i) => {
    [a.grad, b.grad] = [gradient.slice(0, 2), gradient.slice(2)].map(g => tensor(g, { dtype: "float64" }));
    optimizer.step({ a, b });
    if (i === 1) optimizer = halfway(optimizer, { a, b });
    return [...a.values(), ...b.values()];
  });
}

describe("optimizers take Keras's steps", () => {
  for (const [name, make] of Object.entries(makers)) {
    it(name, () => assertClose(steps(make), keras3Functions.optimizers[name], 1e-7));
    it(`${name}, written down and gone on with: the same to the bit`, () => {
      const again = (optimizer: Optimizer, model: object) => {
        const saved = JSON.parse(JSON.stringify([saveOptimizer(optimizer), optimizer.state(model)]));
        const other = optimizerFrom(saved[0]);
        other.restore(model, saved[1]);
        return other;
      };
      assert.deepEqual(steps(make, again), steps(make));
    });
  }

  it("adamW is adam with a decay", () => {
    assert.deepEqual(steps(() => adamW(0.1, { weightDecay: 0.25 })), steps(() => adam(0.1, { weightDecay: 0.25 }))); // biome-ignore format: a line
    assert.equal(adamW().weightDecay, 0.004);
  });

  it("are known by their names, and refuse what they do not know", () => {
    for (const name of ["adagrad", "nadam"] as const) assert.equal(optimizerNamed(name).name, name);
    const make = (options: unknown) => () => sgd(0.1, options as object);
    assert.throws(make({ nesterov: true }), /sgd expects a momentum above 0 where nesterov is true/);
    assert.throws(make({ nesterov: 1, momentum: 0.5 }), /nesterov to be true or false, but got 1/);
    assert.throws(make({ weightDecay: -1 }), /sgd expects weightDecay from 0 to below Infinity, but got -1/);
    assert.throws(make({ amsgrad: true }), /sgd expects options out of .*, but got amsgrad/);
    assert.throws(() => adam(0.1, { amsgrad: 1 as never }), /amsgrad to be true or false/);
    assert.throws(() => adagrad(0.1, { initialAccumulatorValue: -1 }), /initialAccumulatorValue from 0/);
    assert.throws(() => nadam(0.1, { beta1: 1 }), /nadam expects beta1 from 0 to below 1, but got 1/);
    assert.throws(() => nadam(0.1, { momentumDecay: 1 } as object), /nadam expects options out of/);
  });
});

describe("a learning rate", () => {
  it("can be set between two steps, and is then the one that counts and is saved", () => {
    const w = parameter([1]);
    const optimizer = sgd(0.5);
    w.grad = tensor([1], { dtype: "float64" });
    optimizer.step({ w });
    optimizer.learningRate = 0.125;
    optimizer.step({ w });
    assert.equal(w.item(), 1 - 0.5 - 0.125);
    assert.equal(saveOptimizer(optimizer)!.learningRate, 0.125);
    optimizer.learningRate = step => step; // two steps are done
    optimizer.step({ w });
    assert.equal(w.item(), 0.375 - 2);
  });
  it("that is none is refused, and nothing changes", () => {
    const optimizer = sgd(0.5);
    for (const wrong of [-1, Number.NaN, "fast", undefined])
      assert.throws(() => {
        optimizer.learningRate = wrong as number;
      }, /sgd expects a learning rate from 0 to below Infinity, but got/);
    assert.equal(optimizer.learningRate, 0.5);
  });
});

describe("L-BFGS", () => {
  const rosenbrock = (w: Tensor) => square(w.at(0).neg().add(1)).add(square(w.at(1).sub(square(w.at(0)))).mul(100));
  const cosh = (x: Tensor) => exp(x).add(exp(x.neg())).div(2);
  const bowl = (w: Tensor) =>
    square(w)
      .mul([1, 10, 0.1])
      .sum()
      .add(cosh(w.sub(1)).sum());

  it("takes PyTorch's steps", () => {
    for (const [{ before, after }, start, f, make] of [
      [pytorchFunctions.lbfgs.rosenbrock, [-1.2, 1], rosenbrock, () => lbfgs(0.3, { maxIter: 4, historySize: 3 })],
      [pytorchFunctions.lbfgs.bowl, [3, -2, 1], bowl, () => lbfgs(1, { maxIter: 5 })],
    ] as const) {
      const w = parameter([...start]);
      const optimizer = make();
      after.forEach((expected, i) => {
        assertClose(
          optimizer.step({ w }, () => f(w)),
          before[i],
          1e-9,
        );
        assertClose(w, expected, 1e-9);
      });
    }
  });

  it("with a line search finds the minimum of Rosenbrock's valley, (1, 1), each step lower", () => {
    const w = parameter([-1.2, 1]);
    const optimizer = lbfgs(1, { lineSearch: "strongWolfe", maxIter: 5, toleranceChange: 1e-16 });
    let last = Number.POSITIVE_INFINITY;
    for (let step = 0; step < 12; step++) {
      const loss = optimizer.step([w], () => rosenbrock(w));
      assert.ok(loss <= last, `${loss} after ${last}`);
      last = loss;
    }
    assertClose(w, [1, 1], 1e-6);
  });

  it("leaves everything as it was after an error", () => {
    const w = parameter([2, 3]);
    let calls = 0;
    const breaks = () => {
      if (++calls === 3) throw new Error("stopped");
      return rosenbrock(w);
    };
    assert.throws(() => lbfgs(0.1).step({ w }, breaks), /stopped/);
    assert.deepEqual(w.toArray(), [2, 3]);
    assert.throws(() => lbfgs(1e200).step({ w }, () => square(square(square(w))).sum()), /lbfgs expects a finite loss, but got .* lineSearch/); // biome-ignore format: a line
    assert.deepEqual(w.toArray(), [2, 3]);
    assert.throws(() => lbfgs().step({ w }, undefined as never), /a function that computes the loss/);
    assert.throws(() => lbfgs().step({ w }, () => 3 as never), /a tensor of one number, but got 3/);
    assert.throws(() => lbfgs(1, { lineSearch: "armijo" as never }), /lineSearch "strongWolfe", or none, but got "armijo"/); // biome-ignore format: a line
    assert.throws(() => lbfgs(1, { maxIter: 0 }), /maxIter to be a whole number ≥ 1/);
    assert.throws(() => lbfgs(1, { max_iter: 3 } as object), /did you mean maxIter\?/);
  });
});
