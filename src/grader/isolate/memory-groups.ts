// The memory of a whole box, held by the kernel: a group of cgroup v2 for each box, where the user may make one. systemd makes one for
// whoever asks; without it, it is made in a subtree that was given to this process alone. Elsewhere the watch alone ends what takes
// too much (watch.ts), up to a tenth of a second late.
// https://docs.kernel.org/admin-guide/cgroup-v2.html, systemd-run(1). No machine of ours had the memory controller in v2: the groups
// are tried at start, and what is not so is not used.
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Limits } from "./limits.ts";
import { findProgram, isRoot } from "./tools.ts";
import { descendantsOf } from "./watch.ts";

/** A command line, and what its environment needs. */
export interface Wrapped {
  argv: [program: string, ...args: string[]];
  env: Record<string, string>;
}

export interface MemoryGroups {
  readonly by: "cgroup v2" | "systemd";
  /** The command line that is in a group of its own before its program begins. */
  wrap(argv: readonly string[]): Wrapped;
  /** Takes away groups in which nothing runs any more. */
  tidy(): void;
}

/** Where the kernel shows groups. */
const groupsFolder = "/sys/fs/cgroup";

/** What is tried of a group: its own limit, as the kernel has it. */
const ownLimit = `p=$(sed -n s/^0:://p /proc/self/cgroup); exec cat "${groupsFolder}$p/memory.max"`;

/** Undefined where no group can be made, or it does not hold. */
export function memoryGroups(limits: Pick<Limits, "memoryBytes">): MemoryGroups | undefined {
  for (const make of [systemdGroups, ownGroups]) {
    const groups = make(limits);
    if (!groups) continue;
    const { argv, env } = groups.wrap(["/bin/sh", "-c", ownLimit]);
    const [program, ...args] = argv;
    const { stdout } = spawnSync(program, args, { env, encoding: "utf8", timeout: 10_000 });
    groups.tidy();
    if (stdout?.trim() === String(limits.memoryBytes)) return groups;
  }
  return undefined;
}

/** Joins a group, then becomes the program: nothing of it runs outside. */
const joins = 'echo $$ > "$0/cgroup.procs" && exec "$@"';

/**
 * Groups in the group of this process, where that is its alone.
 * @param places where the kernel shows groups, and whose this process is; for tests
 */
export function ownGroups(
  { memoryBytes }: Pick<Limits, "memoryBytes">,
  { folder, self } = { folder: groupsFolder, self: "/proc/self/cgroup" },
): MemoryGroups | undefined {
  const path = /^0::(\/.*)$/m.exec(read(self))?.[1];
  if (path === undefined) return undefined;
  const own = join(folder, path);
  if (!wordsOf(join(own, "cgroup.controllers")).includes("memory") || !handDown(own)) return undefined;
  const made = new Set<string>();
  let count = 0;
  const tidy = () => {
    for (const group of made)
      try {
        rmdirSync(group);
        made.delete(group);
      } catch {} // something runs in it
  };
  return {
    by: "cgroup v2",
    wrap(argv) {
      tidy();
      const group = join(own, `unrolled-box-${process.pid}-${count++}`);
      mkdirSync(group);
      made.add(group);
      // A kernel without swap has no limit of it.
      for (const [file, value] of [
        ["memory.max", memoryBytes],
        ["memory.swap.max", 0],
        ["memory.oom.group", 1],
      ] as const)
        if (file === "memory.max" || existsSync(join(group, file))) writeFileSync(join(group, file), String(value));
      return { argv: ["/bin/sh", "-c", joins, group, ...argv], env: {} };
    },
    tidy,
  };
}

/**
 * Lets groups below have limits of memory. A group that has such ones below may have no process itself, so this process, and
 * who started it for this alone, go into one of their own. False where others are in it.
 */
function handDown(own: string): boolean {
  const control = join(own, "cgroup.subtree_control");
  try {
    accessSync(control, constants.W_OK);
    if (wordsOf(control).includes("memory")) return true;
    const pids = wordsOf(join(own, "cgroup.procs")).map(Number);
    const ours = new Set([...ancestors(), ...descendantsOf(process.pid)]);
    if (!pids.every(pid => ours.has(pid))) return false;
    const aside = join(own, "unrolled-grader");
    mkdirSync(aside, { recursive: true });
    for (const pid of pids) writeFileSync(join(aside, "cgroup.procs"), String(pid));
    writeFileSync(control, "+memory");
    return true;
  } catch {
    return false;
  }
}

function ancestors(): number[] {
  const found = [process.pid];
  for (const pid of found) {
    const parent = Number(/^PPid:\s*(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
    if (parent > 0) found.push(parent);
  }
  return found;
}

/** A scope of systemd's for each: of the user's own manager, or of the machine's for root. It becomes the program itself. */
export function systemdGroups(
  { memoryBytes }: Pick<Limits, "memoryBytes">,
  program = existsSync("/run/systemd/system") ? findProgram("systemd-run") : undefined,
): MemoryGroups | undefined {
  if (program === undefined) return undefined;
  const { XDG_RUNTIME_DIR, DBUS_SESSION_BUS_ADDRESS } = process.env;
  if (!isRoot() && XDG_RUNTIME_DIR === undefined) return undefined;
  const properties = [`MemoryMax=${memoryBytes}`, "MemorySwapMax=0", "OOMPolicy=kill"].map(one => `--property=${one}`);
  return {
    by: "systemd",
    wrap: argv => ({
      argv: [program, ...(isRoot() ? [] : ["--user"]), "--scope", "--quiet", "--collect", ...properties, "--", ...argv],
      // The box has none of it.
      env: {
        ...(XDG_RUNTIME_DIR && { XDG_RUNTIME_DIR }),
        ...(DBUS_SESSION_BUS_ADDRESS && { DBUS_SESSION_BUS_ADDRESS }),
      },
    }),
    tidy: () => {},
  };
}

/** The limit of memory that the kernel has for a process's group; undefined without any. */
export function groupLimitOf(pid: number): number | undefined {
  const path = /^0::(\/.*)$/m.exec(read(`/proc/${pid}/cgroup`))?.[1];
  const limit = path === undefined ? Number.NaN : Number.parseInt(read(join(groupsFolder, path, "memory.max")), 10);
  return Number.isNaN(limit) ? undefined : limit;
}

const wordsOf = (path: string): string[] => read(path).split(/\s+/).filter(Boolean);

function read(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}
