// The orthogonal initializer: a random rotation.
import { fromFlat } from "../../tensor/index.ts";
import { type Initializer, matrix } from "./initializer.ts";

/**
 * A random matrix with orthonormal columns (or rows, where it is wide), evenly distributed: repeated products neither grow
 * nor shrink. Keras's default for recurrent kernels. A. Saxe et al. 2014, https://arxiv.org/abs/1312.6120
 * @throws RangeError for a weight that is no matrix
 */
export const orthogonal: Initializer = (shape, rng, dtype) => {
  const [rows, columns] = matrix("orthogonal", shape);
  const [long, short] = [Math.max(rows, columns), Math.min(rows, columns)];
  const basis: Float64Array[] = [];
  while (basis.length < short) {
    const vector = Float64Array.from({ length: long }, () => rng.normal());
    // Gram–Schmidt, twice: once leaves rounding errors of the size of the cancellation.
    for (let pass = 0; pass < 2; pass++)
      for (const unit of basis) {
        const along = dot(vector, unit);
        for (let i = 0; i < long; i++) vector[i]! -= along * unit[i]!;
      }
    const length = Math.sqrt(dot(vector, vector));
    if (length > 1e-6) basis.push(vector.map(x => x / length)); // else it lay in the span of the others: draw again
  }
  const at = rows >= columns ? (i: number, j: number) => basis[j]![i]! : (i: number, j: number) => basis[i]![j]!;
  const flat = Float64Array.from({ length: rows * columns }, (_, k) => at(Math.floor(k / columns), k % columns));
  return fromFlat(flat, shape, { dtype });
};

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
