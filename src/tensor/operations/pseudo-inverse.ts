// The pseudoinverse, of matrices that need not be square or have independent columns. Computed in float64, whatever the dtype.
import { type DType, formatShape, pollInterrupt } from "../../backend/index.ts";
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import { asTensor, type TensorLike } from "../convert.ts";
import { record } from "../record.ts";
import { Tensor } from "../tensor.ts";
import { joined, type Matrix, matricesOf, product, sum, transposed } from "./matrices.ts";

/** Options of `pinv`. */
export interface PinvOptions {
  /**
   * A singular value counts as 0 where it is not above this part of the largest. Where left out, max(rows, columns) times the
   * distance from 1 to the next number of the dtype, as in NumPy 2 and PyTorch.
   */
  rtol?: number;
}

const pinvOptions: OptionNames<PinvOptions> = { rtol: "number" };

/** The distance from 1 to the next number. */
const epsilons: Record<DType, number> = { float32: 2 ** -23, float64: Number.EPSILON };

/**
 * The pseudoinverse of Moore and Penrose, A⁺: [..., rows, columns] → [..., columns, rows]. A⁺ b is the smallest x of those that
 * fit A x = b best. As `linalg.pinv` of NumPy and PyTorch. `lstsq(a, b)` is quicker where the columns are independent.
 * Its slope is that of G. H. Golub, V. Pereyra 1973, eq. 4.12; it holds where the rank stays what it is.
 * @throws RangeError for what is no matrix, or a tolerance below 0
 * @example pinv([[2, 0], [0, 0]]).toArray() // [[0.5, 0], [0, 0]]
 */
export function pinv(input: TensorLike, options: PinvOptions = {}): Tensor {
  assertOptions("pinv", options, pinvOptions);
  const a = asTensor(input, undefined, "pinv");
  if (a.shape.length < 2) throw new RangeError(`pinv expects [..., rows, columns], but got ${formatShape(a.shape)}`);
  const [rows, columns] = a.shape.slice(-2) as [number, number];
  const { rtol = Math.max(rows, columns) * epsilons[a.dtype] } = options;
  if (!(rtol >= 0)) throw new RangeError(`pinv expects rtol ≥ 0, but got ${describe(rtol)}`);
  const shape = [...a.shape.slice(0, -2), columns, rows];
  const as = matricesOf(a, rows, columns);
  const ps = as.map(each => inverted(each, rtol));
  return record("pinv", a.backend.fromValues(joined(ps), shape, a.dtype), [a], g => {
    const gs = matricesOf(new Tensor(g, a.backend), columns, rows).map((each, i) => slope(as[i]!, ps[i]!, each));
    return [a.backend.fromValues(joined(gs), a.shape, a.dtype)];
  });
}

/** −Pᵀ G Pᵀ + (1 − A P) Gᵀ P Pᵀ + Pᵀ P Gᵀ (1 − P A), where P is A⁺. */
function slope(a: Matrix, p: Matrix, g: Matrix): Matrix {
  const [pt, gt] = [transposed(p), transposed(g)];
  const left = product(product(gt, p), pt); // Gᵀ P Pᵀ
  const right = product(pt, product(p, gt)); // Pᵀ P Gᵀ
  const besideLeft = sum(left, product(a, product(p, left), -1));
  const besideRight = sum(right, product(product(right, p), a, -1));
  return sum(product(product(pt, g), pt, -1), sum(besideLeft, besideRight));
}

/** A⁺ = V Σ⁻¹ Uᵀ of the singular values that count. */
function inverted(a: Matrix, rtol: number): Matrix {
  if (a.rows < a.columns) return transposed(inverted(transposed(a), rtol));
  const { turned, v } = orthogonalized(a);
  const squares = Array.from({ length: a.columns }, (_, j) => along(turned, j, j));
  const least = rtol ** 2 * Math.max(...squares);
  const scaled = transposed(turned); // row j is σ_j u_j
  for (const [j, square] of squares.entries())
    for (let i = 0; i < a.rows; i++) {
      const at = j * a.rows + i;
      scaled.numbers[at] = square <= least ? 0 : scaled.numbers[at]! / square;
    }
  return product(v, scaled);
}

/** Turns over all pairs of columns; a few are enough, as the error of each is the square of the one before it. */
const mostTurns = 60;

/**
 * Columns at right angles, A V = U Σ, by one-sided Jacobi rotations: M. R. Hestenes 1958, "Inversion of matrices by
 * biorthogonalization and related results". V is orthogonal.
 */
function orthogonalized({ rows, columns, numbers }: Matrix): { turned: Matrix; v: Matrix } {
  const turned = { rows, columns, numbers: Float64Array.from(numbers) };
  const v = { rows: columns, columns, numbers: new Float64Array(columns * columns) };
  for (let j = 0; j < columns; j++) v.numbers[j * columns + j] = 1;
  for (let turn = 0, isDone = false; turn < mostTurns && !isDone; turn++) {
    isDone = true;
    for (let p = 0; p < columns; p++) {
      pollInterrupt();
      for (let q = p + 1; q < columns; q++) {
        const [pp, qq, pq] = [along(turned, p, p), along(turned, q, q), along(turned, p, q)];
        if (!(Math.abs(pq) > Number.EPSILON * Math.sqrt(pp * qq))) continue;
        isDone = false;
        const zeta = (qq - pp) / (2 * pq);
        const tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
        const cosine = 1 / Math.hypot(1, tangent);
        for (const each of [turned, v]) rotate(each, p, q, cosine, cosine * tangent);
      }
    }
  }
  return { turned, v };
}

/** The product of two columns. */
function along({ rows, columns, numbers }: Matrix, p: number, q: number): number {
  let total = 0;
  for (let i = 0; i < rows; i++) total += numbers[i * columns + p]! * numbers[i * columns + q]!;
  return total;
}

function rotate({ rows, columns, numbers }: Matrix, p: number, q: number, cosine: number, sine: number): void {
  for (let i = 0; i < rows; i++) {
    const [x, y] = [numbers[i * columns + p]!, numbers[i * columns + q]!];
    numbers[i * columns + p] = cosine * x - sine * y;
    numbers[i * columns + q] = sine * x + cosine * y;
  }
}
