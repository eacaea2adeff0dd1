// What unroll is given: a sequence, a state before it and a mask, checked and brought into the form that it computes with.
import { formatShape, type Shape, sameShape } from "../backend/index.ts";
import { asTensor, stack, Tensor, type TensorLike } from "../tensor/index.ts";
import type { Cell } from "./cell.ts";
import { LearnedState } from "./learned-state.ts";
import { type StateTensors, tensorsOfState } from "./state.ts";

/** What messages say of a cell. */
type Described = Pick<Cell<StateTensors>, "describe" | "inputSize">;

/** [] or [batch size]. @throws RangeError for what is no sequence. */
export function batchOf(cell: Described, xs: Tensor | readonly Tensor[]): Shape {
  const who = `unroll(${cell.describe()})`;
  if (!(xs instanceof Tensor)) {
    if (!Array.isArray(xs) || xs.length === 0 || !xs.every(x => x instanceof Tensor))
      throw new RangeError(`${who} expects a tensor or a list of at least one tensor, one for each time step`);
    return xs[0]!.shape.slice(0, -1);
  }
  const rank = xs.shape.length;
  if ((rank !== 2 && rank !== 3) || xs.shape[rank - 2] === 0)
    throw new RangeError(
      `${who} expects a sequence [T, ${cell.inputSize}] or [batch, T, ${cell.inputSize}] with T ≥ 1, ` +
        `but got ${formatShape(xs.shape)}`,
    );
  return xs.shape.slice(0, -2);
}

/** [inputSize] or [batch, inputSize] each */
export function stepsOf(xs: Tensor | readonly Tensor[]): readonly Tensor[] {
  if (!(xs instanceof Tensor)) return xs;
  const axis = xs.shape.length - 2;
  return Array.from({ length: xs.shape[axis]! }, (_, t) => xs.select(axis, t));
}

/** [T, inputSize] or [T, batch, inputSize] */
export function timeMajor(xs: Tensor | readonly Tensor[]): Tensor {
  if (!(xs instanceof Tensor)) return stack(xs);
  return xs.shape.length === 3 ? xs.transpose([1, 0, 2]) : xs;
}

/** Undefined for zeros. A state of another batch would be stretched silently where either batch is 1. */
export function stateBefore<State extends StateTensors>(
  cell: Described,
  batch: Shape,
  initialState: State | LearnedState<State> | undefined,
): State | undefined {
  const state = initialState instanceof LearnedState ? initialState.forward(batch) : initialState;
  for (const part of state ? tensorsOfState(state) : [])
    if (!sameShape(part.shape.slice(0, -1), batch))
      throw new RangeError(
        `unroll(${cell.describe()}) expects an initial state for ${batch.length === 0 ? "one sequence" : `a batch of ${batch[0]}`}, ` +
          `but got one of shape ${formatShape(part.shape)}`,
      );
  return state;
}

/** One column a time step, [batch, 1] or [1], to multiply states with. */
export function maskOf(cell: Described, mask: TensorLike, steps: readonly Tensor[]): Tensor[] {
  const [first] = steps as readonly [Tensor];
  const { dtype } = first;
  const weights = asTensor(mask, dtype).astype(dtype);
  const shape = [...first.shape.slice(0, -1), steps.length];
  if (!sameShape(weights.shape, shape) || !weights.values().every(m => m === 0 || m === 1))
    throw new RangeError(
      `unroll(${cell.describe()}) expects a mask of shape ${formatShape(shape)} with 1 and 0, but got ${formatShape(weights.shape)}` +
        (sameShape(weights.shape, shape) ? " with other numbers" : ""),
    );
  return steps.map((_, t) => weights.slice(-1, t, t + 1));
}
