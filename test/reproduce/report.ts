// A result as text: published, expected and measured side by side.
import type { Bound, Claim, Row } from "./row.ts";
import { holds } from "./row.ts";
import { type Run, reproduced } from "./run.ts";

/** So many decimals, or four digits as short as they go. */
function formatNumber(value: number, decimals?: number): string {
  if (!Number.isFinite(value)) return value > 0 ? "never" : String(value);
  if (decimals !== undefined) return value.toFixed(decimals);
  if (Number.isInteger(value)) return String(value);
  const size = Math.abs(value);
  if (size < 1e-3 || size >= 1e5) return value.toExponential(2);
  return String(Number(value.toPrecision(4)));
}

function formatBound(expected: Bound | undefined): string {
  if (expected === undefined) return "—";
  if ("atMost" in expected) return `≤ ${formatNumber(expected.atMost)}`;
  if ("atLeast" in expected) return `≥ ${formatNumber(expected.atLeast)}`;
  return `${formatNumber(expected.near)} ± ${formatNumber(expected.within)}`;
}

/** A claim's cells: what, published, expected, one for each run, and whether all of them hold. */
export function cellsOf(name: string, claim: Claim, runs: readonly Run[]): string[] {
  const values = runs.map(({ measured }) => measured.numbers[name] ?? Number.NaN);
  const all = values.every(value => holds(value, claim.expected));
  return [
    claim.of,
    claim.published,
    formatBound(claim.expected),
    ...values.map(value => formatNumber(value, claim.decimals)),
    all ? "✓" : "✗",
  ];
}

/** The heads of these cells; a fresh seed has a star. */
export const headsOf = (row: Row, runs: readonly Run[]): string[] => [
  "",
  "published",
  "expected",
  ...runs.map(({ seed, fresh }) => (row.fixed ? "measured" : `seed ${seed}${fresh ? "*" : ""}`)),
  "",
];

/** A result as lines for a terminal. */
export function text(row: Row, runs: readonly Run[]): string {
  const table = [headsOf(row, runs), ...Object.entries(row.claims).map(([name, claim]) => cellsOf(name, claim, runs))];
  const widths = table[0]!.map((_, i) => Math.max(...table.map(cells => cells[i]!.length)));
  const lines = table.map(cells => `  ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join("  ")}`.trimEnd());
  const seconds = runs.reduce((sum, run) => sum + run.seconds, 0) / runs.length;
  const said = reproduced(runs) ? "✓" : "✗";
  return [
    `${said} ${row.title} (${row.name}) · ${row.source}`,
    `  ${row.setting}`,
    ...lines,
    `  ${seconds.toFixed(1)} s of CPU a run`,
  ].join("\n");
}
