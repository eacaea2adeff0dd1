// A user of the system who handed in for several people: only the last hand-in is graded, and that is said before anything else.
import type { Collected } from "../../grader/submissions/index.ts";

/** Undefined where everybody handed in for themselves. */
export function forOthersNote(all: readonly Collected[], assignment: string): string | undefined {
  const others = all.filter(({ says }) => says !== undefined);
  if (others.length === 0) return undefined;
  const users = [...Map.groupBy(others, ({ student }) => student)].map(
    ([user, some]) => `${user} for ${some.map(({ says }) => says).join(", ")}`,
  );
  const are = others.length === 1 ? "1 hand-in is" : `${others.length} hand-ins are`;
  return `NOT GRADED: ${are} by a user of the system who later handed in for somebody else: ${users.join("; ")}. Only the last hand-in of a user counts; the others stand in the results as refused. Where the names are right, copy the notebook of each to DIR/NAME/${assignment}.ipynb, the last ones, too, and grade DIR`;
}
