// What the lesson's functions are of: marks of words, and cells in two directions, on plain lists.
import type { Argument } from "../../src/checking/index.ts";
import { step } from "../cell/cell-functions.ts";

export type Matrix = number[][];

/** The states of a cell after each step, from zeros. */
export function statesOf(xs: readonly (readonly number[])[], W: Matrix, U: Matrix, b: number[]): Matrix {
  let h = b.map(() => 0);
  return xs.map(x => {
    h = step(x, h, W, U, b);
    return h;
  });
}

/** T marks, 0 or 1; where there are two or more, at least one of each. */
export const marks: Argument<number[]> = (draw, { T }) => {
  const list = Array.from({ length: T! }, () => Number(draw.uniform() < 0.4));
  if (T! > 1) {
    const [one, nought] = [draw.integer(T!), draw.integer(T! - 1)];
    list[one] = 1;
    list[nought < one ? nought : nought + 1] = 0;
  }
  return list;
};

/** How many were marked rightly, marked, and to be marked. */
export function tally(said: readonly number[], right: readonly number[]) {
  const both = said.filter((mark, t) => mark === 1 && right[t] === 1).length;
  const count = (list: readonly number[]) => list.filter(mark => mark === 1).length;
  return { both, marked: count(said), wanted: count(right) };
}
