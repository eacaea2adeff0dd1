// Cell: what `unroll` needs to know of a recurrent cell. Cell and layer are separate, so one unroll serves every cell.
import type { Shape } from "../backend/index.ts";
import type { Tensor } from "../tensor/index.ts";

/** One time step of a recurrence. `State` is what one step hands to the next: for a simple RNN the hidden vector itself. */
export interface Cell<State> {
  readonly inputSize: number;
  readonly hiddenSize: number;
  describe(): string;
  /** The state after reading x: [inputSize] or [batch, inputSize]. */
  forward(x: Tensor, state: State): State;
  /** The state before the first step: zeros, for `batch` = [] or [batch size]. */
  zeroState(batch: Shape): State;
  /** The part of a state that others see. */
  hidden(state: State): Tensor;
}
