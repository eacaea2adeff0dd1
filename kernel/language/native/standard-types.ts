// The types that every program has: the standard library's and Node's.
//
// Read as their packages have them, they are most of what a start costs: 140 files and 3 MB, of which four fifths are comments.
// So the build lays them together without comments, in few files on the disk (binder/steps/standard-types.mjs), and the compiler
// reads those. Where somebody asks what one of their names is, it is given the same files with the comments.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { toSlashes } from "../virtual-files.ts";
import { type LaidTypes, laidTogether, library } from "./laid-types.ts";
import { inOneFile } from "./library.ts";

const libraryFile = `lib.${library}.d.ts`;

const require = createRequire(import.meta.url);

/** What the build has made, with slashes; from the sources there is nothing. */
const built = toSlashes(fileURLToPath(new URL("../types", import.meta.url)));
const builtFile = join(built, "library.json");

/** What a program is started with. */
export interface StandardTypes {
  /** Before the other folders of types. */
  typeRoots: string[];
  paths: { [specifier: string]: string[] };
  /** Virtual files. */
  files: [path: string, text: string][];
}

/** @param libraries the folder of the compiler's own, with slashes */
export function standardTypes(libraries: string): StandardTypes {
  const found = builtLibrary();
  if (!found) return { typeRoots: [], paths: {}, files: inOneFile(libraries, library) };
  const { text, names } = found;
  return {
    typeRoots: [built],
    // What Node's types take from another package is found from where they were.
    paths: { "undici-types": [toSlashes(join(dirname(undiciTypes()), "index.d.ts"))] },
    // Others may refer to the libraries that are laid together.
    files: names.map(name => [`${libraries}/${name}`, name === libraryFile ? text : ""]),
  };
}

/** Whether a file is one of those that the build has made without comments. */
export function isWithoutComments(path: string): boolean {
  const isOne = path.endsWith(`/${libraryFile}`) || path.toLowerCase().startsWith(`${built.toLowerCase()}/`);
  return isOne && existsSync(builtFile);
}

/** The same files with their comments. */
export function withComments(libraries: string): { [path: string]: string } {
  const laid = laidTogether(libraries, dirname(require.resolve("@types/node/package.json")));
  const node = Object.entries(laid.node).map(([path, text]) => [`${built}/node/${path}`, text]);
  return { [`${libraries}/${libraryFile}`]: laid.library.text, ...Object.fromEntries(node) };
}

function builtLibrary(): LaidTypes["library"] | undefined {
  try {
    return JSON.parse(readFileSync(builtFile, "utf8")) as LaidTypes["library"];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

const undiciTypes = (): string =>
  createRequire(require.resolve("@types/node/package.json")).resolve("undici-types/package.json");
