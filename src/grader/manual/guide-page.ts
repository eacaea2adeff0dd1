// What a marker reads beside the sheet: question, rubric, and texts with their marks, by which markers agree.
import type { Criterion, SampleAnswer } from "../../checking/index.ts";
import { countOf, html, numberText, page, prose, sentence } from "../page/index.ts";

export interface Marked {
  question: string;
  asks: string;
  points: number;
  rubric: readonly Criterion[];
  samples: readonly SampleAnswer[];
  /** Its numbers are drawn for each student. */
  isDrawn: boolean;
}

/** A page, as text of a file. */
export function guidePage(assignment: string, marked: readonly Marked[]): string {
  const title = `Marking: ${assignment}`;
  const parts = marked.map(({ question, asks, points, rubric, samples, isDrawn }) => {
    const all = rubric.reduce((sum, { marks }) => sum + marks, 0);
    return html`<h2>${question} · ${countOf(points, "point")}</h2>
${asks.split("\n").map(line => html`<p>${sentence(line.trim())}</p>`)}
${isDrawn && html`<p class="quiet">Numbers are drawn for each student; these are nobody's. The sheet's column “question” has those of the student whose answer it is.</p>`}
<h3>What is looked for</h3>
<ul>${rubric.map(({ wants, marks }) => html`<li>${sentence(wants)}: ${countOf(marks, "mark")}</li>`)}</ul>
<h3>Texts with their marks</h3>
${samples.map(({ answer, marks }) => html`<div class="outcome"><p><strong>${numberText(marks)} of ${numberText(all)}</strong></p>${prose(answer)}</div>`)}`;
  });
  const body = html`<h1>${title}</h1>
<p>Give each criterion a number from 0 to its marks, halves too, in the sheet's column of that name. A row without numbers is not marked yet.
Change no heading, id or student.</p>
${parts}`;
  return page({ title, body });
}
