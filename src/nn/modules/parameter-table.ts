// The table of a model's parameters: how a module shows itself, as text and as an accessible HTML table.
import { formatShape } from "../../backend/index.ts";
import { formatCount, table } from "../../display/index.ts";
import type { NamedParameter } from "./parameter.ts";

export function parameterTableText(title: string, parameters: readonly NamedParameter[]): string {
  const rows = parameters.map(row);
  const width = (column: 0 | 1 | 2) => Math.max(0, ...rows.map(cells => cells[column].length));
  const lines = rows.map(
    ([path, shape, count, warning]) =>
      `  ${path.padEnd(width(0))}  ${shape.padEnd(width(1))}  ${count.padStart(width(2))}${warning && `  ${warning}`}`,
  );
  return [heading(title, parameters), ...lines].join("\n");
}

export const parameterTableHtml = (title: string, parameters: readonly NamedParameter[]): string =>
  table({
    caption: heading(title, parameters),
    columns: ["Parameter", "Shape", "Count"],
    rows: parameters
      .map(row)
      .map(([path, shape, count, warning]) => [path, shape, warning ? `${count} ${warning}` : count]),
  });

function heading(title: string, parameters: readonly NamedParameter[]): string {
  const total = parameters.reduce((sum, { parameter }) => sum + parameter.size, 0);
  return `${title}: ${formatCount(total)} ${total === 1 ? "parameter" : "parameters"}`;
}

function row({ path, parameter }: NamedParameter): [path: string, shape: string, count: string, warning: string] {
  const broken = parameter.values().some(x => !Number.isFinite(x));
  const warning = broken ? "⚠ holds NaN or infinity" : "";
  return [path, formatShape(parameter.shape), formatCount(parameter.size), warning];
}
