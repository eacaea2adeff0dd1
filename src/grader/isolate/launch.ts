// Starts boxes: processes of the trusted host whose programs see nothing of it.
import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { boxArgv, type Tools, type View, workFolder } from "./argv.ts";
import type { Limits } from "./limits.ts";
import type { MemoryGroups } from "./memory-groups.ts";
import { countsApart, sharedTasks } from "./processes.ts";
import { seccompFilter } from "./seccomp.ts";
import { uidOf } from "./tools.ts";
import { inBox } from "./view.ts";

/** How a program is started; see `child_process.spawn`. */
export type Stdio = NonNullable<SpawnOptions["stdio"]>;

/** Starts programs in boxes. */
export interface Isolation {
  readonly kind: "bubblewrap" | "podman" | "none";
  readonly limits: Limits;
  /** Whether a box's processes are counted by themselves, and not with all that its user runs. */
  readonly isCountedApart: boolean;
  /** What holds the memory of a whole box: the kernel, by groups that somebody makes, or our own watch. */
  readonly memoryBy: MemoryGroups["by"] | "watch";
  /** Where a box has what it is given. */
  readonly places: { readonly course: string; readonly work: string };
  /** What runs there: cells, or a compiler of them. */
  readonly commands: { readonly executor: readonly string[]; readonly compiler: readonly string[] };
  /** @param slot which of the boxes that stand side by side: each has a user of its own where root starts them */
  start(slot: number, command: readonly string[], stdio: Stdio): ChildProcess;
  /** Takes away what was written for it. */
  close(): void;
}

/** Flags of the Node that runs cells; its heap is limited in megabytes. */
export const executorFlags = ["--max-old-space-size=320"] as const;

// SIGUSR1 would open a debugger to whoever sends it.
const node = [inBox.node, "--disable-sigusr1"] as const;

/** Where all is in a box whose files are laid out by a `View`. */
export const boxed = {
  places: { course: inBox.course, work: workFolder },
  commands: {
    executor: [...node, ...executorFlags, inBox.executor],
    compiler: [...node, "--max-old-space-size=256", inBox.compiler],
  },
} as const;

/** Of bubblewrap. */
export class Bubblewrap implements Isolation {
  readonly kind = "bubblewrap";
  readonly places = boxed.places;
  readonly commands = boxed.commands;
  readonly limits: Limits;
  readonly isCountedApart: boolean;
  readonly memoryBy: Isolation["memoryBy"];
  readonly #tools: Tools;
  readonly #groups: MemoryGroups | undefined;
  readonly #view: View;
  readonly #env: Readonly<Record<string, string>>;
  readonly #folder = mkdtempSync(join(tmpdir(), "unrolled-box-"));
  readonly #filter: string | undefined;

  constructor({
    tools,
    view,
    limits,
    env = {},
    groups,
  }: {
    tools: Tools;
    view: View;
    limits: Limits;
    env?: Record<string, string>;
    groups?: MemoryGroups | undefined;
  }) {
    this.#groups = groups;
    this.memoryBy = groups?.by ?? "watch";
    const isByUser = tools.setpriv !== undefined;
    const isByNamespace = !isByUser && countsApart(tools);
    this.isCountedApart = isByUser || isByNamespace;
    const { unshare, ...rest } = tools;
    this.#tools = isByNamespace ? tools : rest;
    this.#view = view;
    this.#env = env;
    this.limits = limits;
    const filter = seccompFilter();
    if (filter === undefined) return;
    this.#filter = join(this.#folder, "filter.bpf");
    writeFileSync(this.#filter, filter, { mode: 0o600 });
  }

  start(slot: number, command: readonly string[], stdio: Stdio): ChildProcess {
    const pipes = Array.isArray(stdio) ? stdio : [stdio, stdio, stdio];
    // Anew for each: who has read a descriptor leaves it at its end.
    const filter = this.#filter === undefined ? undefined : openSync(this.#filter, "r");
    const boxed = boxArgv({
      tools: this.#tools,
      limits: this.isCountedApart ? this.limits : { ...this.limits, tasks: sharedTasks(this.limits) },
      view: this.#view,
      uid: uidOf(slot),
      seccompFd: filter === undefined ? undefined : pipes.length,
      command,
      env: this.#env,
    });
    const { argv, env: around } = this.#groups?.wrap(boxed) ?? { argv: boxed, env: {} };
    const [program, ...args] = argv;
    try {
      // The leader of its own group, so that the whole of it can be ended.
      return spawn(program, args, {
        cwd: "/",
        env: around,
        detached: true,
        stdio: [...pipes, ...(filter === undefined ? [] : [filter])],
      });
    } finally {
      if (filter !== undefined) closeSync(filter);
    }
  }

  close(): void {
    this.#groups?.tidy();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Ends a box with all that runs in it. */
export function endBox({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended.
  }
}
