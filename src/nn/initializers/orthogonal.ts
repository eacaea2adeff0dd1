// The orthogonal initializer: a random rotation.
import { currentBackend } from "../../backend/index.ts";
import { fromFlat, type Rng } from "../../tensor/index.ts";
import { type Initializer, matrix } from "./initializer.ts";

/** Vectors that are made orthogonal to all earlier ones at once, by matrix products, where there are many. */
const blockSize = 16;
/** So many are made one after the other: seeds of small networks give the same bits as ever. */
const few = 128;
/** A vector that is shorter once it has lost its part in the span of the others lay in it. */
const shortest = 1e-6;

/**
 * A random matrix with orthonormal columns (or rows, where it is wide), evenly distributed: repeated products neither grow
 * nor shrink. Keras's default for recurrent kernels. A. Saxe et al. 2014, https://arxiv.org/abs/1312.6120
 * @throws RangeError for a weight that is no matrix
 */
export const orthogonal: Initializer = (shape, rng, dtype) => {
  const [rows, columns] = matrix("orthogonal", shape);
  const [long, short] = [Math.max(rows, columns), Math.min(rows, columns)];
  const basis = orthonormal(short, long, rng);
  if (rows < columns) return fromFlat(basis, shape, { dtype });
  const flat = new Float64Array(rows * columns);
  for (let j = 0; j < columns; j++) for (let i = 0; i < rows; i++) flat[i * columns + j] = basis[j * long + i]!;
  return fromFlat(flat, shape, { dtype });
};

/** `count` vectors of `length` numbers, one behind the other: normally distributed ones after Gram–Schmidt. */
function orthonormal(count: number, length: number, rng: Rng): Float64Array {
  const basis = new Float64Array(count * length);
  const vector = (k: number) => basis.subarray(k * length, (k + 1) * length);
  const draw = (into: Float64Array) => {
    for (let i = 0; i < length; i++) into[i] = rng.normal();
  };
  const size = count <= few ? few : blockSize;
  for (let first = 0; first < count; first += size) {
    const end = Math.min(first + size, count);
    for (let k = first; k < end; k++) draw(vector(k));
    if (first > 0) subtractEarlier(basis, first, end, length);
    for (let k = first; k < end; k++) for (let from = first; !normalized(vector(k), from, k); from = 0) draw(vector(k)); // draw again, and against all
  }
  return basis;

  /** Takes the parts along vectors `from` … `to` − 1 out of v, and makes its length 1. @returns whether something was left */
  function normalized(v: Float64Array, from: number, to: number): boolean {
    // Twice: once leaves rounding errors of the size of the cancellation.
    for (let pass = 0; pass < 2; pass++)
      for (let k = from; k < to; k++) {
        const unit = vector(k);
        const along = dot(v, unit);
        for (let i = 0; i < length; i++) v[i]! -= along * unit[i]!;
      }
    const norm = Math.sqrt(dot(v, v));
    if (norm <= shortest) return false;
    for (let i = 0; i < length; i++) v[i]! /= norm;
    return true;
  }
}

/** Takes the parts along the first vectors out of vectors `first` … `end` − 1, twice: V ← V − (V Qᵀ) Q. */
function subtractEarlier(basis: Float64Array, first: number, end: number, length: number): void {
  const xp = currentBackend();
  const earlier = xp.fromValues(basis.subarray(0, first * length), [first, length], "float64");
  const block = basis.subarray(first * length, end * length);
  for (let pass = 0; pass < 2; pass++) {
    const vectors = xp.fromValues(block, [end - first, length], "float64");
    const along = xp.matmul(earlier, vectors, false, true); // [first, end − first]
    const parts = xp.values(xp.matmul(along, earlier, true, false));
    for (let i = 0; i < block.length; i++) block[i]! -= parts[i]!;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
