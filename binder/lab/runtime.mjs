// Jupyter's runtime folder: a server that was killed leaves its files there, and those of its kernels, with their keys.

import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isAlive } from "../lock.mjs";
import { jupyter } from "../paths.mjs";

const folder = join(jupyter, "runtime");

/** Takes away what belongs to nobody any more; what a server that runs may need stays. */
export function cleanRuntime(at = folder) {
  const names = namesIn(at);
  const servers = names.flatMap(name => {
    const [, pid] = /^jpserver-(\d+)[.-]/.exec(name) ?? [];
    return pid ? [{ name, lives: isAlive(Number(pid)) }] : [];
  });
  const gone = servers.filter(({ lives }) => !lives).map(({ name }) => name);
  // A kernel's file does not say whose it is.
  const kernels = servers.some(({ lives }) => lives) ? [] : names.filter(name => /^kernel-.*\.json$/.test(name));
  for (const name of [...gone, ...kernels]) rmSync(join(at, name), { force: true });
}

function namesIn(/** @type {string} */ folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
