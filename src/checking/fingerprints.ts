// Fingerprints: wrong answers that give away their mistake.
import type { Comparison } from "./compare.ts";

/**
 * The answer that a known mistake leads to, and the hint for that mistake. Twins (mistakes with the same answer) are one
 * fingerprint, whose hint asks which.
 */
export interface Fingerprint<Answer> {
  readonly answer: Answer;
  readonly hint: string;
}

/** The fingerprint that an answer matches. */
export const recognize = <Answer>(
  answer: Answer,
  fingerprints: readonly Fingerprint<Answer>[],
  comparison: Comparison<Answer>,
): Fingerprint<Answer> | undefined => fingerprints.find(fingerprint => comparison.same(fingerprint.answer, answer));

/**
 * Checks the author's work: no fingerprint may be the right answer, and no two may be the same.
 * @throws Error that names the question and the answer.
 */
export function assertDistinct<Answer>(
  question: string,
  fingerprints: readonly Fingerprint<Answer>[],
  comparison: Comparison<Answer>,
): void {
  fingerprints.forEach(({ answer }, i) => {
    const shown = comparison.format(answer);
    if (comparison.same(answer, comparison.right))
      throw new Error(`question ${question}: the fingerprint ${shown} is the right answer; draw other parameters`);
    if (recognize(answer, fingerprints.slice(0, i), comparison))
      throw new Error(
        `question ${question}: two fingerprints are ${shown}; let twins share one hint that asks which, ` +
          "or draw other parameters",
      );
  });
}
