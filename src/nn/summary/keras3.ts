// The summary as Keras 3 prints it on a console of 80 columns (with rich's box characters).
// https://github.com/keras-team/keras/blob/master/keras/src/utils/summary_utils.py
import { formatCount } from "../../display/index.ts";
import type { Connection, SummaryTable } from "./table.ts";

const plain = [31, 22, 13]; // of the text in each column; with borders 76
const branchedWidths = [19, 17, 10, 17];

export function keras3Layout({ name, rows, total, trainable, bytesEach, branched }: SummaryTable): string {
  const widths = branched ? branchedWidths : plain;
  const rule = (left: string, line: string, middle: string, right: string) =>
    left + widths.map(width => line.repeat(width + 2)).join(middle) + right;
  const body = rows.map(({ layer, shape, parameters, connectedTo }) =>
    printRow("│", [layer, shape, formatCount(parameters), listed(connectedTo)], widths),
  );
  const counted = (n: number) => `${formatCount(n)} (${readableMemory(n * bytesEach)})`;
  return [
    `Model: "${name}"`,
    rule("┏", "━", "┳", "┓"),
    printRow("┃", ["Layer (type)", "Output Shape", "Param #", "Connected to"], widths),
    rule("┡", "━", "╇", "┩"),
    body.join(`\n${rule("├", "─", "┼", "┤")}\n`),
    rule("└", "─", "┴", "┘"),
    ` Total params: ${counted(total)}`,
    ` Trainable params: ${counted(trainable)}`,
    ` Non-trainable params: ${counted(total - trainable)}`,
  ].join("\n");
}

const listed = (connections: readonly Connection[]): string =>
  connections.length === 0
    ? "-"
    : connections.map(({ layer, call, output }) => `${layer}[${call}][${output}]`).join(", ");

/** As many of the fields as there are columns. */
function printRow(border: string, fields: readonly string[], widths: readonly number[]): string {
  const columns = fields.slice(0, widths.length).map((field, i) => wrap(field, widths[i]!));
  const height = Math.max(...columns.map(lines => lines.length));
  return Array.from({ length: height }, (_, line) => {
    const cells = columns.map((lines, i) => {
      const text = lines[line] ?? "";
      return i === 2 ? text.padStart(widths[i]!) : text.padEnd(widths[i]!);
    });
    return `${border} ${cells.join(` ${border} `)} ${border}`;
  }).join("\n");
}

/** Breaks at spaces; a word that alone is too long is cut with an ellipsis, as rich does. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const shown = word.length > width ? `${word.slice(0, width - 1)}…` : word;
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + shown.length <= width) lines[lines.length - 1] = `${line} ${shown}`;
    else lines.push(shown);
  }
  return lines;
}

function readableMemory(bytes: number): string {
  const units = ["B", "KB", "MB", "GB", "TB", "PB"];
  let [size, unit] = [bytes, 0];
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${size.toFixed(2)} ${units[unit]}`;
}
