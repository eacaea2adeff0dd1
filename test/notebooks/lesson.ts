// What a committed lesson shows, cell by cell.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { type CellOutput, parseNotebook } from "../../kernel/notebook/index.ts";

/** Reads a lesson; gives what a code cell shows, by its id: as text, and as the data of its figure. */
export function lessonOf(file: string) {
  const lesson = parseNotebook(readFileSync(new URL(`../../notebooks/${file}`, import.meta.url), "utf8"), file);
  const outputsOf = (id: string): CellOutput[] => {
    const cell = lesson.cells.find(cell => cell.id === id);
    assert.ok(cell?.cell_type === "code", `${file} has a code cell "${id}"`);
    return cell.outputs;
  };
  return { shown: (id: string): string => outputsOf(id).map(textOf).join("\n") };
}

function textOf(output: CellOutput): string {
  if (output.output_type === "stream") return output.text;
  if (output.output_type === "error") return output.traceback.join("\n");
  return String(output.data["text/plain"]);
}
