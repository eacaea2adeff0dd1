// The summary as Keras 2 printed it (2.12, the last version before memory sizes were added).
// https://github.com/keras-team/keras/blob/v2.12.0/keras/utils/layer_utils.py
import { formatCount } from "../../display/index.ts";
import type { Connection, SummaryTable } from "./table.ts";

const plain = { lineLength: 65, shares: [0.45, 0.85, 1] };
const branchedLayout = { lineLength: 98, shares: [0.33, 0.55, 0.67, 1] };
/** Where a field that is too long is broken first. */
const breaks = ["),", "},", "],", "',"];

export function keras2Layout({ name, rows, total, trainable, branched }: SummaryTable): string {
  const { lineLength, shares } = branched ? branchedLayout : plain;
  const positions = shares.map(share => Math.floor(lineLength * share));
  const titles = ["Layer (type)", "Output Shape", "Param #", "Connected to"].slice(0, positions.length);
  return [
    `Model: "${name}"`,
    "_".repeat(lineLength),
    ...printRow(titles, positions),
    "=".repeat(lineLength),
    ...rows.flatMap(({ layer, shape, parameters, isInput, connectedTo }) => [
      ...printRow(
        [layer, isInput ? `[${shape}]` : shape, String(parameters), listed(connectedTo)].slice(0, positions.length),
        positions,
      ),
      " ".repeat(lineLength),
    ]),
    "=".repeat(lineLength),
    `Total params: ${formatCount(total)}`,
    `Trainable params: ${formatCount(trainable)}`,
    `Non-trainable params: ${formatCount(total - trainable)}`,
    "_".repeat(lineLength),
  ].join("\n");
}

/** As Python prints a list of texts. */
const listed = (connections: readonly Connection[]): string =>
  `[${connections.map(({ layer, call, output }) => `'${layer}[${call}][${output}]'`).join(", ")}]`;

/** One row; a field that is too long goes on in the next line, as in Keras. */
function printRow(fields: readonly string[], positions: readonly number[]): string[] {
  const lines: string[] = [];
  let left = [...fields];
  while (left.some(field => field !== "")) {
    let line = "";
    const rest: string[] = [];
    left.forEach((field, column) => {
      const last = column === positions.length - 1;
      const start = column === 0 ? 0 : positions[column - 1]!;
      let cutoff = positions[column]! - start - (last ? 0 : 2); // room for two spaces between columns
      const fitting = field.slice(0, cutoff);
      const ends = breaks.map(text => [fitting.indexOf(text), text.length] as const).filter(([at]) => at >= 0);
      if (ends.length > 0) cutoff = Math.min(...ends.map(([at, length]) => at + length));
      line += (column === 0 ? " " : "") + field.slice(0, cutoff) + (last ? "" : "  ");
      line = line.padEnd(positions[column]!);
      rest.push(field.slice(cutoff));
    });
    lines.push(line);
    left = rest;
  }
  return lines;
}
