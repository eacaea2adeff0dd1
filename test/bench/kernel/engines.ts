// The kernels that are compared, each as its kernelspec starts it.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeKernelspec } from "../../../kernel/install.ts";

export interface Engine {
  name: string;
  argv: string[];
}

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** Where the peers are installed, and cells find tfjs: see README.md. */
export const peers = join(root, ".cache", "bench", "kernel");

/** What is not installed, and so not measured. */
export const missing = () =>
  ["deno", "@tensorflow/tfjs-core"].filter(name => !existsSync(join(peers, "node_modules", name)));

/** With the toolkit in scope, as students start it. */
export function unrolled(folder: string): Engine {
  const spec = writeKernelspec({
    dataDir: folder,
    name: "unrolled",
    displayName: "TypeScript (Unrolled)",
    node: process.execPath,
    main: join(root, "dist", "kernel", "main.js"),
    preload: ["unrolled", "unrolled/assignments"],
  });
  return { name: "unrolled", argv: JSON.parse(readFileSync(join(spec, "kernel.json"), "utf8")).argv };
}

/** What tslab's `install` writes, with the path of its script instead of its name. */
export function tslab(): Engine {
  const packageJson = createRequire(import.meta.url).resolve("tslab/package.json");
  const script = join(dirname(packageJson), "bin", "tslab");
  return { name: "tslab", argv: [process.execPath, script, "kernel", "--config-path", "{connection_file}"] };
}

/** What `deno jupyter --install` writes, with the program itself and not the script that npm puts before it. */
export function deno(): Engine[] {
  const modules = join(peers, "node_modules");
  if (!existsSync(join(modules, "deno"))) return [];
  const { optionalDependencies } = JSON.parse(readFileSync(join(modules, "deno", "package.json"), "utf8"));
  const program = Object.keys(optionalDependencies as object)
    .map(name => join(modules, name, process.platform === "win32" ? "deno.exe" : "deno"))
    .find(existsSync);
  return program ? [{ name: "deno", argv: [program, "jupyter", "--kernel", "--conn", "{connection_file}"] }] : [];
}

/**
 * A package `toolkit` beside the cells: the toolkit for tslab, which reads no `exports` and loads CommonJS. It is there
 * when `ready` is.
 */
export function toolkitForTslab(folder: string): void {
  const own = join(folder, "node_modules", "toolkit");
  mkdirSync(own, { recursive: true });
  const at = (file: string) => JSON.stringify(join(root, "dist", file));
  writeFileSync(join(own, "package.json"), '{ "name": "toolkit", "version": "1.0.0" }');
  const load = `exports.ready = import(${at("src/index.js")}).then(toolkit => Object.assign(exports, toolkit))`;
  writeFileSync(join(own, "index.js"), load);
  const types = readFileSync(join(root, "dist", "index.d.ts"), "utf8");
  writeFileSync(join(own, "index.d.ts"), `${types}export declare const ready: Promise<unknown>;\n`);
}
