// Finds every process that carries a mark in its environment, however far down it was started (Linux).

import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

export const markName = "UNROLLED_TEST_MARK";

/** The processes that carry the mark. */
export function markedPids(mark: string): number[] {
  return readdirSync("/proc")
    .filter(name => /^\d+$/.test(name))
    .map(Number)
    .filter(pid => read(pid, "environ").includes(`${markName}=${mark}`));
}

/** The command lines of the processes that carry the mark. */
export const marked = (mark: string): string[] => markedPids(mark).map(commandLine);

export const commandLine = (pid: number): string => read(pid, "cmdline").join(" ").trim();

function read(pid: number, what: "environ" | "cmdline"): string[] {
  try {
    return readFileSync(`/proc/${pid}/${what}`, "utf8").split("\0");
  } catch {
    return []; // ended meanwhile, or somebody else's
  }
}

/** What is still there after `patience` ms, on a busy machine, too: an empty list as soon as all have ended. */
export async function leftOver(mark: string, patience = 30_000): Promise<string[]> {
  for (const deadline = Date.now() + patience; ; await sleep(50)) {
    const left = marked(mark);
    if (left.length === 0 || Date.now() > deadline) return left;
  }
}
