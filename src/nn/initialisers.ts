// Initialisers: the numbers that weights start from.
import type { DType, Shape } from "../backend/index.ts";
import { fromFlat, type Rng, type Tensor, zeros } from "../tensor/index.ts";

/** Starting numbers for a weight of the given shape. */
export type Initialiser = (shape: Shape, rng: Rng, dtype: DType) => Tensor;

export const zerosInitialiser: Initialiser = (shape, _rng, dtype) => zeros(shape, { dtype });

/** U(−limit, limit). */
export const uniformInitialiser =
  (limit: number): Initialiser =>
  (shape, rng, dtype) =>
    rng.uniform(-limit, limit, shape, { dtype });

/**
 * U(−a, a) with a = √(6 / (fanIn + fanOut)) for a kernel [fanIn, fanOut]: keeps the variance of activations and gradients
 * the same from layer to layer. Keras's default for kernels.
 * X. Glorot, Y. Bengio 2010, https://proceedings.mlr.press/v9/glorot10a.html
 */
export const glorotUniform: Initialiser = (shape, rng, dtype) => {
  const [fanIn, fanOut] = matrix("glorotUniform", shape);
  return uniformInitialiser(Math.sqrt(6 / (fanIn + fanOut)))(shape, rng, dtype);
};

/**
 * A random matrix with orthonormal columns (or rows, where it is wide), evenly distributed: repeated products neither grow
 * nor shrink. Keras's default for recurrent kernels. A. Saxe et al. 2014, https://arxiv.org/abs/1312.6120
 */
export const orthogonal: Initialiser = (shape, rng, dtype) => {
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

function matrix(who: string, shape: Shape): [number, number] {
  if (shape.length !== 2) throw new RangeError(`${who} expects a matrix shape, but got [${shape.join(", ")}]`);
  return shape as [number, number];
}
