// Files that only the compiler sees: the module of all preloaded names, and the modules that the kernel serves. Also where
// the compiler finds the types of what no cell declares.
import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { isPath, preloadedDoors } from "../preload.ts";
import type { EngineOptions } from "./engine.ts";

/** The module that declares every preloaded name; without extension, as an import names it. */
export const preloadModule = `${toSlashes(fileURLToPath(new URL("../..", import.meta.url))).replace(/\/$/, "")}/__preload__`;

/** Its file. A .d.ts file gets no diagnostics, not even for a missing package, so this is none. */
export const preloadFile = `${preloadModule}.ts`;

/** In that module, all built-in names as one value: their documentation is found through it. No cell sees it. */
export const builtinsName = "__builtins__";

/** Virtual files that an engine starts with, by their paths: that module, and those that the kernel serves. */
export function firstFiles({ cwd, preload, builtins, served = {} }: EngineOptions): { [path: string]: string } {
  const { module, type, names } = builtins;
  const preloaded = [
    ...preload.map(specifier => `export * from ${JSON.stringify(toSlashes(specifier))};`),
    `import type { ${type} } from ${JSON.stringify(toSlashes(module))};`,
    `export declare const ${builtinsName}: ${type};`,
    ...names.map(name => `export declare const ${name}: ${type}["${name}"];`),
  ];
  const modules = Object.entries(served).map(([specifier, path]) => [
    // The first place where an import of the package is looked up.
    `${toSlashes(cwd)}/node_modules/${specifier}/index.d.ts`,
    `export * from ${JSON.stringify(toSlashes(path))};`,
  ]);
  return { [preloadFile]: preloaded.join("\n"), ...Object.fromEntries(modules) };
}

/** Node's own types come with the kernel, so that they are there wherever the notebook lies. */
export function typeRoots(cwd: string): string[] {
  const nodeTypes = createRequire(import.meta.url).resolve("@types/node/package.json");
  return [dirname(dirname(nodeTypes)), join(cwd, "node_modules", "@types")].map(toSlashes);
}

/** Which of a package's conditional exports apply, beside "import" and "types": those that Node takes. */
export const conditions = ["node", "module-sync"];

/** How imports find what is preloaded: the packages' doors wherever they are imported, and JavaScript with its types. */
export function resolution(preload: readonly string[]): { paths: { [specifier: string]: string[] }; allowJs: boolean } {
  const doors = Object.entries(preloadedDoors(preload)).map(([specifier, types]) => [specifier, [toSlashes(types)]]);
  return { paths: Object.fromEntries(doors), allowJs: preload.some(path => isPath(path) && /\.[cm]?js$/.test(path)) };
}

/** By which package a cell can import what a file declares, where that is a preloaded package's door. */
export function packageByFile(preload: readonly string[]): (file: string | undefined) => string | undefined {
  const doors = Object.entries(preloadedDoors(preload)).map(
    ([specifier, types]) => [toSlashes(types).toLowerCase(), specifier] as const,
  );
  const byFile = new Map(doors);
  return file => (file === undefined ? undefined : byFile.get(file.toLowerCase()));
}

/** A path as compilers write it, also on Windows. */
export function toSlashes(path: string): string {
  return sep === "\\" ? path.replaceAll("\\", "/") : path;
}
