// The backend that new tensors live on: the one that was chosen, else the default.
import { describe } from "../options.ts";
import type { Backend } from "./backend.ts";
import { type BackendName, backendNamed } from "./named.ts";
import { reference } from "./reference/index.ts";

let chosen: Backend | undefined;
let byDefault: () => Backend = () => reference;

/** A backend that is being loaded, by its name. */
let loading: BackendName | undefined;

/**
 * The backend in use.
 * @example currentBackend().describe() // which kernels compute, how exact, how fast
 * @throws Error where the default backend cannot be loaded, and while the chosen one is not there yet; no other takes its place.
 */
export function currentBackend(): Backend {
  if (loading !== undefined)
    throw new Error(
      `the backend is still being loaded; write await setBackend("${loading}"), then make model and data`,
    );
  return chosen ?? byDefault();
}

/**
 * Chooses the backend of all tensors made from now on: one that is there, or by its name, which is awaited. Those made before stay
 * where they are: a tensor computes on the backend that holds it, and one of another backend beside it is an error. So choose before
 * making a model.
 * @throws TypeError for what is no backend; RangeError for a name that none has; Error where a package that it needs is missing or
 * broken: it says what to do, and the backend stays as it was
 * @example await setBackend("wasm") // or "tfjs-node-gpu", where that is installed
 * @example setBackend(reference)
 * @example setBackend(await wasm({ simd: "relaxed" }))
 */
export function setBackend(name: BackendName): Promise<void>;
export function setBackend(backend: Backend): void;
export function setBackend(backend: Backend | BackendName): Promise<void> | void {
  if (typeof backend === "string") return load(backend);
  if (typeof backend?.fromValues !== "function") {
    const next = backend instanceof Promise ? "; await it: setBackend(await wasm())" : "";
    throw new TypeError(
      `setBackend expects a backend or the name of one, reference, await wasm() or "tfjs-node-gpu", ` +
        `but got ${describe(backend)}${next}`,
    );
  }
  chosen = backend;
  loading = undefined;
}

async function load(name: BackendName): Promise<void> {
  const start = backendNamed(name);
  loading = name;
  try {
    const backend = await start();
    if (loading === name) chosen = backend;
  } finally {
    if (loading === name) loading = undefined;
  }
}

/** What is used unless another is chosen. @param make is asked whenever a tensor is made, and gives the same one each time */
export function setDefaultBackend(make: () => Backend): void {
  byDefault = make;
}
