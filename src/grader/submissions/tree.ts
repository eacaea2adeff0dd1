// What was handed over, as a list of files: of a folder or of a zip.
import { statSync } from "node:fs";
import { type Entry, SubmissionsError } from "./entry.ts";
import { listFolder } from "./folder.ts";
import { listZip } from "./zip.ts";

/** Names that no student has written: hidden files, macOS's and Jupyter's own. */
export const isHidden = (name: string): boolean =>
  name.startsWith(".") || name === "__MACOSX" || name === "__pycache__";

/** @throws SubmissionsError where there is nothing to read */
export async function listTree(path: string): Promise<Entry[]> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found)
    throw new SubmissionsError(`${path} is expected to be a folder or a zip of submissions, but it is not there`);
  const entries = found.isDirectory() ? listFolder(path, isHidden) : await listZip(path);
  return entries.filter(entry => !entry.path.split("/").some(isHidden)).sort(byPath);
}

/** By code units, so that the order is the same on every machine. */
const byPath = (a: Entry, b: Entry): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
