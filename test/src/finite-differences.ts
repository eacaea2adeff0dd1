// The oracle for gradients: central differences in float64, by the toolkit's own gradientCheck.
import assert from "node:assert/strict";
import { gradientCheck } from "../../src/diagnostics/index.ts";
import { type Tensor, tensor } from "../../src/tensor/index.ts";

/**
 * Compares the gradient of Σ w · f(inputs), for fixed uneven weights w, with central differences for every input.
 * Asserts a relative error ≤ 1e-6 over each whole gradient: ‖a − b‖ / max(‖a‖, ‖b‖).
 */
export function assertGradients(f: (...inputs: Tensor[]) => Tensor, ...inputs: Tensor[]): void {
  const leaves = inputs.map(x => tensor(x.toArray(), { dtype: "float64", requiresGrad: true }));
  assertGradientsOf(() => f(...leaves), leaves);
}

/** The same for the parameters of a model, or for tensors that require a gradient. */
export function assertGradientsOf(f: () => Tensor, parameters: object): void {
  const found = gradientCheck(() => unevenSum(f()), parameters);
  assert.ok(found.passed, String(found));
}

/** Σ w · y with weights that differ everywhere, so that no two errors cancel. */
export function unevenSum(y: Tensor): Tensor {
  const weights = Float64Array.from({ length: y.size }, (_, i) => Math.cos(1 + 2 * i));
  return y.mul(tensor(weights, { dtype: y.dtype }).reshape(y.shape)).sum();
}
