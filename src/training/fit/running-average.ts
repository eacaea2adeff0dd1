// Averages of measures over batches of different sizes.
import type { Measures } from "./history.ts";

/** Each batch counts by its number of samples, as in Keras. */
export class Average {
  #weight = 0;
  readonly #sums: Measures = {};

  add(weight: number, measures: Measures): void {
    this.#weight += weight;
    for (const [name, value] of Object.entries(measures)) this.#sums[name] = (this.#sums[name] ?? 0) + weight * value;
  }

  get measures(): Measures {
    return Object.fromEntries(Object.entries(this.#sums).map(([name, sum]) => [name, sum / this.#weight]));
  }
}
