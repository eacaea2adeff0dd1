// How an explained rehearsal looks: for each question its verdict, why, the way, and what a marker looks for.
import { escapeHtml, noteHtml, sentenceHtml } from "../display/index.ts";
import type { Explained } from "./explained.ts";
import { outcomeHtml } from "./outcome-html.ts";
import { earnedOf, pointsOf } from "./session/points.ts";

const blue = "#0969da";

export const explanationHtml = (title: string, questions: readonly Explained[]): string =>
  `<section aria-label="Explanation"><p role="status"><strong>${escapeHtml(title)}</strong></p>${questions.map(part).join("")}</section>`;

function part(one: Explained): string {
  const { key, outcome, because, way, rubric } = one;
  const head = `<p style="margin-top: 16px"><strong>${escapeHtml(key)}</strong> · ${earnedOf(one)}</p>`;
  if (rubric.length > 0) return `${head}${written(one)}`;
  return [
    head,
    outcomeHtml(outcome),
    outcome.correct ? "" : noteHtml(blue, "Why", because),
    way === "" ? "" : noteHtml(blue, "The way", way),
  ].join("");
}

/** A student marks their own text: criteria first, then texts with their marks. */
function written({ rubric, samples }: Explained): string {
  const criteria = rubric.map(({ wants, marks }) => `<li>${pointsOf(marks)}: ${sentenceHtml(wants)}</li>`).join("");
  const texts = samples.map(({ answer, marks }) => noteHtml(blue, `An answer for ${pointsOf(marks)}`, answer)).join("");
  return `<p>Written. What is looked for:</p><ul>${criteria}</ul>${texts}`;
}
