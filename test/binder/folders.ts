// Folders that the set-up's tests work in: an empty home, and copies of the project with nothing installed.

import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../needs.ts";

const made = new Set(["node_modules", "dist", ".venv", ".cache", ".jupyter", ".git", ".ipynb_checkpoints"]);

export const emptyFolder = () => mkdtempSync(join(tmpdir(), "unrolled-"));

/** All that lies in a folder, by name; empty for an empty one. */
export const contents = (folder: string) => readdirSync(folder, { recursive: true }).map(String).sort();

/**
 * A copy of the project's files without anything that set-up made. Downloads are shared with the project, so that it is
 * quick, or the copy gets its own, because somebody else is to write there.
 */
export function copyOfProject(
  name: string,
  { downloads = "shared", in: parent = emptyFolder() }: { downloads?: "shared" | "own"; in?: string } = {},
): string {
  const folder = join(parent, name);
  cpSync(root, folder, {
    recursive: true,
    filter: source => !made.has(source.slice(source.lastIndexOf("/") + 1)),
  });
  mkdirSync(join(folder, ".cache"));
  for (const cache of downloads === "shared" ? ["npm", "uv", "pip"] : ["npm"]) {
    const [from, to] = [join(root, ".cache", cache), join(folder, ".cache", cache)];
    if (!existsSync(from)) continue;
    if (downloads === "shared") symlinkSync(from, to);
    else cpSync(from, to, { recursive: true });
  }
  return folder;
}
