// How an outcome looks: words first, a mark and a color beside them.
import { escapeHtml, sentenceHtml } from "../display/index.ts";
import type { OutcomeFields } from "./verdict.ts";

/** Each edge has a contrast of 3 : 1 at least on a white and on a dark page (WCAG 2.2, 1.4.11); the text has the page's own color. */
const looks = {
  correct: { mark: "✓", words: "correct", color: "#1a7f37" },
  partly: { mark: "◐", words: "partly right", color: "#9a6700" },
  incorrect: { mark: "✗", words: "not yet", color: "#cf222e" },
  "not-attempted": { mark: "○", words: "not attempted", color: "#6e7781" },
  recorded: { mark: "●", words: "recorded", color: "#0969da" },
  broken: { mark: "⚠", words: "this question is broken", color: "#6e7781" },
};

const lookOf = ({ status, credit }: OutcomeFields) => looks[status === "incorrect" && credit > 0 ? "partly" : status];

/** The colors of the edges. */
export const edgeColors: readonly string[] = Object.values(looks).map(({ color }) => color);

/** "correct", "partly right (2 of 3)", "partly right (50 %)". */
function wordsOf(outcome: OutcomeFields): string {
  const { words } = lookOf(outcome);
  if (words !== looks.partly.words) return words;
  const { credit, parts = 0 } = outcome;
  const right = Math.round(credit * parts);
  const isWhole = parts > 1 && Math.abs(right - credit * parts) < 1e-9;
  return `${words} (${isWhole ? `${right} of ${parts}` : `${Math.round(credit * 100)} %`})`;
}

/** "✓ correct", "◐ partly right (2 of 3)". */
export const outcomeTitle = (outcome: OutcomeFields): string => `${lookOf(outcome).mark} ${wordsOf(outcome)}`;

/** A screen reader says the words and the question, and not the mark. As a status it is read out when it comes. */
export function outcomeHtml(outcome: OutcomeFields): string {
  const { mark, color } = lookOf(outcome);
  return (
    `<div role="status" style="border-left: 4px solid ${color}; padding-left: 8px">` +
    `<strong><span aria-hidden="true">${mark} </span>${escapeHtml(wordsOf(outcome))}</strong> · ${escapeHtml(outcome.question)}` +
    `<p>${sentenceHtml(outcome.message)}</p></div>`
  );
}
