// What the lesson's functions are of: texts in windows, and networks that read outputs, on plain lists.
import { step, times } from "../cell/cell-functions.ts";

export type Matrix = number[][];

/** h V + c. */
export const readout = (h: number[], V: Matrix, c: number[]): number[] => times(h, V).map((value, k) => value + c[k]!);

/** Reads xs, then goes on for n steps on what it says itself. */
export function goesOn(xs: Matrix, n: number, W: Matrix, U: Matrix, b: number[], V: Matrix, c: number[]): Matrix {
  let h = b.map(() => 0);
  for (const x of xs) h = step(x, h, W, U, b);
  const said: Matrix = [];
  for (let t = 0; t < n; t++) {
    const y = readout(h, V, c);
    said.push(y);
    h = step(y, h, W, U, b);
  }
  return said;
}

/** The outputs of a network whose hidden units read x and the output before, given by `before`. */
export function outputsOf(
  xs: Matrix,
  before: (said: Matrix, t: number) => number[],
  { W, R, b, V, c }: { W: Matrix; R: Matrix; b: number[]; V: Matrix; c: number[] },
): Matrix {
  const said: Matrix = [];
  for (const [t, x] of xs.entries()) said.push(readout(step(x, before(said, t), W, R, b), V, c));
  return said;
}
