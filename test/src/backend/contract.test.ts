// Every backend that is there without an installation keeps the contract (contract.ts).
import { reference, wasm } from "../../../src/backend/index.ts";
import { times } from "../../soak.ts";
import { contract } from "./contract.ts";
import { compiledKernels } from "./kernels.ts";
import { tfjsOn } from "./tfjs/started.ts";
import { started, threaded } from "./threads/crews.ts";

const inFloat64 = { dtype: "float64", within: 1e-12, rounds: times(8, 25) } as const;

contract({ name: "reference", make: async () => reference });
contract({
  name: "wasm, plain SIMD",
  make: async () => wasm({ kernels: await compiledKernels(), revectorize: false }),
});
contract({ name: "wasm, plain SIMD, revectorized", make: async () => wasm({ kernels: await compiledKernels() }) });
contract({
  name: "wasm, three threads",
  async make() {
    const crew = await threaded(3);
    await started(crew, 2);
    return crew.xp;
  },
});
contract({
  name: "wasm, relaxed SIMD",
  make: async () => wasm({ kernels: await compiledKernels(), simd: "relaxed" }),
});
contract({ name: "tfjs, cpu", make: () => tfjsOn("cpu"), rounds: times(2, 25) });
// The kernels of float64 are those of float32, compiled for other numbers.
contract({
  name: "wasm, plain SIMD",
  make: async () => wasm({ kernels: await compiledKernels() }),
  ...inFloat64,
});
contract({
  name: "wasm, relaxed SIMD",
  make: async () => wasm({ kernels: await compiledKernels(), simd: "relaxed" }),
  ...inFloat64,
});
