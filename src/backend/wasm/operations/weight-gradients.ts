// The gradients of a recurrence's weights: what the steps of a call add to them. A piece does some columns of each.
import type { ThreadKernels } from "../threads/recorder.ts";
import { share } from "../threads/share.ts";
import type { Call, Measures } from "./measures.ts";
import { addPeepholeGradient } from "./peepholes.ts";
import type { Backward, Steps } from "./steps.ts";

export interface WeightGradients {
  readonly products: Steps["products"];
  /** ∂L/∂W and ∂L/∂U, to which is added. */
  readonly toW: number;
  readonly toU: number;
  /** Sums of ∂L/∂gates in float64, [slots · hidden]. */
  readonly sums: number;
  /** Those of the peepholes, [3, hidden]; 0 where there are none. */
  readonly peepholeSums: number;
  /** Room for each piece's packed gates, and its size. */
  readonly packed: number;
  readonly packedBytes: number;
}

/** Columns of a panel: pieces begin at whole ones. */
const panel = 16;

/** The most columns of n that a piece gets. */
export const widthOfPiece = (n: number, pieces: number): number =>
  pieces === 1 ? n : Math.min(n, Math.ceil(n / pieces) + panel);

/** @param factors where what the weights were multiplied by lies: the call's inputs and states */
export function addWeightGradients(
  kernels: ThreadKernels,
  size: Measures,
  at: Backward,
  call: Call,
  { products, toW, toU, sums, peepholeSums, packed, packedBytes }: WeightGradients,
  { inputs, states }: { readonly inputs: number; readonly states: number },
  [pieces, piece]: readonly [number, number],
): void {
  const { batch, input, hidden: H, slots, inputRow, stateRow, slotRow, weightRow, bytes } = size;
  const k = call.count * batch;
  const from = at.gates + call.start * size.slotBytes;
  const own = packed + piece * packedBytes;
  const part = (n: number) => share(n, pieces, piece, panel);
  for (const { slot, gate, count: of, factors } of products) {
    const columns = part(of * H);
    if (columns.count === 0) continue;
    kernels.packRight(own, from + slot * stateRow + columns.from * bytes, k, columns.count, slotRow, bytes);
    for (const factor of factors) {
      const c = (factor === "input" ? toW : toU) + gate * stateRow + columns.from * bytes;
      const m = factor === "input" ? input : H;
      const a = factor === "input" ? inputs : factor === "state" ? states : from + 3 * stateRow;
      const step = factor === "input" ? inputRow : factor === "state" ? stateRow : slotRow;
      kernels.gemmPacked(m, columns.count, k, a, bytes, step, own, c, weightRow, 1);
    }
  }
  const summed = part(slots * H);
  if (summed.count > 0) kernels.addSums(k, summed.count, from + summed.from * bytes, slotRow, sums + summed.from * 8);
  const units = part(H);
  if (peepholeSums && units.count > 0) addPeepholeGradient(kernels, size, at, call, peepholeSums, units);
}
