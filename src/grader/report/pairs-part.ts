// Pairs of alike notebooks, side by side, with what they share marked.
import type { Notebook } from "../../../kernel/notebook/index.ts";
import { clipped, type Html, html } from "../page/index.ts";
import type { Pair, Place } from "../similarity/index.ts";

/** So much of each notebook is shown. */
const mostShown = 6000;

interface Side {
  student: string;
  notebook: Notebook | undefined;
}

/** @param sideOf who handed in, by the submission's id */
export function pairParts(pairs: readonly Pair[], sideOf: (id: string) => Side): Html[] {
  return pairs.map(({ ids, share, shared, places }) => {
    const [a, b] = ids.map(sideOf) as [Side, Side];
    return html`<details>
<summary><bdi>${a.student}</bdi> and <bdi>${b.student}</bdi>: ${Math.round(100 * share)} % of the smaller one's own passages (${shared}) are in both</summary>
<div class="beside">
<div><h3><bdi>${a.student}</bdi></h3>${cellsOf(a, places[0])}</div>
<div><h3><bdi>${b.student}</bdi></h3>${cellsOf(b, places[1])}</div>
</div>
</details>`;
  });
}

function cellsOf({ notebook }: Side, places: readonly Place[]): Html[] {
  let left = mostShown;
  return [...Map.groupBy(places, ({ cell }) => cell)].map(([index, own]) => {
    const source = notebook?.cells[index]?.source ?? "";
    const shown = left;
    left = Math.max(0, left - source.length);
    return shown > 0 ? html`<pre>${marked(source, own, shown)}</pre>` : html``;
  });
}

/** A text in which places are marked. @param most so much of it is shown */
function marked(source: string, places: readonly Place[], most: number): Html[] {
  const parts: Html[] = [];
  let at = 0;
  for (const { start, end } of places) {
    if (start >= most) break;
    parts.push(html`${source.slice(at, start)}<mark>${source.slice(start, end)}</mark>`);
    at = end;
  }
  return [...parts, html`${clipped(source.slice(at), Math.max(0, most - at))}`];
}
