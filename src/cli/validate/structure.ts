// What can be seen of a notebook that is handed in without running it: cells that were changed, removed or doubled.
import type { Cell, Notebook } from "../../../kernel/notebook/index.ts";
import { isTampered, nbgraderOf } from "../../grader/checksum.ts";

/** What the release of an assignment writes into a notebook's metadata, under `unrolled`. */
interface Released {
  /** Which assignment: "clipping". */
  assignment?: string;
  /** The ids of its cells, in order. */
  cells?: string[];
  /** Its questions stand in course/ beside it. */
  ownCourse?: boolean;
}

/** The release's part of a notebook's metadata; empty where it has none. A lesson names its graded set, and was not released. */
export function releasedOf({ metadata }: Notebook): Released {
  const { assignment, cells, ownCourse } = (metadata.unrolled ?? {}) as Cell["metadata"];
  if (!Array.isArray(cells)) return {};
  return {
    ...(typeof assignment === "string" && { assignment }),
    ...(ownCourse === true && { ownCourse }),
    cells: cells.filter(id => typeof id === "string"),
  };
}

/** What is wrong with the cells, each in a sentence. */
export function structureFaults(notebook: Notebook): string[] {
  return [...doubled(notebook), ...removed(notebook), ...changed(notebook), ...unwritten(notebook), ...blank(notebook)];
}

/** Where an answer is to be written into a Markdown cell. */
const unwritten = ({ cells }: Notebook): string[] =>
  cells.flatMap(({ id, cell_type, source, metadata }) => {
    const { question } = (metadata.unrolled ?? {}) as Cell["metadata"];
    if (cell_type !== "markdown" || typeof question !== "string" || !/(?<![\w$])____(?![\w$])/.test(source)) return [];
    return [
      `${question}: not attempted: write your answer into the Markdown cell ${JSON.stringify(id)}, in the place of ____`,
    ];
  });

/** A blank of a cell that asks no question, such as a training: no check tells that it is left. */
const blank = ({ cells }: Notebook): string[] =>
  cells.flatMap(({ id, cell_type, source }) => {
    if (cell_type !== "code" || /\.check\(|\bstudent\(/.test(source)) return [];
    const line = source
      .split("\n")
      .find(line => /(?<![\w$])____(?![\w$])/.test(line.replace(/\/\/.*|"[^"]*"|'[^']*'/g, "")));
    return line === undefined ? [] : [`cell ${JSON.stringify(id)}: ____ still stands there: ${line.trim()}`];
  });

function doubled({ cells }: Notebook): string[] {
  const ids = cells.flatMap(({ id }) => id ?? []);
  return [...Map.groupBy(ids, id => id)].flatMap(([id, { length }]) =>
    length === 1
      ? []
      : [`cell id ${JSON.stringify(id)} stands ${length} times: delete the copy, and insert a new cell in its place`],
  );
}

function removed(notebook: Notebook): string[] {
  const { cells: released = [] } = releasedOf(notebook);
  const there = new Map(notebook.cells.map((cell, index) => [cell.id, index]));
  const gone = released.filter(id => !there.has(id));
  const order = released.flatMap(id => there.get(id) ?? []);
  return [
    ...gone.map(id => `cell ${JSON.stringify(id)} was removed: take it from a new copy of the assignment`),
    ...(order.some((at, i) => at < (order[i - 1] ?? 0))
      ? ["the cells that were handed out stand in another order"]
      : []),
  ];
}

const changed = ({ cells }: Notebook): string[] =>
  cells.filter(isTampered).map(cell => {
    const name = JSON.stringify(cell.id ?? nbgraderOf(cell)?.grade_id);
    return `cell ${name} was changed, but is to stay as it was handed out`;
  });
