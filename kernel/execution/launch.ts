// How the process that runs cells is started: by `spawn`, or by a launcher of the caller's, in a sandbox say.
import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { heapFlags, heapLimitOf, memoryLimit } from "./memory-limit.ts";
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
  /** In the place of one that has ended: what it needs was there. */
  isAgain?: boolean;
}

const childFile = (): string => fileURLToPath(sibling(import.meta.url, "child"));

/** What is wrong with the folder or the files that a start needs; undefined where nothing of that is. */
export function whyNotStarted(cwd: string): string | undefined {
  const may = (path: string, mode: number): boolean => {
    try {
      accessSync(path, mode);
      return true;
    } catch {
      return false;
    }
  };
  if (!existsSync(cwd)) return `the folder ${cwd} is gone. Make it again`;
  if (!may(cwd, constants.X_OK)) return `you may not enter the folder ${cwd}: ask whoever made it`;
  for (const [file, mode, verb] of [
    [process.execPath, constants.X_OK, "run"],
    [childFile(), constants.R_OK, "read"],
  ] as const) {
    if (may(file, mode)) continue;
    return existsSync(file)
      ? `you may not ${verb} ${file}: ask whoever installed it`
      : `${file} is not there: the package was removed or replaced. Restart the kernel`;
  }
  return undefined;
}

/** `heapLimit` is in megabytes. */
export function launchExecutor({ cwd, preload, colors = false, nodeFlags = [], launch = spawn }: LaunchOptions): {
  process: ChildProcess;
  heapLimit: number | undefined;
} {
  const child = childFile();
  const flags = [...heapFlags(memoryLimit()), ...nodeFlags];
  const stdio: ("ignore" | "pipe")[] = ["ignore", "pipe", "pipe"];
  for (const fd of Object.values(pipes)) stdio[fd] = "pipe";
  const started = launch(process.execPath, [...flags, child, ...preload], { cwd, env: environment(colors), stdio });
  return { process: started, heapLimit: heapLimitOf(flags) };
}

/**
 * What Jupyter hands its kernels of its own: with the server's token a cell, or a package that it imports, could do in the
 * server all that the person may. A cell needs none of it; what the person has set stays.
 */
const jupyterOwn = /^JPY_|^(JUPYTER|JUPYTERHUB|CONFIGPROXY|BINDER)_?.*(TOKEN|SECRET|PASSWORD|COOKIE|CRYPT_KEY|API_KEY)/;

function environment(colors: boolean): NodeJS.ProcessEnv {
  const { FORCE_COLOR: _, ...env } = process.env;
  for (const name of Object.keys(env)) if (jupyterOwn.test(name)) delete env[name];
  // Node, and most programs that a cell may start, color their output where this variable asks for it.
  return colors && !env.NO_COLOR ? { ...env, FORCE_COLOR: "1" } : env;
}
