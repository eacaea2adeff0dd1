// Time limits that hold on a busy machine, too: the time that we spend ready to run, waiting for a core, does not count.
import { readdirSync, readFileSync } from "node:fs";
import { onLinux, processTree } from "./processes.ts";

/**
 * Starts a stopwatch. It gives the milliseconds since then, less what this process and all that it has started waited for
 * a core. Only Linux tells that (proc_pid_schedstat(5)); elsewhere every millisecond counts.
 */
export function stopwatch(): () => number {
  const before = threads();
  const began = performance.now();
  return () => {
    const elapsed = performance.now() - began;
    let [ran, waited] = [0, 0];
    for (const [thread, now] of threads()) {
      const then = before.get(thread);
      ran += now.ran - (then?.ran ?? 0);
      waited += now.waited - (then?.waited ?? 0);
    }
    // One after the other, threads waited so long; side by side, no longer than the part of their time that was waiting.
    return elapsed - Math.min(waited, (elapsed * waited) / (ran + waited || 1));
  };
}

/** How long each thread has run and has waited for a core so far, in milliseconds, by its id. */
function threads(): Map<string, { ran: number; waited: number }> {
  const found = new Map<string, { ran: number; waited: number }>();
  if (!onLinux) return found;
  for (const { pid } of processTree(process.pid))
    for (const thread of threadsOf(pid)) {
      const [ran = 0, waited = 0] = read(`/proc/${pid}/task/${thread}/schedstat`).split(" ").map(Number);
      found.set(thread, { ran: ran / 1e6, waited: waited / 1e6 });
    }
  return found;
}

function threadsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return []; // it has ended meanwhile
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
