import { readFileSync } from "node:fs";

/** The native compilers that this process started. Linux only; elsewhere there are none to see. */
export function compilers(): { pid: number; memory: number }[] {
  if (process.platform !== "linux") return [];
  const read = (path: string) => {
    try {
      return readFileSync(path, "utf8");
    } catch {
      return "";
    }
  };
  const pids = read(`/proc/self/task/${process.pid}/children`).split(" ").filter(Boolean).map(Number);
  return pids
    .filter(pid => read(`/proc/${pid}/cmdline`).split("\0").includes("--api"))
    .map(pid => ({ pid, memory: (Number(read(`/proc/${pid}/statm`).split(" ")[1]) * 4096) / 1e6 }));
}
