// The gradient of an LSTM's peepholes: what each gate got, times the cell state that it saw.
import type { ThreadKernels } from "../threads/recorder.ts";
import { binaryCodes } from "./elementwise.ts";
import type { Call, Measures } from "./measures.ts";
import type { Backward } from "./steps.ts";

/** What each peephole's gate is (by its slot), and whether it sees c before the step or after. */
const peepholes = [
  { slot: 0, after: 0 },
  { slot: 1, after: 0 },
  { slot: 3, after: 1 },
];

/** Adds what the steps of a call give some units, once they have left ∂L/∂gates. @param totals [3, hidden], float64 */
export function addPeepholeGradient(
  kernels: ThreadKernels,
  { batch, hidden: H, direction, slotBytes, stateBytes, slotRow, stateRow, bytes }: Measures,
  { gates, cells, room }: Backward,
  { s, t, count }: Call,
  totals: number,
  units: { readonly from: number; readonly count: number },
): void {
  const at = units.from * bytes;
  const own = room + batch * at;
  for (let i = 0; i < count; i++)
    for (const [k, { slot, after }] of peepholes.entries()) {
      const gradient = gates + (t - i * direction) * slotBytes + slot * stateRow + at;
      const seen = cells + (s - i + after) * stateBytes + at;
      kernels.binary(binaryCodes.mul, batch, units.count, gradient, slotRow, bytes, seen, stateRow, bytes, own);
      kernels.addSums(batch, units.count, own, units.count * bytes, totals + (k * H + units.from) * 8);
    }
}
