// A project folder that cannot be written: a full disk, or a folder that is closed to this user. Told from an error of
// ours or from what a program printed, because each program says it in its own many lines.

import { statfsSync, statSync } from "node:fs";
import { root } from "./paths.mjs";
import { UserError } from "./user-error.mjs";

/** What set-up takes with JupyterLab and all downloads. */
const needed = "about 1.2 GB";
const full = /ENOSPC|EDQUOT|no space left on device|disk quota exceeded|not enough space on the disk/i;
const closed = /\b(EACCES|EROFS|EPERM)\b|permission denied|read-only file system|access is denied/i;

/** Tells a full or closed folder from other mistakes of a program: there is no use in trying another way. */
export class StorageTrouble extends UserError {}

/**
 * @param {string} text an error's message, or a program's last lines
 * @param {string} [what] what was being done
 * @returns {StorageTrouble | undefined} undefined where something else is wrong
 */
export function storageTrouble(text, what = "The set-up") {
  const line = text.split("\n").find(each => full.test(each) || closed.test(each));
  if (line === undefined) return undefined;
  if (full.test(line))
    return new StorageTrouble(
      `${what} ended because the disk is full (${line.trim()}). It needs ${needed} in the project folder, and ${free()} is free.`,
      "Free some space, then run the same command again: finished steps are not repeated.",
    );
  const owner = otherOwner();
  return new StorageTrouble(
    `${what} cannot write in the project folder (${line.trim()}). All that it makes lies in there${owner ? `, and it belongs to ${owner}` : ""}.`,
    owner
      ? "Get a copy of your own (git clone, or the archive anew) and run the same command there. Where this one is built already, node src/cli/unrolled.mjs run NOTEBOOK works from here."
      : "Let yourself write in it, or copy it to where you may write; then run the same command again.",
  );
}

/** Whose the folder is, where that is somebody else. */
function otherOwner() {
  const own = process.getuid?.();
  const { uid } = statSync(root);
  if (own === undefined || own === 0 || uid === own) return undefined;
  return uid === 0 ? "root" : `another user (number ${uid})`;
}

function free() {
  try {
    const { bavail, bsize } = statfsSync(root);
    return `${Math.floor((bavail * bsize) / 1024 ** 2)} MB`;
  } catch {
    return "an unknown part";
  }
}
