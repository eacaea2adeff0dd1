// A notebook's text says what a question is worth. Where its points were changed since, the text is old: the author looks.
import type { Cell, Notebook } from "../../../kernel/notebook/index.ts";
import { numberText } from "../../grader/page/index.ts";

interface Worth {
  readonly key: string;
  readonly points: number;
}

/** "two (b) … (3 points)" in a heading. */
const inHeading = /^#{1,6} .*\((\d+(?:\.\d+)?) points?\)\s*$/m;

const words =
  "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split(
    " ",
  );

/** "Five points." at the beginning of a line. */
const inAll = new RegExp(`^(\\d+(?:\\.\\d+)?|${words.join("|")}) points?\\b`, "im");

/** Where a text says other points than its questions have. */
export function pointsTold({ cells }: Notebook, questions: readonly Worth[]): string[] {
  const asked = new Set<string>();
  const sections: { cell: number; says: number; of: Worth[] }[] = [];
  for (const [index, cell] of cells.entries()) {
    const says = cell.cell_type === "markdown" ? inHeading.exec(cell.source)?.[1] : undefined;
    if (says !== undefined) sections.push({ cell: index + 1, says: Number(says), of: [] });
    for (const one of questions)
      if (!asked.has(one.key) && answers(cell, one.key)) {
        asked.add(one.key);
        sections.at(-1)?.of.push(one);
      }
  }
  const wrong = sections.flatMap(({ cell, says, of }) => {
    const worth = sum(of);
    if (of.length === 0 || says === worth) return [];
    return [
      `source.ipynb, cell ${cell}: its heading says ${numberText(says)} for ${of.map(({ key }) => key).join(", ")}, but questions.ts ${numberText(worth)}: mend what is old`,
    ];
  });
  const first = cells.findIndex(({ cell_type, source }) => cell_type === "markdown" && inAll.test(source));
  const all = first < 0 ? undefined : numberOf(inAll.exec(cells[first]!.source)![1]!);
  return all === undefined || all === sum(questions)
    ? wrong
    : [
        `source.ipynb, cell ${first + 1}: its text says ${numberText(all)} points in all, but the questions have ${numberText(sum(questions))}: mend the text`,
        ...wrong,
      ];
}

const answers = ({ cell_type, source, metadata }: Cell, key: string): boolean =>
  cell_type === "code"
    ? new RegExp(`(^|[^\\w$.])${key}\\.check\\(`).test(source)
    : (metadata.unrolled as { question?: unknown } | undefined)?.question === key;

const sum = (all: readonly Worth[]): number => all.reduce((points, one) => points + one.points, 0);

const numberOf = (text: string): number => {
  const word = words.indexOf(text.toLowerCase());
  return word < 0 ? Number(text) : word;
};
