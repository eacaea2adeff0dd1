// The kernels of the wasm backend: AssemblyScript, compiled with plain and with relaxed SIMD, each for float32 and for float64.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../paths.mjs";
import { run } from "../run.mjs";

/** Their sources, relative to the project. */
export const kernelSources = "src/backend/wasm/kernels";

/** The sources say `real` for a number and `reals` for a vector of them. Constants of both kinds lie in one memory, in different places. */
const single = ["--use", "real=f32", "--use", "reals=f32x4"];
const double = ["--use", "real=f64", "--use", "reals=f64x2", "--memoryBase", "4096"];
const relaxed = ["--enable", "relaxed-simd"];
const builds = {
  plain: single,
  plain64: double,
  relaxed: [...single, ...relaxed],
  relaxed64: [...double, ...relaxed],
};

/** Writes plain.wasm, relaxed.wasm, and plain64.wasm, relaxed64.wasm for float64. */
export async function compileKernels(/** @type {string} */ folder) {
  mkdirSync(folder, { recursive: true });
  const compiler = join(root, "node_modules", "assemblyscript", "bin", "asc.js");
  const always = ["-O3", "--noAssert", "--runtime", "stub", "--use", "abort=", "--importMemory", "--enable", "simd"];
  // All that 32 bits address; a memory that threads share has to say its maximum.
  const most = ["--maximumMemory", "65536"];
  // A v128 passed between the kernels' own functions meets no embedding.
  const quiet = ["--disableWarning", "112"];
  const next = "Mend the kernels, then run the same command again.";
  const all = Object.entries(builds).map(([name, features]) => {
    const out = ["--outFile", join(folder, `${name}.wasm`)];
    const entry = join(kernelSources, "index.ts");
    return run(
      "Compiling kernels",
      process.execPath,
      [compiler, entry, ...out, ...always, ...most, ...quiet, ...features],
      {
        next,
      },
    );
  });
  await Promise.all(all);
}
