// What is installed, and closed to who runs the kernel: `npm install` under `umask 077` makes folders that only root enters.
import { accessSync, constants, existsSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** The first folder or file on the way to a package, or to a file of its, that is there and may not be read. */
export function closedPart(packageName: string, file = ""): string | undefined {
  const { paths } = createRequire(import.meta.url).resolve;
  for (const folder of paths(packageName) ?? []) {
    const closed = closedOnPath(folder, [...packageName.split("/"), ...file.split("/")].filter(Boolean));
    if (closed !== undefined) return closed;
  }
  return undefined;
}

/** The same of a file by its path. */
export const isClosed = (path: string): boolean => existsSync(path) && !isOpen(path);

export const closedText = (path: string): string =>
  `${path} is there, but you may not read it: ask whoever installed it`;

function closedOnPath(folder: string, parts: readonly string[]): string | undefined {
  let path = folder;
  for (const part of ["", ...parts]) {
    path = join(path, part);
    if (!existsSync(path)) return undefined;
    if (!isOpen(path)) return path;
  }
  return undefined;
}

function isOpen(path: string): boolean {
  try {
    accessSync(path, statSync(path).isDirectory() ? constants.R_OK | constants.X_OK : constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
