// The orthogonal initializer: a random rotation.
import { type Backend, currentBackend, type NDArray, pollInterrupt } from "../../backend/index.ts";
import { assertDType, assertGenerator } from "../../options.ts";
import { fromFlat, type Rng } from "../../tensor/index.ts";
import { type Initializer, matrix } from "./initializer.ts";

/** So many are made one after the other: seeds of small networks give the same bits as ever. */
const few = 128;
/** Of more, halves are made orthogonal to one another by matrix products, down to so many. */
const fewest = 8;
/** A vector that is shorter once it has lost its part in the span of the others lay in it. */
const shortest = 1e-6;
/** A vector that has lost so much of its square that less is left loses parts once more: what is left of them are rounding errors. */
const enough = 0.1;

/**
 * A random matrix with orthonormal columns (or rows, where it is wide), evenly distributed: repeated products neither grow
 * nor shrink. Keras's default for recurrent kernels. A. Saxe et al. 2014, https://arxiv.org/abs/1312.6120
 * @throws RangeError for a weight that is no matrix
 */
export const orthogonal: Initializer = (shape, rng, dtype) => {
  const [rows, columns] = matrix("orthogonal", shape);
  assertGenerator("orthogonal", "rng", rng);
  assertDType("orthogonal", dtype);
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
  rng.fillNormal(basis);
  const vector = (k: number) => basis.subarray(k * length, (k + 1) * length);
  const xp = currentBackend();
  if (count <= few) oneByOne(0, count, 2);
  else {
    const rows = xp.fromValues(basis, [count, length], "float64");
    for (const made of [byHalves(rows, 0, count), rows]) xp.free(made);
  }
  return basis;

  /**
   * Makes vectors `first` … `end` − 1 orthonormal, by products on the backend: V ← V − (V Qᵀ) Q for those of the second half.
   * @param rows what is left of them, once the vectors before these have been taken out
   * @returns the same as `basis` holds then
   */
  function byHalves(rows: NDArray, first: number, end: number): NDArray {
    pollInterrupt();
    if (end - first <= fewest) {
      const own = basis.subarray(first * length, end * length);
      own.set(xp.values(rows));
      oneByOne(first, end, 1);
      return xp.fromValues(own, rows.shape, "float64");
    }
    const middle = (end - first) >> 1;
    const units = byHalves(xp.slice(rows, 0, 0, middle), first, first + middle);
    const rest = withoutParts(xp, units, xp.slice(rows, 0, middle, end - first));
    const others = byHalves(rest, first + middle, end);
    const all = xp.concat([units, others], 0);
    for (const made of [units, rest, others]) xp.free(made);
    return all;
  }

  /** Makes vectors `first` … `end` − 1 orthonormal, each against the ones before it of these. */
  function oneByOne(first: number, end: number, passes: 1 | 2): void {
    for (let k = first; k < end; k++)
      // Where nothing is left: draw again, and against all.
      for (let from = first, times = passes; !normalized(vector(k), from, k, times); from = 0, times = 2)
        for (let i = 0, v = vector(k); i < length; i++) v[i] = rng.normal();
  }

  /** Takes the parts along vectors `from` … `to` − 1 out of v, and makes its length 1. @returns whether something was left */
  function normalized(v: Float64Array, from: number, to: number, passes: 1 | 2): boolean {
    const before = passes === 2 ? Number.POSITIVE_INFINITY : dot(v, v);
    let square = before;
    // Twice: once leaves rounding errors of the size of the cancellation.
    for (let pass = 0; pass < 2 && (pass === 0 || passes === 2 || square < enough * before); pass++) {
      for (let k = from; k < to; k++) {
        const unit = vector(k);
        const along = count <= few ? dot(v, unit) : fastDot(v, unit);
        for (let i = 0; i < length; i++) v[i]! -= along * unit[i]!;
      }
      square = dot(v, v);
    }
    const norm = Math.sqrt(square);
    if (norm <= shortest) return false;
    for (let i = 0; i < length; i++) v[i]! /= norm;
    return true;
  }
}

/** What is left of vectors without their parts along orthonormal ones; taken out once more where little is left of one. */
function withoutParts(xp: Backend, units: NDArray, vectors: NDArray): NDArray {
  const squares = (of: NDArray) => {
    const made = xp.binary("mul", of, of);
    const sums = xp.reduce("sum", made, [1]);
    const values = xp.values(sums);
    for (const a of [made, sums]) xp.free(a);
    return values;
  };
  let rest = vectors;
  for (let isLost = true; isLost; ) {
    const along = xp.matmul(rest, units, false, true);
    const parts = xp.matmul(along, units, false, false);
    const earlier = rest;
    rest = xp.binary("sub", earlier, parts);
    const [taken, left] = [squares(along), squares(rest)]; // their sum is the square of what there was
    isLost = left.some((square, k) => square < enough * (square + taken[k]!));
    for (const made of earlier === vectors ? [along, parts] : [along, parts, earlier]) xp.free(made);
  }
  return rest;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** The same in four sums, which takes a third of the time. */
function fastDot(a: Float64Array, b: Float64Array): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  const whole = a.length & ~3;
  for (let i = 0; i < whole; i += 4) {
    s0 += a[i]! * b[i]!;
    s1 += a[i + 1]! * b[i + 1]!;
    s2 += a[i + 2]! * b[i + 2]!;
    s3 += a[i + 3]! * b[i + 3]!;
  }
  for (let i = whole; i < a.length; i++) s0 += a[i]! * b[i]!;
  return s0 + s1 + (s2 + s3);
}
