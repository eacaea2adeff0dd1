// What one time step of a recurrence is, forwards and backwards: the part in which rnn, lstm and gru differ.
import type { NDArray } from "../../array.ts";

export interface State {
  /** [batch, hidden] */
  readonly h: NDArray;
  /** [batch, hidden]; only lstm changes it. */
  readonly c: NDArray;
}

export interface StepWeights {
  /** U: [hidden, G · hidden] */
  readonly recurrentKernel: NDArray;
  /** b′: [3 · hidden]; gru with resetAfter only. */
  readonly recurrentBias: NDArray | undefined;
  /** p: [3, hidden]; lstm only. */
  readonly peepholeKernel: NDArray | undefined;
}

/** ∂L/∂ what one step read. */
export interface StepGradients {
  /** Of the step's input product x W + b: [batch, G · hidden] */
  readonly input: NDArray;
  /** Of what U read of h₋₁. */
  readonly seen: NDArray;
  /** Of the state before, along every other way; h has none but in a gru. */
  readonly state: { readonly h?: NDArray; readonly c: NDArray };
  readonly recurrentKernel: NDArray;
  readonly recurrentBias: NDArray | undefined;
  /** [3, hidden]; lstm with peepholes only. */
  readonly peepholeKernel?: NDArray | undefined;
  /** The whole ∂L/∂c after the step; lstm only. */
  readonly cell?: NDArray;
}

/** `Gates` is what the way back needs of the way there. */
export interface Step<Gates> {
  /** @param input x W + b: [batch, G · hidden]. @param seen what U reads of h₋₁: [batch, hidden] */
  forward(input: NDArray, before: State, seen: NDArray, weights: StepWeights): { state: State; gates: Gates };
  /** @param gradient ∂L/∂h and ∂L/∂c after this step */
  backward(gradient: State, gates: Gates, before: State, seen: NDArray, weights: StepWeights): StepGradients;
}
