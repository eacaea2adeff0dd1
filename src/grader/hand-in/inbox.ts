// Which inbox an address names.
import { statSync } from "node:fs";
import { basename, join, resolve } from "node:path";

/** The inbox of a course in an exchange: the course's folder, `…/rnn`, names it, and so does `…/rnn/inbound`. */
export const inboxAt = (address: string): string =>
  basename(resolve(address)) === "inbound" ? address : join(address, "inbound");

/** Whether there is such a folder, as far as this user may look. */
export const isFolder = (path: string): boolean => {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
};
