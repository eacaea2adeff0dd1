// What the lesson's functions are of: padding and stretches, on plain lists. Cells are those of lesson 2.
import type { Argument } from "../../src/checking/index.ts";
import { step } from "../cell/cell-functions.ts";

export type Matrix = number[][];
export type Side = "pre" | "post";

/** The last state of a cell that reads xs from h. */
export function lastState(xs: Matrix, h0: number[], W: Matrix, U: Matrix, b: number[]): number[] {
  let h = h0;
  for (const x of xs) h = step(x, h, W, U, b);
  return h;
}

/** Rows of unequal lengths, 1 to `longest`; of three and more neither the first nor the last is the longest. */
export const ragged: Argument<Matrix> = (draw, { n, longest }) => {
  const place = n! < 3 ? 0 : 1 + draw.integer(n! - 2);
  return Array.from({ length: n! }, (_, i) => {
    const length = i === place ? longest! : 1 + draw.integer(longest! - 1);
    return Array.from({ length }, () => draw.normal());
  });
};

/** A mask [T] with `kept` ones at random places. */
export const maskOfSteps: Argument<number[]> = (draw, { T, kept }) => {
  const order = Array.from({ length: T! }, (_, t) => ({ t, by: draw.uniform() })).sort((a, b) => a.by - b.by);
  const counts = new Set(order.slice(0, kept).map(({ t }) => t));
  return Array.from({ length: T! }, (_, t) => Number(counts.has(t)));
};

/** A mask [n, T] whose rows keep 1 to T steps at the beginning; the first keeps all, the second two less at least. */
export const maskOfRows: Argument<Matrix> = (draw, { n, T }) =>
  Array.from({ length: n! }, (_, i) => {
    const kept = i === 0 && n! > 1 ? T! : 1 + draw.integer(T! - 2);
    return Array.from({ length: T! }, (_, t) => Number(t < kept));
  });

export const filled = <Item>(length: number, item: Item): Item[] => Array.from({ length }, () => item);
