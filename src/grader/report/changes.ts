// What changed from one run to another: checks, totals, who came and who went.
import { numberText } from "../page/index.ts";
import type { CheckResult, ManualScore, RunRecord, State, SubmissionResult } from "../results/index.ts";
import { type Score, scoreOf, shownName } from "../scores/index.ts";

/** What a check came to in a run; undefined where it was not made. */
export type Came = Pick<CheckResult, "state" | "points"> | undefined;

export interface CheckChange {
  check: string;
  before: Came;
  after: Came;
}

export interface Change {
  student: string;
  /** Undefined where it was not in that run. */
  before: Score | undefined;
  after: Score | undefined;
  /** Whether it is another file. */
  isOtherFile: boolean;
  checks: readonly CheckChange[];
}

export interface Changes {
  /** Submissions of which something changed. */
  changed: readonly Change[];
  /** How many stayed as they were. */
  same: number;
  /** Whether the questions are others. */
  isOtherVersion: boolean;
}

/** Persons' marks count in both runs: no regrade touches them. */
export function changesBetween(before: RunRecord, after: RunRecord, marks: readonly ManualScore[]): Changes {
  const earlier = new Map(before.submissions.map(one => [one.submission, one]));
  const later = new Map(after.submissions.map(one => [one.submission, one]));
  const all = [...new Set([...later.keys(), ...earlier.keys()])].map(id =>
    changeOf(earlier.get(id), later.get(id), marks),
  );
  const changed = all.filter(isChange);
  return { changed, same: all.length - changed.length, isOtherVersion: before.version !== after.version };
}

function changeOf(
  before: SubmissionResult | undefined,
  after: SubmissionResult | undefined,
  marks: readonly ManualScore[],
): Change {
  const [was, is] = [before, after].map(one => new Map((one?.checks ?? []).map(check => [check.check, check])));
  const checks = [...new Set([...was!.keys(), ...is!.keys()])]
    .map(check => ({ check, before: was!.get(check), after: is!.get(check) }))
    .filter(one => !isSame(one.before, one.after));
  return {
    student: shownName((after ?? before)!),
    before: before && scoreOf(before, marks),
    after: after && scoreOf(after, marks),
    isOtherFile: before !== undefined && after !== undefined && before.hash !== after.hash,
    checks: before && after ? checks : [],
  };
}

const isSame = (a: Came, b: Came): boolean => a?.state === b?.state && a?.points === b?.points;

const isChange = ({ before, after, isOtherFile, checks }: Change): boolean =>
  isOtherFile || checks.length > 0 || before?.result.state !== after?.result.state || before?.total !== after?.total;

/** What changed of a submission, a line each. */
export function linesOf({ before, after, isOtherFile, checks }: Change): string[] {
  const [was, is] = [before?.result.state, after?.result.state];
  const lines = [
    ...(before ? [] : ["was not there before"]),
    ...(after ? [] : ["is not there any more"]),
    ...(isOtherFile ? ["another file"] : []),
    ...(before && after && was !== is ? [`${was} → ${is}`] : []),
    ...checks.map(one => `${one.check}: ${cameText(one.before)} → ${cameText(one.after)}`),
  ];
  return lines.length > 0 ? lines : [`in all: ${totalText(before)} → ${totalText(after)}`];
}

/** Points where they are known, else why they are not. */
export const totalText = (score: Score | undefined): string =>
  score === undefined ? "–" : score.total === undefined ? score.standing : numberText(score.total);

function cameText(came: Came): string {
  if (came === undefined) return "not made";
  if (came.points === null) return came.state;
  // As a student's page says it.
  const isPart = came.state === "fail" && came.points > 0;
  return `${isPart ? "partly right" : came.state} ${numberText(came.points)}`;
}

/** By how much the total changed; undefined where one of the two is not known. */
export const differenceOf = ({ before, after }: Change): number | undefined =>
  before?.total === undefined || after?.total === undefined
    ? undefined
    : Math.round((after.total - before.total) * 1e4) / 1e4;

/** How often a check went from one state to another; the commonest first. */
export function movesOf(
  changed: readonly Change[],
): { check: string; from: State | undefined; to: State | undefined; count: number }[] {
  const all = changed.flatMap(({ checks }) => checks).filter(({ before, after }) => before?.state !== after?.state);
  const groups = Map.groupBy(all, ({ check, before, after }) => JSON.stringify([check, before?.state, after?.state]));
  return [...groups.values()]
    .map(group => ({
      check: group[0]!.check,
      from: group[0]!.before?.state,
      to: group[0]!.after?.state,
      count: group.length,
    }))
    .sort((a, b) => b.count - a.count);
}
