// Whose work a person should look at, and why.
import { firstOf } from "../first-of.ts";
import { clipped } from "../page/index.ts";
import type { Score } from "../scores/index.ts";
import type { Pair } from "../similarity/index.ts";
import { othersAnswers } from "./others-answers.ts";

export interface Concern {
  student: string;
  why: readonly string[];
}

/**
 * Who has most reasons comes first, before them whose work was not graded; who has none is left out.
 * @param solutionLike the submissions that have the solution's own texts
 */
export function concernsOf(
  scores: readonly Score[],
  pairs: readonly Pair[],
  solutionLike: ReadonlySet<string>,
): Concern[] {
  const byId = new Map(scores.map(score => [score.result.submission, score.result.student]));
  const alike = new Map<string, string[]>();
  for (const { ids } of pairs)
    for (const [id, other] of [ids, ids.toReversed()] as [string, string][])
      alike.set(id, [...(alike.get(id) ?? []), byId.get(other) ?? other]);
  const ofOthers = othersAnswers(scores);
  const sameFile = Map.groupBy(scores, copyOf);
  const handedIn = Map.groupBy(scores, ({ result }) => result.student);
  const found = scores.flatMap(score => {
    const { student, submission } = score.result;
    const others = alike.get(submission) ?? [];
    const copies = new Set(
      copyOf(score) === undefined ? [] : sameFile.get(copyOf(score))!.map(one => one.result.student),
    );
    copies.delete(student);
    const why = [
      ...ofScore(score),
      ...(handedIn.get(student)!.length > 1 ? [`${handedIn.get(student)!.length} files have this name`] : []),
      ...(copies.size > 0 ? [`the very same file as ${some([...copies])}`] : []),
      ...(ofOthers.get(submission) ?? []).map(
        ({ other, questions }) => `has what is right for ${other} in ${questions.join(", ")}, and wrong here`,
      ),
      ...(solutionLike.has(submission) ? ["has the texts of the author's solution, word by word"] : []),
      ...(others.length > 0 ? [`much in common with ${some(others)}`] : []),
    ];
    return why.length > 0 ? [{ student, why }] : [];
  });
  const weight = ({ why }: Concern) => why.length + (why.some(one => one.startsWith("not graded")) ? 100 : 0);
  return found.sort((a, b) => weight(b) - weight(a));
}

/**
 * What a file is known by among copies. Undefined where nothing can be said: what was refused may have no content that was read,
 * and two who gave no answer have what was handed out.
 */
function copyOf({ result: { state, hash }, questions }: Score): string | undefined {
  const isAnswered = questions.some(one => one.state !== "not-attempted");
  return state === "graded" && isAnswered && hash !== "" ? hash : undefined;
}

function ofScore({ result, questions }: Score): string[] {
  const { state, reason = "no reason was noted", flags } = result;
  if (state === "refused") return [`not graded: ${reason}`];
  if (state === "infrastructure-error") return [`not graded, our fault: ${reason}`];
  const having = (...states: string[]) => questions.filter(one => states.includes(one.state)).map(one => one.question);
  const [ours, stopped, open] = [
    having("infrastructure-error"),
    having("kernel-died", "time-out"),
    having("not-attempted"),
  ];
  // Notes are said of everybody: whoever looks for them finds all flags in the report.
  const telling = flags.filter(({ kind }) => kind !== "note");
  const kinds = [...Map.groupBy(telling, ({ kind }) => kind)].map(([kind, all]) => {
    const { told, more } = firstOf(all, 1);
    const says = told.map(
      ({ cell, message }) => `${cell === undefined ? "" : `${clipped(cell, 40)}: `}${clipped(message, 200)}`,
    );
    return `${kind} (${says.join("; ")}${more > 0 ? `; and ${more} more, in the report's table of flags` : ""})`;
  });
  const remarked = questions.filter(
    ({ manual, checks }) => manual && checks.some(({ kind, of }) => kind === "written" && of !== manual.of),
  );
  return [
    ...(ours.length > 0 ? [`not graded, our fault: ${ours.join(", ")}`] : []),
    ...(stopped.length > 0 ? [`stopped from outside: ${stopped.join(", ")}`] : []),
    ...(questions.length > 0 && open.length * 2 >= questions.length
      ? [`${open.length} of ${questions.length} questions not attempted`]
      : []),
    ...(kinds.length > 0 ? [`flags: ${kinds.join(", ")}`] : []),
    ...remarked.map(
      ({ question, manual }) => `${question} was marked of ${manual!.of} points, which it is not worth any more`,
    ),
  ];
}

/** "ana, ben", "ana, ben, chiara, emil and 12 others". */
function some(names: readonly string[]): string {
  const { told, more } = firstOf(names, 4);
  return `${told.join(", ")}${more > 0 ? ` and ${more} others` : ""}`;
}
