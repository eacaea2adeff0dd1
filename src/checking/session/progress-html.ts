// How progress looks: for each assignment how many of its questions are answered, and a list with what was found, in words.
import { escapeHtml } from "../../display/index.ts";
import type { AssignmentState } from "./state.ts";

/** @param none what to say where there is nothing to list */
export const progressHtml = (assignments: readonly AssignmentState[], none: string): string =>
  assignments.length === 0 ? `<p>${escapeHtml(none)}</p>` : assignments.map(part).join("");

function part({ name, answered, of, questions }: AssignmentState): string {
  const items = questions.map(({ key, words }) => `<li>${escapeHtml(`${key} ${words}`)}</li>`).join("");
  return (
    `<section aria-label="${escapeHtml(`Progress: ${name}`)}"><strong>${escapeHtml(`${name}: ${answered} of ${of} answered`)}</strong>` +
    `<ul role="list" style="list-style: none; display: flex; flex-wrap: wrap; gap: 0 2em; padding: 0; margin: 4px 0">${items}</ul></section>`
  );
}
