// Two processes that send from one list of what was sent would both send a score that neither has noted yet. So one sends, and the
// other is refused.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { UsageError } from "../usage.ts";

/**
 * Does `work` while nobody else does work for `path`. The lock that a killed process has left is taken over.
 * @throws UsageError where another process does so now
 */
export async function oneAtATime<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  const lock = `${path}.lock`;
  take(lock);
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock: string): void {
  for (let attempt = 1; ; attempt++)
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      return;
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code !== "EEXIST") throw new UsageError(`unrolled export --lti cannot write ${lock}: ${message}`);
      const owner = ownerOf(lock);
      if (attempt > 1 || isRunning(owner))
        throw new UsageError(
          `unrolled export --lti: process ${owner} is sending these scores: wait until it has ended. If there is none, take ${lock} away`,
        );
      rmSync(lock, { force: true });
    }
}

const ownerOf = (lock: string): number => {
  try {
    return Number(readFileSync(lock, "utf8"));
  } catch {
    return 0; // it has ended just now
  }
};

function isRunning(id: number): boolean {
  if (!(id > 0)) return false;
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"; // another user's
  }
}
