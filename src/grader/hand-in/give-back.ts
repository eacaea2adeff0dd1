// Feedback goes back into the folder in which a student handed in, where they and the graders alone read; and from there to the
// student's own notebook.
import { randomBytes } from "node:crypto";
import { lstatSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { reasonOf } from "../reason.ts";
import { givenBackNames } from "../submissions/exchange.ts";
import { writeWhole } from "../whole-file.ts";
import { NotHandedIn } from "./place.ts";
import { receiptsIn } from "./receipt.ts";

export interface Feedback {
  readonly page: string;
  readonly notebook?: string;
}

/**
 * @param file of the submission, from the inbox on, as it was graded
 * @returns why it was not given back; undefined where it was
 */
export function giveBack(
  inbox: string,
  file: string,
  assignment: string,
  { page, notebook }: Feedback,
): string | undefined {
  const folder = join(inbox, basename(dirname(file)));
  try {
    // The folder is the student's, who may have put a link in its place.
    if (file === "" || !lstatSync(folder).isDirectory()) return "nothing was handed in there";
    const names = givenBackNames(assignment);
    for (const [name, text] of [
      [names.page, page],
      [names.notebook, notebook],
    ] as const) {
      const path = join(folder, name);
      if (text === undefined) rmSync(path, { force: true });
      else placeNew(path, text);
    }
    return undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT")
      return `no folder ${folder} is there: is ${inbox} the inbox that was graded?`;
    return reasonOf(error, "the folder is its student's, and of the inbox's group: are you in that?");
  }
}

/**
 * All of it, or what was there. The mode lets others read, who are the student alone: nobody else may enter the folder. A link that
 * the student has put there is replaced, and never followed.
 */
function placeNew(path: string, text: string): void {
  const beside = join(dirname(path), `.${randomBytes(9).toString("hex")}.tmp`);
  try {
    writeFileSync(beside, text, { flag: "wx", mode: 0o644 });
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** What came of it, of the last hand-in that has any. */
export interface Fetched {
  readonly files: readonly string[];
  /** What stood in the way, each in a sentence. */
  readonly notes: readonly string[];
}

/**
 * Brings the feedback to a student's notebook: all of a file, or what was there before.
 * @param path the notebook that was handed in; its receipts lie beside it
 * @throws NotHandedIn where it cannot be written there
 */
export function fetchFeedback(path: string, assignment: string): Fetched {
  const folder = dirname(path);
  const notes: string[] = [];
  for (const { name, receipt } of receiptsIn(folder, assignment)) {
    if (receipt === undefined) {
      notes.push(
        `${join(folder, name)} is damaged: a receipt says in "file" where the hand-in lies, and this does not. Ask who teaches for the feedback on that hand-in, or hand in again`,
      );
      continue;
    }
    const found = namesThere(receipt.file, assignment);
    if (typeof found === "string") notes.push(`${join(folder, name)}: ${found}`);
    else if (found.length > 0) return { files: found.map(one => bring(receipt.file, one, folder)), notes };
  }
  return { files: [], notes };
}

/** The names of feedback in the folder of a hand-in, or why that cannot be said. A file to upload has none. */
function namesThere(place: string, assignment: string): string[] | string {
  try {
    if (!lstatSync(place).isDirectory()) return [];
    const there = new Set(readdirSync(place));
    return Object.values(givenBackNames(assignment)).filter(name => there.has(name));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === "ENOENT"
      ? "what was handed in is not there any more: ask who teaches"
      : `what was handed in cannot be looked into (${message}): ask who teaches`;
  }
}

function bring(place: string, name: string, folder: string): string {
  const to = join(folder, name);
  let what = "read";
  try {
    const bytes = readFileSync(join(place, name));
    what = "written";
    writeWhole(to, bytes, { flush: true });
    return to;
  } catch (error) {
    const why = reasonOf(error, "copy the notebook and its receipts into a folder of your own, and fetch there");
    throw new NotHandedIn(
      what === "read"
        ? `the feedback ${join(place, name)} cannot be read (${(error as Error).message}): ask who teaches`
        : `the feedback is there, but ${to} is not written: ${why}`,
    );
  }
}
