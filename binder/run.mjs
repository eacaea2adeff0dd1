// Runs one program of the set-up to its end: its lines go to the progress display, its last lines into the error.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { environment } from "./environment.mjs";
import { root } from "./paths.mjs";
import { onStop } from "./stop.mjs";
import { storageTrouble } from "./storage.mjs";
import { UserError } from "./user-error.mjs";

const keptLines = 20;

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();
/** An interrupted set-up ends what it started, at once: an npm that still tidies up would meet the next start. */
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/**
 * @param {string} what the step's name, for the error
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, onLine?: (line: string) => void, next?: string, shell?: boolean }} [options]
 * @returns {Promise<string[]>} the last lines printed
 */
export async function run(what, program, args, { cwd = root, onLine, next, shell = false } = {}) {
  const child = spawn(program, args, {
    cwd,
    shell,
    env: environment(),
    stdio: ["ignore", "pipe", "pipe"],
    windowsHide: true,
  });
  running.add(child);
  /** @type {string[]} */
  const lines = [];
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on("line", line => {
      if (!line.trim()) return;
      lines.push(line);
      if (lines.length > keptLines) lines.shift();
      onLine?.(line.trim());
    });
  const status = await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve(code ?? signal));
  }).catch(error => error.message);
  running.delete(child);
  if (status !== 0)
    throw (
      storageTrouble(lines.join("\n"), what) ??
      new UserError(
        [`${what} failed (${status}):`, ...lines.map(line => `  ${line}`)].join("\n"),
        next ?? "Run the same command again when that is mended: finished steps are not repeated.",
      )
    );
  return lines;
}

/** What `program` prints, or undefined where it cannot run: for probing what a machine has. */
export async function ask(/** @type {string} */ program, /** @type {string[]} */ args) {
  try {
    return (await run(program, program, args)).join("\n");
  } catch {
    return undefined;
  }
}

/**
 * Runs a program with the terminal as its own (tests, checks) and gives its exit status.
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>}
 */
export function hand(program, args, env = environment()) {
  const child = spawn(program, args, { cwd: root, env, stdio: "inherit" });
  running.add(child);
  // A terminal's Ctrl-C reaches the child by itself, a kill of ours alone does not: pass it on, and see the child end.
  onStop(signal => signal !== "SIGINT" && child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", code => {
      running.delete(child);
      resolve(code ?? 1);
    });
  });
}
