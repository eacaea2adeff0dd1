// The rooms of the toolkit, some of them closed in the package, with the backend that the bench asks for. The sources run
// as they are, because dist/ has all rooms in one file; the compiled kernels are dist/'s.
import * as backend from "../../../src/backend/index.ts";
import * as data from "../../../src/data/index.ts";
import * as nn from "../../../src/nn/index.ts";
import * as optim from "../../../src/optim/index.ts";
import * as tensors from "../../../src/tensor/index.ts";
import * as training from "../../../src/training/index.ts";

export { backend, data, nn, optim, tensors, training };

const kernels = new URL("../../../dist/src/backend/wasm/", import.meta.url);

/** The backend that the command line asks for, in use. */
export async function chosenBackend(): Promise<backend.WasmBackend> {
  const xp = await backend.wasm({ kernels, ...(JSON.parse(process.argv[3] ?? "{}") as backend.WasmOptions) });
  backend.setBackend(xp);
  return xp;
}
