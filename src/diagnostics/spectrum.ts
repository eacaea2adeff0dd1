// Spectral radius and largest singular value of a matrix: how far its powers, and one product with it, can stretch.
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
