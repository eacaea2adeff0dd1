// Node's types laid together in one file, as library.ts does it with the standard library: sixty files less to look up,
// to read and to merge.
import { readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { isModule } from "./library.ts";

const reference = /^\/\/\/ *<reference (?:path|lib)="([^"]+)" *\/>.*\n?/gm;
const referencedPath = /^\/\/\/ *<reference path="([^"]+)" *\/>/gm;

/** Node's types, whose parts that are modules stay files of their own. */
export interface NodeTypes {
  /** `index.d.ts`, with all that it refers to, in the compiler's order. */
  index: string;
  /** Paths beside it of the modules, with slashes. */
  modules: string[];
}

/** @param folder of `@types/node`. That it asks for libraries is left out: the newest is there. */
export function nodeInOneFile(folder: string): NodeTypes {
  const scripts: string[] = [];
  const modules: string[] = [];
  const seen = new Set<string>();
  const read = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    const text = readFileSync(path, "utf8");
    for (const [, other] of text.matchAll(referencedPath)) read(join(dirname(path), other!));
    if (isModule(text)) modules.push(relative(folder, path).replaceAll(sep, "/"));
    else scripts.push(text.replace(reference, ""));
  };
  read(join(folder, "index.d.ts"));
  const references = modules.map(path => `/// <reference path="${path}" />`);
  return { index: [...references, ...scripts].join("\n"), modules };
}
