// `unrolled start`: a folder of notebooks in JupyterLab. In the project that is the one that set-up brings; elsewhere the
// Jupyter on the PATH.
import { spawn } from "node:child_process";
import { statSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { readKernelspec } from "../../kernel/install.ts";
import { ask, findJupyter, type Jupyter } from "./jupyter.ts";
import { kernelName } from "./kernel.ts";
import { inProject, packageFile } from "./package.ts";
import { parse, UsageError } from "./usage.ts";

export async function start(args: string[]): Promise<number> {
  const options = { "no-browser": { type: "boolean" }, port: { type: "string" } } as const;
  const { values, positionals } = parse("start", args, options);
  if (positionals.length > 1)
    throw new UsageError(`unrolled start expects one folder, but got ${positionals.length}: ${positionals.join(", ")}`);
  const [folder] = positionals.map(folderNamed);
  const rest = [
    ...(values["no-browser"] ? ["--no-browser"] : []),
    ...(values.port === undefined ? [] : [`--port=${values.port}`]),
  ];
  if (inProject())
    return hand(process.execPath, [
      fileURLToPath(packageFile("binder/setup.mjs")),
      "start",
      ...(folder ? [folder] : []),
      ...rest,
    ]);
  const cwd = folder ?? process.cwd();
  const [program, given] = await installedJupyter(cwd, rest);
  return hand(program, given, cwd);
}

function folderNamed(name: string): string {
  const path = resolve(name);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) return path;
  throw new UsageError(`unrolled start expects a folder, but ${path} ${found ? "is a file" : "is not there"}`);
}

/**
 * The command that opens a folder in the Jupyter on the PATH.
 * @throws UsageError that says what is missing, and how to get it
 */
export async function installedJupyter(folder: string, rest: string[]): Promise<[program: string, args: string[]]> {
  const jupyter = await findJupyter();
  if (!jupyter)
    throw new UsageError(
      "unrolled start needs JupyterLab, but there is no jupyter on the PATH: pip install jupyterlab, then unrolled kernel install, then the same command again",
    );
  const application = await applicationOf(jupyter);
  if (!jupyter.dataDirs.some(dataDir => readKernelspec(dataDir, kernelName)))
    throw new UsageError(
      `unrolled start needs the kernel, but ${jupyter.path} does not offer it yet: npx unrolled kernel install, then the same command again`,
    );
  return [jupyter.path, [application, ...rest, `--ServerApp.root_dir=${folder}`]];
}

/** JupyterLab, or a Notebook that is built on it. */
async function applicationOf({ path }: Jupyter): Promise<string> {
  if (await ask(path, ["lab", "--version"])) return "lab";
  const notebook = await ask(path, ["notebook", "--version"]);
  if (notebook && Number.parseInt(notebook, 10) >= 7) return "notebook";
  throw new UsageError(
    `unrolled start needs JupyterLab 4 or Notebook 7, but ${path} has neither: pip install jupyterlab, then the same command again`,
  );
}

/** Its terminal is ours, and its end is ours: Ctrl-C reaches it by itself. */
function hand(program: string, args: string[], cwd = process.cwd()): Promise<number> {
  const child = spawn(program, args, { cwd, stdio: "inherit" });
  const stay = () => {};
  const pass = (signal: NodeJS.Signals) => child.kill(signal);
  process.on("SIGINT", stay).on("SIGTERM", pass).on("SIGHUP", pass);
  return new Promise<number>((done, fail) => {
    child.on("error", fail);
    child.on("exit", (code, signal) => done(code ?? (signal === "SIGINT" ? 130 : 143)));
  }).finally(() => process.off("SIGINT", stay).off("SIGTERM", pass).off("SIGHUP", pass));
}
