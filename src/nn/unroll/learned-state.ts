// LearnedState: an initial state whose numbers are learned, one vector for all samples.
import type { Shape } from "../../backend/index.ts";
import { zeros } from "../../tensor/index.ts";
import { assertCell, type Cell } from "../cells/cell.ts";
import { mapStates, type StateTensors } from "../cells/state.ts";
import { Module } from "../modules/module.ts";
import { Parameter } from "../modules/parameter.ts";

/**
 * Starts at zeros, as if it were not there, and moves where training wants it.
 * @example
 * const h0 = new LearnedState(cell)
 * const { hidden } = unroll(cell, xs, { initialState: h0 })
 * optimizer.step({ cell, h0 }) // it is part of the model
 */
export class LearnedState<State extends StateTensors> extends Module {
  /** The parameters in the form of the cell's state, for a single sample. */
  readonly state: State;
  readonly #of: string;

  constructor(cell: Cell<State>) {
    super();
    assertCell("LearnedState", cell);
    this.state = mapStates([cell.zeroState([])], t => new Parameter(t));
    this.#of = cell.describe();
  }

  override describe(): string {
    return `LearnedState of ${this.#of}`;
  }

  /** The state for `batch` = [] or [batch size], the same for each sample. */
  forward(batch: Shape): State {
    // Adding zeros stretches the vector; backward() sums the samples' gradients into it.
    return mapStates([this.state], t => (batch.length === 0 ? t : t.add(zeros([...batch, 1], { dtype: t.dtype }))));
  }
}
