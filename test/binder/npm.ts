// Runs npm as a person does, in a project folder and with a home folder of its own, and reads what it prints.

import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { stopwatch } from "../stopwatch.ts";
import { endsWithUs } from "./ends-with-us.ts";
import { markName } from "./processes.ts";
import { asVisitor } from "./visitor.ts";

export interface NpmOptions {
  cwd: string;
  env?: NodeJS.ProcessEnv;
  /** Run by somebody who is not root. */
  visitor?: boolean;
}

export interface Finished {
  status: number | null;
  output: string;
}

export interface Running {
  process: ChildProcess;
  /** Carried by every process that it starts. */
  mark: string;
  output(): string;
  finished: Promise<Finished>;
}

/** Variables that npm or mocha set for the test run itself, and that a person's shell does not have. */
const isOurs = (name: string) =>
  /^(npm_|NODE_COMPILE_CACHE$|UV_|PIP_CACHE_DIR$|JUPYTER|IPYTHONDIR$|XDG_CACHE_HOME$|RUSTUP_HOME$|INIT_CWD$)/.test(
    name,
  );

export function npm(args: string[], { cwd, env = {}, visitor = false }: NpmOptions): Running {
  const mark = randomUUID();
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !isOurs(name)));
  const [program, all]: [string, string[]] = visitor ? asVisitor("npm", args) : ["npm", args];
  const child = spawn(program, all, {
    cwd,
    env: { ...own, ...env, [markName]: mark },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true, // a process group, as a terminal makes one: Ctrl-C goes to all of it
    shell: process.platform === "win32",
  });
  endsWithUs(child);
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (text += chunk));
  const finished = new Promise<Finished>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", status => resolve({ status, output: text }));
  });
  return { process: child, mark, output: () => text, finished };
}

/** What Ctrl-C does in a terminal: an interrupt to the whole foreground group. */
export async function ctrlC(running: Running): Promise<Finished> {
  process.kill(-running.process.pid!, "SIGINT");
  return running.finished;
}

export interface Started extends Running {
  address: URL;
  token: string;
  seconds: number;
}

/** `npm start` until it prints its address. */
export async function npmStart(args: string[], options: NpmOptions): Promise<Started> {
  const elapsed = stopwatch();
  const running = npm(["start", "--", "--no-browser", ...args], options);
  const address = await new Promise<URL>((resolve, reject) => {
    running.process.stdout!.on("data", () => {
      const found = /open at\s+(http:\S+)/.exec(running.output());
      if (found) resolve(new URL(found[1]!));
    });
    running.finished.then(({ status, output }) => reject(new Error(`npm start ended (${status}):\n${output}`)), reject);
  });
  const seconds = elapsed() / 1000;
  return { ...running, address, token: address.searchParams.get("token") ?? "", seconds };
}
