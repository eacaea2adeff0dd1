// gradientCheck: passes what is right, finds what is wrong and where, and leaves everything as it was.
import assert from "node:assert/strict";
import { gradientCheck } from "../../../src/diagnostics/index.ts";
import { crossEntropy, Linear, RNNCell, unroll } from "../../../src/nn/index.ts";
import { seed, tanh, tensor } from "../../../src/tensor/index.ts";

const float64 = { dtype: "float64" } as const;
const rng = seed(1);
const xs = rng.normal(0, 1, [2, 4, 3], float64);
const model = { cell: new RNNCell(3, 5, { rng, ...float64 }), readout: new Linear(5, 2, { rng, ...float64 }) };
const loss = () => crossEntropy(model.readout.forward(unroll(model.cell, xs).hidden.at(-1)!), [0, 1]);

describe("gradientCheck", () => {
  it("passes backpropagation through time, and names every parameter", () => {
    const found = gradientCheck(loss, model);
    assert.ok(found.passed && found.relativeError < 1e-8, String(found));
    assert.deepEqual(
      found.comparisons.map(({ path }) => path),
      ["cell.kernel", "cell.recurrentKernel", "cell.bias", "readout.kernel", "readout.bias"],
    );
    assert.match(String(found), /^✓ gradient check: largest relative error \S+ ≤ 0\.000001\n {2}cell\.kernel {10}/);
  });

  it("measures a known derivative: d Σ x³ / dx = 3 x²", () => {
    const x = tensor([1, -2, 3], { ...float64, requiresGrad: true });
    const [{ numeric, analytic }] = gradientCheck(() => x.pow(3).sum(), x).comparisons as [never];
    assert.deepEqual((analytic as typeof x).toArray(), [3, 12, 27]);
    for (const [i, n] of (numeric as typeof x).values().entries()) assert.ok(Math.abs(n - [3, 12, 27][i]!) < 1e-8);
  });

  it("finds a wrong gradient, and says where it is worst", () => {
    const x = tensor([[0.5, 1], [2, 0.1]], { ...float64, requiresGrad: true }); // biome-ignore format: a matrix
    const found = gradientCheck(() => tanh(x.detach()).mul(5).add(x).sum(), { x });
    assert.equal(found.passed, false);
    assert.match(
      String(found),
      /^✗ .* is not ≤ 0\.000001\n {2}x .* ⚠ at \[1, 1\]: backward\(\) says 1, differences say 5\.9503/,
    );
    const lost = gradientCheck(() => x.detach().mul(2).add(x.at(0)).sum(), [x]);
    assert.equal(lost.passed, false);
    const forgotten = tensor([2], { ...float64, requiresGrad: true });
    const none = gradientCheck(() => x.sum().add(forgotten.detach().sum()), { x, forgotten });
    assert.equal(none.passed, false);
    assert.match(String(none), /forgotten {2}1 {2}\[1\] {2}⚠ at \[0\]: backward\(\) says 0, differences say 1/);
  });

  it("takes rounding for no gradient: a shift of all logits changes no cross-entropy", () => {
    const shift = tensor(0.3, { ...float64, requiresGrad: true });
    const logits = seed(0).normal(0, 1, [4, 3], float64);
    const found = gradientCheck(() => crossEntropy(logits.add(shift), [0, 1, 2, 0]), shift);
    assert.ok(found.passed, String(found));
    const small = tensor([1e-4, 2e-4], { ...float64, requiresGrad: true }); // a gradient that is small, and lost
    assert.equal(gradientCheck(() => small.mul(small).detach().sum().add(small.mul(0).sum()), small).passed, false);
  });

  it("does not pass NaN", () => {
    const x = tensor([0, Number.NaN], { ...float64, requiresGrad: true });
    assert.equal(
      gradientCheck(
        () =>
          x
            .at(0)
            .sum()
            .add(x.at(1).mul(x.at(1)).detach())
            .mul(1),
        x,
      ).passed,
      false,
    );
  });

  it("leaves numbers and gradients as they were, also after an error", () => {
    const x = tensor([1, 2], { ...float64, requiresGrad: true });
    x.sum().mul(3).backward(); // not what any of the checks gives
    gradientCheck(() => x.mul(x).sum(), x);
    let calls = 0;
    const failing = () => {
      if (++calls > 3) throw new Error("mine");
      return x.sum();
    };
    assert.throws(() => gradientCheck(failing, x), /mine/);
    assert.deepEqual([x.toArray(), x.grad!.toArray()], [[1, 2], [3, 3]]); // biome-ignore format: two lists
  });

  it("says what it expects", () => {
    assert.throws(() => gradientCheck(loss, new RNNCell(2, 3)), /expects float64.* kernel is float32; make .* dtype/);
    assert.throws(() => gradientCheck(loss, {}), /found no parameter/);
    assert.throws(() => gradientCheck(loss, model, { h: 0 }), /expects h > 0, but got 0/);
    assert.throws(() => gradientCheck(loss, { xs }), /made with requiresGrad: true, but xs is not one/);
    const x = tensor([1], { ...float64, requiresGrad: true });
    assert.throws(() => gradientCheck(() => x.mul(rng.uniform()).sum(), x), /the same number each time/);
  });
});
