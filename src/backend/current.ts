// The backend that new tensors live on: the one that was chosen, else the default.
import { describe } from "../options.ts";
import type { Backend } from "./backend.ts";
import { reference } from "./reference/index.ts";

let chosen: Backend | undefined;
let byDefault: () => Backend = () => reference;

/**
 * The backend in use.
 * @example currentBackend().describe() // which kernels compute, how exact, how fast
 * @throws Error where the default backend cannot be loaded; no other takes its place.
 */
export function currentBackend(): Backend {
  return chosen ?? byDefault();
}

/**
 * Chooses the backend of all tensors made from now on. Those made before stay where they are: a tensor computes on the
 * backend that holds it, and one of another backend beside it is an error. So choose before making a model.
 * @throws TypeError for what is no backend
 * @example setBackend(reference)
 * @example setBackend(await wasm({ simd: "relaxed" }))
 */
export function setBackend(backend: Backend): void {
  if (typeof backend?.fromValues !== "function") {
    const next = backend instanceof Promise ? "; await it: setBackend(await wasm())" : "";
    throw new TypeError(`setBackend expects a backend, reference or await wasm(), but got ${describe(backend)}${next}`);
  }
  chosen = backend;
}

/** What is used unless another is chosen. @param make is asked whenever a tensor is made, and gives the same one each time */
export function setDefaultBackend(make: () => Backend): void {
  byDefault = make;
}
