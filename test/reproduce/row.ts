// A published result that is run again: what its source says, what every seed is to reach, and how it is measured.
import type { Figure } from "../../src/index.ts";

/** What a measured number is to be. */
export type Bound =
  | { readonly atMost: number }
  | { readonly atLeast: number }
  | { readonly near: number; readonly within: number };

/** One number of a result. */
export interface Claim {
  /** What is measured, with what it is measured on. */
  readonly of: string;
  /** What the source says of it. */
  readonly published: string;
  /** How many decimals are shown; four digits where left out. */
  readonly decimals?: number;
  /** Left out where the number is shown and nothing is asked of it. */
  readonly expected?: Bound;
}

/** What one seed gave. */
export interface Measured {
  /** A number for each claim. */
  readonly numbers: Readonly<Record<string, number>>;
  /** Drawn for the first seed only. */
  readonly figure: () => Figure;
}

/** A published result. */
export interface Row {
  readonly name: string;
  readonly title: string;
  /** Who published it, and where. */
  readonly source: string;
  /** What is run here: sizes, data, learning rate. */
  readonly setting: string;
  readonly claims: Readonly<Record<string, Claim>>;
  /** Nothing is drawn at random: one run tells all. */
  readonly fixed?: true;
  /** Why it cannot be run here, such as data that are not installed; undefined where it can. */
  unavailable?(): Promise<string | undefined>;
  /** Done in about a second, so that `--quick` has it. */
  readonly quick?: true;
  measure(seed: number): Promise<Measured> | Measured;
}

/** Whether a number is what it is to be; NaN never is. */
export function holds(value: number, expected: Bound | undefined): boolean {
  if (expected === undefined) return true;
  if ("atMost" in expected) return value <= expected.atMost;
  if ("atLeast" in expected) return value >= expected.atLeast;
  return Math.abs(value - expected.near) <= expected.within;
}

/** The claims of a row that a seed does not reach. */
export const missed = (row: Row, { numbers }: Measured): string[] =>
  Object.entries(row.claims)
    .filter(([name, { expected }]) => !holds(numbers[name] ?? Number.NaN, expected))
    .map(([name]) => name);
