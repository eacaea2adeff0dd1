// The sizes of a recurrence in numbers and bytes, and the order in which its steps are done.
import { pollInterrupt } from "../../interrupt.ts";
import { gatesOf, type RecurrenceInputs, type RecurrenceKind, recurrenceSizes } from "../../recurrence.ts";

/** Sizes and distances in bytes, of one recurrence. */
export function measures(kind: RecurrenceKind, inputs: RecurrenceInputs, reverse: boolean) {
  const { T, batch, input, hidden } = recurrenceSizes(inputs);
  const gates = gatesOf(kind);
  const slots = kind.kind === "gru" ? 4 : gates;
  return {
    ...{ T, batch, input, hidden, gates, slots, reverse },
    direction: reverse ? -1 : 1,
    /** One step of `hidden`, of the gates' slots. */
    stateBytes: batch * hidden * 4,
    slotBytes: batch * slots * hidden * 4,
    /** A row of the slots, of the weights. */
    slotRow: slots * hidden * 4,
    weightRow: gates * hidden * 4,
  };
}

export type Measures = ReturnType<typeof measures>;

/** Steps a kernel does in one call; in between, an interrupt is heard. */
const STEPS = 16;

/** The step read s-th: its place in time, and how many are done in this call. */
export function* calls({ T, reverse }: Measures): Generator<{ s: number; t: number; count: number }> {
  for (let s = 0; s < T; s += STEPS) {
    pollInterrupt();
    yield { s, t: reverse ? T - 1 - s : s, count: Math.min(STEPS, T - s) };
  }
}

/** From the last step read to the first, `most` in a call. */
export function* callsBack({ T, reverse }: Measures, most = STEPS): Generator<{ s: number; t: number; count: number }> {
  for (let s = T - 1; s >= 0; s -= most) {
    pollInterrupt();
    yield { s, t: reverse ? T - 1 - s : s, count: Math.min(most, s + 1) };
  }
}
