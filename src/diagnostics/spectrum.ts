// Spectral radius and singular values of a matrix: how far its powers, and one product with it, can stretch.
import { formatShape } from "../backend/index.ts";
import { asTensor, noGrad, type Tensor, type TensorLike } from "../tensor/index.ts";

/**
 * ρ(W), the largest |λ| of its eigenvalues λ: how much a long product of W with itself grows or shrinks a step. By Gelfand's
 * formula ρ = lim ‖Wⁿ‖^(1/n), with n doubled by squaring, so that complex pairs and defective matrices are no matter.
 * @param W [n, n]; computed in float64
 * @throws RangeError for what is no square matrix, or not finite
 * @example spectralRadius([[0, 100], [0, 0]]) // 0
 */
export function spectralRadius(W: TensorLike): number {
  return noGrad(() => radius(square("spectralRadius", matrixOf("spectralRadius", W))));
}

/**
 * σ_max(W), the largest singular value: how much one product with W can stretch a vector, ‖W‖₂. σ_max < 1/γ, γ the largest
 * slope of the activation (1 for tanh), is enough for gradients to vanish; σ_max > 1/γ is needed for them to explode, and not
 * enough. R. Pascanu et al. 2013, section 2.1, https://arxiv.org/abs/1211.5063
 * @param W [m, n]; computed in float64
 * @throws RangeError for what is no matrix, or not finite
 * @example spectralNorm([[0, 100], [0, 0]]) // 100
 */
export function spectralNorm(W: TensorLike): number {
  return noGrad(() => {
    const matrix = matrixOf("spectralNorm", W);
    const largest = largestOf(matrix);
    if (largest === 0) return 0;
    const scaled = matrix.div(largest); // so that no square overflows or vanishes
    return largest * Math.sqrt(radius(scaled.T.matmul(scaled)));
  });
}

/**
 * All singular values of a matrix, the largest first: how much one product with W stretches along each of its directions. By
 * rotations of pairs of columns until all stand upright on each other (one-sided Jacobi); their lengths are the values.
 * G. H. Golub and C. F. Van Loan, Matrix Computations, 4th edition, section 8.6.3.
 * @param W [m, n]; computed in float64
 * @returns min(m, n) numbers ≥ 0
 * @throws RangeError for what is no matrix, or not finite
 * @example singularValues([[3, 0], [0, -4]]) // [4, 3]
 */
export function singularValues(W: TensorLike): number[] {
  return noGrad(() => {
    const matrix = matrixOf("singularValues", W);
    const largest = largestOf(matrix);
    const [rows, columns] = matrix.shape as [number, number];
    const count = Math.min(rows, columns);
    if (largest === 0) return new Array<number>(count).fill(0);
    const scaled = matrix.div(largest); // so that no square overflows or vanishes
    // No more columns than rows: each column is a list.
    const lists: number[][] = (rows >= columns ? scaled.T : scaled).toArray();
    for (let sweep = 0; sweep < mostSweeps && rotateAll(lists); sweep++);
    return lists.map(list => largest * Math.hypot(...list)).sort((a, b) => b - a);
  });
}

/** It converges quadratically: ten sweeps are many. */
const mostSweeps = 60;

/** One rotation for each pair of columns; whether some pair was not yet upright. */
function rotateAll(columns: number[][]): boolean {
  let rotated = false;
  for (let i = 0; i < columns.length; i++)
    for (let j = i + 1; j < columns.length; j++) rotated = rotate(columns[i]!, columns[j]!) || rotated;
  return rotated;
}

function rotate(a: number[], b: number[]): boolean {
  const product = (u: number[], v: number[]) => u.reduce((sum, x, k) => sum + x * v[k]!, 0);
  const [aa, bb, ab] = [product(a, a), product(b, b), product(a, b)];
  if (Math.abs(ab) <= 1e-15 * Math.sqrt(aa * bb)) return false;
  const ratio = (bb - aa) / (2 * ab);
  const tangent = (ratio < 0 ? -1 : 1) / (Math.abs(ratio) + Math.hypot(1, ratio));
  const cosine = 1 / Math.hypot(1, tangent);
  const sine = cosine * tangent;
  for (let k = 0; k < a.length; k++) {
    const [x, y] = [a[k]!, b[k]!];
    a[k] = cosine * x - sine * y;
    b[k] = sine * x + cosine * y;
  }
  return true;
}

/** 2⁶⁰ is more than any n that 16 digits could tell from infinity. */
const doublings = 60;

function radius(matrix: Tensor): number {
  let power = matrix;
  let logNorm = 0; // of W^n, where `power` is W^n divided by its norm
  let before = Number.NaN;
  for (let k = 0; k <= doublings; k++) {
    const largest = largestOf(power);
    if (largest === 0) return 0;
    logNorm += Math.log(largest);
    const estimate = logNorm / 2 ** k;
    if (k > 12 && Math.abs(estimate - before) < 1e-16) break;
    before = estimate;
    power = power.div(largest);
    power = power.matmul(power);
    logNorm *= 2;
  }
  return Math.exp(before);
}

function largestOf(matrix: Tensor): number {
  let largest = 0;
  for (const x of matrix.values()) largest = Math.max(largest, Math.abs(x));
  return largest;
}

function matrixOf(who: string, W: TensorLike): Tensor {
  const matrix = asTensor(W, "float64", who).detach().astype("float64");
  if (matrix.shape.length !== 2 || matrix.size === 0)
    throw new RangeError(`${who} expects a matrix, but got shape ${formatShape(matrix.shape)}`);
  if (!Array.from(matrix.values()).every(Number.isFinite))
    throw new RangeError(`${who} expects finite numbers, but the matrix holds NaN or ∞`);
  return matrix;
}

function square(who: string, matrix: Tensor): Tensor {
  const [rows, columns] = matrix.shape;
  if (rows !== columns)
    throw new RangeError(
      `${who} expects a square matrix, but got ${formatShape(matrix.shape)}; spectralNorm takes any`,
    );
  return matrix;
}
