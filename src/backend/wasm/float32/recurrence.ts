// A recurrent layer over a whole sequence: memory, and the products that several steps share. The steps themselves run in
// kernels/recurrence/. All that a call's steps share is done right after them, while it is in the cache.
import type { NDArray } from "../../array.ts";
import type { Backend } from "../../backend.ts";
import { viewOf, type WasmArray } from "../block.ts";
import type { Engine } from "./engine.ts";
import { type Call, calls, callsBack, type Measures, measures, stepsOfCall } from "./measures.ts";
import { columns, transposedColumns, withPacked } from "./packing.ts";
import { carry, carryBack, isPadding } from "./padding.ts";
import { addPeepholeGradient } from "./peepholes.ts";
import { type Backward, stepsOf } from "./steps.ts";

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
  const orNone = (a: NDArray | undefined) => (a ? arena.at(a) : 0);
  return {
    recurrence(kind, inputs, { reverse = false, saves, cells: wantsCells = false }) {
      const size = measures(kind, inputs, reverse);
      const { T, batch, input, hidden: H, gates: G, slots, stateBytes } = size;
      const steps = stepsOf(kind);
      const gates = arena.make([T, batch, slots * H]);
      const hidden = arena.make([T, batch, H]);
      const cells = kind.kind === "lstm" ? arena.make([T + 1, batch, H]) : undefined;
      const seenRoom = inputs.stateFactors ? batch * H : 0;
      arena.temporary([Math.max(batch, 4) * H, batch * 3 * H, seenRoom], (zeros, room, seen) => {
        arena.heap.numbers.fill(0, zeros! / 4, zeros! / 4 + Math.max(batch, 4) * H);
        const or0 = (a: NDArray | undefined) => (a ? arena.at(a) : zeros!);
        const at = {
          ...{ gates: arena.at(gates), hidden: arena.at(hidden), cells: orNone(cells) },
          ...{ first: or0(inputs.initial?.h), bias: or0(inputs.bias), recurrentBias: or0(inputs.recurrentBias) },
          ...{ peepholes: orNone(inputs.peepholeKernel), mask: orNone(inputs.mask) },
          ...{ room: room!, factors: orNone(inputs.stateFactors), seen: seen! },
        };
        if (cells) kernels.copyRows(1, stateBytes, or0(inputs.initial?.c), 0, at.cells, 0);
        const [xs, W, U] = [arena.at(inputs.xs), arena.at(inputs.kernel), arena.at(inputs.recurrentKernel)];
        const weights = [columns(W, input, size), ...steps.parts.map(part => columns(U, H, size, part))];
        withPacked(engine, weights, (packedW, ...packedU) => {
          for (const call of calls(size)) {
            if (isPadding(arena.heap.numbers, size, at.mask, call)) {
              carry(kernels, size, at, call);
              continue;
            }
            // x W does not depend on the state: one product for all steps of the call.
            const x = xs + call.start * size.inputBytes;
            const to = at.gates + call.start * size.slotBytes;
            kernels.gemmPacked(call.count * batch, G * H, input, x, size.inputRow, 4, packedW!, to, size.slotRow, 0);
            steps.forward(kernels, size, at, packedU, call);
          }
        });
      });
      const cell = cells && arena.make([batch, H]);
      if (cell) kernels.copyRows(1, stateBytes, arena.at(cells) + T * stateBytes, 0, arena.at(cell), 0);
      const result = { hidden, cell, cells: cells && wantsCells ? inTime(engine, cells, size) : undefined };
      if (saves) return { ...result, saved: { gates, cells, spent: false } satisfies Saved };
      arena.free(gates);
      if (cells && !isViewOf(result.cells, cells)) arena.free(cells);
      return { ...result, saved: undefined };
    },

    recurrenceBackward(kind, inputs, result, given, { reverse = false, wants }) {
      const saved = result.saved as Saved | undefined;
      if (!saved || saved.spent)
        throw new Error("recurrenceBackward needs what a recurrence with `saves` saved, and uses it up");
      saved.spent = true;
      const size = measures(kind, inputs, reverse);
      const { T, batch, input, hidden: H, gates: G, slots, stateBytes } = size;
      const steps = stepsOf(kind);
      const { gates, cells } = saved;
      const dh = arena.make([batch, H]);
      const dc = cells && arena.make([batch, H]);
      const total = wants.hidden ? arena.make([T, batch, H]) : undefined;
      const totalCells = cells && wants.hidden ? arena.make([T, batch, H]) : undefined;
      const dx = wants.xs ? arena.make([T, batch, input]) : undefined;
      const made = (isThere: boolean, ...shape: number[]) => (isThere ? arena.make(shape) : undefined);
      const { weights: learns = true } = wants;
      const [dW, dU, bias] = [made(learns, input, G * H), made(learns, H, G * H), made(learns, G * H)];
      const recurrentBias = made(learns && kind.kind === "gru" && kind.resetAfter, G * H);
      const peepholeKernel = made(learns && inputs.peepholeKernel !== undefined, 3, H);
      for (const a of [dh, dW, dU]) if (a) arena.numbers(a).fill(0);
      if (dc && !given.cell) arena.numbers(dc).fill(0);
      if (dc && given.cell) kernels.copyRows(1, stateBytes, arena.at(given.cell), 0, arena.at(dc), 0);
      // A loss that depends on the last cell state alone, or on no initial state at all, stands on zeros.
      const zeros = Math.max(4, inputs.initial ? 0 : batch * H, given.hidden ? 0 : T * batch * H);
      const rows = stepsOfCall(size) * batch;
      const widest = Math.max(...steps.products.map(({ count }) => count));
      const packedGates = kernels.packedRightBytes(rows, widest * H) / 4;
      arena.temporary(
        [
          zeros,
          2 * slots * H,
          rows * H,
          batch * H,
          packedGates,
          inputs.mask ? rows * input : 0,
          2 * 3 * H,
          inputs.stateFactors ? 2 * batch * H : 0,
        ],
        (empty, sums, earlier, room, packed, kept, peepholeSums, seen) => {
          arena.heap.numbers.fill(0, empty! / 4, empty! / 4 + zeros);
          arena.heap.numbers.fill(0, sums! / 4, sums! / 4 + 2 * slots * H);
          arena.heap.numbers.fill(0, peepholeSums! / 4, peepholeSums! / 4 + 2 * 3 * H);
          const or0 = (a: NDArray | undefined) => (a ? arena.at(a) : empty!);
          const at = {
            ...{ gates: arena.at(gates), hidden: arena.at(result.hidden), cells: orNone(cells) },
            ...{ given: or0(given.hidden), first: or0(inputs.initial?.h) },
            ...{ givenCells: orNone(given.cells), dh: arena.at(dh), dc: orNone(dc) },
            ...{ total: orNone(total), totalCells: orNone(totalCells) },
            ...{ peepholes: orNone(inputs.peepholeKernel), mask: orNone(inputs.mask), room: room! },
            ...{ factors: orNone(inputs.stateFactors), seen: seen! },
          };
          const [xs, W, U] = [arena.at(inputs.xs), arena.at(inputs.kernel), arena.at(inputs.recurrentKernel)];
          const [toX, toW, toU] = [dx && arena.at(dx), orNone(dW), orNone(dU)];
          const weights = [
            ...steps.partsBack.map(part => transposedColumns(U, H, size, part)),
            ...(dx ? [transposedColumns(W, input, size)] : []),
          ];
          withPacked(engine, weights, (...packedUt) => {
            for (const call of callsBack(size)) {
              const { start, count } = call;
              const [k, x] = [count * batch, start * size.inputBytes];
              if (isPadding(arena.heap.numbers, size, at.mask, call)) {
                carryBack(kernels, size, at, call);
                if (toX !== undefined) arena.heap.numbers.fill(0, (toX + x) / 4, (toX + x) / 4 + k * input);
                continue;
              }
              steps.backward(kernels, size, at, packedUt, call);
              // The gates' rows of the call now hold ∂L/∂(x W).
              const from = at.gates + start * size.slotBytes;
              if (toX !== undefined) {
                kernels.gemmPacked(k, input, G * H, from, size.slotRow, 4, packedUt.at(-1)!, toX + x, size.inputRow, 0);
              }
              if (!learns) continue;
              const states = statesSeen(engine, size, at, call, earlier!);
              if (at.mask) kernels.keepRows(k, size.inputRow, xs + x, at.mask + start * batch * 4, kept!);
              for (const { slot, gate, count: of, factors } of steps.products) {
                kernels.packRight(packed!, from + slot * size.stateRow, k, of * H, size.slotRow, 4);
                for (const factor of factors) {
                  const [m, a, step, to] = {
                    input: [input, at.mask ? kept! : xs + x, size.inputRow, toW],
                    state: [H, states, size.stateRow, toU],
                    slot: [H, from + 3 * size.stateRow, size.slotRow, toU],
                  }[factor] as [number, number, number, number];
                  kernels.gemmPacked(m, of * H, k, a, 4, step, packed!, to + gate * size.stateRow, size.weightRow, 1);
                }
              }
              kernels.addSums(k, slots * H, from, size.slotRow, sums!);
              if (peepholeKernel) addPeepholeGradient(kernels, size, at, call, peepholeSums!);
            }
          });
          if (bias) kernels.roundSums(G * H, sums!, arena.at(bias));
          if (peepholeKernel) kernels.roundSums(3 * H, peepholeSums!, arena.at(peepholeKernel));
          if (recurrentBias) {
            kernels.roundSums(2 * H, sums!, arena.at(recurrentBias)); // z, r
            kernels.roundSums(H, sums! + 3 * H * 8, arena.at(recurrentBias) + 2 * size.stateRow); // what r scales
          }
        },
      );
      arena.free(gates);
      if (cells && !isViewOf(result.cells, cells)) arena.free(cells);
      const initial = { h: dh, c: dc };
      return {
        xs: dx,
        kernel: dW,
        recurrentKernel: dU,
        bias,
        recurrentBias,
        peepholeKernel,
        initial,
        hidden: total,
        cells: totalCells,
      };
    },
  };
};

/** The cell states after each step in the order of time, from those in the order of reading: a view where that is one. */
function inTime({ kernels, arena }: Engine, cells: WasmArray, { T, batch, hidden, reverse, stateBytes }: Measures) {
  const shape = [T, batch, hidden];
  if (!reverse) return viewOf(cells, stateBytes, shape);
  const result = arena.make(shape);
  const [from, to] = [arena.at(cells) + stateBytes, arena.at(result) + (T - 1) * stateBytes];
  kernels.copyRows(T, stateBytes, from, stateBytes, to, -stateBytes);
  return result;
}

const isViewOf = (part: NDArray | undefined, whole: WasmArray): boolean => part?.data === whole.data;

/** What the recurrent kernel saw of h₋₁ in a call's steps, in the order of memory. */
function statesSeen(engine: Engine, size: Measures, at: Backward, call: Call, room: number): number {
  const states = statesBefore(engine, size, at, call, room);
  if (!at.factors) return states;
  engine.kernels.timesBlocks(call.count, size.batch * size.hidden, states, at.factors, room);
  return room;
}

/** h₋₁ of a call's steps: a part of `hidden`, but for the call that holds the first step. */
function statesBefore(
  { kernels }: Engine,
  { direction, reverse, stateBytes }: Measures,
  { hidden, first }: Backward,
  { s, start, count }: Call,
  room: number,
): number {
  if (s + 1 > count) return hidden + (start - direction) * stateBytes;
  const others = (count - 1) * stateBytes;
  kernels.copyRows(1, stateBytes, first, 0, room + (reverse ? others : 0), 0);
  kernels.copyRows(
    1,
    others,
    hidden + (reverse ? start + 1 : start) * stateBytes,
    0,
    room + (reverse ? 0 : stateBytes),
    0,
  );
  return room;
}
