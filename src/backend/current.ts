// The backend that new tensors live on: the reference until another is chosen.
import type { Backend } from "./backend.ts";
import { reference } from "./reference/index.ts";

let current: Backend = reference;

/** The backend in use; `currentBackend().describe()` says what it computes with. */
export const currentBackend = (): Backend => current;

/**
 * Chooses the backend of all tensors made from now on. Those made before stay where they are: a tensor computes on the
 * backend that holds it, and one of another backend beside it is an error. So choose before making a model.
 * @example setBackend(await wasm())
 * @returns the backend in use until now
 */
export function setBackend(backend: Backend): Backend {
  const before = current;
  current = backend;
  return before;
}
