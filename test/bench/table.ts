// A bench's summaries as a table: one row for each case and engine, its ratio to the case's first engine, and the bar.
import type { Summary, Verdict } from "./harness.ts";

const head = ["case", "engine", "median", "min", "unit", "n", "ratio", "bar"];
const isNumeric = (column: number) => ![0, 1, 4, 7].includes(column);

export function table(summaries: Summary[]): string {
  const rows = summaries.map((summary, index) => {
    const reference = summaries.find(({ case: name }) => name === summary.case)!;
    const isFirstOfCase = summaries[index - 1]?.case !== summary.case;
    return [
      isFirstOfCase ? summary.case : "",
      summary.engine,
      digits(summary.median),
      digits(summary.min),
      summary.unit,
      String(summary.n),
      `${(summary.median / reference.median).toFixed(2)}×`,
      summary.verdict ? barOf(summary.verdict) : "",
    ];
  });
  const widths = head.map((head, column) => Math.max(head.length, ...rows.map(row => row[column]!.length)));
  const line = (cells: string[]) =>
    cells
      .map((cell, column) => (isNumeric(column) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
      .join("  ")
      .trimEnd();
  return [line(head), line(widths.map(width => "-".repeat(width))), ...rows.map(line)].join("\n");
}

function barOf({ bar, value, met }: Verdict): string {
  const limit = "atMost" in bar ? digits(bar.atMost) : `${bar.times} × ${bar.of}`;
  return `${met ? "✓" : "✗"} ${digits(value)} ${met ? "≤" : ">"} ${limit}`;
}

/** Three significant digits: a bench knows no more. */
const digits = (value: number) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));
