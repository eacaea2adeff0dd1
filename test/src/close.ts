// Comparing numbers in tests: nested arrays and tensors, by relative error.
import assert from "node:assert/strict";
import { Tensor } from "../../src/tensor/index.ts";

const flatten = (value: unknown): number[] =>
  value instanceof Tensor
    ? Array.from(value.values())
    : typeof value === "number"
      ? [value]
      : Array.from(value as ArrayLike<unknown>).flatMap(flatten);

/** Every number within `tolerance`, relative to the larger of the two, absolute below 1. */
export function assertClose(actual: unknown, expected: unknown, tolerance = 1e-12, what = "numbers"): void {
  const [a, b] = [flatten(actual), flatten(expected)];
  assert.equal(a.length, b.length, `${what}: ${a.length} numbers, expected ${b.length}`);
  a.forEach((x, i) => {
    const error = Math.abs(x - b[i]!) / Math.max(1, Math.abs(x), Math.abs(b[i]!));
    assert.ok(error <= tolerance, `${what}[${i}]: ${x}, expected ${b[i]} (relative error ${error})`);
  });
}
