// How each kind of recurrence packs its recurrent weights, runs its steps and sums the weights' gradient.
import type { RecurrenceKind } from "../../recurrence.ts";
import type { Engine } from "./engine.ts";
import { calls, callsBack, type Measures } from "./measures.ts";

/** Addresses. */
interface Forward {
  gates: number;
  hidden: number;
  cells: number;
  /** h before the first step. */
  before: number;
  U: number;
  bias: number;
  recurrentBias: number;
}
interface Backward {
  gates: number;
  hidden: number;
  cells: number;
  /** ∂L/∂hidden from outside. */
  given: number;
  /** h before the first step. */
  first: number;
  U: number;
  dh: number;
  dc: number;
  /** ∂L/∂ c after each step from outside, or 0; lstm only. */
  givenCells: number;
  /** Where the whole ∂L/∂hidden goes, or 0; and ∂L/∂ c after each step. */
  total: number;
  totalCells: number;
}

interface Steps {
  forward(engine: Engine, size: Measures, at: Forward): void;
  backward(engine: Engine, size: Measures, at: Backward): void;
  /** @param dU where ∂L/∂U goes. @param initial whether h before the first step is more than zeros. */
  recurrentKernel(engine: Engine, size: Measures, at: Backward, dU: number, initial: boolean): void;
}

export const stepsOf = (kind: RecurrenceKind): Steps =>
  kind.kind === "rnn" ? rnn(kind.activation === "relu" ? 1 : 0) : kind.kind === "lstm" ? lstm : gru(kind.resetAfter);

const rnn = (relu: 0 | 1): Steps => ({
  forward({ kernels, arena }, size, { gates, hidden, before, U, bias }) {
    const { batch, hidden: H, direction, stateBytes } = size;
    withPacked({ kernels, arena }, [columns(U, H, size, 0, H)], packedU => {
      for (const { s, t, count } of calls(size)) {
        const h = hidden + t * stateBytes;
        const from = s === 0 ? before : h - direction * stateBytes;
        kernels.rnnForward(count, batch, H, direction, relu, gates + t * stateBytes, bias, packedU!, from, h);
      }
    });
  },
  backward({ kernels, arena }, size, { gates, hidden, given, U, dh, total }) {
    const { batch, hidden: H, direction, stateBytes } = size;
    withPacked({ kernels, arena }, [transposedColumns(U, H, size, 0, H)], packedUt => {
      for (const { t, count } of callsBack(size)) {
        const at = t * stateBytes;
        const to = total && total + at;
        kernels.rnnBackward(
          ...([count, batch, H, -direction, relu] as const),
          ...([hidden + at, given + at, packedUt!, dh, gates + at, to] as const),
        );
      }
    });
  },
  recurrentKernel: (engine, size, at, dU, initial) =>
    fromStates(engine, size, at, initial, { slot: 0, gate: 0, count: 1 }, dU),
});

const lstm: Steps = {
  forward({ kernels, arena }, size, { gates, hidden, cells, before, U, bias }) {
    const { batch, hidden: H, direction, stateBytes, slotBytes } = size;
    withPacked({ kernels, arena }, [columns(U, H, size, 0, 4 * H)], packedU => {
      for (const { s, t, count } of calls(size)) {
        const h = hidden + t * stateBytes;
        const from = s === 0 ? before : h - direction * stateBytes;
        const c = cells + s * stateBytes;
        kernels.lstmForward(count, batch, H, direction, gates + t * slotBytes, bias, packedU!, from, h, c);
      }
    });
  },
  backward({ kernels, arena }, size, { gates, cells, given, givenCells, U, dh, dc, total, totalCells }) {
    const { batch, hidden: H, direction, stateBytes, slotBytes } = size;
    withPacked({ kernels, arena }, [transposedColumns(U, H, size, 0, 4 * H)], packedUt => {
      for (const { s, t, count } of callsBack(size, givenCells ? 1 : undefined)) {
        const at = t * stateBytes;
        const c = cells + (s + 1) * stateBytes;
        if (givenCells) kernels.addRows(1, batch * H, givenCells + at, 0, dc, 0);
        kernels.lstmBackward(
          ...([count, batch, H, -direction] as const),
          ...([gates + t * slotBytes, c, given + at, packedUt!, dh, dc] as const),
          ...([total && total + at, totalCells && totalCells + at] as const),
        );
      }
    });
  },
  recurrentKernel: (engine, size, at, dU, initial) =>
    fromStates(engine, size, at, initial, { slot: 0, gate: 0, count: 4 }, dU),
};

const gru = (resetAfter: boolean): Steps => ({
  forward({ kernels, arena }, size, { gates, hidden, before, U, bias, recurrentBias }) {
    const { batch, hidden: H, direction, stateBytes, slotBytes } = size;
    const parts = resetAfter
      ? [columns(U, H, size, 0, 3 * H)]
      : [columns(U, H, size, 0, 2 * H), columns(U, H, size, 2 * H, H)];
    withPacked({ kernels, arena }, parts, (packed, packedUn) => {
      arena.temporary([batch * 3 * H], product => {
        for (const { s, t, count } of calls(size)) {
          const h = hidden + t * stateBytes;
          const from = s === 0 ? before : h - direction * stateBytes;
          const z = gates + t * slotBytes;
          if (resetAfter)
            kernels.gruAfterForward(
              ...([count, batch, H, direction] as const),
              ...([z, bias, recurrentBias, packed!, product!, from, h] as const),
            );
          else
            kernels.gruBeforeForward(
              ...([count, batch, H, direction] as const),
              ...([z, bias, packed!, packedUn!, product!, from, h] as const),
            );
        }
      });
    });
  },
  backward({ kernels, arena }, size, { gates, hidden, given, first, U, dh, total }) {
    const { batch, hidden: H, direction, stateBytes, slotBytes } = size;
    const parts = [transposedColumns(U, H, size, 0, 2 * H), transposedColumns(U, H, size, 2 * H, H)];
    withPacked({ kernels, arena }, parts, (packedUzrT, packedUnT) => {
      arena.temporary([batch * H], scaled => {
        for (const { s, t, count } of callsBack(size)) {
          const at = t * stateBytes;
          const to = total && total + at;
          const z = gates + t * slotBytes;
          const reachesFirst = s + 1 === count ? 1 : 0;
          const before = hidden + at - direction * stateBytes;
          if (resetAfter)
            kernels.gruAfterBackward(
              ...([count, batch, H, -direction, z, before, first, reachesFirst] as const),
              ...([given + at, packedUzrT!, packedUnT!, dh, to] as const),
            );
          else
            kernels.gruBeforeBackward(
              ...([count, batch, H, -direction, z, before, first, reachesFirst] as const),
              ...([given + at, packedUzrT!, packedUnT!, scaled!, dh, to] as const),
            );
        }
      });
    });
  },
  recurrentKernel(engine, size, at, dU, initial) {
    const { T, batch, hidden: H, slotRow, weightRow } = size;
    fromStates(engine, size, at, initial, { slot: 0, gate: 0, count: 2 }, dU);
    if (resetAfter) fromStates(engine, size, at, initial, { slot: 3, gate: 2, count: 1 }, dU);
    else {
      // Uₙ was read by r × h₋₁, which is in the last slot.
      const scaled = at.gates + 3 * H * 4;
      const dn = at.gates + 2 * H * 4;
      engine.kernels.gemm(H, H, T * batch, scaled, 4, slotRow, dn, slotRow, 4, dU + 2 * H * 4, weightRow, 0);
    }
  },
});

/** A right operand [k, n] of the recurrent products: where it lies, and its distances. */
interface Right {
  readonly from: number;
  readonly k: number;
  readonly n: number;
  readonly stepK: number;
  readonly stepN: number;
}

/** Columns of U: [hidden, count], from column `start`. */
const columns = (U: number, H: number, { weightRow }: Measures, start: number, count: number): Right => ({
  from: U + start * 4,
  k: H,
  n: count,
  stepK: weightRow,
  stepN: 4,
});

/** The same, transposed: [count, hidden]. */
const transposedColumns = (U: number, H: number, { weightRow }: Measures, start: number, count: number): Right => ({
  from: U + start * 4,
  k: count,
  n: H,
  stepK: 4,
  stepN: weightRow,
});

/** Packs weights once for all steps. */
function withPacked(
  { kernels, arena }: Engine,
  parts: readonly Right[],
  use: (...packed: readonly number[]) => void,
): void {
  const sizes = parts.map(({ k, n }) => kernels.packedRightBytes(k, n) / 4);
  arena.temporary(sizes, (...places) => {
    parts.forEach(({ from, k, n, stepK, stepN }, i) => {
      kernels.packRight(places[i]!, from, k, n, stepK, stepN);
    });
    use(...places);
  });
}

/** Some gates' columns of ∂L/∂U = Σ h₋₁ᵀ ∂L/∂gates: one product over all steps but the first read, and one for that. */
function fromStates(
  { kernels }: Engine,
  { T, batch, hidden: H, reverse, stateBytes, slotBytes, slotRow, weightRow }: Measures,
  { gates, hidden, first }: Backward,
  initial: boolean,
  { slot, gate, count }: { slot: number; gate: number; count: number },
  dU: number,
): void {
  const from = gates + slot * H * 4;
  const to = dU + gate * H * 4;
  const n = count * H;
  const states = hidden + (reverse ? stateBytes : 0);
  const later = from + (reverse ? 0 : slotBytes);
  kernels.gemm(H, n, (T - 1) * batch, states, 4, H * 4, later, slotRow, 4, to, weightRow, 0);
  const firstRead = from + (reverse ? (T - 1) * slotBytes : 0);
  if (initial) kernels.gemm(H, n, batch, first, 4, H * 4, firstRead, slotRow, 4, to, weightRow, 1);
}
