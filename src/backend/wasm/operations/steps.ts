// How each kind of recurrence runs its steps, and which products it shares between them.
import type { RecurrenceKind } from "../../recurrence.ts";
import type { ThreadKernels } from "../threads/recorder.ts";
import type { Call, Measures } from "./measures.ts";

/** Addresses of whole arrays, 0 where there are no `peepholes`, no `mask` or no `factors`; `room` is for one step, [batch, 3 · hidden]. */
export interface Forward {
  readonly gates: number;
  readonly hidden: number;
  readonly cells: number;
  /** h before the first step. */
  readonly first: number;
  readonly bias: number;
  readonly recurrentBias: number;
  readonly peepholes: number;
  readonly mask: number;
  readonly room: number;
  /** What the state is multiplied by where the recurrent kernel sees it, or 0; `seen` is room for that. */
  readonly factors: number;
  readonly seen: number;
}
export interface Backward {
  readonly gates: number;
  readonly hidden: number;
  readonly cells: number;
  /** ∂L/∂hidden from outside. */
  readonly given: number;
  readonly first: number;
  /** ∂L/∂ c after each step from outside, or 0; lstm only. */
  readonly givenCells: number;
  readonly dh: number;
  readonly dc: number;
  /** Where the whole ∂L/∂hidden goes, or 0; and ∂L/∂ c after each step. */
  readonly total: number;
  readonly totalCells: number;
  readonly peepholes: number;
  readonly mask: number;
  readonly room: number;
  /** What the state is multiplied by where the recurrent kernel sees it, or 0; `seen` is room for that. */
  readonly factors: number;
  readonly seen: number;
}

/** Neighbouring gates: columns of the weights from `gate` on, and where the steps keep them. */
export interface Gates {
  readonly slot: number;
  readonly gate: number;
  readonly count: number;
}

/** What weights were multiplied by: the input, h₋₁, or what the last slot of the gates holds. */
export type Factor = "input" | "state" | "slot";

export interface Steps {
  /** U in the parts that one product of a step needs. */
  readonly parts: readonly Gates[];
  forward(kernels: ThreadKernels, size: Measures, at: Forward, packedU: readonly number[], call: Call): void;
  /** The same on the way back, where U is transposed. */
  readonly partsBack: readonly Gates[];
  backward(kernels: ThreadKernels, size: Measures, at: Backward, packedUt: readonly number[], call: Call): void;
  /** ∂L/∂gates that are to be multiplied by factors, for the gradients of W and U. */
  readonly products: readonly (Gates & { readonly factors: readonly Factor[] })[];
}

export const stepsOf = (kind: RecurrenceKind): Steps =>
  kind.kind === "rnn" ? rnn(kind.activation === "relu" ? 1 : 0) : kind.kind === "lstm" ? lstm : gru(kind.resetAfter);

/** Where the first of a call's steps finds h₋₁. */
export const before = ({ direction, stateBytes }: Measures, { hidden, first }: Forward, { s, t }: Call): number =>
  s === 0 ? first : hidden + (t - direction) * stateBytes;

/** The mask of a step, or 0. */
const maskAt = ({ batch, bytes }: Measures, { mask }: Forward | Backward, t: number): number =>
  mask && mask + t * batch * bytes;

const rnn = (relu: 0 | 1): Steps => {
  const all = { slot: 0, gate: 0, count: 1 };
  return {
    parts: [all],
    forward(kernels, size, at, [packedU], call) {
      const { rows, batch, hidden: H, direction, stateBytes } = size;
      const step = call.t * stateBytes;
      kernels.rnnForward(
        call.count,
        rows,
        batch,
        H,
        direction,
        relu,
        at.gates + step,
        at.bias,
        packedU!,
        before(size, at, call),
        at.hidden + step,
        maskAt(size, at, call.t),
        at.factors,
        at.seen,
      );
    },
    partsBack: [all],
    backward(kernels, size, at, [packedUt], { t, count }) {
      const { rows, batch, hidden: H, direction, stateBytes } = size;
      const step = t * stateBytes;
      kernels.rnnBackward(
        count,
        rows,
        batch,
        H,
        -direction,
        relu,
        at.hidden + step,
        at.given + step,
        packedUt!,
        at.dh,
        at.gates + step,
        at.total && at.total + step,
        maskAt(size, at, t),
        at.factors,
        at.seen,
      );
    },
    products: [{ ...all, factors: ["input", "state"] }],
  };
};

const ofLstm = { slot: 0, gate: 0, count: 4 };
const lstm: Steps = {
  parts: [ofLstm],
  forward(kernels, size, at, [packedU], call) {
    const { rows, batch, hidden: H, direction, stateBytes, slotBytes } = size;
    const { s, t, count } = call;
    kernels.lstmForward(
      count,
      rows,
      batch,
      H,
      direction,
      at.gates + t * slotBytes,
      at.bias,
      packedU!,
      before(size, at, call),
      at.hidden + t * stateBytes,
      at.cells + s * stateBytes,
      at.peepholes,
      maskAt(size, at, t),
      at.factors,
      at.seen,
    );
  },
  partsBack: [ofLstm],
  backward(kernels, size, at, [packedUt], { s, t, count }) {
    const { rows, batch, hidden: H, direction, stateBytes, slotBytes } = size;
    // What is given for a step's c joins dc just before that step.
    const steps = at.givenCells ? 1 : count;
    for (let i = 0; i < count; i += steps) {
      const step = (t - i * direction) * stateBytes;
      if (at.givenCells) kernels.addRows(1, rows * H, at.givenCells + step, 0, at.dc, 0);
      kernels.lstmBackward(
        steps,
        rows,
        batch,
        H,
        -direction,
        at.gates + (t - i * direction) * slotBytes,
        at.cells + (s - i + 1) * stateBytes,
        at.given + step,
        packedUt!,
        at.dh,
        at.dc,
        at.total && at.total + step,
        at.totalCells && at.totalCells + step,
        at.peepholes,
        maskAt(size, at, t - i * direction),
        at.factors,
        at.seen,
      );
    }
  },
  products: [{ ...ofLstm, factors: ["input", "state"] }],
};

const zr = { slot: 0, gate: 0, count: 2 };
const n = { slot: 2, gate: 2, count: 1 };
const gru = (resetAfter: boolean): Steps => ({
  parts: resetAfter ? [{ slot: 0, gate: 0, count: 3 }] : [zr, n],
  forward(kernels, size, at, [packedU, packedUn], call) {
    const { rows, batch, hidden: H, direction, stateBytes, slotBytes } = size;
    const { t, count } = call;
    const seen = (t: number) => [maskAt(size, at, t), at.factors, at.seen] as const;
    const steps = [count, rows, batch, H, direction, at.gates + t * slotBytes, at.bias] as const;
    const states = [at.room, before(size, at, call), at.hidden + t * stateBytes, ...seen(t)] as const;
    if (resetAfter) kernels.gruAfterForward(...steps, at.recurrentBias, packedU!, ...states);
    else kernels.gruBeforeForward(...steps, packedU!, packedUn!, ...states);
  },
  partsBack: [zr, n],
  backward(kernels, size, at, [packedUzrT, packedUnT], call) {
    const { rows, batch, hidden: H, direction, stateBytes, slotBytes } = size;
    const { s, t, count } = call;
    const step = t * stateBytes;
    const reachesFirst = s + 1 === count ? 1 : 0;
    const earlier = at.hidden + (t - direction) * stateBytes;
    const steps = [
      ...([count, rows, batch, H, -direction, at.gates + t * slotBytes, earlier] as const),
      ...([at.first, reachesFirst, at.given + step, packedUzrT!, packedUnT!] as const),
    ] as const;
    const total = at.total && at.total + step;
    const rest = [at.dh, total, maskAt(size, at, t), at.factors, at.seen] as const;
    if (resetAfter) kernels.gruAfterBackward(...steps, ...rest);
    else kernels.gruBeforeBackward(...steps, at.room, ...rest);
  },
  // Uₙ was multiplied by h₋₁ where the reset gate stands after the product (its gradient is in the last slot), and by
  // r × h₋₁ where before (that is in the last slot).
  products: [
    { ...zr, factors: ["input", "state"] },
    { ...n, factors: resetAfter ? ["input"] : ["input", "slot"] },
    ...(resetAfter ? [{ slot: 3, gate: 2, count: 1, factors: ["state" as const] }] : []),
  ],
});
