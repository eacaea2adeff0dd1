// dist/kernel/language/types/: the standard library's types and Node's, laid together without their comments.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../paths.mjs";

/** @param {string} folder what tsc has compiled; the files are laid together by the kernel's own module */
export async function layTypesTogether(folder) {
  const load = (/** @type {string} */ file) => import(pathToFileURL(file).href);
  const { laidTogether } = await load(join(folder, "kernel/language/native/laid-types.js"));
  const { default: compilerPath } = await load(join(root, "node_modules/typescript7/lib/getExePath.js"));
  /** @type {{ library: { text: string, names: string[] }, node: { [path: string]: string } }} */
  const { library, node } = laidTogether(
    dirname(compilerPath()).replaceAll(sep, "/"),
    join(root, "node_modules", "@types", "node"),
  );
  const types = join(folder, "kernel", "language", "types");
  for (const [path, text] of Object.entries(node)) {
    const file = join(types, "node", path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, withoutComments(text));
  }
  writeFileSync(join(types, "library.json"), JSON.stringify({ ...library, text: withoutComments(library.text) }));
}

/**
 * A string, a comment or a reference to another file, whichever comes first; of a declaration file there is nothing else that
 * could look like one of them.
 */
const token = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|\/\*[\s\S]*?\*\/|\/\/.*/g;

/** @param {string} text of a declaration file; left are the references at its head */
export function withoutComments(text) {
  return text
    .replace(token, found => (/^\/[/*]/.test(found) && !/^\/\/\/ *<reference/.test(found) ? "" : found))
    .replace(/^\s*\n/gm, "")
    .replace(/^[ \t]+|[ \t]+$/gm, "");
}
