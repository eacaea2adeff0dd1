// Registers the kernel with Jupyter: writes a kernelspec, the folder by which front ends find and start it.
//
// https://jupyter-client.readthedocs.io/en/stable/kernels.html#kernel-specs. The set-up script loads this file on whatever
// Node is there (20 or newer), so nothing it imports needs more than Node's own modules.
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { basename, isAbsolute, join, relative, resolve } from "node:path";
import { protocolVersion } from "./protocol/message.ts";

export interface Kernelspec {
  /** Jupyter's data folder; the kernelspec becomes `<dataDir>/kernels/<name>`. */
  dataDir: string;
  name: string;
  displayName: string;
  /** Path of the Node that runs the kernel. */
  node: string;
  /** Path of the built main.js. */
  main: string;
  /** Whose exports are in scope in every cell: packages by name, folders or files by absolute path. */
  preload: string[];
  /** Names that these must export. */
  required?: readonly string[];
  /** "PACKAGE=SECTION.KEY": what a package.json above the notebook names under that key is preloaded in that one's place. */
  replaceable?: string;
  /** What checks and compiles the cells; the kernel's default where left out. */
  engine?: string;
  /**
   * The `node_modules` that `main` lies in, where it may go away without notice, as npx's cache does: the kernelspec then
   * takes a copy into its own folder and starts that.
   */
  carry?: string;
}

/** A kernelspec as Jupyter finds it. */
export interface InstalledKernelspec {
  folder: string;
  argv: string[];
  /** Files that it starts and that are there no more: the folder they were in was moved or deleted. */
  gone: string[];
}

/** Writes the kernelspec, whole or not at all, in place of one of the same name; returns its folder. */
export function writeKernelspec(spec: Kernelspec): string {
  const { dataDir, name, displayName, node, main, preload, required = [], replaceable, engine, carry } = spec;
  const folder = kernelspecFolder(dataDir, name);
  for (const [what, path] of Object.entries({ node, main }))
    if (!isAbsolute(path)) throw new Error(`kernelspec ${name} expects an absolute path as ${what}, but got ${path}`);

  const kernelJson = {
    argv: [
      node,
      carry ? join(folder, carriedFolder, relative(carry, main)) : main,
      ...preload.flatMap(specifier => ["--preload", specifier]),
      ...required.flatMap(name => ["--require", name]),
      ...(replaceable === undefined ? [] : ["--replaceable", replaceable]),
      ...(engine === undefined ? [] : ["--engine", engine]),
      "{connection_file}",
    ],
    display_name: displayName,
    language: "typescript",
    interrupt_mode: "message",
    kernel_protocol_version: protocolVersion,
    // By this alone jupyter_client gives keys to whoever starts the kernel with transport encryption (JEP 145).
    metadata: { debugger: false, supported_encryption: ["curve"] },
  };
  const next = `${folder}.${process.pid}.new`;
  try {
    mkdirSync(next, { recursive: true });
    if (carry) cpSync(carry, join(next, carriedFolder), { recursive: true, filter: path => basename(path) !== ".bin" });
    writeFileSync(join(next, "kernel.json"), `${JSON.stringify(kernelJson, null, 2)}\n`);
    writeFileSync(join(next, "logo-svg.svg"), logoSvg);
    rmSync(folder, { recursive: true, force: true });
    renameSync(next, folder);
  } catch (error) {
    rmSync(next, { recursive: true, force: true });
    throw new Error(`cannot write the kernelspec ${folder}: ${reason(error)}. Choose a folder that you may write to`);
  }
  return folder;
}

/** What Jupyter finds in a data folder under this name, and whether the files that it starts are still there. */
export function readKernelspec(dataDir: string, name: string): InstalledKernelspec | undefined {
  const folder = kernelspecFolder(dataDir, name);
  const file = join(folder, "kernel.json");
  if (!existsSync(file)) return undefined;
  try {
    const { argv } = JSON.parse(readFileSync(file, "utf8")) as { argv: string[] };
    return { folder, argv, gone: argv.filter(argument => isAbsolute(argument) && !existsSync(argument)) };
  } catch (error) {
    throw new Error(`cannot read the kernelspec ${file}: ${reason(error)}. Install the kernel again`);
  }
}

/** Removes the kernelspec; says whether there was one. */
export function removeKernelspec(dataDir: string, name: string): boolean {
  const folder = kernelspecFolder(dataDir, name);
  try {
    rmSync(folder, { recursive: true });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw new Error(`cannot remove the kernelspec ${folder}: ${reason(error)}`);
  }
}

/** Where Jupyter looks for the user's own kernels, by jupyter_core's rules for each platform. */
export function userDataDir(
  env: NodeJS.ProcessEnv = process.env,
  platform = process.platform,
  home = homedir(),
): string {
  if (env.JUPYTER_DATA_DIR) return resolve(env.JUPYTER_DATA_DIR);
  if (platform === "darwin") return join(home, "Library", "Jupyter");
  if (platform === "win32")
    return env.APPDATA ? join(env.APPDATA, "jupyter") : join(env.JUPYTER_CONFIG_DIR || join(home, ".jupyter"), "data");
  return join(env.XDG_DATA_HOME || join(home, ".local", "share"), "jupyter");
}

/** The data folder of an installation prefix, such as a virtual environment. */
export function prefixDataDir(prefix: string): string {
  return join(resolve(prefix), "share", "jupyter");
}

/** The folders in which Jupyter looks for everybody's kernels. */
export function systemDataDirs(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string[] {
  if (platform === "win32") return env.PROGRAMDATA ? [join(env.PROGRAMDATA, "jupyter")] : [];
  return ["/usr/local/share/jupyter", "/usr/share/jupyter"];
}

function kernelspecFolder(dataDir: string, name: string): string {
  if (!/^[a-z0-9_][a-z0-9._-]*$/i.test(name))
    throw new Error(`a kernelspec's name may hold letters, digits, dots, dashes and underscores, but got "${name}"`);
  return join(resolve(dataDir), "kernels", name);
}

/** The copy's name in the kernelspec's folder: Node looks for packages in folders of this name. */
const carriedFolder = "node_modules";

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A network unrolled over three time steps. */
const logoSvg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" role="img" aria-label="Unrolled">
  <rect width="64" height="64" rx="12" fill="#235a97"/>
  <path d="M16 32h9m6 0h9M12 42v9m16-9v9m16-9v9M12 22v-9m16 9v-9m16 9v-9m6 19h6" transform="translate(2 0)" fill="none" stroke="#9cc4f0" stroke-width="3" stroke-linecap="round"/>
  <g fill="#fff"><circle cx="14" cy="32" r="7"/><circle cx="30" cy="32" r="7"/><circle cx="46" cy="32" r="7"/></g>
</svg>
`;
