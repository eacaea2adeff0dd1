// What a run says of a class: shares of states, commonest mistakes, time used. Numbers and texts, no drawing.
import type { CheckResult, State } from "../results/index.ts";
import type { Score } from "../scores/index.ts";

/** What a question came to, as a class sees it. */
export const kindsOfOutcome = [
  "right",
  "partly right",
  "wrong",
  "not attempted",
  "failed to run",
  "to mark",
  "not scored",
] as const;

export type KindOfOutcome = (typeof kindsOfOutcome)[number];

/** Something that several did, and who. */
export interface Shared {
  text: string;
  students: readonly string[];
}

export interface QuestionFacts {
  question: string;
  of: number;
  /** How many have it so. */
  counts: { readonly [Kind in KindOfOutcome]: number };
  /** Mean of what is scored; undefined where nothing is. */
  mean: number | undefined;
  /** Known mistakes, by their hints; the commonest first. */
  mistakes: readonly Shared[];
  /** Wrong answers that no known mistake explains, where several gave the same. */
  unexplained: readonly Shared[];
  /** What code failed with. */
  errors: readonly Shared[];
  /** Of its checks together, a submission each, in milliseconds. */
  medianTime: number;
  longestTime: number;
}

/** How many of each are listed. */
const mostListed = 6;

/** In the order of the questions that are given; others follow. */
export function factsOf(scores: readonly Score[], questions: readonly string[]): QuestionFacts[] {
  const more = scores.flatMap(({ questions }) => questions.map(({ question }) => question));
  return [...new Set([...questions, ...more])].map(question => factsOfOne(scores, question));
}

function factsOfOne(scores: readonly Score[], question: string): QuestionFacts {
  const all = scores.flatMap(({ questions, result }) =>
    questions.filter(one => one.question === question).map(one => ({ ...one, student: result.student })),
  );
  const counts = Object.fromEntries(kindsOfOutcome.map(kind => [kind, 0])) as Record<KindOfOutcome, number>;
  for (const { state, points } of all) counts[kindOf(state, points)]++;
  const points = all.flatMap(one => one.points ?? []);
  // While the answers wait for a person, blanks alone have points: their mean would say nothing of the class.
  const isOpen = counts["to mark"] > 0 && points.length === counts["not attempted"];
  const times = all.map(({ checks }) => checks.reduce((sum, { milliseconds }) => sum + milliseconds, 0));
  const checks = all.flatMap(({ checks, student }) => checks.map(check => ({ ...check, student })));
  return {
    question,
    of: Math.max(0, ...all.map(({ of }) => of)),
    counts,
    mean: points.length > 0 && !isOpen ? points.reduce((sum, one) => sum + one, 0) / points.length : undefined,
    mistakes: shared(checks, ({ mistake }) => mistake, 1),
    unexplained: shared(checks, unexplained, 2),
    errors: shared(checks, ({ state, message }) => (state === "student-error" ? firstLine(message) : undefined), 1),
    medianTime: quantile(times, 0.5),
    longestTime: Math.max(0, ...times),
  };
}

function kindOf(state: State, points: number | undefined): KindOfOutcome {
  if (state === "to-mark") return "to mark";
  if (points === undefined) return "not scored";
  if (state === "pass") return "right";
  if (points > 0) return "partly right";
  if (state === "not-attempted") return "not attempted";
  return state === "fail" ? "wrong" : "failed to run";
}

/** "your function" is the same for everybody, and says nothing. */
const unexplained = ({ state, kind, mistake, given }: CheckResult): string | undefined =>
  state === "fail" && kind === "public" && mistake === undefined && !given?.startsWith("your ") ? given : undefined;

const firstLine = (text: string): string => text.split("\n", 1)[0]!.trim();

/** Groups by a text; a student counts once. */
function shared<Item extends { student: string }>(
  items: readonly Item[],
  textOf: (item: Item) => string | undefined,
  least: number,
): Shared[] {
  const groups = Map.groupBy(items, textOf);
  groups.delete(undefined);
  return [...groups]
    .map(([text, group]) => ({ text: text!, students: [...new Set(group.map(({ student }) => student))] }))
    .filter(({ students }) => students.length >= least)
    .sort((a, b) => b.students.length - a.students.length)
    .slice(0, mostListed);
}

/** Of sorted numbers, between two of them in proportion (R's type 7, NumPy's default); 0 of none. */
export function quantile(numbers: readonly number[], part: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * part;
  const [low, high] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0];
  return low + (high - low) * (at - Math.floor(at));
}
