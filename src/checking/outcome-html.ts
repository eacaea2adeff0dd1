// How an outcome looks: words first, a color beside them.
import { noteHtml } from "../display/index.ts";
import type { OutcomeFields } from "./verdict.ts";

const looks = {
  correct: { title: "✓ correct", color: "#1a7f37" },
  partly: { title: "◐ partly right", color: "#9a6700" },
  incorrect: { title: "✗ not yet", color: "#cf222e" },
  "not-attempted": { title: "○ not attempted", color: "#6e7781" },
  recorded: { title: "● recorded", color: "#0969da" },
  broken: { title: "⚠ this question is broken", color: "#6e7781" },
};

/** The mark and the words of an outcome: "◐ partly right". */
export const outcomeWords = (outcome: OutcomeFields): string => lookOf(outcome).title;

const lookOf = ({ status, credit }: OutcomeFields) => looks[status === "incorrect" && credit > 0 ? "partly" : status];

/** "✓ correct", "◐ partly right (50 %)". */
export function outcomeTitle(outcome: OutcomeFields): string {
  const look = lookOf(outcome);
  return look === looks.partly ? `${look.title} (${Math.round(outcome.credit * 100)} %)` : look.title;
}

export const outcomeHtml = (outcome: OutcomeFields): string =>
  noteHtml(lookOf(outcome).color, outcomeTitle(outcome), outcome.message);
