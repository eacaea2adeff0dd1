// Folders that the set-up's tests work in: an empty home, and copies of the project with nothing installed.

import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../needs.ts";

const made = new Set(["node_modules", "dist", ".venv", ".cache", ".jupyter", ".git", ".ipynb_checkpoints"]);

export const emptyFolder = () => mkdtempSync(join(tmpdir(), "unrolled-"));

/** All that lies in a folder, by name; empty for an empty one. */
export const contents = (folder: string) => readdirSync(folder, { recursive: true }).map(String).sort();

/** A copy of the project's files without anything that set-up made; downloads are shared, so that it is quick. */
export function copyOfProject(name: string): string {
  const folder = join(emptyFolder(), name);
  cpSync(root, folder, {
    recursive: true,
    filter: source => !made.has(source.slice(source.lastIndexOf("/") + 1)),
  });
  mkdirSync(join(folder, ".cache"));
  for (const downloads of ["npm", "uv", "pip"])
    if (existsSync(join(root, ".cache", downloads)))
      symlinkSync(join(root, ".cache", downloads), join(folder, ".cache", downloads));
  return folder;
}
