// `unrolled hand-in FILE`: says what is missing, and puts the notebook where it is to be: into the course's inbox, or into one file
// to upload.
import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { userInfo } from "node:os";
import { dirname, join, resolve } from "node:path";
import { decodeNotebook, parseNotebook, readNotebookFile, requireTypeScript } from "../../kernel/notebook/index.ts";
import { normalizedName } from "../checking/student/name.ts";
import { fetchFeedback } from "../grader/hand-in/give-back.ts";
import { inboxAt, isFolder } from "../grader/hand-in/inbox.ts";
import { asFile, intoInbox, NotHandedIn } from "../grader/hand-in/place.ts";
import { type Receipt, writeReceipt } from "../grader/hand-in/receipt.ts";
import { saidName } from "../grader/submissions/index.ts";
import { courseOption } from "./course.ts";
import { requireOwnAssignment } from "./hand-in/right-assignment.ts";
import { complain, say } from "./print.ts";
import { oneNotebook, parse, UsageError } from "./usage.ts";
import { releasedOf } from "./validate/structure.ts";
import { missingIn } from "./validate.ts";

/** Ends with 0 where it is handed in, also where something is missing: that is said. */
export async function handIn(args: string[]): Promise<number> {
  const { path, to, file, unchecked, json, fetch, ...named } = readCommandLine(args);
  const bytes = await readNotebookFile(path);
  const notebook = parseNotebook(decodeNotebook(bytes, path), path);
  requireTypeScript(notebook, path);
  const { assignment, ownCourse } = releasedOf(notebook);
  if (assignment === undefined)
    throw new UsageError(
      `unrolled hand-in expects a notebook as it was handed out, but ${path} names no assignment: hand in the one that you got, not a copy of its cells`,
    );
  if (fetch) return bring(path, assignment);
  const { lacksCourse } = await requireOwnAssignment("hand-in", path, { assignment, ownCourse }, named.course);
  const inbox = file === undefined ? inboxOf(to) : undefined;
  const written = named.student ?? saidName(notebook);
  // A hub whose servers are all one user of the system says whose server it is.
  const user = process.env.JUPYTERHUB_USER ?? accountName();
  const student = inbox === undefined ? (written ?? user) : user;
  if (inbox !== undefined && written !== undefined && normalizedName(written) !== normalizedName(user))
    complain(
      `the notebook says ${written}, but the inbox takes it for ${user}'s, whose account this is: if you are not ${user}, ask who teaches before you rely on it`,
    );
  const placed = orRefused(() =>
    inbox === undefined
      ? asFile(file ?? join(dirname(path), "hand-in"), bytes, { assignment, student })
      : intoInbox(inbox, bytes, { assignment, student }),
  );
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const time = placed.time.toISOString();
  const receipt: Receipt = {
    assignment,
    student,
    ...(user !== student && { account: user }),
    ...(written !== undefined && written !== student && { named: written }),
    file: inbox === undefined ? placed.name : resolve(placed.name),
    sha256,
    bytes: bytes.length,
    time,
  };
  const kept = writeReceipt(dirname(path), receipt);
  if (json) {
    say(JSON.stringify({ ...receipt, isInbox: inbox !== undefined, receipt: kept }));
    return 0;
  }
  say(
    inbox === undefined
      ? `Upload this file: ${placed.name}`
      : `${assignment} is handed in by ${student} at ${time} (by the inbox's clock): ${placed.name}`,
  );
  say(`Your receipt, sha256 ${sha256.slice(0, 16)}…: ${kept}`);
  if (unchecked) return 0;
  // Handed in first: whoever is late has no time for this.
  const missing = await missingIn(path, notebook, { ...named, lacksCourse }).catch((error: unknown) => {
    if (!(error instanceof UsageError)) throw error;
    complain(
      `what is missing cannot be said: ${error.message.split("\n", 1)[0]!.replace("unrolled validate: ", "")}. See that course/ and package.json are as they were handed out`,
    );
  });
  if (missing !== 0 && missing !== "interrupted")
    say(
      inbox === undefined
        ? "The file is made all the same: upload it. You may do both again: the last one counts."
        : "It is handed in all the same. You may hand in again: the last one counts.",
    );
  return 0;
}

/** Ends with 1 where there is none yet. */
function bring(path: string, assignment: string): number {
  const { files, notes } = orRefused(() => fetchFeedback(path, assignment));
  for (const note of notes) complain(note);
  if (files.length === 0) say(`no feedback on ${assignment} yet, as far as the receipts beside ${path} lead`);
  for (const file of files) say(file);
  return files.length === 0 ? 1 : 0;
}

function orRefused<Done>(act: () => Done): Done {
  try {
    return act();
  } catch (error) {
    if (error instanceof NotHandedIn) throw new UsageError(`unrolled hand-in: ${error.message}`);
    throw error;
  }
}

function readCommandLine(args: string[]) {
  const { values, positionals } = parse("hand-in", args, {
    to: { type: "string" },
    file: { type: "string" },
    student: { type: "string" },
    unchecked: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    fetch: { type: "boolean", default: false },
    ...courseOption,
  });
  const { to, file, student, unchecked, json, fetch, course } = values;
  if (to !== undefined && file !== undefined)
    throw new UsageError("unrolled hand-in: --to is an inbox and --file a folder for a file to upload: choose one");
  return { path: oneNotebook("hand-in", positionals), to, file, student, unchecked, json, fetch, course };
}

/** In a container a user may have a number alone. */
function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user-${process.getuid?.()}`;
  }
}

/**
 * The inbox of a course in nbgrader's exchange; undefined where none is named, and a file is wanted.
 * @throws UsageError where there is none at the address: whoever got a file instead would take it for handed in
 */
function inboxOf(to: string | undefined): string | undefined {
  const address = to ?? process.env.UNROLLED_EXCHANGE;
  if (address === undefined || address === "") return undefined;
  const inbox = inboxAt(address);
  if (!isFolder(inbox))
    throw new UsageError(
      `unrolled hand-in expects the folder ${inbox}, by ${to === undefined ? "$UNROLLED_EXCHANGE" : "--to"}, but no inbox is there: nothing is handed in. Ask who teaches whether the exchange is mounted and this is its address. A file to upload, which is not handed in yet: --file hand-in`,
    );
  const found = statSync(inbox);
  // Who may list an inbox reads the others' names; who may rename in it takes others' work away.
  if ((found.mode & 0o004) !== 0 || (found.mode & 0o1002) === 0o002)
    complain(
      `${inbox} is open to others: its owner closes it by "chmod 3733 ${inbox}" (all may put something in, nobody may list it or move what is another's)`,
    );
  return inbox;
}
