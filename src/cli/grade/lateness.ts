// What `--due` cannot do: nobody is late of whom no time is known.
import { namesIn } from "../../grader/first-of.ts";
import type { Collected, LateRule } from "../../grader/submissions/index.ts";

/** What is to be said of it; undefined where every time is known, or none is asked. */
export function unknownTimes(all: readonly Collected[], late: LateRule | undefined): string | undefined {
  // What is refused has no points to lose.
  const handed = all.filter(({ fault }) => fault === undefined);
  const unknown = handed.filter(({ received }) => received === undefined);
  if (late === undefined || unknown.length === 0) return undefined;
  const [early, none] = [true, false].map(is =>
    unknown.filter(({ clockIsWrong = false }) => clockIsWrong === is).map(({ student }) => student),
  ) as [string[], string[]];
  const of = (who: readonly string[], what: string) =>
    who.length === 0 ? "" : ` Of ${namesIn(who, 3, "unrolled dashboard shows when each came")} ${what}.`;
  return `--due takes nothing from ${unknown.length} of ${handed.length} submissions.${of(
    none,
    'it is not known when they were handed in: nbgrader\'s timestamp.txt beside a notebook says it, as "2027-01-15 22:58:23 UTC"; the times of files and of an LMS are not read',
  )}${of(early, "timestamp.txt says a time that is still to come: that clock was wrong")}`;
}
