// Recurrences for tests: random cases, and the same mathematics composed of tensor operations, whose gradients are
// proven elsewhere (test/src/tensor). The equations are written out again here, from the papers, on purpose.
import type { Backend, DType, NDArray, RecurrenceInputs, RecurrenceKind } from "../../../src/backend/index.ts";
import { gatesOf } from "../../../src/backend/index.ts";
import { concat, type Rng, relu, sigmoid, type Tensor, tanh, tensor } from "../../../src/tensor/index.ts";

export const kinds: readonly RecurrenceKind[] = [
  { kind: "rnn", activation: "tanh" },
  { kind: "rnn", activation: "relu" },
  { kind: "lstm" },
  { kind: "gru", resetAfter: true },
  { kind: "gru", resetAfter: false },
];

export const nameOf = (kind: RecurrenceKind): string =>
  kind.kind === "rnn"
    ? `rnn (${kind.activation})`
    : kind.kind === "gru"
      ? `gru (reset ${kind.resetAfter ? "after" : "before"})`
      : kind.kind;

export interface Sizes {
  T: number;
  batch: number;
  input: number;
  hidden: number;
}

/** Everything a case has, by name; each a leaf. */
export type Leaves = Record<
  "xs" | "h" | "c" | "kernel" | "recurrentKernel" | "bias" | "recurrentBias" | "peepholeKernel" | "factors",
  Tensor
>;

export function randomLeaves(kind: RecurrenceKind, { T, batch, input, hidden }: Sizes, rng: Rng, dtype: DType): Leaves {
  const width = gatesOf(kind) * hidden;
  const draw = (scale: number, ...shape: number[]) => rng.normal(0, scale, shape, { dtype, requiresGrad: true });
  return {
    xs: draw(1, T, batch, input),
    h: draw(0.5, batch, hidden),
    c: draw(0.5, batch, hidden),
    kernel: draw(1 / Math.sqrt(input), input, width),
    recurrentKernel: draw(0.9 / Math.sqrt(hidden), hidden, width),
    bias: draw(0.3, width),
    recurrentBias: draw(0.3, width),
    peepholeKernel: draw(0.5, 3, hidden),
    factors: rng.uniform(0, 1, [batch, hidden], { dtype }),
  };
}

export interface Presence {
  initial: boolean;
  bias: boolean;
  /** Of an lstm; none where left out. */
  peepholes?: boolean;
  /** Whether what U reads of the state is multiplied by factors; not where left out. */
  factors?: boolean;
  /** [T][batch] of 1 and 0; none where left out. */
  mask?: number[][] | undefined;
}

/** Which steps of which sequences count: those before or after a random length, any, all or none; for all alike or not. */
export function randomMask(rng: Rng, T: number, batch: number): number[][] {
  const row = () => {
    const length = rng.integers(0, T + 1);
    const counts = rng.choice<(t: number) => boolean>([
      t => t < length,
      t => t >= length,
      () => rng.uniform() < 0.5,
      () => true,
      () => false,
    ]);
    return Array.from({ length: T }, (_, t) => +counts(t));
  };
  const same = rng.uniform() < 0.4 ? row() : undefined;
  const rows = Array.from({ length: batch }, () => same ?? row());
  return Array.from({ length: T }, (_, t) => rows.map(row => row[t]!));
}

/** The leaves as a backend reads them. */
export function inputsOf(
  xp: Backend,
  kind: RecurrenceKind,
  leaves: Leaves,
  { initial, bias, peepholes = false, factors = false, mask }: Presence,
): RecurrenceInputs {
  const array = (t: Tensor): NDArray => xp.fromValues(t.values(), t.shape, t.dtype);
  return {
    xs: array(leaves.xs),
    kernel: array(leaves.kernel),
    recurrentKernel: array(leaves.recurrentKernel),
    initial: initial ? { h: array(leaves.h), ...(kind.kind === "lstm" ? { c: array(leaves.c) } : {}) } : undefined,
    bias: bias ? array(leaves.bias) : undefined,
    recurrentBias: bias && kind.kind === "gru" && kind.resetAfter ? array(leaves.recurrentBias) : undefined,
    peepholeKernel: peepholes && kind.kind === "lstm" ? array(leaves.peepholeKernel) : undefined,
    stateFactors: factors ? array(leaves.factors) : undefined,
    mask: mask && xp.fromValues(mask.flat(), [mask.length, mask[0]!.length], leaves.xs.dtype),
  };
}

/**
 * Every step's h and c (in the order of `xs`) and the last c, from tensor operations. With a mask h and c are what a step
 * leaves behind, and `made` what it would have: where a step counts ∂L/∂c is that of the latter, which h comes from.
 */
export function composed(
  kind: RecurrenceKind,
  leaves: Leaves,
  { initial, bias, peepholes = false, factors = false, mask }: Presence,
  reverse: boolean,
): { hidden: Tensor[]; cells: { made: Tensor; left: Tensor }[]; cell: Tensor } {
  const { xs, kernel: W, recurrentKernel: U } = leaves;
  const [T, , H] = [xs.shape[0]!, 0, U.shape[0]!];
  const zeros = leaves.h.detach().mul(0);
  let h = initial ? leaves.h : zeros;
  let c = initial ? leaves.c : zeros;
  const hidden = new Array<Tensor>(T);
  const cells = new Array<{ made: Tensor; left: Tensor }>(T);
  const part = (a: Tensor, k: number, n = 1) => a.slice(k * H, (k + n) * H, { axis: a.shape.length - 1 });
  const one = (a: Tensor) => a.neg().add(1);
  for (let k = 0; k < T; k++) {
    const t = reverse ? T - 1 - k : k;
    const [hBefore, cBefore] = [h, c];
    const seen = factors ? h.mul(leaves.factors) : h;
    const x = xs.at(t).matmul(W);
    const a = bias ? x.add(leaves.bias) : x;
    if (kind.kind === "rnn") h = (kind.activation === "tanh" ? tanh : relu)(a.add(seen.matmul(U)));
    else if (kind.kind === "lstm") {
      const s = a.add(seen.matmul(U));
      const seeing = (z: Tensor, gate: number) => (peepholes ? z.add(c.mul(leaves.peepholeKernel.at(gate))) : z);
      const [i, f] = [sigmoid(seeing(part(s, 0), 0)), sigmoid(seeing(part(s, 1), 1))];
      c = f.mul(c).add(i.mul(tanh(part(s, 2))));
      h = sigmoid(seeing(part(s, 3), 2)).mul(tanh(c));
    } else {
      const zr = part(a, 0, 2).add(seen.matmul(part(U, 0, 2)));
      const zrBiased = kind.resetAfter && bias ? zr.add(part(leaves.recurrentBias, 0, 2)) : zr;
      const [z, r] = [sigmoid(part(zrBiased, 0)), sigmoid(part(zrBiased, 1))];
      const fromState = seen.matmul(part(U, 2));
      const scaled = bias ? fromState.add(part(leaves.recurrentBias, 2)) : fromState;
      const candidate = kind.resetAfter ? r.mul(scaled) : r.mul(seen).matmul(part(U, 2));
      const n = tanh(part(a, 2).add(candidate));
      h = z.mul(h).add(one(z).mul(n));
    }
    const made = c.retainGrad();
    if (mask) {
      const m = tensor(mask[t]!.map(counts => [counts]), { dtype: xs.dtype }); // biome-ignore format: a line
      h = m.mul(h).add(one(m).mul(hBefore));
      c = m.mul(c).add(one(m).mul(cBefore));
    }
    hidden[t] = h.retainGrad();
    cells[t] = { made, left: c.retainGrad() };
  }
  return { hidden, cells, cell: c };
}

export const stacked = (hidden: readonly Tensor[]): Tensor =>
  concat(
    hidden.map(h => h.reshape([1, ...h.shape])),
    0,
  );
