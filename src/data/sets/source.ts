// Where data come from: a package or a file that somebody has, or else a generator, which says so.

/** Where data come from. */
export interface DataSource {
  /** For titles and texts: "CMUdict", or "generated words". */
  readonly source: string;
  /** Whether they are made up, because the real ones are not there. */
  readonly generated: boolean;
}

/** Where a data set is looked for. */
export interface LoadDataOptions {
  /** The folder in whose `node_modules` it is, or in one above; where left out, the notebook's and the project's own. */
  from?: string;
}

/** What draws made-up data; a generator of the toolkit's. */
export interface Draws {
  integers(low: number, high: number): number;
  uniform(low?: number, high?: number): number;
  permutation(n: number): number[];
}

/** One of a list. */
export const oneOf = <Item>(draws: Draws, items: readonly Item[]): Item => items[draws.integers(0, items.length)]!;
