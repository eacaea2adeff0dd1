// Starts boxes: processes of the trusted host whose programs see nothing of it.
import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { boxArgv, type Tools, type View, workFolder } from "./argv.ts";
import type { Limits } from "./limits.ts";
import { seccompFilter } from "./seccomp.ts";
import { uidOf } from "./tools.ts";
import { inBox } from "./view.ts";

/** How a program is started; see `child_process.spawn`. */
export type Stdio = NonNullable<SpawnOptions["stdio"]>;

/** Starts programs in boxes. */
export interface Isolation {
  readonly kind: "bubblewrap" | "podman" | "none";
  readonly limits: Limits;
  /** Where a box has what it is given. */
  readonly places: { readonly course: string; readonly work: string };
  /** What serves a session there. */
  readonly sessionCommand: readonly string[];
  /** @param slot which of the boxes that stand side by side: each has a user of its own where root starts them */
  start(slot: number, command: readonly string[], stdio: Stdio): ChildProcess;
  /** Takes away what was written for it. */
  close(): void;
}

// SIGUSR1 would open a debugger to whoever sends it.
const nodeFlags = ["--disable-sigusr1", "--max-old-space-size=256"];

/** Where all is in a box whose files are laid out by a `View`. */
export const boxed = {
  places: { course: inBox.course, work: workFolder },
  sessionCommand: [inBox.node, ...nodeFlags, inBox.box],
} as const;

/** Of bubblewrap. */
export class Bubblewrap implements Isolation {
  readonly kind = "bubblewrap";
  readonly places = boxed.places;
  readonly sessionCommand = boxed.sessionCommand;
  readonly limits: Limits;
  readonly #tools: Tools;
  readonly #view: View;
  readonly #env: Readonly<Record<string, string>>;
  readonly #folder = mkdtempSync(join(tmpdir(), "unrolled-box-"));
  readonly #filter: string | undefined;

  constructor({
    tools,
    view,
    limits,
    env = {},
  }: { tools: Tools; view: View; limits: Limits; env?: Record<string, string> }) {
    this.#tools = tools;
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
    const [program, ...args] = boxArgv({
      tools: this.#tools,
      limits: this.limits,
      view: this.#view,
      uid: uidOf(slot),
      seccompFd: filter === undefined ? undefined : pipes.length,
      command,
      env: this.#env,
    });
    try {
      // The leader of its own group, so that the whole of it can be ended.
      return spawn(program, args, {
        cwd: "/",
        env: {},
        detached: true,
        stdio: [...pipes, ...(filter === undefined ? [] : [filter])],
      });
    } finally {
      if (filter !== undefined) closeSync(filter);
    }
  }

  close(): void {
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
