// V8's compiled code of the files that a start loads, kept between starts by Node's own cache, which is keyed by Node's
// version, the user, and each file's text. Made on first use, in a folder of ours; where none can be made, nothing is kept.
import { mkdirSync, statSync } from "node:fs";
import module from "node:module";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** When a process has begun its work, in milliseconds: what it has loaded is then written, because it may end by a signal. */
const flushAfterMs = 1000;

const variable = "NODE_COMPILE_CACHE";

/**
 * From now on this process, and all that it starts, keep what they compile. What was asked for by Node's own variables
 * stays. Only what is built is kept: sources change.
 */
export function keepCompiledCode(env: NodeJS.ProcessEnv = process.env): void {
  if (!import.meta.url.endsWith(".js") || env[variable] || env.NODE_DISABLE_COMPILE_CACHE) return;
  const folder = cacheFolder(fileURLToPath(new URL("../..", import.meta.url)), env);
  try {
    makeFolder(folder);
    module.enableCompileCache(folder);
    env[variable] = folder;
  } catch {
    // A home that is read-only, or is not there.
  }
}

/** Writes soon what this process has compiled until then. */
export function writeCompiledCodeSoon(): void {
  setTimeout(() => module.flushCompileCache(), flushAfterMs).unref();
}

/** In the project itself its own .cache, so that nothing is written outside of it; for an installed package the user's. */
export function cacheFolder(
  packageFolder: string,
  env: NodeJS.ProcessEnv,
  platform: string = process.platform,
  home: string = homedir(),
): string {
  const own = join(packageFolder, ".cache");
  if (statSync(own, { throwIfNoEntry: false })?.isDirectory()) return join(own, "compile");
  return join(userCache(env, platform, home), "unrolled", "compile");
}

function userCache(env: NodeJS.ProcessEnv, platform: string, home: string): string {
  if (platform === "darwin") return join(home, "Library", "Caches");
  if (platform === "win32") return env.LOCALAPPDATA || join(home, "AppData", "Local");
  return env.XDG_CACHE_HOME || join(home, ".cache");
}

/** Not by `recursive`, which goes on for ever where a folder that is there lets none be made in it, as /proc. */
function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })) return;
  const parent = dirname(folder);
  if (parent !== folder) makeFolder(parent);
  mkdirSync(folder);
}
