// Runs programs as Binder does: as somebody who is not root, under the memory limit of mybinder.org, watched.

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { endsWithUs } from "./ends-with-us.ts";
import { markedPids, markName } from "./processes.ts";

/** https://mybinder.readthedocs.io/en/latest/about/user-guidelines.html: 2 GB for a session, 2 GB for a build. */
export const memoryLimit = 2 * 1024 ** 3;
const visitorId = 1000;

const isRoot = process.getuid?.() === 0;

/** The command line that runs a program as the visitor; as whoever runs the tests, where that is not root. */
export const asVisitor = (program: string, args: string[]): [string, string[]] =>
  isRoot
    ? ["setpriv", ["--reuid", `${visitorId}`, "--regid", `${visitorId}`, "--clear-groups", program, ...args]]
    : [program, args];

/** The first of these programs that the visitor may run: root's own, under /root, are closed to others. */
export function openToAll(programs: string[]): string | undefined {
  return programs.find(program => {
    const [command, args] = asVisitor(program, ["--version"]);
    return spawnSync(command, args, { stdio: "ignore" }).status === 0;
  });
}

/** Gives a folder to the visitor. */
export function handOver(folder: string): void {
  if (isRoot) spawnSync("chown", ["-R", `${visitorId}:${visitorId}`, folder]);
}

export interface Watched {
  process: ChildProcess;
  mark: string;
  output(): string;
  /** The exit status, and the most memory that all its processes had together, in bytes. */
  finished: Promise<{ status: number | null; peak: number }>;
  peak(): number;
}

/** Starts a program as the visitor under the memory limit, and measures what all its processes take together. */
export function visit(program: string, args: string[], cwd: string, env: NodeJS.ProcessEnv): Watched {
  const mark = randomUUID();
  const cap = memoryCap(mark);
  const [command, all] = asVisitor(program, args);
  const child = spawn(
    "sh",
    ["-c", cap ? `echo $$ > "${cap}/cgroup.procs" && exec "$@"` : 'exec "$@"', "sh", command, ...all],
    {
      cwd,
      env: { ...env, [markName]: mark },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    },
  );
  endsWithUs(child);
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (text += chunk));
  let peak = 0;
  const measure = () => {
    peak = Math.max(
      peak,
      markedPids(mark).reduce((sum, pid) => sum + ownMemory(pid), 0),
    );
  };
  const timer = setInterval(measure, 250);
  const finished = new Promise<{ status: number | null; peak: number }>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", async status => {
      clearInterval(timer);
      if (cap) await removeCap(cap);
      resolve({ status, peak });
    });
  });
  return { process: child, mark, output: () => text, finished, peak: () => peak };
}

/** What a process adds to the machine's use: pages that several share are divided among them. */
function ownMemory(pid: number): number {
  try {
    return 1024 * Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0; // ended meanwhile
  }
}

const cgroups = [
  { folder: "/sys/fs/cgroup/memory", limit: "memory.limit_in_bytes" },
  { folder: "/sys/fs/cgroup", limit: "memory.max" },
];

/** A control group whose processes are killed above the limit; undefined where this machine lets us make none. */
function memoryCap(name: string): string | undefined {
  for (const { folder, limit } of cgroups)
    try {
      const group = join(folder, `unrolled-${name}`);
      mkdirSync(group);
      try {
        writeFileSync(join(group, limit), String(memoryLimit), { flag: "r+" });
        return group;
      } catch {
        rmdirSync(group);
      }
    } catch {}
  return undefined;
}

/** A group can be removed when its last process is gone, which is a moment after it has ended. */
async function removeCap(group: string): Promise<void> {
  for (let tries = 0; tries < 40; tries++, await sleep(50))
    try {
      return rmdirSync(group);
    } catch {}
}

/** Whether the limit is enforced here, or its keeping only measured. */
export function capKind(): string {
  const group = memoryCap(randomUUID());
  if (group) rmdirSync(group);
  return group ? "enforced by a cgroup" : "measured only: no cgroup can be made here";
}
