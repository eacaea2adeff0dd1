// The last verdict of each question in this session: what progress() and validate() count.
import type { OutcomeFields } from "../verdict.ts";
import { forgetAnswers } from "./answers.ts";

const verdicts = new Map<string, OutcomeFields>();

/** Questions that were checked under another name only. */
const forgotten = new Set<string>();

export function noteVerdict(outcome: OutcomeFields): void {
  verdicts.set(outcome.question, outcome);
  forgotten.delete(outcome.question);
}

/** What the last check of a question found, if there was one. */
export const lastVerdict = (question: string): OutcomeFields | undefined => verdicts.get(question);

/** Another student has other questions. */
export function forgetVerdicts(): void {
  for (const question of verdicts.keys()) forgotten.add(question);
  verdicts.clear();
  forgetAnswers();
}

/** Whether a question was checked in this session, but not since the student's name was changed. */
export const isForgotten = (question: string): boolean => forgotten.has(question);
