// The one file of this room that knows Node: how files are found, opened and unpacked. Nothing is imported, so that a browser's
// bundler finds no `node:` module here.
import { describe, nearest } from "../../options.ts";

/** Node's modules that read files. @throws Error in a browser, whose page reads no files */
export function node(who: string) {
  const { process } = globalThis;
  if (!process?.getBuiltinModule)
    throw new Error(
      `${who} reads files, which needs Node, but this is a browser; fetch the numbers and hand them to tensor(…)`,
    );
  return {
    fs: process.getBuiltinModule("node:fs"),
    module: process.getBuiltinModule("node:module"),
    os: process.getBuiltinModule("node:os"),
    path: process.getBuiltinModule("node:path"),
    stream: process.getBuiltinModule("node:stream"),
    zlib: process.getBuiltinModule("node:zlib"),
  };
}

/**
 * The size of a file in bytes.
 * @param what what `who` expects there: "a .npy file"
 * @throws Error that says what is there instead, and which name was probably meant
 */
export function sizeOfFile(who: string, what: string, file: string): number {
  if (typeof file !== "string") throw new TypeError(`${who} expects the path of ${what}, but got ${describe(file)}`);
  const { fs } = node(who);
  const found = fs.statSync(file, { throwIfNoEntry: false });
  if (found?.isFile()) return found.size;
  if (found) throw new Error(`${who} expects ${what}, but ${file} is a folder; ${filesIn(who, file)}`);
  throw new Error(`${who} expects ${what}, but ${file} is not there${meant(who, file)}`);
}

/** The names in a folder, sorted; none where it is not there. */
export function namesIn(who: string, folder: string): string[] {
  try {
    return node(who).fs.readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/** The nearest name in the same folder, or where was looked. */
function meant(who: string, file: string): string {
  const { path } = node(who);
  const folder = path.resolve(path.dirname(file));
  const near = nearest(path.basename(file), namesIn(who, folder));
  return near === undefined ? `; ${filesIn(who, folder)}` : `; did you mean ${path.join(path.dirname(file), near)}?`;
}

function filesIn(who: string, folder: string): string {
  const names = namesIn(who, folder);
  if (names.length === 0) return `the folder ${folder} is empty or not there`;
  return `the folder ${folder} holds ${names.slice(0, 5).join(", ")}${names.length > 5 ? ", …" : ""}`;
}
