// The marks around what a student does not get, and the pairs that they make.

/** A mark that is not where it should be. */
export class MarkError extends Error {
  /** In the cell, from 1. */
  readonly line: number;

  /** @param line in the cell, from 1 @param message what is wrong, and what to do */
  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/** What stands between marks: an answer, what only a grader runs, or what only a marker reads. */
export type Part = "SOLUTION" | "HIDDEN TESTS" | "MARK SCHEME";

/** Whether a text speaks of a mark at all, whether or not it is written as one. */
export const mentionsMark = (text: string, part: Part = "SOLUTION"): boolean =>
  new RegExp(`\\b(BEGIN|END) +${part}\\b`).test(text);

/** The lines of such a part in its cell, from 0: those of the marks. */
export interface Region {
  begin: number;
  end: number;
}

/**
 * The parts between marks of a cell, in order.
 *
 * @param lines the cell's
 * @param write how a mark is written in such a cell: `// BEGIN SOLUTION`
 * @param part what stands between the marks
 * @throws MarkError for a mark that is not alone on its line, or that has no partner
 */
export function regionsOf(
  lines: readonly string[],
  write: (word: string) => string,
  part: Part = "SOLUTION",
): Region[] {
  const [beginMark, endMark] = [write(`BEGIN ${part}`), write(`END ${part}`)];
  const regions: Region[] = [];
  let begin: number | undefined;
  for (const [at, line] of lines.entries()) {
    if (!mentionsMark(line, part)) continue;
    const mark = line.trim();
    if (mark === beginMark) {
      if (begin !== undefined)
        throw new MarkError(at + 1, `${beginMark}: the one of line ${begin + 1} has no ${endMark} before it`);
      begin = at;
    } else if (mark === endMark) {
      if (begin === undefined) throw new MarkError(at + 1, `${endMark} has no ${beginMark} before it`);
      regions.push({ begin, end: at });
      begin = undefined;
    } else
      throw new MarkError(
        at + 1,
        `a mark is expected alone on its line, as ${beginMark} or ${endMark}, but got ${mark}`,
      );
  }
  if (begin !== undefined) throw new MarkError(begin + 1, `${beginMark} has no ${endMark} after it`);
  return regions;
}

/** The text with other lines in the place of each region, the marks included; with none where that is undefined. */
export function replaceRegions(
  lines: readonly string[],
  regions: readonly Region[],
  replace: (region: Region) => string | undefined,
): string {
  const parts: string[] = [];
  let at = 0;
  for (const region of regions) {
    const instead = replace(region);
    parts.push(...lines.slice(at, region.begin), ...(instead === undefined ? [] : [instead]));
    at = region.end + 1;
  }
  return [...parts, ...lines.slice(at)].join("\n");
}

/** The white space that a line begins with. */
export const indentOf = (line: string): string => /^[ \t]*/.exec(line)![0];
