// Which scores a platform is told: each once, and again only when it has changed.
import type { Score } from "../../scores/index.ts";
import { inWords } from "../../scores/index.ts";
import { openBecause } from "../fill.ts";
import { PlatformError } from "./ask.ts";
import type { AgsClient, AgsScore } from "./client.ts";
import { type ColumnTold, columnOf } from "./column.ts";

/** What a platform was told last: kept from one time to the next. */
export interface Sent {
  /** The points that its column was given. */
  column?: number;
  students: {
    [student: string]: {
      score: string;
      timestamp: string;
      /** It was on its way when this was written: whether the platform has it is not known. */
      isOnItsWay?: true;
    };
  };
}

/** LTI's `sub` of a student, or why it is not known. */
export type UserOf = (student: string) => { sub: string } | { why: string };

/** What is to be told, and of whom nothing is. */
export interface Plan {
  readonly scores: readonly { student: string; score: Omit<AgsScore, "timestamp">; key: string }[];
  readonly unchanged: number;
  /** A sentence each. */
  readonly leftOut: readonly string[];
}

/** @param userOf by the name that a student hands in under */
export function planOf(scores: readonly Score[], userOf: UserOf, { students }: Sent): Plan {
  const plan = { scores: [] as Plan["scores"][number][], unchanged: 0, leftOut: [] as string[] };
  const known: { student: string; score: Omit<AgsScore, "timestamp"> }[] = [];
  for (const one of scores) {
    const { student } = one.result;
    const isOpen = one.total === undefined && one.standing !== "to mark";
    const user = isOpen ? { why: "" } : userOf(student);
    if (isOpen) plan.leftOut.push(openBecause(one, inWords(one)));
    else if ("why" in user) plan.leftOut.push(`${student}: ${user.why}`);
    else known.push({ student, score: scoreOf(one, user.sub) });
  }
  for (const [sub, some] of Map.groupBy(known, ({ score }) => score.userId))
    for (const { student, score } of some) {
      const other = some.find(one => one.student !== student);
      const key = JSON.stringify(score);
      const before = students[student];
      if (other) plan.leftOut.push(`${student}: ${other.student} has the same number, ${sub}: whose is it?`);
      else if (before?.score === key && !before.isOnItsWay) plan.unchanged++;
      else plan.scores.push({ student, score, key });
    }
  return plan;
}

/** What a person still has to mark has no number: a part of the points would look like all of them. */
const scoreOf = ({ total, of }: Score, userId: string): Omit<AgsScore, "timestamp"> =>
  total === undefined
    ? { userId, activityProgress: "Submitted", gradingProgress: "PendingManual" }
    : { userId, scoreGiven: total, scoreMaximum: of, activityProgress: "Completed", gradingProgress: "FullyGraded" };

export interface Pushed {
  readonly sent: number;
  /** A sentence each. */
  readonly failed: readonly string[];
  /** Where the points of the platform's column have changed, or are not the assignment's. */
  readonly column: ColumnTold | undefined;
}

/** What the caller does meanwhile. */
export interface Beside {
  /** Keeps what was sent. */
  note(sent: Sent): void;
  /** Is told how many of all are done. */
  onDone?(count: number): void;
}

/**
 * Tells a platform what is new. It is noted before each score is sent, and after it. Where that breaks between the two, the same score
 * goes again with the same time: a platform that has it keeps what it has.
 * @throws PlatformError where the line item is not to be had, or the platform has gone
 */
export async function push(
  client: AgsClient,
  { assignment, of, plan, sent }: { assignment: string; of: number; plan: Plan; sent: Sent },
  { note, onDone }: Beside,
): Promise<Pushed> {
  if (plan.scores.length === 0 && !isColumnBehind(sent, of)) return { sent: 0, failed: [], column: undefined };
  const { item, given, told: column } = await columnOf(client, { assignment, of, given: sent.column });
  if (given !== sent.column) {
    if (given === undefined) delete sent.column;
    else sent.column = given;
    note(sent);
  }
  const { students } = sent;
  const failed: string[] = [];
  let count = 0;
  for (const [index, { student, score, key }] of plan.scores.entries()) {
    const before = students[student];
    const isAgain = before?.isOnItsWay === true && before.score === key;
    const timestamp = isAgain ? before.timestamp : laterThan(before?.timestamp);
    students[student] = { score: key, timestamp, isOnItsWay: true };
    note(sent);
    const fault = await refusalOf(client.postScore(item, { ...score, timestamp }), isAgain);
    if (fault === undefined) {
      students[student] = { score: key, timestamp };
      count++;
    } else {
      failed.push(`${student}: ${fault}`);
      if (before) students[student] = before;
      else delete students[student];
    }
    note(sent);
    onDone?.(index + 1);
  }
  return { sent: count, failed, column };
}

/** An assignment's points have changed since its column was given some. Where nothing is graded, they are not known. */
export const isColumnBehind = ({ column }: Sent, of: number): boolean =>
  column !== undefined && of > 0 && column !== of;

/** Later than what was sent before, whatever this machine's clock says: an older time is refused. */
function laterThan(timestamp: string | undefined): string {
  const before = Date.parse(timestamp ?? "");
  return new Date(Math.max(Date.now(), Number.isNaN(before) ? 0 : before + 1)).toISOString();
}

/** Why one score was not taken. @throws PlatformError where no other one would be, either */
async function refusalOf(posted: Promise<void>, isAgain: boolean): Promise<string | undefined> {
  try {
    await posted;
    return undefined;
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    const { status = 0, message } = error;
    if (status < 400 || [401, 403, 429].includes(status) || status >= 500) throw error;
    if (status !== 409) return message;
    return isAgain ? undefined : "the platform has a newer score, which stays";
  }
}
