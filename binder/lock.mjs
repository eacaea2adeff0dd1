// One set-up at a time in a project folder: a second one waits for the first and then finds the work done. The lock names
// its owner's process and is touched while that works: a lock of one that was killed is taken over.

import { mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cache } from "./paths.mjs";
import { readStamp } from "./stamp.mjs";

const file = join(cache, "setup.pid");
const beatMs = 1000;
/** A lock that was not touched for so long is nobody's, even where a process has its number: numbers are used again. */
const silenceMs = 60_000;

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
  const release = () => isOurs() && rmSync(file, { force: true });
  const touch = setInterval(() => isOurs() && utimesSync(file, new Date(), new Date()), beatMs).unref();
  process.on("exit", release);
  try {
    return await work();
  } finally {
    process.off("exit", release);
    clearInterval(touch);
    release();
  }
}

const isOurs = () => readStamp(file) === String(process.pid);

function claim() {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    // Windows says EPERM of a file that is just being deleted.
    if (code !== "EEXIST" && !(code === "EPERM" && process.platform === "win32")) throw error;
    if (isAbandoned()) rmSync(file, { force: true });
    return false;
  }
}

function isAbandoned() {
  const touched = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  if (touched === undefined) return false;
  const owner = Number(readStamp(file)); // 0 where it was not written yet, or could not be
  return Date.now() - touched > silenceMs || (owner > 0 && !isAlive(owner));
}

export function isAlive(/** @type {number} */ pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}
