// Files that a command writes for a person: all of a file, or what was there before; and a reason where it cannot be written.
import { makeFolders } from "../grader/folders.ts";
import { reasonOf } from "../grader/reason.ts";
import { writeWhole } from "../grader/whole-file.ts";
import { UsageError } from "./usage.ts";

const elsewhere = "name another place, or let this user write there";

/** @param command who writes: "feedback" @throws UsageError where it cannot be written */
export const writeFile = (command: string, path: string, text: string): void =>
  told(command, path, () => writeWhole(path, text));

/** @param command who wants it @throws UsageError where it cannot be made */
export const makeFolder = (command: string, path: string): void => told(command, path, () => makeFolders(path));

function told(command: string, path: string, write: () => unknown): void {
  try {
    write();
  } catch (error) {
    throw new UsageError(`unrolled ${command} cannot write ${path}: ${reasonOf(error, elsewhere)}`);
  }
}
