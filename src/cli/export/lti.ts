// `unrolled export RESULTS --lti PLATFORM.json`: scores to a platform by LTI 1.3, each once.
import { existsSync, readFileSync } from "node:fs";
import { PlatformError } from "../../grader/exchange/lti/ask.ts";
import { AgsClient } from "../../grader/exchange/lti/client.ts";
import type { ColumnTold } from "../../grader/exchange/lti/column.ts";
import { isColumnBehind, planOf, push, type Sent, type UserOf } from "../../grader/exchange/lti/push.ts";
import { type Platform, readPlatform } from "../../grader/exchange/lti/settings.ts";
import { readUsers } from "../../grader/exchange/lti/users.ts";
import type { Score } from "../../grader/scores/index.ts";
import { writeWhole } from "../../grader/whole-file.ts";
import { complain, say } from "../print.ts";
import { readTableFor, readText } from "../read-text.ts";
import { StatusLine } from "../status-line.ts";
import { UsageError } from "../usage.ts";
import { oneAtATime } from "./one-at-a-time.ts";

interface Options {
  /** The file that describes the platform. */
  platform: string;
  /** A CSV of students with the platform's numbers. */
  users: string | undefined;
  /** Says what would be sent. */
  isDry: boolean;
}

/** Ends with 1 where the platform has not taken all, or nobody is known there. */
export async function sendScores(
  scores: readonly Score[],
  assignment: string,
  { platform: path, users, isDry }: Options,
): Promise<number> {
  if (users === undefined)
    throw new UsageError(
      'unrolled export --lti expects --users FILE.csv, with columns "student" and "sub" (LTI\'s number of a user), but got none',
    );
  const platform = readTableFor("unrolled export --lti", () =>
    readPlatform(
      readText("unrolled export --lti", path, "a file with the platform's addresses and your key (README, “LTI 1.3”)"),
      path,
    ),
  );
  const userOf = readTableFor("unrolled export --lti", () =>
    readUsers(readText("unrolled export --users", users, "a file with columns student and sub"), users),
  );
  const sentFile = `${path.replace(/\.json$/, "")}.${assignment}.sent.json`;
  const all = { scores, assignment, path, platform, userOf, sentFile };
  return isDry ? send(all, isDry) : oneAtATime(sentFile, () => send(all, isDry));
}

interface All {
  scores: readonly Score[];
  assignment: string;
  path: string;
  platform: Platform;
  userOf: UserOf;
  sentFile: string;
}

async function send({ scores, assignment, path, platform, userOf, sentFile }: All, isDry: boolean): Promise<number> {
  const sent = readSent(sentFile);
  const plan = planOf(scores, userOf, sent);
  const of = Math.max(...scores.map(score => score.of), 0);
  for (const line of plan.leftOut) say(`  left out: ${line}`);
  const code = plan.scores.length + plan.unchanged === 0 && scores.length > 0 ? 1 : 0;
  if (isDry) {
    for (const { student, score } of plan.scores)
      say(
        `  ${student}: ${score.scoreGiven === undefined ? "handed in, to be marked" : `${score.scoreGiven} of ${score.scoreMaximum}`}`,
      );
    if (isColumnBehind(sent, of))
      say(`  the platform's column ${assignment} would get ${of} points, it was given ${sent.column}`);
    say(`${assignment}: ${plan.scores.length} would be sent, ${plan.unchanged} are there already`);
    return code;
  }
  const status = new StatusLine(process.stderr);
  const client = new AgsClient(platform, { onWait: text => status.print(`${path}: ${text}`) });
  let isNoted = false;
  const note = (now: Sent) => {
    noteSent(sentFile, now);
    isNoted = true;
  };
  const onDone = (count: number) => status.show(`${count} of ${plan.scores.length} sent`);
  try {
    const { sent: count, failed, column } = await push(client, { assignment, of, plan, sent }, { note, onDone });
    status.clear();
    for (const line of failed) complain(`  not taken: ${line}`);
    if (column !== undefined) tellColumn(column, { assignment, of });
    say(`${assignment}: ${count} of ${plan.scores.length} sent, ${plan.unchanged} were there already`);
    return failed.length > 0 ? 1 : code;
  } catch (error) {
    status.clear();
    if (!(error instanceof PlatformError)) throw error;
    complain(
      `unrolled export --lti ${path}: ${error.message}${/[.?]$/.test(error.message) ? "" : "."} ${isNoted ? `What was sent is noted in ${sentFile}: the same command goes on` : "Nothing was sent: mend that, and give the same command again"}`,
    );
    return 1;
  }
}

function tellColumn(column: ColumnTold, { assignment, of }: { assignment: string; of: number }): void {
  const its = `the platform's column ${assignment}`;
  if (column.state === "followed") {
    say(`${its} has ${of} points now, as the assignment; it had ${column.before}`);
    return;
  }
  const { points } = column;
  const scaled = `the platform scales each score, so that ${of} here are ${points} there`;
  complain(
    column.state === "others"
      ? `${its} has ${points} points, which somebody gave it there, but the assignment has ${of}: ${scaled}. If you do not want that, give the column ${of} points`
      : `${its} keeps ${points} points, but the assignment has ${of} now: ${scaled}. The platform does not let it be changed from here: ${column.why.replace(/[.?]$/, "")}. Give the column ${of} points there, by hand`,
  );
}

function noteSent(path: string, sent: Sent): void {
  try {
    writeWhole(path, `${JSON.stringify(sent, null, 1)}\n`, { flush: true });
  } catch (error) {
    throw new UsageError(
      `unrolled export --lti notes what was sent in ${path}, but it cannot be written: ${(error as Error).message}. Nothing more is sent: free some space or let it be written, and the same command goes on`,
    );
  }
}

function readSent(path: string): Sent {
  if (!existsSync(path)) return { students: {} };
  try {
    const read: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (typeof read !== "object" || read === null || !("students" in read))
      throw new Error("it holds no notes of students");
    return read as Sent;
  } catch (error) {
    throw new UsageError(
      `unrolled export --lti: ${path}, which notes what was sent, cannot be read: ${(error as Error).message}. Without it all scores are sent again: take it away, if that is right`,
    );
  }
}
