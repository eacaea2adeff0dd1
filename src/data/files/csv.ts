// CSV: cells of a table in a text. RFC 4180, https://www.rfc-editor.org/rfc/rfc4180
import type { Fault } from "./byte-stream.ts";

/** Rows of cells; with the line on which each begins, for messages. */
export interface CsvRows {
  readonly rows: readonly (readonly string[])[];
  readonly lines: readonly number[];
}

/** Cells as they stand in the text: quotes taken away, lines without any cell left out. */
export async function parseCsv(text: AsyncIterable<string>, separator: string, fault: Fault): Promise<CsvRows> {
  const rows: string[][] = [];
  const lines: number[] = [];
  let row: string[] = [];
  let cell = "";
  /** Before a cell's first character, in a plain cell, in a quoted one, or behind a quote in it. */
  let state: "start" | "plain" | "quoted" | "behind quote" = "start";
  let [line, begun, quoted] = [1, 1, 1];
  const endCell = () => {
    row.push(cell);
    cell = "";
    state = "start";
  };
  const endRow = () => {
    const isEmpty = row.length === 0 && cell === "" && state === "start";
    if (!isEmpty) {
      endCell();
      rows.push(row);
      lines.push(begun);
      row = [];
    }
    begun = line + 1;
  };
  for await (const chunk of text)
    for (const character of chunk) {
      if (state === "quoted") {
        if (character === '"') state = "behind quote";
        else cell += character;
      } else if (character === '"' && state === "behind quote") {
        cell += '"';
        state = "quoted";
      } else if (character === '"' && state === "start") {
        state = "quoted";
        quoted = line;
      } else if (character === separator) endCell();
      else if (character === "\n") endRow();
      else if (character !== "\r") {
        if (state === "behind quote")
          throw fault(`line ${line} has ${JSON.stringify(character)} behind the quote that ends a cell`, 'a quote in a quoted cell is written twice: ""'); // biome-ignore format: a line
        cell += character;
        state = "plain";
      }
      if (character === "\n") line++;
    }
  if (state === "quoted") throw fault(`the quote that begins a cell on line ${quoted} has no end`);
  endRow();
  return { rows, lines };
}

/** A column's cells as numbers, an empty one as NaN; undefined where a cell is none. */
export function numbersIn(cells: readonly string[]): number[] | undefined {
  const numbers = cells.map(cell => (cell.trim() === "" ? Number.NaN : Number(cell)));
  const isText = (n: number, i: number) => Number.isNaN(n) && !/^\s*(nan|na)?\s*$/i.test(cells[i]!);
  return numbers.some(isText) || numbers.every(Number.isNaN) ? undefined : numbers;
}
