// nbgrader's exchange, the way out: every student fetches from there, so every student must be able to read it.
import { chmodSync, readdirSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

/** Whether a folder is an assignment's in the `outbound` of an exchange. */
export const isOutbound = (folder: string): boolean => basename(dirname(resolve(folder))) === "outbound";

/** As nbgrader's own `release_assignment` leaves them: folders 0755, files 0644, whatever the umask is. */
export function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) chmodSync(join(entry.parentPath, entry.name), 0o755);
    else if (entry.isFile()) chmodSync(join(entry.parentPath, entry.name), 0o644);
  }
}
