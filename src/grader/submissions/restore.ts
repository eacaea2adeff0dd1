// A submission as it is run: what was handed out, with the student's own cells in it.
//
// Locked cells are taken from the release, whatever the submission has in their place; what was changed is told. Of the
// submission only texts are kept: its outputs, its metadata and its attachments say nothing.
import type { Cell, CodeCell, Notebook } from "../../../kernel/notebook/index.ts";
import { checksumOf, nbgraderOf } from "../checksum.ts";
import type { Flag } from "../results/index.ts";
import { isSameText, matchCells } from "./match.ts";
import type { Release } from "./release.ts";

/** A cell that is run. */
export interface RestoredCell {
  cell: Cell;
  /** The id of the cell that was handed out in its place; undefined for one that the student has added. */
  released?: string;
}

export interface Restored {
  cells: RestoredCell[];
  flags: Flag[];
  /** How many cells of the release the submission has. None: it is another notebook. */
  found: number;
}

export function restore(submitted: Notebook, release: Release): Restored {
  const matches = matchCells(submitted.cells, release);
  const flags: Flag[] = [];
  const own = new Map<number, Cell>();
  /** What the student has added behind each cell of the release; -1 is before the first. */
  const added = new Map<number, Cell[]>();
  let last = -1;
  for (const [at, cell] of submitted.cells.entries()) {
    const place = matches[at];
    if (place !== undefined && !own.has(place)) {
      own.set(place, cell);
      last = place;
      continue;
    }
    if (place !== undefined) {
      const { id } = release.cells[place]!;
      flags.push({ kind: "duplicate", message: `cell ${quote(id)} stands twice: both are run`, cell: id });
      last = place;
    }
    added.set(last, [...(added.get(last) ?? []), cell]);
  }
  flags.push(...orderFlags(matches, release), ...strangeFlags(submitted, release));

  const cells: RestoredCell[] = toAdded(added.get(-1), "start");
  for (const [place, { id, cell, isLocked }] of release.cells.entries()) {
    const theirs = own.get(place);
    if (!theirs) flags.push(missing(id, isLocked));
    else if (isLocked && !isSameText(theirs.source, cell.source)) flags.push(changed(id, theirs));
    const source = theirs && !isLocked ? theirs.source : cell.source;
    cells.push({ cell: plain({ ...cell, source }), released: id }, ...toAdded(added.get(place), id));
  }
  return { cells, flags, found: own.size };
}

function missing(id: string, isLocked: boolean): Flag {
  const then = isLocked ? "it was put back" : "it holds an answer, which counts as not attempted";
  return { kind: "missing", message: `cell ${quote(id)} was removed: ${then}`, cell: id };
}

function changed(id: string, cell: Cell): Flag {
  const graded = nbgraderOf(cell);
  // Its own checksum still fits: nobody has touched it since it was handed out, so that was another version.
  return graded?.checksum !== undefined && checksumOf(cell, graded) === graded.checksum
    ? {
        kind: "version",
        message: `cell ${quote(id)} is as another version of the assignment has it: it was graded with today's, and nothing is to be done`,
        cell: id,
      }
    : { kind: "changed", message: `cell ${quote(id)} is locked and was changed: it was put back`, cell: id };
}

function orderFlags(matches: readonly (number | undefined)[], { cells }: Release): Flag[] {
  const order = matches.filter(place => place !== undefined);
  const at = order.findIndex((place, i) => i > 0 && place < order[i - 1]!);
  if (at < 0) return [];
  const { id } = cells[order[at]!]!;
  return [
    { kind: "reordered", message: `cells stand in another order, first ${quote(id)}: they were put back`, cell: id },
  ];
}

function strangeFlags({ metadata }: Notebook, { notebook }: Release): Flag[] {
  const language = ({ metadata }: Notebook) => (metadata.kernelspec as Cell["metadata"] | undefined)?.language;
  const [theirs, ours] = [language({ metadata } as Notebook), language(notebook)];
  if (theirs === undefined || theirs === ours) return [];
  return [
    {
      kind: "kernel",
      message: `it was saved with a kernel for ${String(theirs).slice(0, 40)}: it is run as ${String(ours)}`,
    },
  ];
}

const toAdded = (cells: readonly Cell[] = [], after: string): RestoredCell[] =>
  cells.map((cell, index) => ({ cell: { ...plain(cell), id: `${after}-added-${index + 1}`.slice(-64) } }));

/** What a run needs of a cell. */
function plain({ id, cell_type, source, metadata: { tags } }: Cell): Cell {
  const common = {
    ...(id !== undefined && { id }),
    source,
    metadata: Array.isArray(tags) ? { tags: textsOf(tags) } : {},
  };
  return cell_type === "code"
    ? ({ ...common, cell_type, execution_count: null, outputs: [] } satisfies CodeCell)
    : { ...common, cell_type };
}

const textsOf = (tags: readonly unknown[]): string[] => tags.filter(tag => typeof tag === "string").slice(0, 20);

const quote = (id: string): string => JSON.stringify(id);
