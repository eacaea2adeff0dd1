// unroll: applies one cell to every step of a sequence, with the same weights throughout.
import { formatShape, pollInterrupt, type Shape, sameShape } from "../backend/index.ts";
import { asTensor, Tensor, type TensorLike } from "../tensor/index.ts";
import type { Cell } from "./cell.ts";
import { LearnedState } from "./learned-state.ts";
import { mapStates, type StateTensors, tensorsOfState } from "./state.ts";

export interface UnrollOptions<State extends StateTensors> {
  /** The state before the first step: zeros where left out; given; or learned, a `LearnedState`. */
  initialState?: State | LearnedState<State> | undefined;
  /** [T] or [batch, T]: 1 where a step counts; where it is 0 the state stays as it was, so that padding changes nothing. */
  mask?: TensorLike | undefined;
  /** Reads the sequence from its last step to its first; `hidden` stays in the order of time. */
  reverse?: boolean | undefined;
}

export interface Unrolled<State extends StateTensors> {
  /** The hidden vector after each time step. After `backward()` each has its own `grad`, ∂L/∂h_t. */
  readonly hidden: Tensor[];
  /** The whole state after each time step, { h, c } for an LSTM; each tensor has its own `grad`. */
  readonly states: State[];
  /** The state after the step read last: where a later call may go on from. */
  readonly state: State;
}

/**
 * Runs `cell` over a sequence, from zeros or from `initialState`.
 * @param xs [T, inputSize], [batch, T, inputSize], or a list of T inputs ([inputSize] or [batch, inputSize])
 * @example const { hidden } = unroll(cell, xs); hidden.at(-1) // the last hidden vector
 * @throws RangeError for an empty sequence, a wrong rank, a mask or state of another size.
 */
export function unroll<State extends StateTensors>(
  cell: Cell<State>,
  xs: Tensor | readonly Tensor[],
  { initialState, mask, reverse = false }: UnrollOptions<State> = {},
): Unrolled<State> {
  const steps = stepsOf(cell, xs);
  const batch = steps[0]!.shape.slice(0, -1);
  let state =
    initialState instanceof LearnedState ? initialState.forward(batch) : (initialState ?? cell.zeroState(batch));
  needsBatch(cell, state, batch);
  const keep = mask === undefined ? undefined : maskOf(cell, mask, batch, steps);
  const states = new Array<State>(steps.length);
  for (let i = 0; i < steps.length; i++) {
    pollInterrupt();
    const t = reverse ? steps.length - 1 - i : i;
    const next = cell.forward(steps[t]!, state);
    state = keep ? choose(keep[t]!, next, state) : next;
    for (const part of tensorsOfState(state)) part.retainGrad();
    states[t] = state;
  }
  return { hidden: states.map(s => cell.hidden(s)), states, state };
}

/** m × next + (1 − m) × before: exact for m = 1 and m = 0. */
function choose<State extends StateTensors>(m: Tensor, next: State, before: State): State {
  const rest = m.neg().add(1);
  return mapStates([next, before], (n, b) => n!.mul(m).add(b!.mul(rest)));
}

/** What messages say of a cell. */
type Described = Pick<Cell<StateTensors>, "describe" | "inputSize">;

function stepsOf(cell: Described, xs: Tensor | readonly Tensor[]): readonly Tensor[] {
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

/** A state of another batch would be stretched silently where either batch is 1. */
function needsBatch(cell: Described, state: StateTensors, batch: Shape): void {
  for (const part of tensorsOfState(state))
    if (!sameShape(part.shape.slice(0, -1), batch))
      throw new RangeError(
        `unroll(${cell.describe()}) expects an initial state for ${batch.length === 0 ? "one sequence" : `a batch of ${batch[0]}`}, ` +
          `but got one of shape ${formatShape(part.shape)}`,
      );
}

/** One column a time step, [batch, 1] or [1], to multiply states with. */
function maskOf(cell: Described, mask: TensorLike, batch: Shape, steps: readonly Tensor[]): Tensor[] {
  const { dtype } = steps[0]!;
  const weights = asTensor(mask, dtype).astype(dtype);
  const shape = [...batch, steps.length];
  if (!sameShape(weights.shape, shape) || !weights.values().every(m => m === 0 || m === 1))
    throw new RangeError(
      `unroll(${cell.describe()}) expects a mask of shape ${formatShape(shape)} with 1 and 0, but got ${formatShape(weights.shape)}` +
        (sameShape(weights.shape, shape) ? " with other numbers" : ""),
    );
  return steps.map((_, t) => weights.slice(-1, t, t + 1));
}
