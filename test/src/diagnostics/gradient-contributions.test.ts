// gradientContributions: worked by hand at two steps, and summing to what backward() gives for every kind of cell.
import assert from "node:assert/strict";
import { gradientContributions } from "../../../src/diagnostics/index.ts";
import {
  constantInitializer,
  GRUCell,
  JordanCell,
  LSTMCell,
  RNNCell,
  unroll,
  zeroGrad,
} from "../../../src/nn/index.ts";
import { seed, type Tensor, tensor } from "../../../src/tensor/index.ts";

const float64 = { dtype: "float64" } as const;

describe("gradientContributions", () => {
  it("are those worked by hand: h₁ = 2 + h₀/2, h₂ = 3 + h₁/2, L = h₂²", () => {
    const cell = new RNNCell(1, 1, {
      ...float64,
      activation: "linear",
      kernelInitializer: constantInitializer(1),
      recurrentInitializer: constantInitializer(0.5),
    });
    // h₀ = 4, h₁ = 4, h₂ = 5: ∂L/∂h₂ = 10, ∂L/∂h₁ = 5. Parts of W: 5·x₁, 10·x₂; of U: 5·h₀, 10·h₁; of b: 5, 10.
    const found = gradientContributions(cell, [[2], [3]], hidden => hidden[1]!.pow(2).sum(), {
      initialState: tensor([4], float64),
    });
    const flat = (name: string) => found.parts[name]!.map(part => part.values()[0]);
    assert.deepEqual(flat("kernel"), [10, 30]);
    assert.deepEqual(flat("recurrentKernel"), [20, 40]);
    assert.deepEqual(flat("bias"), [5, 10]);
    assert.deepEqual(found.norms.kernel, [10, 30]);
    assert.equal(found.total.kernel!.item(), 40);
    assert.deepEqual(found.shares.kernel, [0.25, 0.75]);
    assert.deepEqual(found.firstToLast, { kernel: 1 / 3, recurrentKernel: 0.5, bias: 0.5 });
    // From a state of zeros the first step adds nothing to U: what it would be multiplied by is 0.
    assert.equal(gradientContributions(cell, [[2], [3]], h => h[1]!.sum()).norms.recurrentKernel![0], 0);
  });

  const rng = seed(0);
  const xs = rng.normal(0, 1, [6, 3], float64);
  const weights = rng.normal(0, 1, [6], float64).values();
  const loss = (hidden: readonly Tensor[]) =>
    hidden.map((h, t) => h.pow(2).sum().mul(weights[t]!)).reduce((sum, each) => sum.add(each));
  const cells = {
    RNN: new RNNCell(3, 4, { ...float64, rng }),
    GRU: new GRUCell(3, 4, { ...float64, rng }),
    "GRU, reset before": new GRUCell(3, 4, { ...float64, rng, resetAfter: false }),
    LSTM: new LSTMCell(3, 4, { ...float64, rng, peepholes: true }),
    Jordan: new JordanCell(3, 4, 2, { ...float64, rng }),
  };
  for (const [name, cell] of Object.entries(cells))
    it(`sum to the gradient of backward(): ${name}`, () => {
      zeroGrad(cell);
      loss(unroll(cell as never, xs).hidden).backward();
      const { total, parts, shares } = gradientContributions(cell as never, xs, loss);
      for (const { path, parameter } of cell.parameters()) {
        const wanted = parameter.grad!.values();
        const size = Math.hypot(...wanted);
        const difference = Math.hypot(...total[path]!.values().map((x, i) => x - wanted[i]!));
        assert.ok(size > 0.01 && difference < 1e-12 * size, `${path}: ${difference} of ${size}`);
        assert.equal(parts[path]!.length, 6);
        assert.ok(Math.abs(shares[path]!.reduce((sum, share) => sum + share) - 1) < 1e-12, `shares of ${path}`);
      }
    });

  it("leaves the gradients that are there, also after an error", () => {
    const cell = cells.RNN;
    const before = cell.kernel.grad;
    assert.ok(before);
    gradientContributions(cell, xs, hidden => hidden.at(-1)!.sum());
    assert.equal(cell.kernel.grad, before);
    assert.throws(() => gradientContributions(cell, xs, () => 3 as never), /returns the loss, a tensor of one number/);
    assert.equal(cell.kernel.grad, before);
  });

  it("says what it expects", () => {
    assert.throws(
      () => gradientContributions(cells.RNN, xs, undefined as never),
      /expects a function of the hidden vectors/,
    );
    assert.throws(
      () => gradientContributions(cells.RNN, seed(0).normal(0, 1, [2, 6, 3], float64), loss),
      /one sequence/,
    );
  });
});
