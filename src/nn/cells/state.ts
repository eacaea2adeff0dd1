// The state of a recurrence: one tensor, or several by name ({ h, c }), and what is done to all of them alike.
import { describe } from "../../options.ts";
import { Tensor } from "../../tensor/index.ts";

/** What one time step hands to the next. */
export type StateTensors = Tensor | { readonly [name: string]: Tensor };

/** The tensors of a state, in the order of its names. */
export const tensorsOfState = (state: StateTensors): Tensor[] =>
  state instanceof Tensor ? [state] : Object.values(state);

/** A state of the same form, each tensor made from those of `states` in its place. */
export function mapStates<State extends StateTensors>(
  states: readonly [State, ...State[]],
  f: (...tensors: Tensor[]) => Tensor,
): State {
  const [first] = states;
  if (first instanceof Tensor) return f(...(states as readonly Tensor[] as Tensor[])) as State;
  const names = Object.keys(first as { [name: string]: Tensor });
  const at = (name: string) => states.map(state => (state as { [name: string]: Tensor })[name]!);
  return Object.fromEntries(names.map(name => [name, f(...at(name))])) as State;
}

/**
 * The same numbers, cut off from how they were computed: truncated backpropagation through time hands this on.
 * @throws TypeError for what is no state
 * @example state = detachState(unroll(cell, xs, { initialState: state }).state)
 */
export function detachState<State extends StateTensors>(state: State): State {
  assertState("detachState", state);
  return mapStates([state], t => t.detach());
}

/** @throws TypeError for what is neither a tensor nor tensors by name */
export function assertState(who: string, state: unknown): asserts state is StateTensors {
  if (state instanceof Tensor) return;
  const parts = typeof state === "object" && state !== null ? Object.entries(state) : [];
  const other = parts.find(([, part]) => !(part instanceof Tensor));
  if (parts.length > 0 && !other && !Array.isArray(state)) return;
  throw new TypeError(
    `${who} expects a state, which is a tensor, or tensors by name such as { h, c }, but got ${describe(state)}` +
      (other && !Array.isArray(state) ? `, where ${other[0]} is ${describe(other[1])}` : ""),
  );
}
