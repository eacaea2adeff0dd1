// Whose numbers a notebook has: it says a name itself, and that should be the one who handed it in.
import { normalizedName } from "../../checking/student/name.ts";
import type { Flag } from "../results/index.ts";

export interface Identity {
  /** Who handed it in. */
  student: string;
  /** Other names of theirs. */
  names: readonly string[];
  /** The names of all others, as `normalizedName` gives them. */
  others: ReadonlySet<string>;
}

/**
 * The name that the questions are made for. Another spelling of one's own is nobody's fault: the numbers are those of what
 * was written. Somebody else's name is: the numbers are then those of whoever handed it in, so that a copy earns nothing.
 */
export function identify(claimed: unknown, { student, names, others }: Identity): { name: string; flag?: Flag } {
  const said = typeof claimed === "number" ? String(claimed) : claimed;
  if (typeof said !== "string" || normalizedName(said) === "" || said.length > 100)
    return { name: student, flag: { kind: "name", message: `no name was said: ${student}'s questions are judged` } };
  const own = [student, ...names].map(normalizedName);
  if (own.includes(normalizedName(said))) return { name: said };
  const shown = JSON.stringify(said);
  if (others.has(normalizedName(said)))
    return {
      name: student,
      flag: {
        kind: "name",
        message: `the notebook says that it is ${shown}, which is another student: ${student}'s questions are judged`,
      },
    };
  return {
    name: said,
    flag: {
      kind: "name",
      message: `the notebook says that it is ${shown}: these questions are judged, and ${student} handed them in`,
    },
  };
}
