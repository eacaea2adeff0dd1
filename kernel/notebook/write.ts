// Write a notebook as nbformat does, byte for byte, and never half of it.
import { chmod, open, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { toJsonText } from "../protocol/json-text.ts";
import type { Json } from "../protocol/mime.ts";
import { NotebookError } from "./error.ts";
import type { Cell, CellOutput, Notebook } from "./format.ts";
import { splitBundle, splitLines } from "./multiline.ts";

/** The text of an .ipynb: sorted keys, one space of indent, texts as lines, a newline at the end. */
export function formatNotebook(notebook: Notebook): string {
  const stored = { ...notebook, cells: notebook.cells.map(storeCell) };
  return `${toJsonText(sortKeys(stored as unknown as Json), 1)}\n`;
}

function storeCell(cell: Cell): object {
  return {
    ...cell,
    source: splitLines(cell.source),
    ...(cell.attachments && {
      attachments: Object.fromEntries(
        Object.entries(cell.attachments).map(([name, bundle]) => [name, splitBundle(bundle)]),
      ),
    }),
    ...(cell.cell_type === "code" && { outputs: cell.outputs.map(storeOutput) }),
  };
}

function storeOutput(output: CellOutput): object {
  if (output.output_type === "stream") return { ...output, text: splitLines(output.text) };
  if (output.output_type === "error") return output;
  return { ...output, data: splitBundle(output.data) };
}

function sortKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map(key => [key, sortKeys(value[key]!)]),
  );
}

/**
 * The text goes to a new file beside the target, reaches the disk, and then takes the target's name: whoever reads the
 * target sees the old notebook or the new one. A link is followed, and the file keeps its permissions.
 */
export async function writeNotebook(path: string, notebook: Notebook): Promise<void> {
  const text = formatNotebook(notebook);
  const target = await realpath(path).catch(() => path);
  const mode = await stat(target).then(
    ({ mode }) => mode & 0o777,
    () => undefined,
  );
  const unfinished = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  try {
    const file = await open(unfinished, "wx");
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    if (mode !== undefined) await chmod(unfinished, mode);
    await rename(unfinished, target);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw new NotebookError(`${path} cannot be written: ${(error as Error).message}`);
  }
}
