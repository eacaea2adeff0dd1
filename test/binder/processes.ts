// Finds every process that carries a mark in its environment, however far down it was started (Linux).

import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

export const markName = "UNROLLED_TEST_MARK";

/** The command lines of the processes that carry the mark. */
export function marked(mark: string): string[] {
  return readdirSync("/proc")
    .filter(name => /^\d+$/.test(name))
    .flatMap(pid => {
      try {
        const environ = readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
        if (!environ.includes(`${markName}=${mark}`)) return [];
        return [readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim()];
      } catch {
        return []; // ended meanwhile, or somebody else's
      }
    });
}

/** What is still there after `patience` ms: an empty list as soon as all have ended. */
export async function leftOver(mark: string, patience = 3000): Promise<string[]> {
  for (const deadline = Date.now() + patience; ; await sleep(50)) {
    const left = marked(mark);
    if (left.length === 0 || Date.now() > deadline) return left;
  }
}
