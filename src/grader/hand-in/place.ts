// Where a hand-in goes: a folder of its own in the inbox of a course, or a file to upload.
import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolders } from "../folders.ts";
import { reasonOf } from "../reason.ts";
import { discard, writeWhole } from "../whole-file.ts";

/** Nothing was handed in, and what to do. */
export class NotHandedIn extends Error {
  override name = "NotHandedIn";
}

export interface Whose {
  readonly assignment: string;
  readonly student: string;
}

/** Where it lies, and when it came by the clock of that place. */
export interface Placed {
  readonly name: string;
  readonly time: Date;
}

/**
 * Puts a notebook into an inbox of nbgrader's exchange: all of it or nothing. The folder's name is new, so nothing that was handed in
 * before is touched.
 * @throws NotHandedIn where it cannot be written
 */
export function intoInbox(inbox: string, bytes: Uint8Array, { assignment, student }: Whose): Placed {
  const time = newTime();
  const name = [student, assignment, time, randomBytes(9).toString("base64url").replaceAll("_", "-")].join("+");
  const [made, final] = [join(inbox, `.${name}`), join(inbox, name)];
  try {
    mkdirSync(made);
    writeFileSync(join(made, `${assignment}.ipynb`), bytes, { flush: true });
    writeFileSync(join(made, "timestamp.txt"), time);
    // The group is the inbox's: graders read it and put feedback in, others do not even see it by the name.
    for (const file of [`${assignment}.ipynb`, "timestamp.txt"]) chmodSync(join(made, file), 0o640);
    chmodSync(made, 0o2770);
    renameSync(made, final);
  } catch (error) {
    discard(made, { recursive: true }); // what stays of it is hidden, and counts for nobody
    throw new NotHandedIn(`nothing is handed in: ${reasonOf(error, "ask who teaches")}`);
  }
  return { name: final, time: statSync(final).ctime };
}

let lastMicroseconds = 0;

/** The time of a hand-in as nbgrader writes it. In one process each is later than the one before, also within a millisecond. */
function newTime(): string {
  lastMicroseconds = Math.max(Date.now() * 1000, lastMicroseconds + 1);
  const [day, time] = new Date(Math.floor(lastMicroseconds / 1000)).toISOString().slice(0, -1).split("T");
  return `${day} ${time}${String(lastMicroseconds % 1000).padStart(3, "0")} UTC`;
}

/**
 * Writes a notebook into a folder as one file to upload, whose name tells whose it is. An earlier one is replaced.
 * @throws NotHandedIn where it cannot be written
 */
export function asFile(folder: string, bytes: Uint8Array, { assignment, student }: Whose): Placed {
  const name = join(folder, `${assignment}_${student.replace(/[/\\:*?"<>|\p{C}]/gu, "-")}.ipynb`);
  try {
    makeFolders(folder);
    writeWhole(name, bytes, { flush: true });
  } catch (error) {
    throw new NotHandedIn(`no file is written: ${reasonOf(error, "name another folder by --file FOLDER")}`);
  }
  return { name, time: statSync(name).mtime };
}
