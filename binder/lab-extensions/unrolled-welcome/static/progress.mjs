// How much of a notebook is answered, told from what its checks have shown.

/** @typedef {{ cell_type: string, outputs?: { data?: { [type: string]: unknown } }[] }} Cell */
/** @typedef {{ cells: Cell[] }} Notebook */
/** @typedef {{ seen: number, answered: number, right: number }} Progress questions that were checked at all, answered, and right */

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
  };
}

/**
 * "3 of 9 answered, 2 right"
 * @param {Progress} progress
 * @param {number | undefined} questions how many the notebook has, where that is known
 */
export function inWords({ seen, answered, right }, questions) {
  const all = Math.max(questions ?? 0, seen);
  if (all === 0) return "";
  if (answered === 0) return all === 1 ? "1 question" : `${all} questions`;
  const how = right === answered ? "all right" : right === 0 ? "none right yet" : `${right} right`;
  return `${answered} of ${all} answered, ${how}`;
}
