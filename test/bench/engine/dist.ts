// The rooms of the toolkit as they run: from dist/, with the backend that the bench asks for.
import type * as Backend from "../../../src/backend/index.ts";
import type * as Data from "../../../src/data/index.ts";
import type * as NN from "../../../src/nn/index.ts";
import type * as Optim from "../../../src/optim/index.ts";
import type * as TensorRoom from "../../../src/tensor/index.ts";
import type * as Training from "../../../src/training/index.ts";

const dist = new URL("../../../dist/src/", import.meta.url);
const room = async <Door>(name: string): Promise<Door> => import(new URL(`${name}/index.js`, dist).href);

export const backend = await room<typeof Backend>("backend");
export const data = await room<typeof Data>("data");
export const nn = await room<typeof NN>("nn");
export const optim = await room<typeof Optim>("optim");
export const tensors = await room<typeof TensorRoom>("tensor");
export const training = await room<typeof Training>("training");

/** The backend that the command line asks for, in use. */
export async function chosenBackend(): Promise<Backend.WasmBackend> {
  const xp = await backend.wasm(JSON.parse(process.argv[3] ?? "{}") as Backend.WasmOptions);
  backend.setBackend(xp);
  return xp;
}
