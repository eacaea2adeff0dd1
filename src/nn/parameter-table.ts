// The table of a model's parameters: how a module shows itself, as text and as an accessible HTML table.
import { formatShape } from "../backend/index.ts";
import { escapeHtml, formatCount } from "../tensor/index.ts";
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

export function parameterTableHtml(title: string, parameters: readonly NamedParameter[]): string {
  const body = parameters
    .map(row)
    .map(
      ([path, shape, count, warning]) =>
        `<tr><th scope="row">${escapeHtml(path)}</th><td>${escapeHtml(shape)}</td>` +
        `<td>${escapeHtml(count)}${warning && ` ${escapeHtml(warning)}`}</td></tr>`,
    );
  return (
    `<table><caption>${escapeHtml(heading(title, parameters))}</caption>` +
    '<thead><tr><th scope="col">Parameter</th><th scope="col">Shape</th><th scope="col">Count</th></tr></thead>' +
    `<tbody>${body.join("")}</tbody></table>`
  );
}

function heading(title: string, parameters: readonly NamedParameter[]): string {
  const total = parameters.reduce((sum, { parameter }) => sum + parameter.size, 0);
  return `${title}: ${formatCount(total)} ${total === 1 ? "parameter" : "parameters"}`;
}

function row({ path, parameter }: NamedParameter): [path: string, shape: string, count: string, warning: string] {
  const broken = parameter.values().some(x => !Number.isFinite(x));
  const warning = broken ? "⚠ holds NaN or infinity" : "";
  return [path, formatShape(parameter.shape), formatCount(parameter.size), warning];
}
