// Gated cells on plain numbers. Vectors stand on the left, as the toolkit stores its kernels.
import { plus, sigmoid, times } from "../cell/cell-functions.ts";

export type Matrix = readonly (readonly number[])[];

/** What an LSTM holds. */
export interface LSTMPair {
  h: number[];
  c: number[];
}

/** The k-th of so many equal parts of a list. */
export const block = (list: readonly number[], k: number, parts: number): number[] =>
  list.slice((k * list.length) / parts, ((k + 1) * list.length) / parts);

/** The same columns of each row. */
export const columns = (matrix: Matrix, k: number, parts: number): number[][] =>
  matrix.map(row => block(row, k, parts));

/** One step of an LSTM; the four parts in an order of one's own. */
export function lstm(
  x: readonly number[],
  h: readonly number[],
  c: readonly number[],
  W: Matrix,
  U: Matrix,
  b: readonly number[],
  order = "ifgo",
): LSTMPair {
  const sums = plus(times(x, W), times(h, U), b);
  const part = (name: string) => block(sums, order.indexOf(name), 4);
  const [i, f, g, o] = [part("i").map(sigmoid), part("f").map(sigmoid), part("g").map(Math.tanh), part("o").map(sigmoid)] as const; // biome-ignore format: a line
  const next = c.map((value, j) => f[j]! * value + i[j]! * g[j]!);
  return { h: next.map((value, j) => o[j]! * Math.tanh(value)), c: next };
}

/** One step of the GRU with an update gate alone; blocks u, candidate. Ng's sense: u writes. */
export function gruOfOneGate(x: readonly number[], c: readonly number[], W: Matrix, U: Matrix, b: readonly number[]) {
  const sums = plus(times(x, W), times(c, U), b);
  const [u, candidate] = [block(sums, 0, 2).map(sigmoid), block(sums, 1, 2).map(Math.tanh)];
  return c.map((value, j) => u[j]! * candidate[j]! + (1 - u[j]!) * value);
}

/** One step of the full GRU; blocks z, r, n. The sense of Keras, PyTorch and the paper: z keeps. */
export function gru(x: readonly number[], h: readonly number[], W: Matrix, U: Matrix, b: readonly number[]) {
  const [z, r] = [0, 1].map(k =>
    plus(times(x, columns(W, k, 3)), times(h, columns(U, k, 3)), block(b, k, 3)).map(sigmoid),
  ) as [number[], number[]];
  const seen = h.map((value, j) => r[j]! * value);
  const n = plus(times(x, columns(W, 2, 3)), times(seen, columns(U, 2, 3)), block(b, 2, 3)).map(Math.tanh);
  return h.map((value, j) => z[j]! * value + (1 - z[j]!) * n[j]!);
}
