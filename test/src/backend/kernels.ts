// The wasm backend for tests of the sources: its kernels are compiled when their sources have changed, into .cache.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { cache, root } from "../../../binder/paths.mjs";
import { fingerprint, readStamp, stamped } from "../../../binder/stamp.mjs";
import { compileKernels, kernelSources } from "../../../binder/steps/wasm.mjs";

const folder = join(cache, "kernels");

/** The folder of the compiled kernels, for `wasm({ kernels })`. */
export async function compiledKernels(): Promise<URL> {
  const stamp = join(folder, ".stamp");
  const wanted = fingerprint(root, [kernelSources, "binder/steps/wasm.mjs", "package-lock.json"]);
  if (readStamp(stamp) !== wanted) await stamped(stamp, wanted, () => compileKernels(folder));
  return pathToFileURL(`${folder}/`);
}
