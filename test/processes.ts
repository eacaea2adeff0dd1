// The processes behind one that a test has started, as Linux tells of them in /proc.
import { readdirSync, readFileSync } from "node:fs";

export const onLinux = process.platform === "linux";

export interface Process {
  pid: number;
  parent: number;
  /** One that has ended, but was not yet collected by its parent. */
  zombie: boolean;
  /** Processor time in clock ticks (a hundredth of a second), with that of children that have ended and were collected. */
  ticks: number;
}

/** See proc_pid_stat(5): the name, in parentheses, may hold anything. */
function read(pid: number): Process | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    const [state, parent] = fields;
    const [utime, stime, cutime, cstime] = fields.slice(11, 15).map(Number);
    return { pid, parent: Number(parent), zombie: state === "Z", ticks: utime! + stime! + cutime! + cstime! };
  } catch {
    return undefined; // it has ended meanwhile
  }
}

/** A process and all that it and its children have started. */
export function processTree(root: number): Process[] {
  const all = readdirSync("/proc")
    .filter(name => /^\d+$/.test(name))
    .flatMap(name => read(Number(name)) ?? []);
  const tree = all.filter(({ pid }) => pid === root);
  for (const { pid } of tree) tree.push(...all.filter(({ parent }) => parent === pid));
  return tree;
}

/** Their memory in MB, what several of them share counted once: the proportional set size. */
export function memory(tree: Process[]): number {
  const kilobytes = tree.map(({ pid }) => {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
    return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)![1]);
  });
  return kilobytes.reduce((sum, size) => sum + size, 0) / 1024;
}

export function isAlive(pid: number): boolean {
  return read(pid)?.zombie === false;
}
