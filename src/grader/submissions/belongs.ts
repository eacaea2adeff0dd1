// Whether a notebook was handed out for the assignment that is graded. Cells alone do not tell: many assignments call theirs alike.
import type { Notebook } from "../../../kernel/notebook/index.ts";
import type { Release } from "./release.ts";

/** Why it is another assignment's, as its metadata say; undefined where they say nothing of that. */
export function otherAssignment(submitted: Notebook, name: string, release: Release): string | undefined {
  const named = assignmentOf(submitted);
  // A copy that was not released has what its source says.
  if (named === undefined || named === name || named === assignmentOf(release.notebook)) return undefined;
  return `it is the notebook of another assignment, ${JSON.stringify(named.slice(0, 60))}: hand in that of ${name}`;
}

function assignmentOf({ metadata }: Notebook): string | undefined {
  const { assignment } = (metadata.unrolled ?? {}) as { assignment?: unknown };
  return typeof assignment === "string" ? assignment : undefined;
}
