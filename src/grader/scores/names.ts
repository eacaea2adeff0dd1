// Who a submission is of, as a person reads it: the name that a roster knows, and the id beside it.
import type { SubmissionResult } from "../results/index.ts";
import type { Score } from "./score.ts";

type Named = Pick<SubmissionResult, "student" | "name">;

/** "Ana Müller (am123)"; the id alone where no name is known. */
export const shownName = ({ student, name }: Named): string => (name === undefined ? student : `${name} (${student})`);

/** The same on every machine; of numbers "s9" stands before "s10". */
const order = new Intl.Collator("en", { numeric: true });

/** In the order of names. */
export const byName = (scores: readonly Score[]): Score[] =>
  scores.toSorted((a, b) => order.compare(shownName(a.result), shownName(b.result)));

/** For a page: its student is called by name and id. */
export const calledByName = (score: Score): Score => ({
  ...score,
  result: { ...score.result, student: shownName(score.result) },
});
