// Runs a published result at several seeds, and tells whether it holds.
import { type Measured, missed, type Row } from "./row.ts";

/** What every run of the command has. */
export const fixedSeeds: readonly number[] = [0, 1, 2];

/** A seed, and what it gave. */
export interface Run {
  readonly seed: number;
  /** Drawn for this run of the command. */
  readonly fresh: boolean;
  readonly measured: Measured;
  /** Processor time. */
  readonly seconds: number;
  readonly missed: readonly string[];
}

/** Of a result that draws nothing there is one run. */
export async function* runsOf(row: Row, seeds: readonly { seed: number; fresh: boolean }[]): AsyncGenerator<Run> {
  for (const { seed, fresh } of row.fixed ? seeds.slice(0, 1) : seeds) {
    const before = process.cpuUsage();
    const measured = await row.measure(seed);
    const { user, system } = process.cpuUsage(before);
    yield { seed, fresh, measured, seconds: (user + system) / 1e6, missed: missed(row, measured) };
  }
}

/** Every fixed seed reaches all that is expected, and of fresh ones at most one in three does not. */
export function reproduced(runs: readonly Run[]): boolean {
  const failed = (fresh: boolean) => runs.filter(run => run.fresh === fresh && run.missed.length > 0).length;
  return runs.length > 0 && failed(false) === 0 && failed(true) <= runs.filter(({ fresh }) => fresh).length / 3;
}
