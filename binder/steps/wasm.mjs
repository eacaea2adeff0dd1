// The kernels of the wasm backend: AssemblyScript, compiled once with plain and once with relaxed SIMD.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../paths.mjs";
import { run } from "../run.mjs";

/** Their sources, relative to the project. */
export const kernelSources = "src/backend/wasm/kernels";

const builds = { plain: [], relaxed: ["--enable", "relaxed-simd"] };

/** Writes plain.wasm and relaxed.wasm. */
export async function compileKernels(/** @type {string} */ folder) {
  mkdirSync(folder, { recursive: true });
  const compiler = join(root, "node_modules", "assemblyscript", "bin", "asc.js");
  const always = ["-O3", "--noAssert", "--runtime", "stub", "--use", "abort=", "--importMemory", "--enable", "simd"];
  // A v128 passed between the kernels' own functions meets no embedding.
  const quiet = ["--disableWarning", "112"];
  const next = "Mend the kernels, then run the same command again.";
  const all = Object.entries(builds).map(([name, features]) => {
    const out = ["--outFile", join(folder, `${name}.wasm`)];
    const entry = join(kernelSources, "index.ts");
    return run("Compiling kernels", process.execPath, [compiler, entry, ...out, ...always, ...quiet, ...features], {
      next,
    });
  });
  await Promise.all(all);
}
