// The oracle for gradients: central differences in float64.
import assert from "node:assert/strict";
import { type Tensor, tensor } from "../../src/tensor/index.ts";

const h = 1e-5;

/**
 * Compares every input's gradient of Σ w · f(inputs), for fixed uneven weights w, with central differences.
 * Asserts a relative error ≤ 1e-6 over each whole gradient: ‖a − b‖ / max(‖a‖, ‖b‖).
 */
export function assertGradients(f: (...inputs: Tensor[]) => Tensor, ...inputs: Tensor[]): void {
  const cost = (...xs: Tensor[]) => {
    const y = f(...xs);
    const weights = tensor(
      Float64Array.from({ length: y.size }, (_, i) => Math.cos(1 + 2 * i)),
      { dtype: "float64" },
    );
    return y.mul(weights.reshape(y.shape)).sum();
  };
  const leaves = inputs.map(leaf);
  cost(...leaves).backward();
  inputs.forEach((input, i) => {
    const flat = input.values();
    const estimate = Float64Array.from(flat, (_, k) => {
      const at = (shift: number) => {
        const moved = tensor(flat.with(k, flat[k]! + shift), { dtype: "float64" }).reshape(input.shape);
        return cost(...inputs.with(i, moved)).item();
      };
      return (at(h) - at(-h)) / (2 * h);
    });
    const { grad } = leaves[i]!;
    assert.ok(grad, `input ${i} has no gradient`);
    assert.deepEqual(grad.shape, input.shape);
    const actual = grad.values();
    const difference = Math.hypot(...estimate.map((x, k) => x - actual[k]!));
    const size = Math.max(Math.hypot(...estimate), Math.hypot(...actual));
    assert.ok(difference <= 1e-6 * size, `input ${i}: relative error ${difference / size}\n${actual}\n${estimate}`);
  });
}

const leaf = (x: Tensor): Tensor => tensor(x.toArray(), { dtype: "float64", requiresGrad: true });
