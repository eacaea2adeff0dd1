// Backends by their names, each loaded when it is asked for.
import { describe } from "../options.ts";
import type { Backend } from "./backend.ts";
import { reference } from "./reference/index.ts";
import type { TfjsBackend } from "./tfjs/index.ts";
import type { Tfjs } from "./tfjs/library.ts";
import { wasm } from "./wasm/index.ts";

/** What `setBackend` takes: our own backends, and TensorFlow.js on one of its own. */
export type BackendName = "reference" | "wasm" | "tfjs-cpu" | "tfjs-wasm" | "tfjs-node" | "tfjs-node-gpu";

const onTfjs = (name: Exclude<BackendName, "reference" | "wasm">) => async () =>
  (await import("./tfjs/index.ts")).startNamed(name);

const named: Readonly<Record<BackendName, () => Promise<Backend>>> = {
  reference: async () => reference,
  wasm: () => wasm(),
  "tfjs-cpu": onTfjs("tfjs-cpu"),
  "tfjs-wasm": onTfjs("tfjs-wasm"),
  "tfjs-node": onTfjs("tfjs-node"),
  "tfjs-node-gpu": onTfjs("tfjs-node-gpu"),
};

/** @throws RangeError for a name that no backend has */
export function backendNamed(name: BackendName): () => Promise<Backend> {
  if (!Object.hasOwn(named, name))
    throw new RangeError(`setBackend expects one of ${Object.keys(named).join(", ")}, but got ${describe(name)}`);
  return named[name];
}

/**
 * A backend that computes by TensorFlow.js, float32, on the backend of it that is in use or is named: every model of the toolkit runs
 * there: `setBackend(await tfjs(tf))`. float64 arrays stay with the reference. `setBackend("tfjs-node-gpu")` finds the package by itself.
 * @param name "cpu", "wasm", "tensorflow", "webgl": one that is registered
 * @throws TypeError for what is not TensorFlow.js; Error where it has no such backend, or computes something else than the reference
 */
export async function tfjs(tf: Tfjs, name?: string): Promise<TfjsBackend> {
  return (await import("./tfjs/index.ts")).startTfjs(tf, name);
}
