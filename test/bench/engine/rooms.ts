// The rooms of the toolkit, some of them closed in the package, with the backend that the bench asks for. The sources run
// as they are, because dist/ has all rooms in one file; the compiled kernels are dist/'s.
import { fileURLToPath } from "node:url";
import * as backend from "../../../src/backend/index.ts";
import * as data from "../../../src/data/index.ts";
import * as nn from "../../../src/nn/index.ts";
import * as optim from "../../../src/optim/index.ts";
import * as tensors from "../../../src/tensor/index.ts";
import * as training from "../../../src/training/index.ts";

export { backend, data, nn, optim, tensors, training };

const kernels = new URL("../../../dist/src/backend/wasm/", import.meta.url);

/** Where npm run tfjs-native puts TensorFlow.js. */
export const tfjsFolder = fileURLToPath(new URL("../../../binder/tfjs/", import.meta.url));

/** What the command line asks for: how wasm computes, or TensorFlow.js on one of its backends. */
type Wanted = backend.WasmOptions & { tfjs?: backend.BackendName };

/** That backend, in use. */
export async function chosenBackend(): Promise<backend.Backend> {
  const { tfjs } = wanted();
  if (!tfjs) return chosenWasm();
  process.chdir(tfjsFolder);
  await backend.setBackend(tfjs);
  return backend.currentBackend();
}

/** The wasm backend, as the command line asks for it, in use. */
export async function chosenWasm(): Promise<backend.WasmBackend> {
  const { tfjs: _, ...options } = wanted();
  const xp = await backend.wasm({ kernels, ...options });
  backend.setBackend(xp);
  return xp;
}

const wanted = (): Wanted => JSON.parse(process.argv[3] ?? "{}") as Wanted;
