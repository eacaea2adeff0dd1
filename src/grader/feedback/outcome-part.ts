// What was asked, and the outcome of a check, in HTML: for the page and for the notebook.
import { type Html, html, prose, sentence } from "../page/index.ts";
import type { CheckResult } from "../results/index.ts";
import type { Told } from "./told.ts";

/** A text as it stands: for a notebook, where Jupyter reads the student's own cell as Markdown. */
export const asWritten = (text: string): Html => html`<pre class="prose">${text}</pre>`;

/** What is told of a check. @param written how a text of a person is shown */
export function outcomePart({ kind }: Pick<CheckResult, "kind">, told: Told, written = prose): Html {
  const { look, mark, title, points, given, says, hint, criteria, comment } = told;
  return html`<div class="outcome ${look}">
<p><strong><span aria-hidden="true">${mark} </span>${title}</strong>${kind === "hidden" && " · hidden check"} · ${points}</p>
${given !== undefined && (kind === "written" ? html`<p>What you wrote:</p>${written(given)}` : html`<p>Taken as:</p><pre>${given}</pre>`)}
${says.map(text => html`<p>${sentence(text)}</p>`)}
${hint !== undefined && html`<p><strong>Hint:</strong> ${sentence(hint)}</p>`}
${criteria.length > 0 && html`<ul>${criteria.map(({ wants, marks }) => html`<li>${sentence(wants)}: ${marks}</li>`)}</ul>`}
${comment !== undefined && html`<p><strong>Comment:</strong></p>${written(comment)}`}
</div>`;
}

/** A paragraph for each line; lines that begin with spaces are a list. */
export function asksOf(asks: string): Html {
  const blocks = asks.split("\n").map(line => ({ isItem: /^\s/.test(line), text: sentence(line.trim()) }));
  const parts = blocks.map(({ isItem, text }, i) => {
    if (!isItem) return html`<p>${text}</p>`;
    const [opens, closes] = [!blocks[i - 1]?.isItem, !blocks[i + 1]?.isItem];
    return html`${opens && listStart}<li>${text}</li>${closes && listEnd}`;
  });
  return html`${parts}`;
}

const [listStart, listEnd] = [html`<ul class="list">`, html`</ul>`];
