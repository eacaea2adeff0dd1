// The state of a recurrence as plain data: one tensor, several by name ({ h, c }), or none.
import type { StateTensors } from "../../nn/index.ts";
import { loadTensor, type SavedTensor, saveTensor } from "../../serialization/index.ts";
import { Tensor } from "../../tensor/index.ts";

export type SavedState = SavedTensor | Record<string, SavedTensor> | null;

export function saveState(state: StateTensors | undefined): SavedState {
  if (!state) return null;
  if (state instanceof Tensor) return saveTensor(state);
  return Object.fromEntries(Object.entries(state).map(([name, t]) => [name, saveTensor(t)]));
}

export function loadState(from: SavedState): StateTensors | undefined {
  if (!from) return undefined;
  if (typeof from.data === "string") return loadTensor(from as SavedTensor, "the carried state");
  const parts = Object.entries(from as Record<string, SavedTensor>);
  return Object.fromEntries(parts.map(([name, t]) => [name, loadTensor(t, `the carried state ${name}`)]));
}
