// dist/: what runs. Compiled into a temporary folder and swapped in whole, and only when the sources have changed.

import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cache, dist, root } from "../paths.mjs";
import { run } from "../run.mjs";
import { fingerprint, readStamp, stamped } from "../stamp.mjs";
import { bundle } from "./bundle.mjs";
import { refuseHidden } from "./hidden.mjs";
import { layTypesTogether } from "./standard-types.mjs";
import { rollUpTypes } from "./types.mjs";
import { compileKernels } from "./wasm.mjs";

const stamp = join(dist, ".unrolled");
const sources = [
  "kernel",
  "src",
  "assignments",
  "tsconfig.json",
  "package-lock.json",
  "binder/steps/build.mjs",
  "binder/steps/bundle.mjs",
  "binder/steps/npm-packages.mjs",
  "binder/steps/hidden.mjs",
  "binder/steps/standard-types.mjs",
  "binder/steps/types.mjs",
  "binder/steps/wasm.mjs",
];
const wanted = () => fingerprint(root, sources);

export const build = {
  title: "build",
  needed: () => readStamp(stamp) !== wanted(),
  run: async () => {
    const fresh = join(cache, "build");
    rmSync(fresh, { recursive: true, force: true });
    mkdirSync(fresh, { recursive: true });
    try {
      await stamped(join(fresh, ".unrolled"), wanted(), () => compile(fresh));
      if (existsSync(dist)) renameSync(dist, join(fresh, "old"));
      renameSync(fresh, dist);
    } finally {
      rmSync(fresh, { recursive: true, force: true });
      rmSync(join(dist, "old"), { recursive: true, force: true });
    }
  },
};

async function compile(/** @type {string} */ folder) {
  const tsc = join(root, "node_modules", "typescript7", "bin", "tsc");
  const next = "Mend the sources, then run the same command again.";
  const options = ["--outDir", folder, "--sourceMap", "--pretty", "false"];
  await run("Compiling", process.execPath, [tsc, "-p", root, ...options], { next });
  refuseHidden(folder);
  await rollUpTypes(folder);
  await layTypesTogether(folder);
  await bundle(folder);
  await compileKernels(join(folder, "src", "backend", "wasm"));
}
