// The standard library's types and Node's in few files, with their comments. The build, too, runs this, on whatever Node is there.
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { inOneFile } from "./library.ts";
import { nodeInOneFile } from "./node-types.ts";

/** The newest standard library; what Node adds to it comes with Node's types. */
export const library = "esnext";

export interface LaidTypes {
  /** The library's text, and the names of its files that are in it. */
  library: { text: string; names: string[] };
  /** Node's types: texts by their paths in a folder of their own. */
  node: { [path: string]: string };
}

/**
 * @param libraries the folder of the compiler's own, with slashes
 * @param nodeTypes the folder of `@types/node`
 */
export function laidTogether(libraries: string, nodeTypes: string): LaidTypes {
  const laid = inOneFile(libraries, library);
  const { index, modules } = nodeInOneFile(nodeTypes);
  return {
    library: { text: laid.find(([, text]) => text !== "")![1], names: laid.map(([path]) => basename(path)) },
    node: {
      "index.d.ts": index,
      ...Object.fromEntries(modules.map(path => [path, readFileSync(join(nodeTypes, path), "utf8")])),
    },
  };
}
