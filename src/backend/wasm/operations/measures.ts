// The sizes of a recurrence in numbers and bytes, and the order in which its steps are done.
import { pollInterrupt } from "../../interrupt.ts";
import { gatesOf, type RecurrenceInputs, type RecurrenceKind, recurrenceSizes } from "../../recurrence.ts";

/** Sizes and distances in bytes, of one recurrence. */
export function measures(kind: RecurrenceKind, inputs: RecurrenceInputs, reverse: boolean, bytes: 4 | 8) {
  const { T, batch, input, hidden } = recurrenceSizes(inputs);
  const gates = gatesOf(kind);
  const slots = kind.kind === "gru" ? 4 : gates;
  return {
    ...{ T, batch, input, hidden, gates, slots, reverse },
    /** Of a number. */
    bytes,
    /** How many rows of the batch a thread does, from the first that its addresses point at. */
    rows: batch,
    direction: reverse ? -1 : 1,
    /** One step of the input, of `hidden`, of the gates' slots. */
    inputBytes: batch * input * bytes,
    stateBytes: batch * hidden * bytes,
    slotBytes: batch * slots * hidden * bytes,
    /** A row of the input, of `hidden`, of the slots, of the weights. */
    inputRow: input * bytes,
    stateRow: hidden * bytes,
    slotRow: slots * hidden * bytes,
    weightRow: gates * hidden * bytes,
  };
}

export type Measures = ReturnType<typeof measures>;

/** About how long the way there takes one thread, in nanoseconds; the way back takes twice as long. */
export const nanosecondsOf = ({ T, batch, input, hidden, gates, bytes }: Measures): number =>
  (T * batch * gates * hidden * ((input + hidden) / 50 + 0.5) * bytes) / 4;

/** Some steps that a kernel does in one call. */
export interface Call {
  /** Their number in the order of reading, from the first of them that is done, and their number. */
  readonly s: number;
  readonly count: number;
  /** Place in time of the first of them that is done. */
  readonly t: number;
  /** The first of them in time: where their memory begins. */
  readonly start: number;
}

/**
 * Rows (steps · batch) of one call: enough for the products that the steps share, few enough that all they touch is still
 * in the cache when the next product reads it. Between calls the interrupt is polled.
 */
const rowsPerCall = 256;
export const stepsOfCall = ({ T, batch }: Measures): number => Math.min(T, Math.ceil(rowsPerCall / batch));

export function* calls(size: Measures): Generator<Call> {
  const { T, reverse } = size;
  const most = stepsOfCall(size);
  for (let s = 0; s < T; s += most) {
    pollInterrupt();
    const count = Math.min(most, T - s);
    yield reverse ? { s, count, t: T - 1 - s, start: T - s - count } : { s, count, t: s, start: s };
  }
}

/** From the last step read to the first. */
export function* callsBack(size: Measures): Generator<Call> {
  const { T, reverse } = size;
  const most = stepsOfCall(size);
  for (let s = T - 1; s >= 0; s -= most) {
    pollInterrupt();
    const count = Math.min(most, s + 1);
    yield reverse ? { s, count, t: T - 1 - s, start: T - 1 - s } : { s, count, t: s, start: s - count + 1 };
  }
}
