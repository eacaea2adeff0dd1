// Folders that a person names, made step by step: Node's own `recursive` never ends where the system makes none (/proc/x), and says
// "no such file" of a read-only disk.
import { accessSync, constants, mkdirSync, rmdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/**
 * Makes a folder and those above it that are not there.
 * @returns the folders that were made, the outermost first
 * @throws Error of the system, or one that says which folder takes no other one
 */
export function makeFolders(path: string): string[] {
  const folder = resolve(path);
  const above = dirname(folder);
  const fault = faultOfMaking(folder);
  if (fault === undefined) return [folder];
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  if (fault.code !== "ENOENT") throw fault;
  if (statSync(above, { throwIfNoEntry: false })) throw new Error(`no folder can be made in ${above}`);
  const made = makeFolders(above);
  return [...made, ...makeFolders(folder)];
}

function faultOfMaking(folder: string): NodeJS.ErrnoException | undefined {
  try {
    mkdirSync(folder);
    return undefined;
  } catch (error) {
    return error as NodeJS.ErrnoException;
  }
}

/** What has to be made for the trial is taken away again. @throws Error that says why nothing can be written there */
export function requireWritable(path: string): void {
  const made = makeFolders(path);
  try {
    accessSync(path, constants.W_OK);
  } finally {
    for (const folder of made.reverse()) rmdirSync(folder);
  }
}
