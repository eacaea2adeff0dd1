// How the process that runs cells is started: by `spawn`, or by a launcher of the caller's, in a sandbox say.
import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { pipes } from "./pipes.ts";
import { sibling } from "./sibling.ts";

/** Starts a program with these arguments. It must hand on the environment, the folder and all pipes of `stdio`. */
export type Launch = (program: string, args: readonly string[], options: SpawnOptions) => ChildProcess;

export interface LaunchOptions {
  cwd: string;
  preload: string[];
  /** Whether what `console` prints of values may be colored, by terminal codes. */
  colors?: boolean;
  /** Flags for Node: `["--max-old-space-size=256"]`. */
  nodeFlags?: readonly string[];
  launch?: Launch;
}

export function launchExecutor({
  cwd,
  preload,
  colors = false,
  nodeFlags = [],
  launch = spawn,
}: LaunchOptions): ChildProcess {
  const child = fileURLToPath(sibling(import.meta.url, "child"));
  const stdio: ("ignore" | "pipe")[] = ["ignore", "pipe", "pipe"];
  for (const fd of Object.values(pipes)) stdio[fd] = "pipe";
  return launch(process.execPath, [...nodeFlags, child, ...preload], { cwd, env: environment(colors), stdio });
}

/** Node, and most programs that a cell may start, color their output where this variable asks for it. */
function environment(colors: boolean): NodeJS.ProcessEnv {
  const { FORCE_COLOR: _, ...env } = process.env;
  return colors && !env.NO_COLOR ? { ...env, FORCE_COLOR: "1" } : env;
}
