// The gradient of an LSTM's peepholes: what each gate got, times the cell state that it saw.
import type { Kernels } from "../kernels.ts";
import { binaryCodes } from "./elementwise.ts";
import type { Call, Measures } from "./measures.ts";
import type { Backward } from "./steps.ts";

/** What each peephole's gate is (by its slot), and whether it sees c before the step or after. */
const peepholes = [
  { slot: 0, after: 0 },
  { slot: 1, after: 0 },
  { slot: 3, after: 1 },
];

/** Adds what the steps of a call give, once they have left ∂L/∂gates. @param totals [3, hidden], float64 */
export function addPeepholeGradient(
  kernels: Kernels,
  { batch, hidden: H, direction, slotBytes, stateBytes, slotRow, stateRow }: Measures,
  { gates, cells, room }: Backward,
  { s, t, count }: Call,
  totals: number,
): void {
  for (let i = 0; i < count; i++)
    for (const [k, { slot, after }] of peepholes.entries()) {
      const gradient = gates + (t - i * direction) * slotBytes + slot * stateRow;
      const seen = cells + (s - i + after) * stateBytes;
      kernels.binary(binaryCodes.mul, batch, H, gradient, slotRow, 4, seen, stateRow, 4, room);
      kernels.addSums(batch, H, room, stateRow, totals + k * H * 8);
    }
}
