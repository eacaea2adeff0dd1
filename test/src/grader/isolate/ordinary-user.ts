// Whoever runs a test as an ordinary user does: the user of the test itself, or one of its own where that is root.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { missing, root } from "../../../needs.ts";

const isRoot = process.getuid?.() === 0;

/** Nobody else's: what this user runs is the test's. */
const uid = isRoot ? 50_000 + (process.pid % 5000) : process.getuid!();

/** Options of `spawn`. */
export const asUser = isRoot ? { uid, gid: uid } : {};

/** Skips the suite whose `before` calls this where another user may not read the project. */
export function needReadable(context: Mocha.Context): void {
  const reads = ["-e", `require("node:fs").readdirSync(${JSON.stringify(root)})`];
  if (spawnSync(process.execPath, reads, asUser).status !== 0)
    missing(context, "a project that another user may read", "chmod o+rx the folders above it");
}

/** Whose processes are told apart from everybody else's only where root runs the test. */
export const isAlone = isRoot;

/** The user's processes that have not ended. */
export function running(): number[] {
  return readdirSync("/proc")
    .filter(name => /^\d+$/.test(name))
    .filter(pid => {
      try {
        const status = readFileSync(`/proc/${pid}/status`, "latin1");
        return status.includes(`\nUid:\t${uid}\t`) && !/^State:\tZ/m.test(status);
      } catch {
        return false;
      }
    })
    .map(Number);
}
