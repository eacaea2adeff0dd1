// What does not hold of the wrong solutions and the hidden check that stand beside a question.
import type { AnswerKind, Judgement } from "../answers/kind.ts";
import { ____ } from "../blank.ts";
import { judgeAnswer } from "../judging.ts";
import type { Mistake } from "../mistakes.ts";
import { type AnyDefinition, asAnswer, constantFaults, told } from "./question-faults.ts";

/** Every question knows a wrong solution, its own or a listed one; a text has none. */
export function unlistedFaults(
  { answer: kind, fingerprints = [] }: AnyDefinition,
  listed: readonly unknown[],
): string[] {
  const known = fingerprints.length + (kind.fingerprints?.length ?? 0) + listed.length;
  return known > 0 || "rubric" in kind
    ? []
    : ["it knows no wrong solution: add fingerprints, or a list in mistakes.ts"];
}

/** Each wrong solution fails and gets the hint that is meant, and none where none is meant. */
export async function mistakeFaults(
  definition: AnyDefinition,
  mistakes: readonly Mistake<unknown>[],
): Promise<string[]> {
  const faults: string[] = [];
  const known = new Set(
    [...(definition.fingerprints ?? []), ...(definition.answer.fingerprints ?? [])].map(({ hint }) => hint),
  );
  for (const [i, { answer, hint }] of mistakes.entries()) {
    const shown = `mistake ${i + 1} of mistakes.ts${hint === null ? "" : ` (“${hint}”)`}`;
    const meant = [...known].filter(text => hint !== null && text.includes(hint));
    if (hint !== null && meant.length !== 1) {
      faults.push(`${shown}: these words are expected in one hint, but are in ${meant.length}`);
      continue;
    }
    const outcome = await judgeAnswer(definition, asAnswer(definition, answer));
    if (outcome.status !== "incorrect") faults.push(`${shown} is expected to be wrong, but got ${told(outcome)}`);
    else if (hint === null && outcome.recognized)
      faults.push(`${shown} is expected to get no hint of a known mistake, but got ${told(outcome)}`);
    else if (hint !== null && outcome.hint !== meant[0])
      faults.push(`${shown} is expected to get the hint “${meant[0]}”, but got ${told(outcome)}`);
  }
  return faults;
}

/** The hidden check takes the right answer, and neither a blank nor any known or listed mistake. */
export async function hiddenFaults(
  definition: AnyDefinition,
  hidden: AnswerKind<never, Judgement | Promise<Judgement>>,
  mistakes: readonly Mistake<unknown>[],
): Promise<string[]> {
  const faults: string[] = [];
  const unseen = { ...definition, answer: hidden } as AnyDefinition;
  const check = async (answer: unknown) => judgeAnswer(unseen, answer);
  for (const [whose, right] of [
    ["the right answer of the public check", definition.answer.right],
    ["its own right answer", unseen.answer.right],
  ]) {
    const outcome = await check(right);
    if (!outcome.correct) faults.push(`the hidden check is expected to take ${whose}, but got ${told(outcome)}`);
  }
  const other = await judgeAnswer(definition, unseen.answer.right);
  if (!other.correct)
    faults.push(`the public check is expected to take the right answer of the hidden one, but got ${told(other)}`);
  const blank = await check(____);
  if (blank.status !== "not-attempted")
    faults.push(`to the hidden check ____ is expected to be not attempted, but got ${told(blank)}`);
  faults.push(...(await constantFaults(unseen, "hidden check")));
  for (const { answer, hint } of [...(definition.fingerprints ?? []), ...mistakes]) {
    const outcome = await check(asAnswer(unseen, answer));
    if (outcome.status !== "incorrect")
      faults.push(
        `the hidden check is expected to find the mistake “${hint ?? unseen.answer.format(answer)}”, but got ${told(outcome)}`,
      );
  }
  return faults;
}
