// What stands around a cell's text when it is compiled: a line that brings in what it uses of earlier cells, and a line
// that exports what it declares; and where the compiler finds the types of all that no cell declared.
import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { EngineOptions } from "../engine.ts";
import type { Declared, Known } from "./names.ts";

/**
 *     import { inc, n as __now_n__ } from "./__past__"; declare let n: typeof __now_n__;
 *
 * An imported name cannot be assigned to, so one that may be is declared instead. (With `typeof import("./__past__").n`
 * the compiler would look through all names of the past, which takes longer the more there are.) `always` names modules
 * to import also where nothing of them is used: a compiler keeps its program as long as a cell imports the same.
 */
export function toHeader(names: Iterable<Known>, moduleOf: (known: Known) => string, always: string[] = []): string {
  const imported = new Map<string, string[]>(always.map(module => [module, []]));
  const assignable: string[] = [];
  for (const known of names) {
    const { name, kind } = known;
    const list = imported.get(moduleOf(known)) ?? [];
    imported.set(moduleOf(known), list);
    list.push(kind === "let" ? `${name} as __now_${name}__` : name);
    if (kind === "let") assignable.push(`declare let ${name}: typeof __now_${name}__;`);
  }
  const imports = [...imported].map(([module, list]) => `import { ${list.join(", ")} } from "${module}";`);
  return `${[...imports, ...assignable].join(" ")}\n`;
}

export function toFooter(declared: Declared[]): string {
  return `\nexport { ${declared.map(({ name }) => name).join(", ")} };`;
}

/** The module that declares every preloaded name; without extension, as an import names it. */
export const preloadModule = `${toSlashes(fileURLToPath(new URL("../../..", import.meta.url))).replace(/\/$/, "")}/__preload__`;

/** Its file: no .d.ts, because the compiler says of those nothing, also not that a package is missing. */
export const preloadFile = `${preloadModule}.ts`;

/** In that module, all built-in names as one value: their documentation is found through it. No cell sees it. */
export const builtinsName = "__builtins__";

/** Virtual files that an engine starts with, by their paths: that module, and those that the kernel serves. */
export function firstFiles({ cwd, preload, builtins, served = {} }: EngineOptions): { [path: string]: string } {
  const { module, type, names } = builtins;
  const preloaded = [
    ...preload.map(specifier => `export * from ${JSON.stringify(specifier)};`),
    `import type { ${type} } from ${JSON.stringify(toSlashes(module))};`,
    `export declare const ${builtinsName}: ${type};`,
    ...names.map(name => `export declare const ${name}: ${type}["${name}"];`),
  ];
  const modules = Object.entries(served).map(([specifier, path]) => [
    // Where whoever imports a package looks first.
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

export function toSlashes(path: string): string {
  return sep === "\\" ? path.replaceAll("\\", "/") : path;
}
