// spectralRadius, spectralNorm and singularValues against NumPy's eigvals, norm and svd.
import assert from "node:assert/strict";
import { singularValues, spectralNorm, spectralRadius } from "../../../src/diagnostics/index.ts";
import { orthogonal } from "../../../src/nn/index.ts";
import { seed } from "../../../src/tensor/index.ts";
import { numpySpectrum } from "../fixture.ts";

function near(actual: number, expected: number, what: string): void {
  assert.ok(Math.abs(actual - expected) <= 1e-12 * Math.abs(expected), `${what}: ${actual} for NumPy's ${expected}`);
}

describe("spectralRadius, spectralNorm and singularValues", () => {
  for (const [name, { matrix, radius, norm, values }] of Object.entries(numpySpectrum.spectrum))
    it(`are NumPy's: ${name}`, () => {
      if (radius !== null) near(spectralRadius(matrix), radius, "spectralRadius");
      near(spectralNorm(matrix), norm, "spectralNorm");
      const found = singularValues(matrix);
      assert.equal(found.length, values.length);
      // Beside the largest one, NumPy's small ones are right to 1e-15 of the largest only.
      values.forEach((value, i) => {
        assert.ok(Math.abs(found[i]! - value) <= 1e-13 * norm, `${found[i]} for NumPy's ${value}`);
      });
    });

  it("are ρ for an orthogonal matrix times ρ, whatever its dtype", () => {
    for (const [dtype, digits] of [
      ["float64", 1e-14],
      ["float32", 1e-6],
    ] as const) {
      // biome-ignore format: a table
      const W = orthogonal([24, 24], seed(3), dtype).mul(0.9);
      for (const measure of [spectralRadius, spectralNorm]) assert.ok(Math.abs(measure(W) - 0.9) < digits, dtype);
    }
  });

  it("say what they expect", () => {
    assert.throws(
      () => spectralRadius([[1, 2]]),
      /spectralRadius expects a square matrix, but got \[1, 2\]; spectralNorm/,
    );
    assert.throws(() => singularValues([[[1]]]), /singularValues expects a matrix, but got shape \[1, 1, 1\]/);
    assert.throws(() => spectralNorm([1, 2]), /spectralNorm expects a matrix, but got shape \[2\]/);
    assert.throws(() => spectralNorm([[Number.NaN]]), /expects finite numbers/);
  });
});
