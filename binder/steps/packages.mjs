// npm packages from a lock file, exactly as locked, and only when the lock has changed. No package's script runs:
// none is needed (zeromq carries prebuilt binaries), and a script is what fails on somebody else's machine.

import { existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { binder, root } from "../paths.mjs";
import { run } from "../run.mjs";
import { fingerprint, readStamp, stamped } from "../stamp.mjs";

// In a folder that lies in somebody's npm workspace, npm would otherwise install that.
const quiet = [
  "--workspaces=false",
  "--ignore-scripts",
  "--no-audit",
  "--no-fund",
  "--prefer-offline",
  "--loglevel=error",
];

/**
 * @param {string} title
 * @param {string} folder
 * @param {() => void} [after]
 */
function packagesOf(title, folder, after = () => {}) {
  // npm ci empties node_modules first, and the stamp goes with it.
  const stamp = join(folder, "node_modules", ".unrolled");
  const wanted = () => fingerprint(folder, ["package.json", "package-lock.json"]);
  return {
    title,
    needed: () => readStamp(stamp) !== wanted(),
    run: () =>
      stamped(stamp, wanted(), async () => {
        await npm(title, folder, ["ci", ...quiet]);
        after();
      }),
  };
}

/**
 * @param {string} title
 * @param {string} folder
 * @param {string[]} args
 */
async function npm(title, folder, args) {
  const options = {
    cwd: folder,
    next: "If the network was away, run the same command again: finished steps are not repeated.",
  };
  // The npm that runs us is the one to use; started without npm, the one on the PATH.
  const script = process.env.npm_execpath;
  if (script && existsSync(script) && /\.[cm]?js$/.test(script))
    await run(title, process.execPath, [script, ...args], options);
  else await run(title, "npm", args, { ...options, shell: process.platform === "win32" });
}

/**
 * Puts our own command where `pnpm exec`, `yarn exec` and a shell with that folder on its PATH look: npm links the commands of
 * what a folder depends on, and not its own. (npx finds it by package.json; on Windows a link would be no program.)
 */
function linkCommand() {
  if (process.platform === "win32") return;
  const folder = join(root, "node_modules", ".bin");
  const link = join(folder, "unrolled");
  mkdirSync(folder, { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(join("..", "..", "src", "cli", "unrolled.mjs"), link);
}

export const packages = packagesOf("npm packages", root, linkCommand);
export const node = packagesOf("Node 26", binder);
export const data = packagesOf("real data, 190 MB", join(binder, "data"));
export const tfjs = packagesOf("TensorFlow.js", join(binder, "tfjs"));

/** Leaves of the npm packages only what the built project runs on. */
export const pruneToRun = () => npm("Removing what only the build needs", root, ["prune", "--omit=dev", ...quiet]);
