// The last line of a lesson: the ways to the lesson before and to the one after.
import { basename } from "node:path";
import type { Unit } from "./syllabus.ts";

const linkTo = ({ unit, title, lesson }: Unit): string => `[${unit} · ${title}](${basename(lesson)})`;

/** Behind the last lesson. */
const exam = "[The exam, to rehearse](../assignments/exam/source.ipynb)";

/** "← [4 · …](04-bptt.ipynb) · [6 · …](06-gates.ipynb) →" */
const waysOf = (before: Unit | undefined, after: Unit | undefined): string =>
  [...(before ? [`← ${linkTo(before)}`] : []), `${after ? linkTo(after) : exam} →`].join(" · ");

/** Such a line, of whatever lessons. */
const line = /\n\n(← )?\[\d+ · [^\n]*\.ipynb\)( →)?\s*$/;

/** A lesson's file with that line at the end of its last text. Every other byte stays. */
export function withWays(text: string, before: Unit | undefined, after: Unit | undefined): string {
  const { cells } = JSON.parse(text) as { cells: { cell_type: string; source: string[] }[] };
  const { source } = cells.findLast(({ cell_type }) => cell_type === "markdown")!;
  const told = source.join("").replace(line, "").trimEnd();
  const written = (lines: readonly string[]) => lines.map(one => `    ${JSON.stringify(one)}`).join(",\n");
  return text.replace(written(source), () => written(`${told}\n\n${waysOf(before, after)}`.split(/(?<=\n)/)));
}
