// What differs between two runs of one notebook, told line by line: the message of the golden test.
import { isDeepStrictEqual } from "node:util";
import type { CellOutput, Notebook } from "../../kernel/notebook/index.ts";

/** One entry for each code cell whose outputs differ, ready to print. */
export function differences(committed: Notebook, executed: Notebook): string[] {
  return committed.cells.flatMap((cell, index) => {
    const now = executed.cells[index];
    if (cell.cell_type !== "code" || now?.cell_type !== "code") return [];
    if (isDeepStrictEqual(timeless(cell.outputs), timeless(now.outputs))) return [];
    const [old, got] = [lines(cell.outputs), lines(now.outputs)];
    const at = old.findIndex((line, index) => line !== got[index]);
    const from = at < 0 ? old.length : at;
    return [
      [
        `cell ${index + 1}${cell.id === undefined ? "" : ` (${cell.id})`}, line ${from + 1} of its outputs:`,
        ...excerpt("- committed", old, from),
        ...excerpt("+ now      ", got, from),
      ].join("\n    "),
    ];
  });
}

const excerptLines = 4;

function excerpt(mark: string, all: string[], from: number): string[] {
  const shown = all.slice(from, from + excerptLines).map(line => `${mark} ${line}`);
  return shown.length > 0 ? shown : [`${mark} (no more)`];
}

/** All that an output holds, as lines: texts as they read, the rest as JSON. */
function lines(outputs: CellOutput[]): string[] {
  return outputs.flatMap(output => {
    if (output.output_type === "stream") return block(`[${output.name}]`, output.text);
    if (output.output_type === "error")
      return block(`[error ${output.ename}: ${output.evalue}]`, output.traceback.join("\n"));
    const { output_type, data, ...rest } = output;
    return [
      `[${output_type}] ${JSON.stringify(rest)}`,
      ...Object.entries(data).flatMap(([type, value]) =>
        block(`[${type}]`, typeof value === "string" ? value : JSON.stringify(value)),
      ),
    ];
  });
}

const block = (head: string, text: string) =>
  withoutTimes(text)
    .split("\n")
    .map(line => `${head} ${line}`);

/** The verdict on a training says how long it took: "accuracy 1 (seed 0), 1 (1), 4.6 s: each is …". */
const withoutTimes = (text: string) => text.replace(/(?<=\(\d+\), )\d+(\.\d)? s(?=: )/g, "some seconds");

const timeless = (outputs: CellOutput[]): unknown =>
  JSON.parse(JSON.stringify(outputs), (_, value) => (typeof value === "string" ? withoutTimes(value) : value));
