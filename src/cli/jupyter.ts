// The Jupyter and the Python that a shell would start, and what they say about themselves.
import { execFile } from "node:child_process";
import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { prefixDataDir } from "../../kernel/install.ts";

/** Python's first start from a cold disk takes seconds; a program that says nothing for this long is not usable. */
const programTimeoutMs = 20_000;

export interface Jupyter {
  path: string;
  /** Where it looks for kernels, first found first. */
  dataDirs: string[];
  /** Its own environment's among them. */
  environment: string | undefined;
}

/** The Jupyter on the PATH; undefined where there is none or it does not answer. */
export async function findJupyter(): Promise<Jupyter | undefined> {
  const path = onPath("jupyter");
  const answer = path && (await ask(path, ["--paths", "--json"]));
  if (!answer) return undefined;
  const dataDirs = (JSON.parse(answer) as { data: string[] }).data;
  // The command lies in bin/ (Scripts\ on Windows) of its environment, also where the PATH leads to it by a link.
  const own = prefixDataDir(dirname(dirname(realpathSync(path))));
  return { path, dataDirs, environment: dataDirs.find(folder => real(folder) === real(own)) };
}

export interface Python {
  path: string;
  version: string;
  /** The folder of its environment: Python's sys.prefix. */
  prefix: string;
}

export async function findPython(): Promise<Python | undefined> {
  for (const name of ["python3", "python", "py"]) {
    const path = onPath(name);
    const answer =
      path && (await ask(path, ["-c", "import sys; print('%d.%d.%d' % sys.version_info[:3]); print(sys.prefix)"]));
    // Windows has a `python` that only opens a shop.
    const [version, prefix] = answer ? answer.trim().split(/\r?\n/) : [];
    if (path && version && prefix) return { path, version, prefix };
  }
  return undefined;
}

/** The data folder of the environment that Jupyter belongs to, or that is active, or whose Python is first. */
export async function environmentDataDir(env: NodeJS.ProcessEnv = process.env): Promise<string | undefined> {
  const jupyter = await findJupyter();
  if (jupyter?.environment) return jupyter.environment;
  const prefix = env.VIRTUAL_ENV || env.CONDA_PREFIX || (await findPython())?.prefix;
  return prefix ? prefixDataDir(prefix) : undefined;
}

/** The path of a program, as a shell finds it. */
export function onPath(name: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const endings = process.platform === "win32" ? (env.PATHEXT ?? ".EXE;.CMD").split(";") : [""];
  return (env.PATH ?? "")
    .split(delimiter)
    .filter(folder => folder !== "")
    .flatMap(folder => endings.map(ending => join(resolve(folder), name + ending)))
    .find(isProgram);
}

/** What a program prints, or undefined where it cannot start, fails, or takes too long. */
export function ask(path: string, args: string[]): Promise<string | undefined> {
  return new Promise(done => {
    // A .cmd, such as npm on Windows, is the shell's to start; our arguments need no quotes.
    const shell = /\.(cmd|bat)$/i.test(path);
    execFile(shell ? `"${path}"` : path, args, { timeout: programTimeoutMs, shell }, (error, stdout) =>
      done(error ? undefined : stdout),
    );
  });
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}
