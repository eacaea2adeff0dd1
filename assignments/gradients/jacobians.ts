// Jacobians of h_t = tanh(h_{t−1} U + …) by plain numbers, right and as they are mistaken.

export type Matrix = readonly (readonly number[])[];

/** Rows times columns. */
export const product = (A: Matrix, B: Matrix): number[][] =>
  A.map(row => B[0]!.map((_, j) => row.reduce((sum, value, k) => sum + value * B[k]![j]!, 0)));

const matrix = (h: readonly number[], entry: (i: number, j: number) => number): number[][] =>
  h.map((_, i) => h.map((_, j) => entry(i, j)));

const slope = (state: number) => 1 - state ** 2;

/** ∂h_t/∂h_{t−1}: row i is unit i after the step, column j unit j before it; h is the state after it. */
export const jacobian = (h: readonly number[], U: Matrix) => matrix(h, (i, j) => slope(h[i]!) * U[j]![i]!);

/** With U the wrong way round. */
export const untransposed = (h: readonly number[], U: Matrix) => matrix(h, (i, j) => slope(h[i]!) * U[i]![j]!);

/** The weights alone. */
export const withoutSlopes = (U: Matrix) => U.map((_, i) => U.map((_, j) => U[j]![i]!));

/** With the slopes of the units before the step. */
export const slopesOfColumns = (h: readonly number[], U: Matrix) => matrix(h, (i, j) => slope(h[j]!) * U[j]![i]!);

/** Number by number. */
export const combined = (A: Matrix, B: Matrix, combine: (a: number, b: number) => number): number[][] =>
  A.map((row, i) => row.map((value, j) => combine(value, B[i]![j]!)));
