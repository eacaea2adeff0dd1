// Process groups of tests that end with the test run, also where that is interrupted: a terminal's Ctrl-C does not reach them.

import type { ChildProcess } from "node:child_process";
import { constants } from "node:os";

const running = new Set<ChildProcess>();
let listening = false;

/** Ends the group that a child started as `detached` leads, as soon as this process ends. */
export function endsWithUs(child: ChildProcess): void {
  running.add(child);
  child.once("exit", () => running.delete(child));
  if (listening) return;
  listening = true;
  process.on("exit", () => {
    for (const { pid } of running) endGroup(pid!);
  });
  // By default a signal ends the process without "exit".
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => process.exit(128 + constants.signals[signal]));
}

function endGroup(pid: number): void {
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGTERM");
  } catch {
    // it has ended meanwhile
  }
}
