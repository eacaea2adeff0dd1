// One set-up at a time in a project folder: a second one waits for the first and then finds the work done.

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cache } from "./paths.mjs";
import { readStamp } from "./stamp.mjs";

const file = join(cache, "setup.pid");

/**
 * @template T
 * @param {() => Promise<T>} work
 * @param {(owner: string) => void} onWait
 */
export async function alone(work, onWait) {
  mkdirSync(cache, { recursive: true });
  for (let waited = false; !claim(); waited = true) {
    if (!waited) onWait(readStamp(file) ?? "unknown");
    await sleep(200);
  }
  const release = () => rmSync(file, { force: true });
  process.on("exit", release);
  try {
    return await work();
  } finally {
    process.off("exit", release);
    release();
  }
}

function claim() {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    if (!isAlive(Number(readStamp(file)))) rmSync(file, { force: true });
    return false;
  }
}

function isAlive(/** @type {number} */ pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}
