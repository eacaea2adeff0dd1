// The programs that make a box, and who starts them.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import type { Tools } from "./argv.ts";

/** Where a program lies; undefined where it is not on the PATH, or may not be run. */
export function findProgram(name: string, path = process.env.PATH ?? ""): string | undefined {
  for (const folder of [...path.split(delimiter), "/usr/bin", "/bin"]) {
    const program = join(folder, name);
    try {
      if (folder === "") continue;
      accessSync(program, constants.X_OK);
      return program;
    } catch {}
  }
  return undefined;
}

export const isRoot = (): boolean => process.getuid?.() === 0;

/** Side by side at most. */
export const maxSlots = 24;

/**
 * The user of a slot, where root starts the boxes: the kernel counts processes by user, over all boxes. Two graders on one
 * machine mostly have others; no program's own users have such numbers.
 */
export const uidOf = (slot: number): number | undefined =>
  isRoot() ? 60_000 + (process.pid % 200) * maxSlots + (slot % maxSlots) : undefined;

/** What is there of them, and the names of what is not. @param find for tests */
export function findTools(
  find: (name: string) => string | undefined = findProgram,
): { tools: Tools } | { missing: string[] } {
  const [bwrap, prlimit, setpriv, ldd, unshare] = ["bwrap", "prlimit", "setpriv", "ldd", "unshare"].map(name =>
    find(name),
  );
  const missing = [
    ...(bwrap ? [] : ["bwrap (package bubblewrap)"]),
    ...(prlimit ? [] : ["prlimit (package util-linux)"]),
    ...(ldd ? [] : ["ldd (package libc-bin)"]),
    ...(setpriv || !isRoot() ? [] : ["setpriv (package util-linux)"]),
  ];
  if (!bwrap || !prlimit || missing.length > 0) return { missing };
  const byRoot = isRoot();
  return { tools: { bwrap, prlimit, ...(byRoot ? setpriv && { setpriv } : unshare && { unshare }) } };
}
