// Optimisers against Keras and hand-worked steps; clipping against the exam's example.
import assert from "node:assert/strict";
import { Parameter, zeroGrad } from "../../../src/nn/index.ts";
import { adam, clipByGlobalNorm, optimiserNamed, sgd } from "../../../src/optim/index.ts";
import { tensor } from "../../../src/tensor/index.ts";
import { assertClose } from "../close.ts";
import { keras3 } from "../fixture.ts";

const parameter = (values: number[]) => new Parameter(tensor(values, { dtype: "float64" }));
const give = (p: Parameter, gradient: number[]) => {
  p.grad = tensor(gradient, { dtype: "float64" });
};

describe("sgd", () => {
  it("takes Keras's steps with momentum", () => {
    const w = parameter([1, -2]);
    const optimiser = sgd(0.1, { momentum: 0.9 });
    const gradients = [[0.5, 1], [-0.25, 2], [1, 0]]; // biome-ignore format: a matrix
    gradients.forEach((gradient, i) => {
      give(w, gradient);
      optimiser.step({ w });
      assertClose(w, keras3.sgdMomentum[i], 1e-7); // Keras holds 0.1 and 0.9 in float32
    });
  });

  it("without momentum is w − η g, and leaves parameters without gradient alone", () => {
    const [w, idle] = [parameter([1]), parameter([5])];
    give(w, [2]);
    sgd(0.5).step([w, idle]);
    assert.deepEqual([w.item(), idle.item()], [0, 5]);
  });
});

describe("adam", () => {
  it("first moves every weight by the learning rate, whatever the size of its gradient", () => {
    const w = parameter([1, 1, 1]);
    give(w, [1e-3, -5, 1e6]);
    adam(0.01, { epsilon: 0 }).step({ w });
    assertClose(w, [0.99, 1.01, 0.99]);
  });

  it("keeps its state by parameter", () => {
    const [a, b] = [parameter([0]), parameter([0])];
    const optimiser = adam(0.1);
    give(a, [1]);
    give(b, [-1]);
    optimiser.step({ a, b });
    give(b, [1]);
    optimiser.step({ a, b });
    assert.ok(a.item() < -0.19 && Math.abs(b.item()) < 0.11);
  });

  it("refuses bad settings and missing gradients", () => {
    assert.throws(() => adam(-1), /adam expects a learning rate from 0/);
    assert.throws(() => adam(1e-3, { beta1: 1 }), /beta1 from 0 to below 1, but got 1/);
    assert.throws(() => sgd(Number.NaN), /learning rate/);
    assert.throws(() => adam().step({ w: parameter([1]) }), /no gradient on any parameter; call loss.backward\(\)/);
    assert.throws(() => optimiserNamed("adams" as never), /optimizers adam, sgd, but got "adams"/);
  });
});

describe("clipByGlobalNorm", () => {
  it("scales all gradients by one factor, keeps their direction, returns the norm before", () => {
    const [a, b] = [parameter([0, 0]), parameter([0])];
    give(a, [3, -40]);
    give(b, [0.5]);
    const before = clipByGlobalNorm({ a, b }, 5);
    const expected = Math.hypot(3, 40, 0.5);
    assertClose(before, expected);
    assertClose([a.grad, b.grad].flatMap(g => Array.from(g!.values())), [3, -40, 0.5].map(x => (x * 5) / expected)); // biome-ignore format: two lists
  });

  it("scales also what is just above the limit", () => {
    const a = parameter([0, 0]);
    give(a, [3, 4]);
    assert.equal(clipByGlobalNorm(a, 4.5), 5);
    assertClose(a.grad, [2.7, 3.6]);
  });

  it("changes nothing below the limit", () => {
    const a = parameter([0, 0]);
    give(a, [3, 4]);
    assert.equal(clipByGlobalNorm(a, 5), 5);
    assert.deepEqual(a.grad!.toArray(), [3, 4]);
    zeroGrad(a);
    assert.throws(() => clipByGlobalNorm(a, 5), /no gradient/);
    assert.throws(() => clipByGlobalNorm(a, 0), /maxNorm > 0, but got 0/);
  });
});
