// The fingerprints of a notebook: what of it is the student's own, cell by cell.
import type { Cell, Notebook } from "../../../kernel/notebook/index.ts";
import { codeTokens, proseTokens, type Token } from "./tokens.ts";
import { hashOf, winnow } from "./winnow.ts";

/** Tokens of one hash: what is shorter is no match. */
const k = 8;
/** Hashes of one window: a match of k + window - 1 = 12 tokens is always found. */
const window = 5;

/** A place in a notebook. */
export interface Place {
  /** The cell's index. */
  cell: number;
  start: number;
  end: number;
}

/** Places by their fingerprint. */
export type Fingerprints = ReadonlyMap<number, readonly Place[]>;

/** Every hash of what was handed out, and of the solution: what a student has of these is no sign. */
export const givenHashes = (given: readonly Notebook[]): ReadonlySet<number> =>
  new Set(given.flatMap(({ cells }) => cells.flatMap(cell => hashesOf(tokensOf(cell)))));

/** @param given what was handed out */
export function fingerprintsOf({ cells }: Notebook, given: ReadonlySet<number>): Fingerprints {
  const found = new Map<number, Place[]>();
  for (const [index, cell] of cells.entries()) {
    const tokens = tokensOf(cell);
    const hashes = hashesOf(tokens);
    for (const at of winnow(hashes, window)) {
      const hash = hashes[at]!;
      if (given.has(hash)) continue;
      const place = { cell: index, start: tokens[at]!.start, end: tokens[at + k - 1]!.end };
      found.set(hash, [...(found.get(hash) ?? []), place]);
    }
  }
  return found;
}

const tokensOf = ({ cell_type, source }: Cell): Token[] =>
  cell_type === "code" ? codeTokens(source) : proseTokens(source);

/** One for each run of k tokens. */
const hashesOf = (tokens: readonly Token[]): number[] =>
  Array.from({ length: Math.max(0, tokens.length - k + 1) }, (_, i) =>
    hashOf(tokens.slice(i, i + k).map(({ text }) => text)),
  );
