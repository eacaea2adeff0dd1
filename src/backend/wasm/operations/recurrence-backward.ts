// Back through a recurrent layer. All that a call's steps share, the products with ∂gates, is done right after them, while it
// is in the cache.
import type { NDArray } from "../../array.ts";
import type { Backend } from "../../backend.ts";
import type { Phase } from "../threads/crew.ts";
import type { Engine } from "./engine.ts";
import { type Call, callsBack, measures, nanosecondsOf, stepsOfCall } from "./measures.ts";
import { productOfCall, transposedColumns, withPacked } from "./packing.ts";
import { carryBack, isPadding } from "./padding.ts";
import { isViewOf, type Saved } from "./saved.ts";
import { backwardAt, mostSlices, slicesOf } from "./slices.ts";
import { keepInputs, prepareStates, statesOf } from "./states.ts";
import { stepsOf } from "./steps.ts";
import { addWeightGradients, type WeightGradients, widthOfPiece } from "./weight-gradients.ts";

export const recurrenceBackward =
  (engine: Engine): Backend["recurrenceBackward"] =>
  (kind, inputs, result, given, { reverse = false, wants }) => {
    const { kernels, arena, crew, dtype, bytes } = engine;
    const orNone = (a: NDArray | undefined) => (a ? arena.at(a) : 0);
    const saved = result.saved as Saved | undefined;
    if (!saved || saved.spent)
      throw new Error("recurrenceBackward needs what a recurrence with `saves` saved, and uses it up");
    saved.spent = true;
    const size = measures(kind, inputs, reverse, bytes);
    const { T, batch, input, hidden: H, gates: G, slots, stateBytes } = size;
    const steps = stepsOf(kind);
    const { gates, cells } = saved;
    const dh = arena.make([batch, H], dtype);
    const dc = cells && arena.make([batch, H], dtype);
    const total = wants.hidden ? arena.make([T, batch, H], dtype) : undefined;
    const totalCells = cells && wants.hidden ? arena.make([T, batch, H], dtype) : undefined;
    const dx = wants.xs ? arena.make([T, batch, input], dtype) : undefined;
    const made = (isThere: boolean, ...shape: number[]) => (isThere ? arena.make(shape, dtype) : undefined);
    const { weights: learns = true } = wants;
    const [dW, dU, bias] = [made(learns, input, G * H), made(learns, H, G * H), made(learns, G * H)];
    const recurrentBias = made(learns && kind.kind === "gru" && kind.resetAfter, G * H);
    const peepholeKernel = made(learns && inputs.peepholeKernel !== undefined, 3, H);
    for (const a of [dh, dW, dU]) if (a) arena.numbers(a).fill(0);
    if (dc && !given.cell) arena.numbers(dc).fill(0);
    if (dc && given.cell) kernels.copyRows(1, stateBytes, arena.at(given.cell), 0, arena.at(dc), 0);
    // A loss that depends on the last cell state alone, or on no initial state at all, stands on zeros.
    const zeros = Math.max(16, inputs.initial ? 0 : stateBytes, given.hidden ? 0 : T * stateBytes);
    const pieces = crew.pieces(2 * nanosecondsOf(size), mostSlices(size));
    // What one phase makes for the next is there twice where the next phase makes it anew meanwhile.
    const copies = pieces > 1 ? 2 : 1;
    const rows = stepsOfCall(size) * batch;
    const widest = Math.max(...steps.products.map(({ count }) => count)) * H;
    const packedBytes = kernels.packedRightBytes(rows, widthOfPiece(widest, pieces));
    arena.temporary(
      [
        zeros,
        8 * slots * H,
        copies * rows * size.stateRow,
        stateBytes,
        pieces * packedBytes,
        inputs.mask ? copies * rows * size.inputRow : 0,
        8 * 3 * H,
        inputs.stateFactors ? 2 * stateBytes : 0,
      ],
      (empty, sums, earlier, room, packed, keptInputs, peepholeSums, seen) => {
        arena.heap.clear(empty!, zeros);
        arena.heap.clear(sums!, 8 * slots * H);
        arena.heap.clear(peepholeSums!, 8 * 3 * H);
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
        const toX = dx && arena.at(dx);
        const gradients: WeightGradients = {
          ...{ products: steps.products, toW: orNone(dW), toU: orNone(dU), sums: sums! },
          ...{ packed: packed!, packedBytes, peepholeSums: peepholeKernel ? peepholeSums! : 0 },
        };
        const weights = [
          ...steps.partsBack.map(part => transposedColumns(U, H, size, part)),
          ...(dx ? [transposedColumns(W, input, size)] : []),
        ];
        withPacked(engine, weights, pieces, (pack, ...packedUt) => {
          const slices = slicesOf(size, pieces).map(slice => ({ ...slice, at: backwardAt(at, slice) }));

          function stepsBack(call: Call, kept: Kept): Phase {
            return (piece, on) => {
              const mine = slices[piece]!;
              steps.backward(on, mine.size, mine.at, packedUt, call);
              // The gates' rows of the call now hold ∂L/∂(x W).
              if (toX !== undefined) {
                const from = { at: mine.at.gates, row: size.slotRow, step: size.slotBytes };
                const to = { at: toX + mine.from * size.inputRow, row: size.inputRow, step: size.inputBytes };
                productOfCall(on, mine.size, call, [input, G * H], from, packedUt.at(-1)!, to);
              }
              if (!learns) return;
              prepareStates(on, size, at, call, kept.states, [pieces, piece]);
              if (at.mask) keepInputs(on, size, at.mask, call, xs, kept.inputs, [pieces, piece]);
            };
          }

          function gradientsOf(call: Call, kept: Kept): Phase {
            const inputs = at.mask ? kept.inputs : xs + call.start * size.inputBytes;
            const states = statesOf(size, at, call, kept.states);
            return (piece, on) =>
              addWeightGradients(on, size, at, call, gradients, { inputs, states }, [pieces, piece]);
          }

          function* phases(): Generator<Phase> {
            yield pack;
            /** What the call before has left to do. */
            let rest: Phase = () => {};
            let turn = 0;
            for (const call of callsBack(size)) {
              const left = rest;
              if (isPadding(arena.heap, size, at.mask, call)) {
                if (toX !== undefined) {
                  arena.heap.clear(toX + call.start * size.inputBytes, call.count * size.inputBytes);
                }
                yield (piece, on) => {
                  left(piece, on);
                  carryBack(on, slices[piece]!.size, slices[piece]!.at, call);
                };
                rest = () => {};
                continue;
              }
              const copy = turn++ % copies;
              const kept = {
                states: earlier! + copy * rows * size.stateRow,
                inputs: keptInputs! + copy * rows * size.inputRow,
              };
              const back = stepsBack(call, kept);
              yield (piece, on) => {
                left(piece, on);
                back(piece, on);
              };
              rest = learns ? gradientsOf(call, kept) : () => {};
            }
            yield rest;
          }

          crew.run(pieces, phases());
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
    return {
      ...{ xs: dx, kernel: dW, recurrentKernel: dU, bias, recurrentBias, peepholeKernel },
      ...{ initial: { h: dh, c: dc }, hidden: total, cells: totalCells },
    };
  };

/** Where a call's states and inputs are kept for the gradients of the weights. */
interface Kept {
  readonly states: number;
  readonly inputs: number;
}
