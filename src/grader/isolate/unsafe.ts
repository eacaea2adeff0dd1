// No box at all: student code then runs as whoever grades, and may read and change whatever they may.
import { type ChildProcess, spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { executorFlags, type Isolation, type Stdio } from "./launch.ts";
import { defaultLimits } from "./limits.ts";
import { packageFolder } from "./view.ts";

const built = (...path: string[]): string => join(packageFolder(), "dist", "kernel", ...path);

export class Unsafe implements Isolation {
  readonly kind = "none";
  readonly limits = defaultLimits;
  readonly isCountedApart = false;
  readonly memoryBy = "watch";
  readonly places: { readonly course: string; readonly work: string };
  readonly commands = {
    executor: [process.execPath, ...executorFlags, built("execution", "child.js")],
    compiler: [process.execPath, built("remote", "compiler-box.js")],
  };

  constructor(course: string) {
    this.places = { course, work: tmpdir() };
  }

  start(_slot: number, [program = "", ...args]: readonly string[], stdio: Stdio): ChildProcess {
    const { PATH = "", HOME = "" } = process.env;
    return spawn(program, args, { cwd: this.places.work, env: { PATH, HOME, TZ: "UTC" }, detached: true, stdio });
  }

  close(): void {}
}
