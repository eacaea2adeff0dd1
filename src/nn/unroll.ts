// unroll: applies one cell to every step of a sequence, with the same weights throughout.
import { formatShape, pollInterrupt } from "../backend/index.ts";
import { Tensor } from "../tensor/index.ts";
import type { Cell } from "./cell.ts";

export interface Unrolled<State> {
  /** The hidden vector after each time step. After `backward()` each has its own `grad`, ∂L/∂h_t. */
  readonly hidden: Tensor[];
  /** The state after the last step: where a later call may go on from. */
  readonly state: State;
}

/**
 * Runs `cell` over a sequence, from zeros or from `initialState`.
 * @param xs [T, inputSize], [batch, T, inputSize], or a list of T inputs ([inputSize] or [batch, inputSize])
 * @example const { hidden } = unroll(cell, xs); hidden.at(-1) // the last hidden vector
 * @throws RangeError for an empty sequence or a wrong rank.
 */
export function unroll<State>(
  cell: Cell<State>,
  xs: Tensor | readonly Tensor[],
  { initialState }: { initialState?: State } = {},
): Unrolled<State> {
  const steps = stepsOf(cell, xs);
  let state = initialState ?? cell.zeroState(steps[0]!.shape.slice(0, -1));
  const hidden: Tensor[] = [];
  for (const x of steps) {
    pollInterrupt();
    state = cell.forward(x, state);
    hidden.push(cell.hidden(state).retainGrad());
  }
  return { hidden, state };
}

function stepsOf(cell: Cell<unknown>, xs: Tensor | readonly Tensor[]): readonly Tensor[] {
  const who = `unroll(${cell.describe()})`;
  if (!(xs instanceof Tensor)) {
    if (!Array.isArray(xs) || xs.length === 0 || !xs.every(x => x instanceof Tensor))
      throw new RangeError(`${who} expects a tensor or a list of at least one tensor, one for each time step`);
    return xs;
  }
  const rank = xs.shape.length;
  const axis = rank - 2;
  if ((rank !== 2 && rank !== 3) || xs.shape[axis] === 0)
    throw new RangeError(
      `${who} expects a sequence [T, ${cell.inputSize}] or [batch, T, ${cell.inputSize}] with T ≥ 1, ` +
        `but got ${formatShape(xs.shape)}`,
    );
  return Array.from({ length: xs.shape[axis]! }, (_, t) => xs.select(axis, t));
}
