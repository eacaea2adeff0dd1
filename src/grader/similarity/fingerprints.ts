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

/** What an author has given away, or keeps. */
export interface OfAuthor {
  /** What was handed out; undefined where it is not known. */
  released?: Notebook | undefined;
  /** The same with its solution. */
  solution?: Notebook | undefined;
}

/** What is no sign of copying: all that was handed out, and the solution's code, which a short right answer is like anyway. */
export function givenHashes({ released, solution }: OfAuthor): ReadonlySet<number> {
  const all = (released?.cells ?? []).flatMap(cell => runsOf(tokensOf(cell)));
  const code = (solution?.cells ?? []).flatMap(cell => runsOf(tokensOf(cell))).filter(({ isProse }) => !isProse);
  return new Set([...all, ...code].map(({ hash }) => hash));
}

/** @param given hashes that are left out */
export function fingerprintsOf({ cells }: Notebook, given: ReadonlySet<number>): Fingerprints {
  const found = new Map<number, Place[]>();
  for (const [index, cell] of cells.entries()) {
    const tokens = tokensOf(cell);
    const hashes = runsOf(tokens).map(({ hash }) => hash);
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
const runsOf = (tokens: readonly Token[]): { hash: number; isProse: boolean }[] =>
  Array.from({ length: Math.max(0, tokens.length - k + 1) }, (_, i) => {
    const run = tokens.slice(i, i + k);
    return { hash: hashOf(run.map(({ text }) => text)), isProse: run.every(({ isWord }) => isWord) };
  });
