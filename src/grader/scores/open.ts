// Why a score is not known yet, in words.
import type { State } from "../results/index.ts";
import type { Score } from "./score.ts";

const words: { readonly [Key in State]?: string } = {
  "to-mark": "to mark",
  "broken-question": "the question is broken",
  "infrastructure-error": "not graded, our fault",
};

/** "q6 to mark; q3 the question is broken"; "" where all is scored. */
export function inWords({ result, questions }: Score): string {
  if (result.state !== "graded") return result.reason ?? result.state;
  if (questions.length === 0) return "no check was made";
  return questions
    .filter(({ points }) => points === undefined)
    .map(({ question, state }) => `${question} ${words[state] ?? state}`)
    .join("; ");
}
