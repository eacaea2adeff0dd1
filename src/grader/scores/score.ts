// What a submission comes to: its checks and the marks of persons, question by question, and the sum where it is known.
import { type CheckResult, isMarkOf, type ManualScore, type State, type SubmissionResult } from "../results/index.ts";

/** A question of one submission. */
export interface QuestionScore {
  /** "q3" */
  question: string;
  /** Of all its checks the one that says most: see `weightiest`. */
  state: State;
  /** Undefined where something of it is not scored yet. */
  points: number | undefined;
  of: number;
  checks: readonly CheckResult[];
  /** What a person gave, where a person marks it and has done so. */
  manual: ManualScore | undefined;
}

/** A submission with its points. */
export interface Score {
  result: SubmissionResult;
  questions: readonly QuestionScore[];
  /** Points of all that is scored, before what is taken off for being late. */
  soFar: number;
  of: number;
  /** All points, what is taken off for being late included. Undefined as long as something is not scored: that is no zero. */
  total: number | undefined;
  standing: Standing;
}

/**
 * `refused`: nothing could be graded. `to mark`: only a person's marks are missing. `incomplete`: something failed that is not the
 * student's fault.
 */
export type Standing = "graded" | "to mark" | "incomplete" | "refused";

/** What stops a question before what is told of it as a whole. */
const weightiest: readonly State[] = [
  "broken-question",
  "infrastructure-error",
  "to-mark",
  "kernel-died",
  "time-out",
  "student-error",
  "fail",
  "not-attempted",
  "pass",
];

/** @param manual the marks of the assignment; those of others, and of another text of theirs, are left out */
export function scoreOf(result: SubmissionResult, manual: readonly ManualScore[]): Score {
  const mine = new Map(manual.filter(mark => isMarkOf(mark, result)).map(one => [one.question, one]));
  const byQuestion = Map.groupBy(result.checks, ({ question }) => question);
  const questions = [...byQuestion].map(([question, checks]) => questionScore(question, checks, mine.get(question)));
  const soFar = rounded(
    sum(questions.map(({ checks, manual }) => sum(checks.map(check => pointsOf(check, manual) ?? 0)))),
  );
  const isWhole =
    result.state === "graded" && questions.length > 0 && questions.every(({ points }) => points !== undefined);
  return {
    result,
    questions,
    soFar,
    of: sum(questions.map(({ of }) => of)),
    total: isWhole ? rounded(soFar * (result.late?.factor ?? 1)) : undefined,
    standing: standingOf(result, questions),
  };
}

function questionScore(
  question: string,
  checks: readonly CheckResult[],
  manual: ManualScore | undefined,
): QuestionScore {
  const points = checks.map(check => pointsOf(check, manual));
  const states = checks.map(check => stateOf(check, manual));
  return {
    question,
    state: weightiest.find(state => states.includes(state)) ?? "broken-question",
    points: points.some(one => one === undefined) ? undefined : rounded(sum(points as number[])),
    of: sum(checks.map(({ of }) => of)),
    checks,
    manual: checks.some(({ kind }) => kind === "written") ? manual : undefined,
  };
}

/** Marks are given to what a person reads, and to nothing else; there they are the last word. */
const pointsOf = ({ kind, points }: CheckResult, manual: ManualScore | undefined): number | undefined =>
  (kind === "written" ? manual?.points : undefined) ?? points ?? undefined;

function stateOf({ kind, state }: CheckResult, manual: ManualScore | undefined): State {
  if (kind !== "written" || !manual) return state;
  return manual.points >= manual.of ? "pass" : "fail";
}

function standingOf({ state }: SubmissionResult, questions: readonly QuestionScore[]): Standing {
  if (state === "refused") return "refused";
  const open = questions.filter(({ points }) => points === undefined);
  if (state === "infrastructure-error" || questions.length === 0) return "incomplete";
  if (open.length === 0) return "graded";
  return open.every(one => one.state === "to-mark") ? "to mark" : "incomplete";
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** Rounded once, at the end: three thirds are one, and ten tenths, too. */
const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;
