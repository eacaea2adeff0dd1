// What a regrade changed, as a page.
import { countOf, type Html, html, numberText, page, tableOf, timeText } from "../page/index.ts";
import type { ManualScore, RunRecord } from "../results/index.ts";
import { type Change, changesBetween, differenceOf, linesOf, movesOf, totalText } from "./changes.ts";

/** The page, as text of a file. */
export function changesPage(before: RunRecord, after: RunRecord, marks: readonly ManualScore[]): string {
  const { changed, same, isOtherVersion } = changesBetween(before, after, marks);
  const differences = changed.flatMap(one => differenceOf(one) ?? []);
  const [up, down] = [differences.filter(one => one > 0).length, differences.filter(one => one < 0).length];
  const moves = movesOf(changed);
  const title = `What changed: ${after.assignment}`;
  const body = html`<h1>${title}</h1>
<p class="quiet">From run ${before.run} (${timeText(before.startedAt)}) to run ${after.run} (${timeText(after.startedAt)}).
${isOtherVersion ? "The assignment was changed between them." : "The assignment is the same in both."}</p>
<p class="total">${countOf(changed.length, "submission")} changed: ${up} with more points, ${down} with fewer; ${same} stayed as they were</p>
<p>Marks that persons gave are the same in both.</p>
${
  moves.length > 0 &&
  html`<h2>By check</h2>${tableOf({
    caption: "How often a check came to something else",
    columns: ["Check", "before", "after", "#submissions"],
    rows: moves.map(({ check, from, to, count }) => [check, from ?? "not made", to ?? "not made", count]),
  })}`
}
<h2>By submission</h2>
${changed.length > 0 ? submissions(changed) : html`<p>Nothing changed.</p>`}`;
  return page({ title, body });
}

/** The largest loss first, then the largest gain: a loss needs a reason. */
function submissions(changed: readonly Change[]): Html {
  const order = (one: Change) => {
    const difference = differenceOf(one) ?? 0;
    return difference < 0 ? difference - 1e6 : -difference;
  };
  return tableOf({
    caption: "What changed of each",
    columns: ["Student", "#before", "#after", "#change", "What"],
    rows: changed
      .toSorted((a, b) => order(a) - order(b))
      .map(one => [
        html`<bdi>${one.student}</bdi>`,
        totalText(one.before),
        totalText(one.after),
        signed(differenceOf(one)),
        html`${linesOf(one).map((line, i) => html`${i > 0 && html`<br>`}${line}`)}`,
      ]),
  });
}

const signed = (difference: number | undefined): string =>
  difference === undefined
    ? ""
    : difference > 0
      ? `+${numberText(difference)}`
      : numberText(difference).replace("-", "−");
