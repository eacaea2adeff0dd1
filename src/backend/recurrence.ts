// Recurrence: what a recurrent layer computes over a whole sequence, as one operation of a backend.
//
// One operation instead of dozens a time step: the input product is one matrix product for all steps, and a backend can
// keep everything of a step in the processor's cache. The composed cells of nn/ are the same mathematics, step by step.
//
// Sequences are time-major, [T, batch, size], so that one step is one contiguous block. Weights are laid out as Keras's,
// [from, gates · hidden], with the gates side by side in the order given here.
import type { NDArray } from "./array.ts";

/**
 * h₋₁ is the state before the step, × an elementwise product.
 * - "rnn": h = f(x W + h₋₁ U + b). Elman 1990.
 * - "lstm": gates i, f, g, o; c = f × c₋₁ + i × g, h = o × tanh(c). Hochreiter & Schmidhuber 1997, Gers et al. 2000. With
 *   peepholes p, i and f also see pᵢ × c₋₁ and p_f × c₋₁, o sees pₒ × c. Gers & Schmidhuber 2000.
 * - "gru": gates z, r, n; h = z × h₋₁ + (1 − z) × n. Cho et al. 2014: n = tanh(x Wₙ + bₙ + (r × h₋₁) Uₙ). With
 *   `resetAfter` (cuDNN, PyTorch, Keras's default): n = tanh(x Wₙ + bₙ + r × (h₋₁ Uₙ + b′ₙ)), b′ the recurrent bias.
 */
export type RecurrenceKind =
  | { readonly kind: "rnn"; readonly activation: "tanh" | "relu" }
  | { readonly kind: "lstm" }
  | { readonly kind: "gru"; readonly resetAfter: boolean };

/** Everything a recurrence reads, as arrays or (one floor up) as tensors; G is the number of gates: 1 (rnn), 4 (lstm), 3 (gru). */
export interface RecurrenceInputs<A = NDArray> {
  /** [T, batch, input], T ≥ 1 */
  readonly xs: A;
  /** The state before the first step, [batch, hidden] each: h, and for lstm c. Zeros where left out. */
  readonly initial?: { readonly h: A; readonly c?: A } | undefined;
  /** W: [input, G · hidden] */
  readonly kernel: A;
  /** U: [hidden, G · hidden] */
  readonly recurrentKernel: A;
  /** b: [G · hidden]; none where left out. */
  readonly bias?: A | undefined;
  /** b′: [3 · hidden], only for gru with `resetAfter`; none where left out. */
  readonly recurrentBias?: A | undefined;
  /** p: [3, hidden] for i, f, o, only for lstm; none where left out. */
  readonly peepholeKernel?: A | undefined;
  /**
   * [T, batch], of ones and zeros; all ones where left out. Where it is 0 the state stays as it was, h and c, and so does
   * what `hidden` says of that step: the state before it, or the initial one. Its input is not read: whatever it holds,
   * NaN too, has no influence and gets a gradient of 0.
   */
  readonly mask?: A | undefined;
  /**
   * [batch, hidden]: what h₋₁ is multiplied by where U reads it, at every step; ones where left out. The state that is carried on, and
   * what a gru's z keeps, stay whole. No gradient. (Recurrent dropout: Gal & Ghahramani 2016.)
   */
  readonly stateFactors?: A | undefined;
}

/** How a sequence is read, and what is kept of it. */
export interface RecurrenceOptions {
  /** Reads the sequence from its last step to its first; `hidden` stays in the order of `xs`. */
  readonly reverse?: boolean | undefined;
  /** Whether `recurrenceBackward` will follow; without it less memory is used. */
  readonly saves: boolean;
  /** lstm: whether c after every step is wanted, not only after the last. */
  readonly cells?: boolean | undefined;
}

/** What a recurrent layer gives. */
export interface RecurrenceResult {
  /** h after each step: [T, batch, hidden] */
  readonly hidden: NDArray;
  /** The cell state after the step read last, [batch, hidden]; lstm only. (h after it is a slice of `hidden`.) */
  readonly cell: NDArray | undefined;
  /** c after each step, in the order of `xs`, where wanted: [T, batch, hidden] */
  readonly cells?: NDArray | undefined;
  /** What the backward pass needs; undefined unless `saves` is set. Only the backend reads it. */
  readonly saved: unknown;
}

/** ∂L/∂ what `recurrence` returned; undefined for a part that the loss does not depend on. */
export interface RecurrenceGradients {
  /** [T, batch, hidden] */
  readonly hidden: NDArray | undefined;
  /** [batch, hidden] */
  readonly cell: NDArray | undefined;
  /** [T, batch, hidden] */
  readonly cells?: NDArray | undefined;
}

/** Which gradients are wanted. */
export interface RecurrenceWants {
  readonly xs: boolean;
  /** Of the weights, biases and peepholes, all of them; true where left out. False where they are frozen. */
  readonly weights?: boolean;
  /** ∂L/∂h_t, and for lstm ∂L/∂c_t, along every path, also through later steps: what the states of `unroll` hold. */
  readonly hidden: boolean;
}

/** ∂L/∂ everything a recurrence read. */
export interface RecurrenceInputGradients {
  readonly xs: NDArray | undefined;
  readonly initial: { readonly h: NDArray; readonly c: NDArray | undefined };
  readonly kernel: NDArray | undefined;
  readonly recurrentKernel: NDArray | undefined;
  readonly bias: NDArray | undefined;
  /** gru with `resetAfter` only. */
  readonly recurrentBias: NDArray | undefined;
  /** lstm with peepholes only. */
  readonly peepholeKernel?: NDArray | undefined;
  /** [T, batch, hidden], where wanted. */
  readonly hidden: NDArray | undefined;
  /** [T, batch, hidden], where wanted; lstm only. */
  readonly cells?: NDArray | undefined;
}

/** How many blocks of `hidden` columns the weights have. */
export const gatesOf = ({ kind }: RecurrenceKind): 1 | 3 | 4 => (kind === "rnn" ? 1 : kind === "gru" ? 3 : 4);

/** T, batch, input, hidden of a recurrence. */
export function recurrenceSizes({ xs, recurrentKernel }: RecurrenceInputs) {
  const [T, batch, input] = xs.shape as [number, number, number];
  return { T, batch, input, hidden: recurrentKernel.shape[0]! };
}
