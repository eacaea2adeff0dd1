// What every way to decode is given: one step of a decoder, for a whole batch at once.
import { formatShape } from "../../backend/index.ts";
import { describe, type OptionNames } from "../../options.ts";
import { Tensor, takeRows } from "../../tensor/index.ts";

/**
 * One step of a decoder: reads a symbol and the state before it, says what may come next and the state after it.
 * A state is tensors [batch, ...] in whatever order: one, a list, or an object of them ({ h, c, annotations }).
 */
export type DecoderStep<State> = (ids: readonly number[], state: State) => { logits: Tensor; state: State };

/** Options of every way to decode. */
export interface DecodeOptions<State> {
  /** The state before the first step, such as the encoder's last: tensors [batch, ...]. */
  state: State;
  /** The id that each sequence starts with; it is read and not given back. */
  start: number;
  /** The id that ends a sequence; none where left out. */
  end?: number;
  /** How many symbols at most. */
  maximum: number;
}

export const decodeOptions: OptionNames<DecodeOptions<unknown>> = {
  state: "nullable",
  start: "number",
  end: "number",
  maximum: "number",
};

/** What was decoded for one sample. */
export interface Decoded {
  /** The symbols, without the one that ended them. */
  readonly ids: readonly number[];
  /** Whether the end symbol came; false where the maximum was reached first. */
  readonly ended: boolean;
  /** ln P of what was decoded (the end symbol counted) under the model. */
  readonly logProbability: number;
}

/** How many samples a state is of. @throws TypeError for a state without a tensor, RangeError for tensors of several batches */
export function batchOfState(who: string, state: unknown): number {
  const sizes = new Set(tensorsIn(state).map(({ shape }) => shape[0]));
  const [batch] = sizes;
  if (batch === undefined)
    throw new TypeError(
      `${who} expects a state of tensors [batch, ...], such as the encoder's last one, but got ${describe(state)}`,
    );
  if (sizes.size > 1)
    throw new RangeError(`${who} expects tensors of one batch in the state, but got sizes ${[...sizes].join(" and ")}`);
  return batch;
}

const tensorsIn = (state: unknown): Tensor[] =>
  state instanceof Tensor
    ? [state]
    : typeof state === "object" && state !== null
      ? Object.values(state).flatMap(tensorsIn)
      : [];

/** These rows of every tensor of a state, in its own form. */
export function rowsOfState<State>(state: State, rows: readonly number[]): State {
  if (state instanceof Tensor) return takeRows(state, [...rows]) as State;
  if (Array.isArray(state)) return state.map(part => rowsOfState(part, rows)) as State;
  if (typeof state !== "object" || state === null) return state;
  return Object.fromEntries(Object.entries(state).map(([name, part]) => [name, rowsOfState(part, rows)])) as State;
}

/** @throws for options that are none */
export function checkDecode<State>(who: string, step: unknown, { start, end, maximum, state }: DecodeOptions<State>) {
  if (typeof step !== "function")
    throw new TypeError(
      `${who} expects a function (ids, state) => ({ logits, state }) as its first argument, but got ${describe(step)}`,
    );
  for (const [what, id] of Object.entries({ start, end }))
    if (!(what === "end" && id === undefined) && !(Number.isInteger(id) && id! >= 0))
      throw new RangeError(`${who} expects ${what} to be an id, a whole number ≥ 0, but got ${describe(id)}`);
  if (!Number.isInteger(maximum) || maximum < 1)
    throw new RangeError(`${who} expects maximum to be a whole number ≥ 1, but got ${describe(maximum)}`);
  return batchOfState(who, state);
}

/** Logits of a step as they must be: [batch, classes]. @throws RangeError for another shape */
export function checkedLogits(who: string, logits: unknown, batch: number, end: number | undefined): Tensor {
  if (!(logits instanceof Tensor) || logits.shape.length !== 2 || logits.shape[0] !== batch)
    throw new RangeError(
      `${who} expects a step to give logits [${batch}, classes], but got ${logits instanceof Tensor ? formatShape(logits.shape) : describe(logits)}`,
    );
  if (end !== undefined && end >= logits.shape[1]!)
    throw new RangeError(`${who} expects an end from 0 to ${logits.shape[1]! - 1}, but got ${end}`);
  return logits;
}
