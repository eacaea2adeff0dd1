// What nbgrader takes out of a cell beside solutions: hidden tests, and how a marker is to mark.
// https://nbgrader.readthedocs.io/en/stable/user_guide/creating_and_grading_assignments.html
import { MarkError, mentionsMark, regionsOf, replaceRegions } from "./marks.ts";

const parts = [
  { part: "HIDDEN TESTS", type: "code", write: (word: string) => `// ${word}` },
  { part: "MARK SCHEME", type: "markdown", write: (word: string) => `<!-- ${word} -->` },
] as const;

/**
 * A cell's text without what is hidden in it, marks included.
 * @throws MarkError for a mark that is not alone on its line, has no partner, or stands in a cell that has no such part
 */
export const withoutHiddenParts = (source: string, cellType: "code" | "markdown" | "raw"): string =>
  parts.reduce((text, { part, type, write }) => {
    if (!mentionsMark(text, part)) return text;
    const lines = text.split("\n");
    if (type !== cellType) {
      const at = lines.findIndex(line => mentionsMark(line, part));
      throw new MarkError(at + 1, `${part} is expected in a ${type} cell, but stands in a ${cellType} cell`);
    }
    return replaceRegions(lines, regionsOf(lines, write, part), () => undefined);
  }, source);
