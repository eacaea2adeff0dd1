// A recurrent layer over a whole sequence: memory, the order of the steps, and the products that all steps share. The
// steps themselves run in kernels/recurrence/.
import type { Backend, NDArray } from "../../backend.ts";
import type { RecurrenceKind } from "../../recurrence.ts";
import type { WasmArray } from "../arena.ts";
import type { Engine } from "./engine.ts";
import { type Measures, measures } from "./measures.ts";
import { stepsOf } from "./steps.ts";

/** What the backward pass needs, besides the inputs and `hidden`. */
export interface Saved {
  /** [T, batch, slots · hidden]: what each step remembers; becomes ∂L/∂ of it. */
  readonly gates: WasmArray;
  /** [T + 1, batch, hidden], in the order of reading, with the state before the first step; lstm only. */
  readonly cells: WasmArray | undefined;
  spent: boolean;
}

export const recurrence = (engine: Engine): Pick<Backend, "recurrence" | "recurrenceBackward"> => {
  const { kernels, arena } = engine;
  return {
    recurrence(kind, inputs, { reverse = false, saves, cells: wantsCells = false }) {
      const size = measures(kind, inputs, reverse);
      const { T, batch, input, hidden: H, gates: G, slots } = size;
      const gates = arena.make([T, batch, slots * H]);
      const hidden = arena.make([T, batch, H]);
      const cells = kind.kind === "lstm" ? arena.make([T + 1, batch, H]) : undefined;
      const [xs, W] = [arena.at(inputs.xs), arena.at(inputs.kernel)];
      // x W does not depend on the state: one product for all steps.
      kernels.gemm(T * batch, G * H, input, xs, input * 4, 4, W, size.weightRow, 4, arena.at(gates), size.slotRow, 0);
      arena.temporary([Math.max(batch, 4) * H], zeros => {
        arena.heap.numbers.fill(0, zeros! / 4, zeros! / 4 + Math.max(batch, 4) * H);
        const or0 = (a: NDArray | undefined) => (a ? arena.at(a) : zeros!);
        const before = or0(inputs.initial?.h);
        if (cells) kernels.copyRows(1, size.stateBytes, or0(inputs.initial?.c), 0, arena.at(cells), 0);
        stepsOf(kind).forward(engine, size, {
          gates: arena.at(gates),
          hidden: arena.at(hidden),
          cells: cells ? arena.at(cells) : 0,
          before,
          U: arena.at(inputs.recurrentKernel),
          bias: or0(inputs.bias),
          recurrentBias: or0(inputs.recurrentBias),
        });
      });
      const cell = cells && arena.make([batch, H]);
      if (cell) kernels.copyRows(1, size.stateBytes, arena.at(cells) + T * size.stateBytes, 0, arena.at(cell), 0);
      const result = { hidden, cell, cells: cells && wantsCells ? inTime(engine, cells, size) : undefined };
      if (saves) return { ...result, saved: { gates, cells, spent: false } satisfies Saved };
      arena.free(gates);
      if (cells) arena.free(cells);
      return { ...result, saved: undefined };
    },

    recurrenceBackward(kind, inputs, result, given, { reverse = false, wants }) {
      const saved = result.saved as Saved | undefined;
      if (!saved || saved.spent)
        throw new Error("recurrenceBackward needs what a recurrence with `saves` saved, and uses it up");
      const size = measures(kind, inputs, reverse);
      const { T, batch, input, hidden: H, gates: G } = size;
      const { gates, cells } = saved;
      const dh = arena.make([batch, H]);
      const dc = cells && arena.make([batch, H]);
      const total = wants.hidden ? arena.make([T, batch, H]) : undefined;
      const totalCells = cells && wants.hidden ? arena.make([T, batch, H]) : undefined;
      arena.numbers(dh).fill(0);
      if (dc && !given.cell) arena.numbers(dc).fill(0);
      if (dc && given.cell) kernels.copyRows(1, size.stateBytes, arena.at(given.cell), 0, arena.at(dc), 0);
      // A loss that depends on the last cell state alone, or on no initial state at all, stands on zeros.
      const zeros = given.hidden && inputs.initial ? 4 : T * batch * H;
      const gradients = arena.temporary([zeros], empty => {
        arena.heap.numbers.fill(0, empty! / 4, empty! / 4 + zeros);
        const or0 = (a: NDArray | undefined) => (a ? arena.at(a) : empty!);
        const at = {
          gates: arena.at(gates),
          hidden: arena.at(result.hidden),
          cells: cells ? arena.at(cells) : 0,
          given: or0(given.hidden),
          first: or0(inputs.initial?.h),
          U: arena.at(inputs.recurrentKernel),
          dh: arena.at(dh),
          dc: dc ? arena.at(dc) : 0,
          givenCells: given.cells ? arena.at(given.cells) : 0,
          total: total ? arena.at(total) : 0,
          totalCells: totalCells ? arena.at(totalCells) : 0,
        };
        saved.spent = true;
        stepsOf(kind).backward(engine, size, at);

        // The products that all steps share: the gates' rows now hold ∂L/∂(x W).
        const dW = arena.make([input, G * H]);
        const dU = arena.make([H, G * H]);
        const [k, x, W] = [T * batch, arena.at(inputs.xs), arena.at(inputs.kernel)];
        kernels.gemm(input, G * H, k, x, 4, input * 4, at.gates, size.slotRow, 4, arena.at(dW), size.weightRow, 0);
        stepsOf(kind).recurrentKernel(engine, size, at, arena.at(dU), inputs.initial !== undefined);
        const dx = wants.xs ? arena.make([T, batch, input]) : undefined;
        if (dx)
          kernels.gemm(k, input, G * H, at.gates, size.slotRow, 4, W, 4, size.weightRow, arena.at(dx), input * 4, 0);
        return { xs: dx, kernel: dW, recurrentKernel: dU };
      });
      const { bias, recurrentBias } = biasGradients(engine, kind, size, gates);
      arena.free(gates);
      if (cells) arena.free(cells);
      return { ...gradients, bias, recurrentBias, initial: { h: dh, c: dc }, hidden: total, cells: totalCells };
    },
  };

  /** The cell states after each step in the order of time, from those in the order of reading. */
  function inTime({ kernels, arena }: Engine, cells: WasmArray, { T, batch, hidden, reverse, stateBytes }: Measures) {
    const result = arena.make([T, batch, hidden]);
    const [from, to] = [arena.at(cells) + stateBytes, arena.at(result)];
    const [start, step] = reverse ? [to + (T - 1) * stateBytes, -stateBytes] : [to, stateBytes];
    kernels.copyRows(T, stateBytes, from, stateBytes, start, step);
    return result;
  }

  function biasGradients(
    { kernels, arena }: Engine,
    kind: RecurrenceKind,
    { T, batch, slots, gates: G, hidden: H }: Measures,
    gates: NDArray,
  ) {
    const sums = arena.make([slots * H]);
    arena.temporary([2 * slots * H], room => {
      kernels.sum(1, T * batch, slots * H, arena.at(gates), arena.at(sums), room!);
    });
    if (kind.kind !== "gru") return { bias: sums, recurrentBias: undefined };
    const bias = arena.make([G * H]);
    kernels.copyRows(1, G * H * 4, arena.at(sums), 0, arena.at(bias), 0);
    const recurrentBias = kind.resetAfter ? arena.make([G * H]) : undefined;
    if (recurrentBias) {
      const to = arena.at(recurrentBias);
      kernels.copyRows(1, 2 * H * 4, arena.at(sums), 0, to, 0); // z, r
      kernels.copyRows(1, H * 4, arena.at(sums) + 3 * H * 4, 0, to + 2 * H * 4, 0); // the product that r scales
    }
    arena.free(sums);
    return { bias, recurrentBias };
  }
};
