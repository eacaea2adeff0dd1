// A student's notebook, begun from one handout, and the corrected handout: one notebook with all that either side has changed.
//
// Cells are known by their ids. What was handed out is known by its checksum, which lies in the student's own cells: a cell
// whose text has another one was changed by the student. Nothing that a student typed is dropped, and nothing of a correction is
// dropped without a word.
import type { Cell, Notebook } from "../../../kernel/notebook/index.ts";
import { checksumOf, nbgraderOf } from "../checksum.ts";

/** Something that the student is told. */
export interface Note {
  /** The id of the cell in the merged notebook, or of the one that is gone. */
  readonly cell: string;
  readonly what: string;
}

export interface Merged {
  readonly notebook: Notebook;
  readonly notes: readonly Note[];
}

/** What became of one cell of the corrected handout: the cells that stand in its place, and what is told. */
interface Placed {
  readonly cells: readonly Cell[];
  readonly note?: string;
}

/**
 * @param mine the student's notebook: cells of a handout with their checksums, and cells of their own
 * @param theirs the corrected handout of the same assignment
 */
export function merge(mine: Notebook, theirs: Notebook): Merged {
  const handedOut = new Set(releasedIds(mine));
  const course = new Set(theirs.cells.map(({ id }) => id!));
  const own = keyed(mine.cells, new Set([...handedOut, ...course]));
  const byKey = new Map(own.flatMap(one => (one.key === undefined ? [] : [[one.key, one.cell] as const])));
  const fresh = freshIds([...course, ...own.flatMap(({ cell }) => cell.id ?? [])]);
  const notes: Note[] = [];
  const tell = (cell: string, what: string | undefined) => what !== undefined && notes.push({ cell, what });

  /** The cells that stand in the place of each of the course's. */
  const groups = new Map<string, Cell[]>();
  for (const cell of theirs.cells) {
    const placed = place(cell, byKey.get(cell.id!), handedOut.has(cell.id!), fresh);
    groups.set(cell.id!, [...placed.cells]);
    tell(cell.id!, placed.note);
  }
  // The student's own cells, and those that the course has taken away, stay behind the cell that they stood behind.
  const top: Cell[] = [];
  let group = top;
  for (const { cell, key } of own) {
    if (key !== undefined && course.has(key)) group = groups.get(key)!;
    else if (key === undefined) group.push(nbgraderOf(cell) ? asOwn(cell, fresh(cell.id ?? "cell", "copy")) : cell);
    else if (isChanged(cell)) {
      tell(key, "the course has taken this cell away; you have changed it, so it stays as a cell of your own");
      group.push(asOwn(cell, key));
    } else tell(key, "the course has taken this cell away");
  }
  const before = own.flatMap(({ key }) => (key !== undefined && course.has(key) ? [key] : []));
  if (before.join() !== [...course].filter(id => byKey.has(id)).join())
    tell(before[0]!, "the cells of the assignment stand in its order again");
  const unrolled = { ...asObject(mine.metadata.unrolled), ...asObject(theirs.metadata.unrolled) };
  const metadata = { ...mine.metadata, ...theirs.metadata, unrolled };
  return { notebook: { ...theirs, metadata, cells: [...top, ...[...groups.values()].flat()] }, notes };
}

/**
 * Each cell with the name that the course knows it by: its id, or nbgrader's name where an editor has lost the id. A copy that a
 * student made of a cell has none.
 */
function keyed(cells: readonly Cell[], known: ReadonlySet<string>): { cell: Cell; key: string | undefined }[] {
  const taken = new Set<string>();
  const take = (name: string | undefined) => {
    if (name === undefined || !known.has(name) || taken.has(name)) return undefined;
    taken.add(name);
    return name;
  };
  const byId = cells.map(cell => ({ cell, key: take(cell.id) }));
  return byId.map(({ cell, key }) => ({ cell, key: key ?? take(nbgraderOf(cell)?.grade_id) }));
}

/** @param mine the student's cell of the same id @param wasHandedOut whether the student's handout had it */
function place(theirs: Cell, mine: Cell | undefined, wasHandedOut: boolean, fresh: Fresh): Placed {
  const isLocked = nbgraderOf(theirs)?.solution !== true;
  if (mine === undefined) {
    if (!wasHandedOut) return { cells: [theirs], note: "new in the corrected version" };
    const what = isLocked
      ? "belongs to the assignment, and is back"
      : "is for an answer, and is back as it was handed out";
    return { cells: [theirs], note: `you had taken this cell away; it ${what}` };
  }
  // A cell of the student's own that has by chance the id of a new one.
  if (!wasHandedOut && nbgraderOf(mine)?.grade_id !== theirs.id)
    return {
      cells: [theirs, asOwn(mine, fresh(theirs.id!, "own"))],
      note: "new in the corrected version; yours of this name follows it",
    };
  const isCorrected = isOther(mine, theirs);
  if (!isChanged(mine))
    return isCorrected ? { cells: [theirs], note: "corrected by the course" } : { cells: [withTexts(theirs, mine)] };
  if (mine.source === theirs.source) return { cells: [withTexts(theirs, mine)] };
  if (isLocked) {
    const what =
      "this cell is the course's and is as the course has it; what you had written there follows as a cell of your own";
    return { cells: [theirs, asOwn(mine, fresh(theirs.id!, "mine"))], note: what };
  }
  if (!isCorrected) return { cells: [withTexts(theirs, mine)] };
  const what = "both you and the course have changed this cell: yours stays, and the course's text follows below it";
  return { cells: [withTexts(theirs, mine), asText(theirs, fresh(theirs.id!, "corrected"))], note: what };
}

/** The ids of the cells that were handed out, as the release has written them; else those of the cells with checksums. */
function releasedIds({ metadata, cells }: Notebook): string[] {
  const listed = asObject(metadata.unrolled).cells;
  if (Array.isArray(listed)) return listed.filter(id => typeof id === "string");
  return cells.flatMap(cell => (cell.id !== undefined && nbgraderOf(cell)?.checksum !== undefined ? [cell.id] : []));
}

/** Whether the student has changed a cell since it was handed out. */
function isChanged(cell: Cell): boolean {
  const found = nbgraderOf(cell);
  return found?.checksum === undefined || checksumOf(cell, found) !== found.checksum;
}

/** Whether the course has changed a cell: by the checksums of the two handouts, whose own metadata count, too. */
const isOther = (mine: Cell, theirs: Cell): boolean => nbgraderOf(mine)?.checksum !== nbgraderOf(theirs)?.checksum;

/** The course's cell with what the student typed and what it showed. */
function withTexts(theirs: Cell, mine: Cell): Cell {
  if (theirs.cell_type !== "code" || mine.cell_type !== "code") return { ...theirs, source: mine.source };
  const { execution_count, outputs, source } = mine;
  return { ...theirs, source, execution_count, outputs };
}

/** A cell that is no longer the course's: nobody locks it, grades it or asks for it. */
function asOwn(cell: Cell, id: string): Cell {
  const { nbgrader: _, unrolled: __, deletable: ___, editable: ____, ...metadata } = cell.metadata;
  return { ...cell, id, metadata };
}

/** The course's text of an answer's cell, to read: as code it would be checked in the place of the student's. */
function asText({ cell_type, source }: Cell, id: string): Cell {
  const fence = "`".repeat(Math.max(3, ...[...source.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  const quoted = cell_type === "code" ? `${fence}ts\n${source}\n${fence}` : source.replace(/^/gm, "> ");
  const lead = "**Corrected by the course.** The cell above is yours. The course's text of it is now:";
  return { cell_type: "markdown", id, metadata: {}, source: `${lead}\n\n${quoted}` };
}

/** Makes an id that no cell has, of another one and a word; at most 64 characters, as nbformat asks. */
type Fresh = (id: string, word: string) => string;

function freshIds(known: Iterable<string>): Fresh {
  const taken = new Set(known);
  return (id, word) => {
    for (let n = 1; ; n++) {
      const end = n === 1 ? `-${word}` : `-${word}-${n}`;
      const made = id.slice(0, 64 - end.length) + end;
      if (taken.has(made)) continue;
      taken.add(made);
      return made;
    }
  };
}

const asObject = (value: unknown) => (value ?? {}) as Cell["metadata"];
