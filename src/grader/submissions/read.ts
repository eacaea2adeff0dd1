// A file that was handed in, as a notebook, or why it is none.
import { createHash } from "node:crypto";
import { decodeNotebook, type Notebook, NotebookError, parseNotebook } from "../../../kernel/notebook/index.ts";
import type { Entry } from "./entry.ts";

export interface ReadFile {
  /** SHA-256; "" where nothing could be read. */
  hash: string;
  notebook?: Notebook;
  /** Why it is refused. */
  fault?: string;
}

/** More cells than anybody has written. */
const maxCells = 2000;

/** Longer texts of cells than anybody has typed, in characters. */
const maxText = 2 * 2 ** 20;

/** Never throws: what is wrong is said of this file. */
export async function readSubmission(entry: Entry): Promise<ReadFile> {
  if (entry.fault !== undefined) return { hash: "", fault: entry.fault };
  let hash = "";
  try {
    const bytes = await entry.read();
    hash = createHash("sha256").update(bytes).digest("hex");
    const notebook = parseNotebook(decodeNotebook(bytes, "the file"), "the file");
    const fault = sizeFault(notebook);
    return fault === undefined ? { hash, notebook } : { hash, fault };
  } catch (error) {
    const { message } = error as Error;
    return { hash, fault: error instanceof NotebookError ? message : `it cannot be read: ${message}` };
  }
}

function sizeFault({ cells }: Notebook): string | undefined {
  if (cells.length > maxCells) return `it has ${cells.length} cells, and at most ${maxCells} are run`;
  const length = cells.reduce((sum, { source }) => sum + source.length, 0);
  return length > maxText
    ? `its cells have ${Math.ceil(length / 2 ** 20)} MB of text, and at most ${maxText / 2 ** 20} MB are run`
    : undefined;
}
