// The proof of a question, for a test of its course: what its right answer, its mistakes and a blank come to.
import { ____ } from "./blank.ts";
import type { Outcome } from "./outcome.ts";
import type { PendingOutcome } from "./pending-outcome.ts";
import { definitionOf, type Question } from "./question.ts";

/** From this length on, the right answer in a hint is no chance. */
const tellingLength = 3;

/**
 * Proves a question in all its outcomes: its right answer is correct, ____ is not attempted, each mistake is incorrect and gets
 * its own hint and no other's, something that is no answer is incorrect, no hint holds the answer.
 * @example
 * // in a test of the course, for every question of every assignment
 * await prove(question)
 * @throws Error that lists all that does not hold
 */
// biome-ignore lint/suspicious/noExplicitAny: questions of every kind of answer
export async function prove(question: Question<any, Outcome | PendingOutcome>): Promise<void> {
  const { answer: kind, fingerprints = [], hints, because, asks } = definitionOf(question);
  const faults: string[] = [];
  const expect = (holds: boolean, fault: string) => {
    if (!holds) faults.push(fault);
  };
  const check = async (answer: unknown) => question.check(answer);
  const told = (outcome: Outcome) =>
    outcome.error === undefined ? String(outcome) : `${outcome}\n    ${outcome.error}`;

  const right = await check(kind.right);
  expect(right.correct && right.credit === 1, `its right answer is expected to be correct, but got ${told(right)}`);
  const blank = await check(____);
  expect(blank.status === "not-attempted", `____ is expected to be not attempted, but got ${told(blank)}`);
  // A symbol is no answer to anything.
  const none = await check(Symbol("no answer"));
  expect(none.status === "incorrect", `something that is no answer is expected to be incorrect, but got ${told(none)}`);

  if (fingerprints.length > 0 && kind.same === undefined)
    expect(false, "mistakes are recognized by `same`, and its kind of answers has none");
  for (const [i, { answer, hint }] of fingerprints.entries()) {
    const outcome = await check(answer);
    const shown = `the mistake ${kind.format(answer)}`;
    const twin = fingerprints.findIndex(other => kind.same?.(other.answer, answer));
    if (outcome.status === "correct") expect(false, `${shown} is the right answer; draw other parameters`);
    else if (twin >= 0 && twin < i)
      expect(false, `${shown} stands twice; let twins share one hint that asks which, or draw other parameters`);
    else
      expect(
        outcome.status === "incorrect" && outcome.recognized && outcome.message.endsWith(hint),
        `${shown} is expected to get its own hint, but got ${told(outcome)}`,
      );
  }

  for (const [what, text] of Object.entries({ asks, because })) expect(text.trim() !== "", `\`${what}\` is empty`);
  const answer = kind.format(kind.right).replaceAll(",", "");
  const holdsAnswer = (text: string) =>
    answer.length >= tellingLength &&
    new RegExp(`(?<![\\w.])${RegExp.escape(answer)}(?![\\w]|\\.\\d)`).test(text.replaceAll(",", ""));
  for (const text of [...hints, ...fingerprints.map(({ hint }) => hint)])
    expect(!holdsAnswer(text), `a hint gives the answer away: ${text}`);
  if (faults.length > 0) throw new Error(`question ${question.id}: ${faults.join("\n  ")}`);
}
