// The last verdict of each question in this session: what progress() and validate() count.
import type { OutcomeFields } from "../verdict.ts";

const verdicts = new Map<string, OutcomeFields>();

export const noteVerdict = (outcome: OutcomeFields): void => void verdicts.set(outcome.question, outcome);

/** What the last check of a question found, if there was one. */
export const lastVerdict = (question: string): OutcomeFields | undefined => verdicts.get(question);

/** Another student has other questions. */
export const forgetVerdicts = (): void => verdicts.clear();
