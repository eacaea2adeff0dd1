// How much of a notebook is answered, told from what its checks have shown.

/** @typedef {{ cell_type: string, outputs?: { data?: { [type: string]: unknown } }[] }} Cell */
/** @typedef {{ cells: Cell[] }} Notebook */
/** @typedef {{ seen: number, answered: number, right: number, recorded: number }} Progress questions that were checked at all, answered, right, and taken without a verdict */

const outcomeType = "application/vnd.unrolled.outcome+json";

/** Neither says anything of an answer. */
const unanswered = ["not-attempted", "broken"];

/**
 * The first check of a question is the one that counts: a lesson may check it again on something of its own.
 * @param {Notebook} notebook
 * @returns {Progress}
 */
export function progressOf({ cells }) {
  /** @type {Map<string, string>} a question's status by its id */
  const found = new Map();
  for (const { outputs = [] } of cells)
    for (const { data } of outputs) {
      const outcome = /** @type {{ question?: unknown, status?: unknown } | undefined} */ (data?.[outcomeType]);
      if (typeof outcome?.question === "string" && !found.has(outcome.question))
        found.set(outcome.question, String(outcome.status));
    }
  const statuses = [...found.values()];
  return {
    seen: found.size,
    answered: statuses.filter(status => !unanswered.includes(status)).length,
    right: statuses.filter(status => status === "correct").length,
    recorded: statuses.filter(status => status === "recorded").length,
  };
}

/**
 * "3 of 9 answered, 2 right"; "6 of 6 answered, 5 right, 1 for a person to read"; of an exam, "3 of 3 answered".
 * @param {Progress} progress
 * @param {number | undefined} questions how many the notebook has, where that is known
 */
export function inWords({ seen, answered, right, recorded }, questions) {
  const all = Math.max(questions ?? 0, seen);
  if (all === 0) return "";
  if (answered === 0) return all === 1 ? "1 question" : `${all} questions`;
  const told = `${answered} of ${all} answered`;
  if (recorded === answered) return told; // an exam says nothing more
  const how = right === answered ? "all right" : right === 0 ? "none right yet" : `${right} right`;
  return `${told}, ${how}${recorded > 0 ? `, ${recorded} for a person to read` : ""}`;
}
