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
export const maxSlots = 16;

/**
 * The user of a slot, where root starts the boxes: the kernel counts processes by user, over all boxes. Two graders on one
 * machine mostly have others; no program's own users have such numbers.
 */
export const uidOf = (slot: number): number | undefined =>
  isRoot() ? 60_000 + (process.pid % 300) * maxSlots + (slot % maxSlots) : undefined;

/** What is there of them, and the names of what is not. */
export function findTools(): { tools: Tools } | { missing: string[] } {
  const [bwrap, prlimit, setpriv] = ["bwrap", "prlimit", "setpriv"].map(name => findProgram(name));
  const missing = [
    ...(bwrap ? [] : ["bwrap (package bubblewrap)"]),
    ...(prlimit ? [] : ["prlimit (package util-linux)"]),
    ...(setpriv || !isRoot() ? [] : ["setpriv (package util-linux)"]),
  ];
  if (!bwrap || !prlimit || missing.length > 0) return { missing };
  return { tools: { bwrap, prlimit, ...(setpriv && isRoot() && { setpriv }) } };
}
