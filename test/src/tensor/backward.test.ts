// Backward: what gets a gradient, what keeps it, and how deep it reaches.
import assert from "node:assert/strict";
import { crossEntropyOfLogits, maximum, noGrad, seed, type Tensor, tanh, tensor } from "../../../src/tensor/index.ts";
import { assertClose } from "../close.ts";

describe("backward", () => {
  it("reaches through 10,000 steps without overflowing the stack", () => {
    const w = tensor(0.9999, { dtype: "float64", requiresGrad: true });
    let h: Tensor = tensor(1, { dtype: "float64" });
    for (let t = 0; t < 10_000; t++) h = h.mul(w);
    h.backward();
    assertClose(w.grad, 10_000 * 0.9999 ** 9_999, 1e-9); // d wⁿ/dw = n wⁿ⁻¹
  });

  it("costs O(T) for T slices of one tensor", function () {
    this.timeout(5_000); // O(T²) takes minutes
    const T = 30_000;
    const x = seed(0).normal(0, 1, [T, 8], { requiresGrad: true });
    let sum: Tensor = tensor(0);
    for (let t = 0; t < T; t++) sum = sum.add(x.at(t).sum());
    sum.backward();
    assert.ok(x.grad!.values().every(g => g === 1));
  });

  it("sums the ways by which a value was used", () => {
    const x = tensor(3, { requiresGrad: true });
    x.mul(x).add(x.mul(2)).backward(); // x² + 2x
    assert.equal(x.grad!.item(), 8);
  });

  it("adds to a gradient that is there, as PyTorch does", () => {
    const x = tensor(3, { requiresGrad: true });
    x.mul(2).backward();
    x.mul(5).backward();
    assert.equal(x.grad!.item(), 7);
  });

  it("keeps an intermediate gradient on request only", () => {
    const x = tensor(2, { requiresGrad: true });
    const [forgotten, kept] = [x.mul(3), x.mul(4).retainGrad()];
    forgotten.mul(kept).backward();
    assert.equal(forgotten.grad, undefined);
    assert.equal(kept.grad!.item(), 6);
    assert.equal(x.grad!.item(), 48);
  });

  it("does not change a gradient that somebody holds", () => {
    const x = tensor([1, 2], { requiresGrad: true });
    const y = x.mul(1).retainGrad();
    y.sum().add(y.at(0)).backward();
    assert.deepEqual(y.grad!.toArray(), [2, 1]);
    assert.deepEqual(x.grad!.toArray(), [2, 1]);
  });

  it("does not add a slice's gradient to one that two tensors share", () => {
    const [a, b] = [tensor([1, 2], { requiresGrad: true }), tensor([3, 4], { requiresGrad: true })];
    const first = a.at(0);
    a.add(b).sum().add(first).backward(); // the sum gives a and b one and the same gradient
    assert.deepEqual(a.grad!.toArray(), [2, 1]);
    assert.deepEqual(b.grad!.toArray(), [1, 1]);
  });

  it("is of the numbers that the value was computed from, whatever has become of a parameter since", () => {
    const x = tensor([[1, 2, 3]], { requiresGrad: true });
    const target = tensor([[0, 0, 1]]);
    for (const f of [() => maximum(x, 2).sum(), () => crossEntropyOfLogits(x, target).sum()]) {
      const [value, before] = [f(), x.array];
      f().backward();
      const expected = x.grad!.toArray();
      for (let again = 0; again < 2; again++) {
        x.grad = undefined;
        x.array = tensor([[5, 0, 2]]).array; // an optimizer's step
        value.backward();
        assert.deepEqual(x.grad!.toArray(), expected);
      }
      x.array = before;
      x.grad = undefined;
    }
  });

  it("says what is wrong", () => {
    const x = tensor([1, 2], { requiresGrad: true });
    assert.throws(() => x.mul(2).backward(), /starts from a single number, but this tensor has shape \[2\].*\.sum\(\)/);
    assert.throws(() => tensor(1).backward(), /nothing to differentiate/);
  });

  it("records nothing inside noGrad, also after an error", () => {
    const x = tensor(2, { requiresGrad: true });
    assert.equal(noGrad(() => tanh(x)).requiresGrad, false);
    assert.throws(() =>
      noGrad(() => {
        throw new Error("mine");
      }),
    );
    assert.equal(tanh(x).requiresGrad, true);
    assert.throws(() => noGrad(async () => 1), /plain function/);
  });
});
