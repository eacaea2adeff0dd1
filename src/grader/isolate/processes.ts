// How many processes a box may have, where the kernel counts them by user: RLIMIT_NPROC (setrlimit(2)) holds for all that a user
// runs, in every box and outside of them. Root gives each box a user of its own. An ordinary user has one alone, and an editor
// or a browser has hundreds of threads: what is right for one box would keep all of them from starting.
import { spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { ownCount, type Tools } from "./argv.ts";
import type { Limits } from "./limits.ts";
import { maxSlots } from "./tools.ts";

/** Fewer than this process has threads, and enough for bubblewrap, a shell and its child. */
const fewTasks = 4;

/**
 * Whether a user namespace has a count of its own (Linux 5.14), and bubblewrap may make its box in one. Tried with a limit
 * that this user is above already.
 */
export function countsApart({ unshare, prlimit, bwrap }: Tools): boolean {
  if (unshare === undefined) return false;
  const box = [bwrap, "--unshare-user", "--unshare-pid", "--as-pid-1", "--ro-bind", "/", "/", "--"];
  const limited = [prlimit, `--nproc=${fewTasks}`, "--", ...box, "/bin/sh", "-c", "(:); :"];
  return spawnSync(unshare, [...ownCount, ...limited], { env: {}, stdio: "ignore" }).status === 0;
}

/** The limit for a box that shares its count: what its user runs now, and room for every box. */
export const sharedTasks = ({ tasks }: Limits): number => tasksOfUser() + maxSlots * tasks;

/** Processes and threads of whoever runs this. */
function tasksOfUser(): number {
  const uid = process.getuid?.();
  const tasks = (pid: string): number => {
    try {
      return statSync(`/proc/${pid}`).uid === uid ? readdirSync(`/proc/${pid}/task`).length : 0;
    } catch {
      return 0; // it has ended
    }
  };
  return readdirSync("/proc")
    .filter(name => /^\d+$/.test(name))
    .reduce((sum, pid) => sum + tasks(pid), 0);
}
