// impulseResponse: one impulse in, and how long the state remembers it.

import { assertCell, type Cell, type StateTensors } from "../nn/index.ts";
import { assertOptions, describe } from "../options.ts";
import { line } from "../plot/index.ts";
import { asTensor, concat, noGrad, Tensor, type TensorLike, zeros } from "../tensor/index.ts";
import { type WithFigure, withFigure } from "./figure.ts";
import { lengthOfList } from "./numbers.ts";
import { stepsOf } from "./sequence.ts";

/** Options of `impulseResponse`. */
export interface ImpulseOptions {
  /** How many steps; 50 where left out. */
  T?: number;
  /** The input of the first step, [inputSize]; ones where left out. All others are zeros. */
  impulse?: TensorLike;
  /** Which part of a state with several: "c" or "h" of an LSTM; the hidden vector where left out. */
  of?: string;
  title?: string;
}

/** What `impulseResponse` finds. */
export interface ImpulseResponse {
  /** After each step, the distance between the state with and without the impulse, over that after the first step. */
  readonly sizes: readonly number[];
  /** How many steps after the impulse the distance has halved, interpolated; ∞ where it has not within T steps. */
  readonly halfLife: number;
}

/**
 * A loop as a memory: the cell reads one impulse and then zeros, and once only zeros; the difference of the two states is what
 * is left of the impulse.
 * @throws RangeError for fewer than two steps, an impulse that leaves no trace, an unknown option or part of the state
 * @example impulseResponse(cell, { T: 20 }).halfLife
 */
export function impulseResponse<State extends StateTensors>(
  cell: Cell<State>,
  options: ImpulseOptions = {},
): WithFigure<ImpulseResponse> {
  assertCell("impulseResponse", cell);
  assertOptions("impulseResponse", options, { T: "number", impulse: true, of: "text", title: "text" });
  const { T = 50, of } = options;
  if (!(Number.isInteger(T) && T >= 2))
    throw new RangeError(`impulseResponse expects a whole number of steps T ≥ 2, but got ${describe(T)}`);
  return noGrad(() => {
    const { dtype } = cell.hidden(cell.zeroState([]));
    const impulse = asTensor(options.impulse ?? zeros([cell.inputSize]).add(1), dtype, "impulseResponse").astype(dtype);
    const rest = zeros([T - 1, cell.inputSize], { dtype });
    const xs = concat([impulse.reshape([1, -1]), rest]);
    const [hit, quiet] = [xs, xs.mul(0)].map(input => {
      const { after } = stepsOf("impulseResponse", cell, input, undefined);
      return partOf(cell, after, of);
    });
    const difference = hit!.sub(quiet!).astype("float64"); // [T, size]
    const lengths = Array.from({ length: T }, (_, t) => lengthOfList(difference.at(t).values()));
    if (!(lengths[0]! > 0))
      throw new RangeError(
        "impulseResponse expects an impulse that changes the state, but after it the state is the same",
      );
    const sizes = lengths.map(length => length / lengths[0]!);
    const figure = line(sizes, {
      title: options.title ?? `What is left of one impulse, ${cell.describe()}`,
      x: sizes.map((_, t) => t),
      xLabel: "steps after the impulse",
      yLabel: "size",
      log: "y",
      guides: [{ y: 0.5, label: "half" }],
    });
    return withFigure({ sizes, halfLife: crossing(sizes) }, figure);
  });
}

function partOf<State extends StateTensors>(cell: Cell<State>, state: State, of: string | undefined): Tensor {
  if (of === undefined) return cell.hidden(state);
  const part = state instanceof Tensor ? undefined : (state as { readonly [name: string]: Tensor })[of];
  if (part) return part;
  const names = state instanceof Tensor ? "none" : Object.keys(state).join(" or ");
  throw new RangeError(`impulseResponse expects of to be a part of the state, ${names}, but got ${describe(of)}`);
}

/** Where the sizes first come to ½, on a straight line between the logarithms of its neighbors. */
function crossing(sizes: readonly number[]): number {
  const t = sizes.findIndex(size => size <= 0.5);
  if (t < 0) return Number.POSITIVE_INFINITY;
  const [before, after] = [Math.log(sizes[t - 1]!), Math.log(sizes[t]!)];
  return after === Number.NEGATIVE_INFINITY ? t : t - 1 + (before - Math.log(0.5)) / (before - after);
}

/**
 * After how many steps half is left of what each step multiplies by `keep`: ln ½ / ln keep. A forget gate with bias b keeps σ(b).
 * @throws RangeError unless 0 < keep
 * @example halfLife(0.5) // 1
 */
export function halfLife(keep: number): number {
  if (!(typeof keep === "number" && keep > 0))
    throw new RangeError(`halfLife expects a factor > 0 a step, but got ${describe(keep)}`);
  return keep >= 1 ? Number.POSITIVE_INFINITY : Math.log(0.5) / Math.log(keep);
}
