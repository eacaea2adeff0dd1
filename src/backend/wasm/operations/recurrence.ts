// A recurrent layer over a whole sequence: memory, and the products that several steps share. The steps themselves run in
// kernels/recurrence/.
import type { NDArray } from "../../array.ts";
import type { Backend } from "../../backend.ts";
import { viewOf, type WasmArray } from "../block.ts";
import type { Phase } from "../threads/crew.ts";
import type { ThreadKernels } from "../threads/recorder.ts";
import type { Engine } from "./engine.ts";
import { type Call, calls, type Measures, measures, nanosecondsOf } from "./measures.ts";
import { columns, productOfCall, withPacked } from "./packing.ts";
import { carry, isPadding } from "./padding.ts";
import { recurrenceBackward } from "./recurrence-backward.ts";
import { isViewOf, type Saved } from "./saved.ts";
import { forwardAt, mostSlices, slicesOf } from "./slices.ts";
import { stepsOf } from "./steps.ts";

export const recurrence = (engine: Engine): Pick<Backend, "recurrence" | "recurrenceBackward"> => {
  const { kernels, arena, crew, dtype, bytes } = engine;
  const orNone = (a: NDArray | undefined) => (a ? arena.at(a) : 0);
  return {
    recurrence(kind, inputs, { reverse = false, saves, cells: wantsCells = false }) {
      const size = measures(kind, inputs, reverse, bytes);
      const { T, batch, input, hidden: H, gates: G, slots, stateBytes } = size;
      const steps = stepsOf(kind);
      const gates = arena.make([T, batch, slots * H], dtype);
      const hidden = arena.make([T, batch, H], dtype);
      const cells = kind.kind === "lstm" ? arena.make([T + 1, batch, H], dtype) : undefined;
      const seenRoom = inputs.stateFactors ? stateBytes : 0;
      const zerosBytes = Math.max(batch, 4) * size.stateRow;
      const pieces = crew.pieces(nanosecondsOf(size), mostSlices(size));
      arena.temporary([zerosBytes, 3 * stateBytes, seenRoom], (zeros, room, seen) => {
        arena.heap.clear(zeros!, zerosBytes);
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
        withPacked(engine, weights, pieces, (pack, packedW, ...packedU) => {
          const slices = slicesOf(size, pieces).map(slice => ({
            size: slice.size,
            at: forwardAt(at, slice),
            xs: xs + slice.from * size.inputRow,
          }));
          const run = (piece: number, on: ThreadKernels, call: Call) => {
            const mine = slices[piece]!;
            if (isPadding(arena.heap, size, at.mask, call)) return carry(on, mine.size, mine.at, call);
            // x W does not depend on the state: one product for all steps of the call.
            const from = { at: mine.xs, row: size.inputRow, step: size.inputBytes };
            const to = { at: mine.at.gates, row: size.slotRow, step: size.slotBytes };
            productOfCall(on, mine.size, call, [G * H, input], from, packedW!, to);
            steps.forward(on, mine.size, mine.at, packedU, call);
          };
          crew.run(pieces, forwardPhases(size, pieces, pack, run));
        });
      });
      const cell = cells && arena.make([batch, H], dtype);
      if (cell) kernels.copyRows(1, stateBytes, arena.at(cells) + T * stateBytes, 0, arena.at(cell), 0);
      const result = { hidden, cell, cells: cells && wantsCells ? inTime(engine, cells, size) : undefined };
      if (saves) return { ...result, saved: { gates, cells, spent: false } satisfies Saved };
      arena.free(gates);
      if (cells && !isViewOf(result.cells, cells)) arena.free(cells);
      return { ...result, saved: undefined };
    },
    recurrenceBackward: recurrenceBackward(engine),
  };
};

/** Calls in one phase where the batch is cut: its slices do not wait for one another, but what is noted of a phase is limited. */
const callsOfPhase = 16;

function* forwardPhases(
  size: Measures,
  pieces: number,
  pack: Phase,
  run: (piece: number, on: ThreadKernels, call: Call) => void,
): Generator<Phase> {
  yield pack;
  const phase =
    (some: readonly Call[]): Phase =>
    (piece, on) => {
      for (const call of some) run(piece, on, call);
    };
  let some: Call[] = [];
  for (const call of calls(size)) {
    some.push(call);
    if (pieces > 1 && some.length < callsOfPhase) continue;
    yield phase(some);
    some = [];
  }
  if (some.length > 0) yield phase(some);
}

/** The cell states after each step in the order of time, from those in the order of reading: a view where that is one. */
function inTime(
  { kernels, arena, dtype }: Engine,
  cells: WasmArray,
  { T, batch, hidden, reverse, stateBytes }: Measures,
) {
  const shape = [T, batch, hidden];
  if (!reverse) return viewOf(cells, stateBytes, shape);
  const result = arena.make(shape, dtype);
  const [from, to] = [arena.at(cells) + stateBytes, arena.at(result) + (T - 1) * stateBytes];
  kernels.copyRows(T, stateBytes, from, stateBytes, to, -stateBytes);
  return result;
}
