// A student's folder: it gets the copies of today's sources, and keeps whatever the student changed.
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeNotebook, type Notebook, NotebookError, parseNotebook } from "../../../kernel/notebook/index.ts";
import { makeFolders } from "../folders.ts";
import { writeWhole } from "../whole-file.ts";

/** A copy to hand out. */
export interface Handout {
  /** "03-counting.ipynb" */
  name: string;
  /** The file's. */
  text: string;
}

/** What became of it: where it lies in the folder, and what lay there before. */
export interface Placed {
  /** The name of the copy's file now; another than the wanted one where a changed file stayed there. */
  name: string;
  state: "new" | "as before" | "replaced" | "beside the student's";
  /** The student's own file, which stayed. */
  kept?: string;
}

/** In the place of a fingerprint: the file is no notebook. */
const damaged = "damaged";

/** What was handed out, by the file's name: the fingerprint of its cells. Hidden, so that no list of notebooks shows it. */
const recordName = ".unrolled.json";

/** Holds corrected copies of what lies beside it, where that itself must stay as it was handed out: in a repository. */
export const correctionsFolder = ".corrections";

interface Record {
  version: 1;
  handedOut: { [name: string]: string };
}

/**
 * Puts copies into a folder, which is made where there is none.
 *
 * A file whose cells are as they were handed out is replaced by a new copy, its outputs with it. One whose cells were changed
 * stays, and the new copy goes beside it: `03-counting-new.ipynb`. One that was deleted is made again.
 *
 * @throws Error where the folder cannot be written
 */
export function placeCopies(folder: string, handouts: readonly Handout[]): Placed[] {
  makeFolders(folder);
  const record = readRecord(folder);
  const placed = handouts.map(handout => place(folder, handout, record));
  writeWhole(join(folder, recordName), `${JSON.stringify(record, null, 1)}\n`);
  return placed;
}

function place(folder: string, { name, text }: Handout, { handedOut }: Record): Placed {
  const wanted = fingerprint(parseNotebook(text, name));
  const write = (file: string) => {
    writeWhole(join(folder, file), text);
    handedOut[file] = wanted;
  };
  let kept: string | undefined;
  const placed = (file: string, state: Placed["state"]) => ({ name: file, state, ...(kept !== undefined && { kept }) });
  for (const file of names(name)) {
    const found = fingerprintOf(join(folder, file));
    if (found === wanted) {
      handedOut[file] = wanted;
      return placed(file, "as before");
    }
    const isUnchanged = found !== undefined && found === handedOut[file];
    if (found === undefined || isUnchanged) {
      write(file);
      return placed(file, kept !== undefined ? "beside the student's" : isUnchanged ? "replaced" : "new");
    }
    // Begun from this very version: the student works on, and needs no other.
    if (handedOut[file] === wanted && found !== damaged) return placed(file, "as before");
    kept = file;
  }
  throw new Error("names end never");
}

/** 03-counting.ipynb, 03-counting-new.ipynb, 03-counting-new-2.ipynb, … */
function* names(name: string): Generator<string> {
  yield name;
  const stem = name.replace(/\.ipynb$/, "");
  yield `${stem}-new.ipynb`;
  for (let n = 2; ; n++) yield `${stem}-new-${n}.ipynb`;
}

/** Of what a person types: outputs, counts and metadata come and go by themselves. */
function fingerprint({ cells }: Notebook): string {
  const typed = cells.map(({ id, cell_type, source }) => [id ?? null, cell_type, source]);
  return createHash("sha256").update(JSON.stringify(typed)).digest("hex").slice(0, 32);
}

/** Undefined where there is no file; "damaged" where it is no notebook: the student may yet mend it. */
function fingerprintOf(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return fingerprint(parseNotebook(decodeNotebook(readFileSync(path), path), path));
  } catch (error) {
    if (!(error instanceof NotebookError)) throw error;
    return damaged;
  }
}

/** None, or a damaged one: then every file is taken for the student's own. */
function readRecord(folder: string): Record {
  try {
    const { version, handedOut } = JSON.parse(readFileSync(join(folder, recordName), "utf8")) as Record;
    if (version === 1 && typeof handedOut === "object" && handedOut !== null)
      return { version, handedOut: Object.assign(Object.create(null), handedOut) };
  } catch {}
  return { version: 1, handedOut: Object.create(null) };
}
