// What one time step of a recurrence is, forwards and backwards: the part in which rnn, lstm and gru differ.
//
// A kernel call costs more than the numbers that it computes, so a step makes few. What its way back needs and does not depend on
// later steps is computed for all steps at once.
import type { NDArray } from "../../array.ts";

export interface State {
  /** [batch, hidden] */
  readonly h: NDArray;
  /** [batch, hidden]; lstm only. */
  readonly c?: NDArray | undefined;
}

export interface Weights {
  /** U: [hidden, G · hidden] */
  readonly recurrentKernel: NDArray;
  /** b′: [3 · hidden]; gru with resetAfter only. */
  readonly recurrentBias: NDArray | undefined;
  /** p: [3, hidden]; lstm only. */
  readonly peepholeKernel: NDArray | undefined;
}

/** What the way back reads of every step, by name: an array a step, or all steps one below the other, [T · batch, hidden]. */
export type Kept<A = NDArray> = Readonly<Record<string, A>>;

/** ∂L/∂ what one step read. */
export interface StepGradients {
  /** Of the step's input product x W + b: [batch, G · hidden] */
  readonly input: NDArray;
  /** Of what U read of h₋₁. */
  readonly seen: NDArray;
  /** Of the state before, along every other way. */
  readonly state: { readonly h?: NDArray; readonly c?: NDArray };
  /** Where it is another than `input`: ∂L/∂ what U and b′ gave. */
  readonly recurrent?: NDArray;
  /** The whole ∂L/∂c after the step; lstm only. */
  readonly cell?: NDArray;
}

export interface Step {
  /** @param input x W + b: [batch, G · hidden]. @param seen what U reads of h₋₁: [batch, hidden] */
  forward(input: NDArray, before: State, seen: NDArray): { state: State; kept: Kept };
  /** What each step multiplies gradients by, from what all steps have kept, with `h0`, `c0` and `seen` before them. */
  factors(kept: Kept): Kept;
  /** @param gradient ∂L/∂h and ∂L/∂c after this step. @param factors this step's */
  backward(gradient: State, factors: Kept): StepGradients;
  /** ∂L/∂ the weights, from ∂L/∂ all products: `input` and `recurrent` of all steps, [T · batch, G · hidden] */
  weights(
    kept: Kept,
    input: NDArray,
    recurrent: NDArray,
  ): { recurrentKernel: NDArray; recurrentBias?: NDArray; peepholeKernel?: NDArray };
}
