// Backpropagation through time on plain numbers. Vectors stand on the left, as in lesson 2: h U, and U[i][j] leads from i to j.

import { plus } from "../cell/cell-functions.ts";

type Vector = readonly number[];
type Matrix = readonly Vector[];

/** From the gradient of the states to that of the sums before tanh. */
export const throughTanh = (g: Vector, h: Vector): number[] => g.map((value, j) => value * (1 - h[j]! ** 2));

/** To what was multiplied by U. */
export const throughMatrix = (delta: Vector, U: Matrix): number[] =>
  U.map(row => row.reduce((sum, weight, j) => sum + weight * delta[j]!, 0));

export const outer = (a: Vector, b: Vector): number[][] => a.map(x => b.map(y => x * y));

export const added = (a: Matrix, b: Matrix): number[][] => a.map((row, i) => row.map((x, j) => x + b[i]![j]!));

const zerosLike = (m: Matrix): number[][] => m.map(row => row.map(() => 0));

export interface Gradients {
  W: number[][];
  U: number[][];
  b: number[];
}

/** How a solution may differ from the right one. */
export interface Slips {
  /** `=` for `+=`: each step's part takes the place of the one before. */
  readonly sets?: boolean;
  /** The slope of the state before the step. */
  readonly slopeOfBefore?: boolean;
  /** No slope at all. */
  readonly noSlope?: boolean;
  /** U's part takes the state after the step. */
  readonly stateAfter?: boolean;
  /** What comes from later steps is lost. */
  readonly directOnly?: boolean;
  /** What the loss says at a step itself is lost, but for the last one. */
  readonly lastOnly?: boolean;
  /** U is not turned over on the way back. */
  readonly untransposed?: boolean;
  /** Step 0 is left out. */
  readonly withoutFirst?: boolean;
  /** From the first step to the last. */
  readonly forwards?: boolean;
  /** The parts take the gradients of the states, before tanh's slope. */
  readonly ofStates?: boolean;
}

/**
 * The gradients of W, U and b.
 * @param xs inputs, [T][d]
 * @param hs states after each step, [T][u]
 * @param gs what the loss itself says at each step: ∂L/∂h_t with all later states held fixed
 */
export function backThroughTime(
  xs: Matrix,
  hs: Matrix,
  h0: Vector,
  gs: Matrix,
  U: Matrix,
  slips: Slips = {},
): Gradients {
  let W = xs[0]!.map(() => h0.map(() => 0));
  let dU = zerosLike(U);
  let b = h0.map(() => 0);
  let later = h0.map(() => 0);
  const steps = xs.map((_, t) => t);
  for (const t of slips.forwards ? steps : steps.toReversed()) {
    if (slips.withoutFirst && t === 0) continue;
    const before = t === 0 ? h0 : hs[t - 1]!;
    const own =
      slips.lastOnly && t < xs.length - 1 ? later : plus(gs[t]!, slips.directOnly ? later.map(() => 0) : later);
    const delta = slips.noSlope ? [...own] : throughTanh(own, slips.slopeOfBefore ? before : hs[t]!);
    const part = slips.ofStates ? own : delta;
    const [w, u] = [outer(xs[t]!, part), outer(slips.stateAfter ? hs[t]! : before, part)];
    W = slips.sets ? w : added(W, w);
    dU = slips.sets ? u : added(dU, u);
    b = slips.sets ? [...part] : plus(b, part);
    later = slips.untransposed
      ? U[0]!.map((_, j) => U.reduce((sum, row, i) => sum + row[j]! * delta[i]!, 0))
      : throughMatrix(delta, U);
  }
  return { W, U: dU, b };
}
