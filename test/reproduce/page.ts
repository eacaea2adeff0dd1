// All results on one page, each with its picture.

import { jupyterDisplay, type MimeBundle } from "../../src/display/index.ts";
import { drawn, html } from "../../src/grader/page/html.ts";
import type { Figure } from "../../src/index.ts";
import { cellsOf, headsOf } from "./report.ts";
import type { Row } from "./row.ts";
import { type Run, reproduced } from "./run.ts";

/** A result that was run. */
export interface Result {
  readonly row: Row;
  readonly runs: readonly Run[];
  readonly figure: Figure;
}

const style = `body { font: 16px/1.5 system-ui, sans-serif; max-width: 64rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; display: block; overflow-x: auto; font-size: 14px }
th, td { text-align: left; padding: .2rem .8rem .2rem 0; white-space: nowrap }
img { max-width: 100%; background: white }
@media (prefers-color-scheme: dark) { body { background: #111; color: #eee } }`;

/** The page as HTML. */
export function page(results: readonly Result[]): string {
  const held = results.filter(({ runs }) => reproduced(runs)).length;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Published results, run again</title><style>${style}</style>
${
  html`<h1>Published results, run again</h1>
<p>${held} of ${results.length} hold. A seed with a star was drawn for this run.</p>
${results.map(section)}`.text
}</html>
`;
}

const section = ({ row, runs, figure }: Result) => html`<section>
<h2>${reproduced(runs) ? "✓" : "✗"} ${row.title}</h2>
<p>${row.source}.<br>${row.setting}.</p>
<table><tr>${headsOf(row, runs).map(head => html`<th>${head}</th>`)}</tr>
${Object.entries(row.claims).map(([name, claim]) => html`<tr>${cellsOf(name, claim, runs).map(cell => html`<td>${cell}</td>`)}</tr>`)}
</table>
${drawn(figure[jupyterDisplay]() as MimeBundle)}
</section>`;
