// Imported before tests: makes wasm, compiled from the sources, the backend of all their tensors, as it is in a notebook.
import { setBackend, wasm } from "../../src/backend/index.ts";
import { compiledKernels } from "./backend/kernels.ts";

setBackend(await wasm({ kernels: await compiledKernels() }));
