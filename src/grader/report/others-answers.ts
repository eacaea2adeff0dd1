// Answers that are wrong for a student and right for another one, where everybody has numbers of their own.
import type { Score } from "../scores/index.ts";

/** In so many questions it is no chance. */
const leastQuestions = 2;

/** Shorter ones are alike by chance: a number of two digits, a word of a few. */
const leastLength = 6;

export interface OthersAnswers {
  other: string;
  questions: readonly string[];
}

/** By the submission's id: whose right answers stand in it, and where. */
export function othersAnswers(scores: readonly Score[]): Map<string, OthersAnswers[]> {
  const right = new Map<string, Set<string>>();
  const answers = scores.flatMap(({ result: { student, submission, checks } }) =>
    checks
      .filter(({ kind, given = "" }) => kind === "public" && given.length >= leastLength && /\d/.test(given))
      .map(({ question, given, state }) => ({ student, submission, question, state, key: `${question} ${given}` })),
  );
  for (const { student, state, key } of answers)
    if (state === "pass") right.set(key, (right.get(key) ?? new Set()).add(student));
  const found = new Map<string, Map<string, string[]>>();
  for (const { student, submission, question, state, key } of answers) {
    if (state !== "fail") continue;
    for (const other of right.get(key) ?? []) {
      if (other === student) continue;
      const mine = found.get(submission) ?? new Map<string, string[]>();
      found.set(submission, mine.set(other, [...(mine.get(other) ?? []), question]));
    }
  }
  return new Map(
    [...found].map(([submission, mine]) => [
      submission,
      [...mine]
        .filter(([, questions]) => questions.length >= leastQuestions)
        .map(([other, questions]) => ({ other, questions })),
    ]),
  );
}
