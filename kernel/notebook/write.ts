// Write a notebook as nbformat does, byte for byte.
import { toJsonText } from "../protocol/json-text.ts";
import type { Json } from "../protocol/mime.ts";
import type { Cell, CellOutput, Notebook } from "./format.ts";
import { splitBundle, splitLines } from "./multiline.ts";

/** The text of an .ipynb: sorted keys, one space of indent, texts as lines, a newline at the end. */
export function formatNotebook(notebook: Notebook): string {
  const stored = { ...notebook, cells: notebook.cells.map(storeCell) };
  return `${toJsonText(sortKeys(stored as unknown as Json), 1)}\n`;
}

/** As the file has it: texts as lists of their lines. */
export function storeCell(cell: Cell): object {
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

export function storeOutput(output: CellOutput): object {
  if (output.output_type === "stream") return { ...output, text: splitLines(output.text) };
  if (output.output_type === "error") return output;
  return { ...output, data: splitBundle(output.data) };
}

export function sortKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map(key => [key, sortKeys(value[key]!)]),
  );
}
