// The folder of an assignment: what lies in it, and which course it belongs to.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

/** An assignment on the disk. */
export interface AssignmentFolder {
  /** The folder's name, by which the course knows the assignment. */
  readonly name: string;
  /** Absolute. */
  readonly folder: string;
  /** Its source, absolute. */
  readonly source: string;
  /** The folder above it, whose index.ts is the course's. */
  readonly course: string;
}

const sourceName = "source.ipynb";

/** The assignment that a path names: its folder, or its source.ipynb. Undefined for any other notebook or folder. */
export function assignmentAt(path: string): AssignmentFolder | undefined {
  const absolute = resolve(path);
  const isFolder = statSync(absolute, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const source = isFolder ? join(absolute, sourceName) : absolute;
  if (basename(source) !== sourceName || !statSync(source, { throwIfNoEntry: false })?.isFile()) return undefined;
  const folder = dirname(source);
  return { name: basename(folder), folder, source, course: dirname(folder) };
}

/** SHA-256 of all files of an assignment, shortened: another version has other questions, checks or words. */
export function versionOf(folder: string): string {
  const hash = createHash("sha256");
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && !/(^|[\\/])(\.|node_modules)/.test(entry.name))
    .map(entry =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll("\\", "/"),
    )
    .sort();
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(folder, file)))
      .update("\0");
  return hash.digest("hex").slice(0, 16);
}
