// What a list of lessons says of each: title, minutes, questions.

import type { Notebook } from "../../../kernel/notebook/index.ts";
import { outcomeMimeType } from "../../checking/index.ts";

export interface Description {
  /** Its first heading. */
  title: string;
  unit?: number;
  minutes?: number;
  /** How many questions its source answers. */
  questions: number;
}

/** @param source the executed one; `fallback` is its title where it has no heading */
export function describeSource(source: Notebook, fallback: string): Description {
  const [heading] = source.cells.flatMap(({ cell_type, source }) =>
    cell_type === "markdown" ? (/^#{1,2} +(.+?) *#*$/m.exec(source)?.[1] ?? []) : [],
  );
  const { unit, minutes } = (source.metadata.unrolled ?? {}) as { unit?: unknown; minutes?: unknown };
  return {
    title: heading ?? fallback,
    ...(typeof unit === "number" && { unit }),
    ...(typeof minutes === "number" && { minutes }),
    questions: questionsOf(source).size,
  };
}

function questionsOf({ cells }: Notebook): Set<string> {
  const found = new Set<string>();
  for (const cell of cells)
    if (cell.cell_type === "code")
      for (const output of cell.outputs) {
        const outcome = "data" in output ? output.data[outcomeMimeType] : undefined;
        if (
          typeof outcome === "object" &&
          outcome !== null &&
          !Array.isArray(outcome) &&
          typeof outcome.question === "string"
        )
          found.add(outcome.question);
      }
  return found;
}
