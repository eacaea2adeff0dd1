// A kernelspec in an environment is for whoever uses that environment, a class on a JupyterHub say: what it starts has to be
// open to all of them. A package that was installed under `umask 077`, or a Node in somebody's home, is not.
import { statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { packageFile } from "./package.ts";

/** The first folder on the way to a file, or the file, that other users may not enter or read. */
export function closedToOthers(file: string): string | undefined {
  const closed = isClosed(file, 0o004) ? file : undefined;
  const folder = dirname(file);
  const above = folder === file ? undefined : closedFolder(folder);
  return above ?? closed;
}

function closedFolder(folder: string): string | undefined {
  const above = dirname(folder) === folder ? undefined : closedFolder(dirname(folder));
  return above ?? (isClosed(folder, 0o001) ? folder : undefined);
}

function isClosed(path: string, right: number): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && (found.mode & right) === 0;
}

/** Of what a kernel starts or reads, each folder or file that is closed to others; none on Windows, whose rights are others. */
export function closedParts(main: string, node: string): string[] {
  if (process.platform === "win32") return [];
  const require = createRequire(packageFile("package.json"));
  const named = ["@types/node/package.json", "typescript7/package.json", "zeromq/package.json", compiler()].flatMap(
    name => {
      try {
        return [require.resolve(name)];
      } catch {
        return []; // not installed: doctor says that
      }
    },
  );
  const closed = [node, main, join(dirname(dirname(main)), "index.d.ts"), ...named].flatMap(
    file => closedToOthers(file) ?? [],
  );
  return [...new Set(closed)];
}

const compiler = () => `@typescript/typescript-${process.platform}-${process.arch}/package.json`;
