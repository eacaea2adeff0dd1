// Start the command line as a user does: a process of its own, its output, its exit code.
import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { fileURLToPath } from "node:url";

const cli = fileURLToPath(new URL("../../../src/cli.ts", import.meta.url));

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

interface Options {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** A file that takes what is printed, in place of `Ended.stdout`. */
  stdoutFile?: string;
  /** Called with all that was printed so far. */
  onStdout?: (stdout: string, interrupt: () => void) => void;
}

export function unrolled(args: string[], { cwd, env, stdoutFile, onStdout }: Options = {}): Promise<Ended> {
  const file = stdoutFile === undefined ? undefined : openSync(stdoutFile, "w");
  const child = spawn(process.execPath, [cli, ...args], {
    cwd,
    env: { ...process.env, NODE_OPTIONS: "", ...env },
    stdio: ["ignore", file ?? "pipe", "pipe"],
  });
  if (file !== undefined) closeSync(file);
  let [stdout, stderr] = ["", ""];
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    onStdout?.(stdout, () => child.kill("SIGINT"));
  });
  child.stderr!.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", code => resolve({ code, stdout, stderr }));
  });
}
