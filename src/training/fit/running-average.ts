// Averages of measures over batches of different sizes.
import type { Tally } from "../compile/metrics.ts";
import { type Measures, withKerasNames } from "./measures.ts";

/** What a metric has gathered that is no mean of rows. */
export interface Tallied {
  readonly tally: Tally;
  readonly gathered: readonly number[];
}

/** What was measured on a batch. */
export interface Measured {
  readonly samples: number;
  /** How many rows each measure is the mean of: samples or, of masked sequences, the time steps that count. */
  readonly rows: number;
  /** The same by measure, where outputs differ in it. */
  readonly rowsBy?: Readonly<Record<string, number>>;
  /** None where no row counts. */
  readonly measures: Measures;
  /** By metric; none where left out. */
  readonly tallies?: Readonly<Record<string, Tallied>>;
}

/**
 * Means of measures over batches, each batch by its rows, so that they do not depend on how samples were put into batches. The
 * loss while training counts by samples, as Keras's: it is the mean of what the optimizer was given, batch by batch. A batch of
 * which nothing counts is passed over.
 */
export class Average {
  readonly #lossBy: "samples" | "rows";
  readonly #weights: Measures = {};
  readonly #means: Measures = {};
  readonly #tallies: Record<string, Tallied> = {};

  constructor(lossBy: "samples" | "rows") {
    this.#lossBy = lossBy;
  }

  add(measured: Measured): void {
    for (const [name, value] of Object.entries(measured.measures)) {
      const byRows = measured.rowsBy?.[name] ?? measured.rows;
      const weight = name === "loss" && this.#lossBy === "samples" ? measured.samples : byRows;
      const total = (this.#weights[name] ?? 0) + weight;
      const mean = this.#means[name] ?? 0;
      this.#weights[name] = total;
      this.#means[name] = mean + (value - mean) * (weight / total); // of one batch alone exactly its value
    }
    for (const [name, { tally, gathered }] of Object.entries(measured.tallies ?? {})) {
      const before = this.#tallies[name];
      this.#tallies[name] = { tally, gathered: before ? tally.join(before.gathered, gathered) : gathered };
    }
  }

  /** @throws RangeError where nothing was counted. */
  measures(who: string): Measures {
    if (Object.keys(this.#means).length === 0)
      throw new RangeError(`${who} expects at least one time step that counts, but all of them are masked as padding`);
    const tallied = Object.entries(this.#tallies).map(([name, { tally, gathered }]) => [name, tally.value(gathered)]);
    return { ...this.#means, ...Object.fromEntries(tallied) };
  }
}

/** Of one batch by itself; nothing where no row counts. */
export function measuresOfBatch(measured: Measured): Measures {
  if (measured.rows === 0) return {};
  const average = new Average("samples");
  average.add(measured);
  return withKerasNames(average.measures("fit"));
}
