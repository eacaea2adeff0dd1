// The files of a folder.
import type { Dirent } from "node:fs";
import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Entry, maxBytes, SubmissionsError, tooLarge } from "./entry.ts";

/** Deeper folders are not looked into: no student's file lies there. */
const maxDepth = 12;

/** Nothing is read yet but names. @param skip names that are not looked into */
export function listFolder(root: string, skip: (name: string) => boolean): Entry[] {
  const entries: Entry[] = [];
  const visit = (folder: string, names: readonly string[]) => {
    for (const item of childrenOf(folder, names.length === 0)) {
      if (skip(item.name)) continue;
      const path = [...names, item.name].join("/");
      const kind = item.isDirectory() ? "folder" : "file";
      const fault = faultOf(item);
      const file = join(folder, item.name);
      entries.push({
        path,
        kind,
        ...(fault && { fault }),
        stat: () => statOf(file),
        read: async () => readPlain(file),
      });
      if (kind === "folder" && names.length < maxDepth) visit(file, [...names, item.name]);
    }
  };
  visit(root, []);
  return entries;
}

function childrenOf(folder: string, isTop: boolean): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (!isTop) return []; // its student has then handed in nothing that can be read
    throw new SubmissionsError(`${folder} cannot be read: ${(error as Error).message}`);
  }
}

function faultOf(item: Dirent): string | undefined {
  if (item.isFile() || item.isDirectory()) return undefined;
  return item.isSymbolicLink()
    ? "it is a symbolic link, which is not followed: what it leads to may be somebody else's"
    : "it is no file but a pipe, a socket or a device";
}

function statOf(path: string): { owner: number; changed: Date } | undefined {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found && { owner: found.uid, changed: found.ctime };
}

/** Not through a link that took the file's place meanwhile, and not more than a notebook has. */
function readPlain(path: string): Buffer {
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const before = fstatSync(file, { bigint: true });
    if (before.size > maxBytes) throw new Error(tooLarge(Number(before.size)));
    const bytes = readFileSync(file);
    const after = fstatSync(file, { bigint: true });
    if (after.mtimeNs !== before.mtimeNs || after.size !== before.size)
      throw new Error("it was being written while it was read: grade it again");
    return bytes;
  } finally {
    closeSync(file);
  }
}
