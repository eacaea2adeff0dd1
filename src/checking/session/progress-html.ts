// How progress looks: for each assignment how many of its questions are answered, and a list with what was found, in words.
import { escapeHtml } from "../../display/index.ts";
import { progressTitle, questionWords } from "./points.ts";
import type { AssignmentState } from "./state.ts";

/** @param none what to say where there is nothing to list */
export const progressHtml = (assignments: readonly AssignmentState[], none: string): string =>
  assignments.length === 0 ? `<p>${escapeHtml(none)}</p>` : assignments.map(part).join("");

function part(state: AssignmentState): string {
  const items = state.questions.map(one => `<li>${escapeHtml(questionWords(one, state.mode))}</li>`).join("");
  return (
    `<section aria-label="${escapeHtml(`Progress: ${state.name}`)}"><strong>${escapeHtml(progressTitle(state))}</strong>` +
    `<ul role="list" style="list-style: none; display: flex; flex-wrap: wrap; gap: 0 2em; padding: 0; margin: 4px 0">${items}</ul></section>`
  );
}
