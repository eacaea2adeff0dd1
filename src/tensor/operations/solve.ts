// Systems of linear equations: a square one solved, more equations than unknowns fitted. Computed in float64, whatever the dtype.
import { broadcastShapes, formatShape, pollInterrupt, type Shape } from "../../backend/index.ts";
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import { asTensor, type TensorLike } from "../convert.ts";
import { eye } from "../creation.ts";
import { record } from "../record.ts";
import { Tensor } from "../tensor.ts";
import { alike } from "./arithmetic.ts";
import { broadcastTo } from "./layout.ts";
import { joined, type Matrix, matricesOf, product, sum, transposed } from "./matrices.ts";

/**
 * The x of A x = b, by elimination with row pivoting; for several b at once the columns of a matrix. As NumPy's and PyTorch's
 * `linalg.solve`. ∂L/∂b = A⁻ᵀ ∂L/∂x and ∂L/∂A = −∂L/∂b xᵀ.
 * @param a [..., n, n] @param b [n], or [..., n, columns]; leading axes broadcast
 * @returns in the shape of b
 * @throws RangeError for shapes that do not fit, or a matrix that is singular; TypeError for another dtype
 * @example solve([[2, 0], [1, 1]], [4, 5]).toArray() // [2, 3]
 */
export function solve(a: TensorLike, b: TensorLike): Tensor {
  return solved("solve", a, b);
}

/**
 * The inverse of a square matrix, A⁻¹ A = 1: [..., n, n] → [..., n, n]. `solve(a, b)` is quicker and more exact than inv(a).matmul(b).
 * @throws RangeError for a matrix that is not square, or singular
 * @example inv([[2, 0], [0, 4]]).toArray() // [[0.5, 0], [0, 0.25]]
 */
export function inv(input: TensorLike): Tensor {
  const a = asTensor(input, undefined, "inv");
  const n = a.shape.at(-1) ?? 0;
  return solved("inv", a, broadcastTo(eye(n, { dtype: a.dtype }), [...a.shape.slice(0, -2), n, n]));
}

function solved(who: string, left: TensorLike, right: TensorLike): Tensor {
  const [a, b] = alike(who, left, right);
  const [n, isVector] = [a.shape.at(-1)!, b.shape.length === 1];
  const places = broadcastShapes(a.shape.slice(0, -2), isVector ? [] : b.shape.slice(0, -2));
  if (a.shape.length < 2 || a.shape.at(-2) !== n || b.shape.at(isVector ? -1 : -2) !== n || !places)
    throw new RangeError(
      who === "inv"
        ? `inv expects square matrices [..., n, n], but got ${formatShape(a.shape)}`
        : `solve expects [..., n, n] and [n] or [..., n, columns], but got ${formatShape(a.shape)} and ${formatShape(b.shape)}` +
            (a.shape.length === 2 && b.shape[0] === a.shape[0]
              ? "; lstsq(a, b) fits where rows and columns differ"
              : ""),
    );
  const columns = isVector ? 1 : b.shape.at(-1)!;
  const whole: Shape = isVector ? [...places, n] : [...places, n, columns];
  const inputs = [broadcastTo(a, [...places, n, n]), broadcastTo(b, whole)] as const;
  const [as, bs] = [matricesOf(inputs[0], n, n), matricesOf(inputs[1], n, columns)];
  const xs = as.map((matrix, i) => eliminated(who, matrix, bs[i]!));
  const made = (each: readonly Matrix[], shape: Shape) =>
    new Tensor(a.backend.fromValues(joined(each), shape, a.dtype), a.backend);
  return record(who, made(xs, whole).array, inputs, g => {
    const gs = matricesOf(new Tensor(g, a.backend), n, columns);
    const gb = as.map((matrix, i) => eliminated(who, transposed(matrix), gs[i]!)); // A⁻ᵀ g
    const ga = gb.map((each, i) => product(each, transposed(xs[i]!), -1)); // −A⁻ᵀ g xᵀ
    return [made(ga, [...places, n, n]).array, made(gb, whole).array];
  });
}

/** Options of `lstsq`. */
export interface LstsqOptions {
  /** λ ≥ 0: what large x cost, λ Σ x²; 0 where left out. With it the columns of a need not be independent (ridge regression). */
  ridge?: number;
}

const lstsqOptions: OptionNames<LstsqOptions> = { ridge: "number" };

/**
 * Least squares: the x with the smallest Σ (A x − b)² + λ Σ x², by Householder's QR. With `ridge` λ the readout of an echo
 * state network. As `linalg.lstsq` of NumPy and PyTorch, which have no λ, and give several values where this gives x.
 * @param a [rows, n] @param b [rows], or [rows, columns]
 * @returns [n], or [n, columns]
 * @throws RangeError for shapes that do not fit, columns that are not independent where λ is 0, or an unknown option
 * @example lstsq([[1, 0], [1, 1], [1, 2]], [1, 3, 5]).toArray() // [1, 2]: 1 + 2 t
 * @example
 * const states = seed(0).normal(0, 1, [50, 8])
 * const readout = lstsq(states, states.sum(1), { ridge: 1e-6 }) // states.matmul(readout) predicts
 */
export function lstsq(left: TensorLike, right: TensorLike, options: LstsqOptions = {}): Tensor {
  assertOptions("lstsq", options, lstsqOptions);
  const [a, b] = alike("lstsq", left, right);
  const { ridge = 0 } = options;
  if (!(ridge >= 0 && ridge < Number.POSITIVE_INFINITY))
    throw new RangeError(`lstsq expects a ridge ≥ 0, but got ${describe(ridge)}`);
  const isVector = b.shape.length === 1;
  if (a.shape.length !== 2 || b.shape.length > 2 || b.shape[0] !== a.shape[0] || a.size === 0)
    throw new RangeError(
      `lstsq expects [rows, n] and [rows] or [rows, columns], but got ${formatShape(a.shape)} and ${formatShape(b.shape)}`,
    );
  const [rows, n] = a.shape as [number, number];
  const columns = isVector ? 1 : b.shape[1]!;
  const [A, B] = [matricesOf(a, rows, n)[0]!, matricesOf(b, rows, columns)[0]!];
  const { r, x } = fitted(A, B, ridge);
  const made = (matrix: Matrix, shape: Shape) => a.backend.fromValues(matrix.numbers, shape, a.dtype);
  return record("lstsq", made(x, isVector ? [n] : [n, columns]), [a, b], g => {
    // y = (AᵀA + λ)⁻¹ g; ∂L/∂b = A y; ∂L/∂A = (b − A x) yᵀ − A y xᵀ
    const y = substituted(r, matricesOf(new Tensor(g, a.backend), n, columns)[0]!);
    const [gb, rest] = [product(A, y), sum(B, product(A, x, -1))];
    const ga = sum(product(rest, transposed(y)), product(gb, transposed(x), -1));
    return [made(ga, a.shape), made(gb, b.shape)];
  });
}

/** The X of A X = B. */
function eliminated(who: string, { rows: n, numbers }: Matrix, b: Matrix): Matrix {
  const [a, x, columns] = [Float64Array.from(numbers), Float64Array.from(b.numbers), b.columns];
  const least = n * Number.EPSILON * a.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
  const swap = (of: Float64Array, width: number, i: number, j: number) => {
    for (let k = 0; k < width; k++) [of[i * width + k], of[j * width + k]] = [of[j * width + k]!, of[i * width + k]!];
  };
  const subtract = (of: Float64Array, width: number, factor: number, i: number, from: number) => {
    for (let k = 0; k < width; k++) of[from * width + k]! -= factor * of[i * width + k]!;
  };
  for (let i = 0; i < n; i++) {
    pollInterrupt();
    let pivot = i;
    for (let row = i + 1; row < n; row++) if (Math.abs(a[row * n + i]!) > Math.abs(a[pivot * n + i]!)) pivot = row;
    if (Math.abs(a[pivot * n + i]!) <= least)
      throw new RangeError(
        `${who} expects a matrix that has an inverse, but got a singular one: its rows are not independent; ` +
          "lstsq(a, b, { ridge: 1e-6 }) takes it",
      );
    if (pivot !== i) for (const [of, width] of [[a, n], [x, columns]] as const) swap(of, width, i, pivot); // biome-ignore format: a list
    for (let row = i + 1; row < n; row++) {
      const factor = a[row * n + i]! / a[i * n + i]!;
      if (factor === 0) continue;
      subtract(a, n, factor, i, row);
      subtract(x, columns, factor, i, row);
    }
  }
  return backwards({ rows: n, columns: n, numbers: a }, { rows: n, columns, numbers: x });
}

/** The X of R X = B, where R is 0 below its diagonal; B's numbers become X's. */
function backwards({ columns: n, numbers: r }: Matrix, { columns, numbers: x }: Matrix): Matrix {
  for (let i = n - 1; i >= 0; i--)
    for (let j = 0; j < columns; j++) {
      let value = x[i * columns + j]!;
      for (let k = i + 1; k < n; k++) value -= r[i * n + k]! * x[k * columns + j]!;
      x[i * columns + j] = value / r[i * n + i]!;
    }
  return { rows: n, columns, numbers: x.slice(0, n * columns) };
}

/** The Y of Rᵀ R Y = G. */
function substituted(r: Matrix, { columns, numbers }: Matrix): Matrix {
  const [n, y] = [r.columns, Float64Array.from(numbers)];
  for (let i = 0; i < n; i++)
    for (let j = 0; j < columns; j++) {
      let value = y[i * columns + j]!;
      for (let k = 0; k < i; k++) value -= r.numbers[k * n + i]! * y[k * columns + j]!;
      y[i * columns + j] = value / r.numbers[i * n + i]!;
    }
  return backwards(r, { rows: n, columns, numbers: y });
}

/** Householder's QR of [A; √λ 1], applied to [B; 0]: R, [n, n] and 0 below its diagonal, and the X that fits best. */
function fitted(a: Matrix, b: Matrix, ridge: number): { r: Matrix; x: Matrix } {
  const [n, columns, extra] = [a.columns, b.columns, ridge > 0 ? a.columns : 0];
  const rows = a.rows + extra;
  const [q, y] = [new Float64Array(rows * n), new Float64Array(rows * columns)];
  q.set(a.numbers);
  y.set(b.numbers);
  for (let i = 0; i < extra; i++) q[(a.rows + i) * n + i] = Math.sqrt(ridge);
  const length = Math.sqrt(q.reduce((total, each) => total + each * each, 0));
  for (let j = 0; j < n; j++) {
    pollInterrupt();
    let size = 0;
    for (let i = j; i < rows; i++) size += q[i * n + j]! ** 2;
    size = Math.sqrt(size);
    if (j >= rows || size <= Math.max(rows, n) * Number.EPSILON * length)
      throw new RangeError(
        `lstsq expects columns that are independent, but column ${j} of ${formatShape([a.rows, n])} follows from those before it, ` +
          "so many x fit alike; { ridge: 1e-6 } takes the small one",
      );
    const sign = q[j * n + j]! > 0 ? -1 : 1;
    const v = Float64Array.from({ length: rows - j }, (_, i) => q[(i + j) * n + j]!);
    v[0]! -= sign * size;
    const scale = 2 / v.reduce((total, each) => total + each * each, 0);
    for (const [of, width, from] of [[q, n, j], [y, columns, 0]] as const) // biome-ignore format: a list
      for (let k = from; k < width; k++) {
        let along = 0;
        for (let i = 0; i < v.length; i++) along += v[i]! * of[(i + j) * width + k]!;
        for (let i = 0; i < v.length; i++) of[(i + j) * width + k]! -= scale * along * v[i]!;
      }
  }
  const r = { rows: n, columns: n, numbers: q.slice(0, n * n) };
  return { r, x: backwards(r, { rows: n, columns, numbers: y.slice(0, n * columns) }) };
}
