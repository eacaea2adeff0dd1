// Where a notebook answers each question: which cell, and by which expression. `q1.check(total)` answers q1 by `total`.
//
// Nothing is taken from what a check printed; it only says what is meant as the answer.
import type { Release, RestoredCell } from "../submissions/index.ts";
import { type Call, callsIn } from "./calls.ts";

/** How an answer is read. */
export interface Place {
  /** The cell, by its place in the notebook, after which it is read. */
  at: number;
  /** Expressions, tried in order until one gives an answer. */
  expressions: readonly string[];
}

export interface Plan {
  /** By the question's name. A question that no cell answers has none. */
  answers: ReadonlyMap<string, Place>;
  /** Where the student says who they are. */
  name?: Place;
  /** What was written as an answer into a Markdown cell, by the question's name; "" for nothing. */
  written: ReadonlyMap<string, { cell: string; text: string }>;
}

/** The arguments of the calls that answer one question in the last cell that has any: as it is, and as it was handed out. */
interface Calls {
  at: number;
  theirs: string[];
  given: string[];
}

/** @param keys the names of the questions */
export function planOf(cells: readonly RestoredCell[], release: Release, keys: readonly string[]): Plan {
  const handedOut = new Map(release.cells.map(({ id, cell }) => [id, cell]));
  const places = new Map<string, Calls>();
  for (const [at, { cell, released }] of cells.entries()) {
    if (cell.cell_type !== "code") continue;
    const original = released === undefined ? undefined : handedOut.get(released);
    const given = original === undefined ? [] : callsIn(original.source, keys);
    const theirs = callsIn(cell.source, keys);
    // The cell that was handed out with a check answers it, also where that line is gone.
    for (const name of new Set([...given, ...theirs].map(call => call.name))) {
      const of = (calls: readonly Call[]) => calls.filter(call => call.name === name).map(({ argument }) => argument);
      const before = places.get(name);
      const isOwn = of(given).length === 0;
      places.set(name, {
        at,
        theirs: of(theirs),
        // A later cell of the student's own: what was handed out is tried after it.
        given: isOwn ? (before?.given ?? []) : of(given),
      });
    }
  }
  const toPlace = ({ at, theirs, given }: Calls): Place => {
    const [own, original] = [theirs.slice(-1), given.slice(-1)];
    const isHandedOut = cells[at]!.released !== undefined;
    return { at, expressions: [...new Set(isHandedOut ? [...original, ...own] : [...own, ...original])] };
  };
  const name = places.get("student");
  places.delete("student");
  return {
    answers: new Map([...places].map(([key, place]) => [key, toPlace(place)])),
    ...(name && { name: toPlace(name) }),
    written: writtenIn(cells, release, keys),
  };
}

/** A Markdown cell of the release may be the place of an answer: its metadata names the question. */
function writtenIn(cells: readonly RestoredCell[], release: Release, keys: readonly string[]) {
  const written = new Map<string, { cell: string; text: string }>();
  for (const { id, cell, isLocked } of release.cells) {
    const { question } = (cell.metadata.unrolled ?? {}) as { question?: unknown };
    if (cell.cell_type !== "markdown" || isLocked || typeof question !== "string" || !keys.includes(question)) continue;
    const theirs = cells.find(({ released }) => released === id)?.cell.source ?? "";
    written.set(question, { cell: id, text: ownText(theirs, cell.source) });
  }
  return written;
}

/** What a student has written in the place of the blank; all of it where the text around is not there any more. */
function ownText(theirs: string, given: string): string {
  const [before = "", after = ""] = given.split("____", 2);
  const text = theirs.trim();
  const isWhole = given.includes("____") && text.startsWith(before.trim()) && text.endsWith(after.trim());
  const own = isWhole ? text.slice(before.trim().length, text.length - after.trim().length).trim() : text;
  return own === given.trim() || own.replaceAll("____", "").trim() === "" ? "" : own;
}
