// Whose work a person should look at, and why.
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
  const sameFile = Map.groupBy(scores, ({ result }) => result.hash);
  const handedIn = Map.groupBy(scores, ({ result }) => result.student);
  const found = scores.flatMap(score => {
    const { student, submission, hash } = score.result;
    const others = alike.get(submission) ?? [];
    const copies = sameFile
      .get(hash)!
      .map(({ result }) => result.student)
      .filter(name => name !== student);
    const why = [
      ...ofScore(score),
      ...(handedIn.get(student)!.length > 1 ? [`${handedIn.get(student)!.length} files have this name`] : []),
      ...(copies.length > 0 ? [`the very same file as ${some(copies)}`] : []),
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
  const kinds = [...new Set(flags.map(({ kind }) => kind))];
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
  const most = 4;
  return names.length <= most + 1
    ? names.join(", ")
    : `${names.slice(0, most).join(", ")} and ${names.length - most} others`;
}
