// The wasm backend's kernels for tests of the sources: those of dist/ where it is made of these sources, as after npm test;
// else compiled into .cache when their sources have changed.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { cache, dist, root } from "../../../binder/paths.mjs";
import { fingerprint, readStamp, stamped } from "../../../binder/stamp.mjs";
import { build } from "../../../binder/steps/build.mjs";
import { compileKernels, kernelSources } from "../../../binder/steps/wasm.mjs";
import { type Backend, currentBackend, setBackend, wasm } from "../../../src/backend/index.ts";

const built = join(dist, "src", "backend", "wasm");
const own = join(cache, "kernels");
const stamp = join(own, ".stamp");

/** The folder of the compiled kernels, for `wasm({ kernels })`. */
export async function compiledKernels(): Promise<URL> {
  return pathToFileURL(`${await folder()}/`);
}

/** In a suite: its tests compute on the wasm backend, as a notebook does. On the reference a training would take minutes. */
export function computesOnWasm(): void {
  let chosen: Backend;
  before(async () => {
    chosen = currentBackend();
    setBackend(await wasm({ kernels: await compiledKernels() }));
  });
  after(() => setBackend(chosen));
}

async function folder(): Promise<string> {
  if (existsSync(join(built, "plain.wasm")) && !build.needed()) return built;
  const wanted = fingerprint(root, [kernelSources, "binder/steps/wasm.mjs", "package-lock.json"]);
  if (readStamp(stamp) !== wanted) await stamped(stamp, wanted, () => compileKernels(own));
  return own;
}
