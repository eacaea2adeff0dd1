// What `--due` cannot do: nobody is late of whom no time is known.
import { namesIn } from "../../grader/first-of.ts";
import type { Collected, LateRule } from "../../grader/submissions/index.ts";

/** What is to be said of it; undefined where every time is known, or none is asked. */
export function unknownTimes(all: readonly Collected[], late: LateRule | undefined): string | undefined {
  // What is refused has no points to lose.
  const handed = all.filter(({ fault }) => fault === undefined);
  const unknown = handed.filter(({ received }) => received === undefined);
  if (late === undefined || unknown.length === 0) return undefined;
  const who = namesIn(
    unknown.map(({ student }) => student),
    3,
    "unrolled dashboard shows when each came",
  );
  return `--due takes nothing from ${unknown.length} of ${handed.length} submissions (${who}): when they were handed in is not known. It stands in nbgrader's timestamp.txt beside a notebook, as "2027-01-15 22:58:23 UTC"; the times of files and of an LMS are not read`;
}
