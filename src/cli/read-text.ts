// A file that a person names on the command line, read as text; where it cannot be, what was expected and what to do.
import { readFileSync } from "node:fs";
import { TableError } from "../grader/exchange/csv.ts";
import { UsageError } from "./usage.ts";

/**
 * @param who asks: "unrolled export --lti"
 * @param wants what the file is to be: "a file of the platform's settings"
 * @throws UsageError where it is not there, is a folder, or may not be read
 */
export function readText(who: string, path: string, wants: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why: { [code: string]: string } = {
      ENOENT: `${path} is not there: write it, or name another file`,
      ENOTDIR: `${path} is not there: write it, or name another file`,
      EISDIR: `${path} is a folder: name a file`,
      EACCES: `you may not read ${path}: name another file, or let this user read it`,
    };
    throw new UsageError(`${who} expects ${wants}, but ${(code && why[code]) || `${path} cannot be read: ${message}`}`);
  }
}

/** What `read` makes of a table. @param who asks @throws UsageError where it is not the table that is expected */
export function readTableFor<Made>(who: string, read: () => Made): Made {
  try {
    return read();
  } catch (error) {
    if (error instanceof TableError) throw new UsageError(`${who}: ${error.message}`);
    throw error;
  }
}
