// What unroll is given: a sequence, a state before it and a mask, checked and brought into the form that it computes with.
import { formatShape, type Shape, sameShape } from "../../backend/index.ts";
import { asTensor, asTensorLike, Tensor, type TensorLike, where } from "../../tensor/index.ts";
import { type Cell, RecurrentCell } from "../cells/cell.ts";
import { assertState, type StateTensors, tensorsOfState } from "../cells/state.ts";
import { maskLike } from "../masks.ts";
import { Module } from "../modules/module.ts";
import { LearnedState } from "./learned-state.ts";

/** What messages say of a cell. */
type Described = Pick<Cell<StateTensors>, "describe" | "inputSize">;

/** A sequence as one tensor, or as a list of one for each time step; plain numbers become a tensor like the cell's weights. */
export function sequenceOf(cell: Described, xs: TensorLike | readonly Tensor[]): Tensor | readonly Tensor[] {
  if (xs instanceof Tensor || isList(xs)) return xs;
  const who = `unroll(${cell.describe()})`;
  const weights = cell instanceof Module ? cell.parameters()[0]?.parameter : undefined;
  return weights ? asTensorLike(who, xs, weights) : asTensor(xs, undefined, who);
}

const isList = (xs: TensorLike | readonly Tensor[]): xs is readonly Tensor[] =>
  Array.isArray(xs) && (xs.length === 0 || xs.some(x => x instanceof Tensor));

/** [] or [batch size]. @throws RangeError for what is no sequence, TypeError for one of another dtype than the cell's. */
export function batchOf(cell: Described, xs: Tensor | readonly Tensor[]): Shape {
  const who = `unroll(${cell.describe()})`;
  const batch = checkedBatch(who, cell, xs);
  assertDType(who, "inputs", cell, xs instanceof Tensor ? [xs] : xs);
  return batch;
}

function checkedBatch(who: string, cell: Described, xs: Tensor | readonly Tensor[]): Shape {
  if (!(xs instanceof Tensor)) {
    if (!Array.isArray(xs) || xs.length === 0 || !xs.every(x => x instanceof Tensor))
      throw new RangeError(`${who} expects a tensor or a list of at least one tensor, one for each time step`);
    const first: Shape = xs[0]!.shape;
    const other = xs.findIndex(x => !sameShape(x.shape, first));
    if (other >= 0)
      throw new RangeError(
        `${who} expects time steps of one shape, but got ${formatShape(first)} and, at ${other}, ${formatShape(xs[other]!.shape)}`,
      );
    return first.slice(0, -1);
  }
  const rank = xs.shape.length;
  if ((rank !== 2 && rank !== 3) || xs.shape[rank - 2] === 0)
    throw new RangeError(
      `${who} expects a sequence [T, ${cell.inputSize}] or [batch, T, ${cell.inputSize}] with T ≥ 1, ` +
        `but got ${formatShape(xs.shape)}`,
    );
  return xs.shape.slice(0, -2);
}

/** [inputSize] or [batch, inputSize] each; zeros where they are masked, because 0 × NaN is NaN, on the way back too. */
export function stepsOf(xs: Tensor | readonly Tensor[], mask: Tensor | undefined): readonly Tensor[] {
  if (!(xs instanceof Tensor)) return mask ? xs.map((x, t) => where(mask.slice(t, t + 1, { axis: -1 }), x, 0)) : xs;
  const axis = xs.shape.length - 2;
  const read = mask ? where(mask.expandDims(-1), xs, 0) : xs;
  return Array.from({ length: xs.shape[axis]! }, (_, t) => read.select(axis, t));
}

/** Undefined for zeros. A state of another batch would be stretched silently where either batch is 1. */
export function stateBefore<State extends StateTensors>(
  cell: Described,
  batch: Shape,
  initialState: State | LearnedState<State> | undefined,
): State | undefined {
  const state = initialState instanceof LearnedState ? initialState.forward(batch) : initialState;
  if (state !== undefined) {
    assertState(`unroll(${cell.describe()}), as its initialState,`, state);
    assertForm(cell, state);
  }
  const parts = state ? tensorsOfState(state) : [];
  for (const part of parts)
    if (!sameShape(part.shape.slice(0, -1), batch))
      throw new RangeError(
        `unroll(${cell.describe()}) expects an initial state for ${batch.length === 0 ? "one sequence" : `a batch of ${batch[0]}`}, ` +
          `but got one of shape ${formatShape(part.shape)}`,
      );
  assertDType(`unroll(${cell.describe()})`, "an initial state", cell, parts);
  return state;
}

/** Without its c, an LSTM would start from zeros unasked. (A cell of one's own may know more forms.) */
function assertForm(cell: Described, state: StateTensors): void {
  if (!(cell instanceof RecurrentCell)) return;
  const form = (of: StateTensors) => (of instanceof Tensor ? "a tensor" : `{ ${Object.keys(of).sort().join(", ")} }`);
  const expected = form(cell.zeroState([]));
  if (form(state) !== expected)
    throw new TypeError(`unroll(${cell.describe()}) expects ${expected} as its initial state, but got ${form(state)}`);
}

/** There is no implicit change of dtype. A cell without parameters takes what it is given. */
function assertDType(who: string, what: string, cell: object, tensors: readonly Tensor[]): void {
  const dtype = cell instanceof Module ? cell.parameters()[0]?.parameter.dtype : undefined;
  const other = tensors.find(t => dtype !== undefined && t.dtype !== dtype);
  if (other)
    throw new TypeError(
      `${who} expects ${what} in ${dtype}, as its weights are, but got ${other.dtype}; convert with .astype("${dtype}")`,
    );
}

/** The mask as numbers like those of `xs`: [T] or [batch, T]; undefined where there is none. */
export function maskOf(
  cell: Described,
  mask: TensorLike | undefined,
  xs: Tensor | readonly Tensor[],
): Tensor | undefined {
  if (mask === undefined) return undefined;
  const who = `unroll(${cell.describe()})`;
  const shape = xs instanceof Tensor ? xs.shape.slice(0, -1) : [...xs[0]!.shape.slice(0, -1), xs.length];
  const weights = maskLike(who, mask, xs instanceof Tensor ? xs : xs[0]!);
  const fits = sameShape(weights.shape, shape);
  if (!fits || !weights.values().every(m => m === 0 || m === 1))
    throw new RangeError(
      `${who} expects a mask of shape ${formatShape(shape)} with 1 and 0, but got ` +
        `${formatShape(weights.shape)}${fits ? " with other numbers" : ""}`,
    );
  return weights;
}
