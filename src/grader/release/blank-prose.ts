// A written answer: what stands in a Markdown cell where the model answer stood.
import { indentOf, regionsOf, replaceRegions } from "./marks.ts";

/** Behind words, because Markdown makes a line across the page of a `____` that is alone. */
const blank = "Your answer: ____";

/** @throws MarkError for a mark that is not alone on its line, or that has no partner */
export function blankProse(source: string): string {
  const lines = source.split("\n");
  const regions = regionsOf(lines, word => `<!-- ${word} -->`);
  return replaceRegions(lines, regions, ({ begin }) => indentOf(lines[begin]!) + blank);
}
