// The summary as Keras 2 printed it (2.12, the last version before memory sizes were added).
// https://github.com/keras-team/keras/blob/v2.12.0/keras/utils/layer_utils.py
import { formatCount } from "../../display/index.ts";
import type { SummaryTable } from "./table.ts";

const lineLength = 65;
const positions = [0.45, 0.85, 1].map(p => Math.floor(lineLength * p)) as [number, number, number];

export function keras2Layout({ name, rows, total }: SummaryTable): string {
  return [
    `Model: "${name}"`,
    "_".repeat(lineLength),
    ...printRow(["Layer (type)", "Output Shape", "Param #"]),
    "=".repeat(lineLength),
    ...rows.flatMap(([layer, shape, parameters]) => [
      ...printRow([layer, shape, String(parameters)]),
      " ".repeat(lineLength),
    ]),
    "=".repeat(lineLength),
    `Total params: ${formatCount(total)}`,
    `Trainable params: ${formatCount(total)}`,
    "Non-trainable params: 0",
    "_".repeat(lineLength),
  ].join("\n");
}

/** One row; a field that is too long goes on in the next line, as in Keras. */
function printRow(fields: readonly string[]): string[] {
  const lines: string[] = [];
  let left = [...fields];
  while (left.some(field => field !== "")) {
    let line = "";
    const rest: string[] = [];
    left.forEach((field, column) => {
      const last = column === positions.length - 1;
      const start = column === 0 ? 0 : positions[column - 1]!;
      let cutoff = positions[column]! - start - (last ? 0 : 2); // room for two spaces between columns
      const comma = field.slice(0, cutoff).indexOf("),");
      if (comma >= 0) cutoff = comma + 2;
      line += (column === 0 ? " " : "") + field.slice(0, cutoff) + (last ? "" : "  ");
      line = line.padEnd(positions[column]!);
      rest.push(field.slice(cutoff));
    });
    lines.push(line);
    left = rest;
  }
  return lines;
}
