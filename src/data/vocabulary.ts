// Vocabulary: which token has which number, and what is done with tokens that have none.

import { jupyterDisplay, type MimeBundle, nodeInspect } from "../display/index.ts";
import { assertOptions, describe, type OptionNames } from "../options.ts";
import { Tensor } from "../tensor/index.ts";

/** Special tokens of a vocabulary, and how many tokens it keeps. */
export interface VocabularyOptions {
  /** Fills sequences up to one length. It gets id 0, which Keras's layers take for padding. */
  padding?: string;
  /** Stands for every token that has no number of its own. */
  unknown?: string;
  /** Ends a sequence. */
  end?: string;
  /** Starts a sequence. */
  start?: string;
  /** How many ids at most, those of the special tokens included; the most frequent tokens are kept. */
  size?: number;
  /** Tokens that come less often are left out; 1 where left out. */
  minimumCount?: number;
}

const specials = ["padding", "unknown", "end", "start"] as const;

/** Which special tokens `encode` puts around a sequence. */
export interface EncodeOptions {
  /** Whether the start token comes before it; false where left out. */
  start?: boolean;
  /** Whether the end token comes after it; false where left out. */
  end?: boolean;
}

const vocabularyOptions: OptionNames<VocabularyOptions> = {
  padding: "text",
  unknown: "text",
  end: "text",
  start: "text",
  size: "number",
  minimumCount: "number",
};

/** The tokens of a corpus and their ids, 0 … size − 1. Made by `vocabulary`. */
export class Vocabulary {
  /** Token by id: the special ones first, in the order padding, unknown, end, start; then the others as they first came. */
  readonly tokens: readonly string[];
  readonly #ids: ReadonlyMap<string, number>;
  readonly #special: Pick<VocabularyOptions, (typeof specials)[number]>;

  constructor(tokens: Iterable<string>, options: VocabularyOptions = {}) {
    assertOptions("vocabulary", options, vocabularyOptions);
    assertTokens("vocabulary", tokens);
    const { size = Number.POSITIVE_INFINITY, minimumCount = 1 } = options;
    const special = specials.flatMap(name => options[name] ?? []);
    if (new Set(special).size < special.length)
      throw new RangeError(`vocabulary expects special tokens that differ, but got ${special.join(", ")}`);
    if (!(size > special.length) || !(Number.isInteger(size) || size === Number.POSITIVE_INFINITY))
      throw new RangeError(
        `vocabulary expects a whole number as its size, above its ${special.length} special tokens, but got ${describe(size)}`,
      );
    if (!Number.isInteger(minimumCount) || minimumCount < 1)
      throw new RangeError(
        `vocabulary expects minimumCount to be a whole number ≥ 1, but got ${describe(minimumCount)}`,
      );
    const kept = mostFrequent(tokens, special, size - special.length, minimumCount);
    this.tokens = [...special, ...kept];
    this.#ids = new Map(this.tokens.map((token, id) => [token, id]));
    this.#special = options;
  }

  /** How many ids there are: 0 … size − 1. */
  get size(): number {
    return this.tokens.length;
  }
  /** The id of the padding token. @throws Error where the vocabulary has none */
  get padding(): number {
    return this.#idOf("padding");
  }
  /** The id that stands for every token without one. @throws Error where the vocabulary has none */
  get unknown(): number {
    return this.#idOf("unknown");
  }
  /** The id of the token that ends a sequence. @throws Error where the vocabulary has none */
  get end(): number {
    return this.#idOf("end");
  }
  /** The id of the token that starts a sequence. @throws Error where the vocabulary has none */
  get start(): number {
    return this.#idOf("start");
  }

  /** Whether a token has an id of its own. */
  has(token: string): boolean {
    return this.#ids.has(token);
  }

  /**
   * The ids of tokens, with the start or end token put around them on request.
   * @throws RangeError for a token without an id, unless there is an unknown token to stand for it.
   */
  encode(tokens: Iterable<string>, options: EncodeOptions = {}): number[] {
    assertOptions("encode", options, { start: "boolean", end: "boolean" });
    const { start = false, end = false } = options;
    assertTokens("encode", tokens);
    const ids = Array.from(tokens, (token, i) => {
      const id = this.#ids.get(token) ?? (this.#special.unknown === undefined ? undefined : this.unknown);
      if (id === undefined)
        throw new RangeError(
          `the vocabulary has no token ${JSON.stringify(token)} (at ${i}); ` +
            'with vocabulary(tokens, { unknown: "<UNK>" }) such tokens become <UNK>',
        );
      return id;
    });
    return [...(start ? [this.start] : []), ...ids, ...(end ? [this.end] : [])];
  }

  /**
   * The tokens of ids, of a list or of a tensor [n].
   * @throws RangeError for an id that is not in the vocabulary.
   */
  decode(ids: Iterable<number | Tensor>): string[] {
    if (typeof ids !== "object" || ids === null || !(Symbol.iterator in ids))
      throw new TypeError(`decode expects a list of ids, but got ${describe(ids)}`);
    return Array.from(ids, (item, i) => {
      const id = item instanceof Tensor ? item.item() : item;
      const token = Number.isInteger(id) ? this.tokens[id] : undefined;
      if (token === undefined)
        throw new RangeError(`the vocabulary has ids from 0 to ${this.size - 1}, but got ${describe(id)} (at ${i})`);
      return token;
    });
  }

  toString(): string {
    const shown = this.tokens.slice(0, 10).map(token => JSON.stringify(token));
    return `Vocabulary of ${this.size}: ${shown.join(", ")}${this.size > 10 ? ", …" : ""}`;
  }
  [jupyterDisplay](): MimeBundle {
    return { "text/plain": this.toString() };
  }
  [nodeInspect](): string {
    return this.toString();
  }

  #idOf(name: (typeof specials)[number]): number {
    const token = this.#special[name];
    if (token === undefined)
      throw new Error(`this vocabulary has no ${name} token; make it with { ${name}: "<${shortName[name]}>" }`);
    return this.#ids.get(token)!;
  }
}

/** @throws TypeError for what is no text and no list of texts */
function assertTokens(who: string, tokens: unknown): void {
  if (typeof tokens === "string" || (typeof tokens === "object" && tokens !== null && Symbol.iterator in tokens))
    return;
  throw new TypeError(`${who} expects tokens, such as characters(text) or words(text), but got ${describe(tokens)}`);
}

const shortName = { padding: "PAD", unknown: "UNK", end: "EOS", start: "BOS" };

/** The tokens that come most often, of equals those that came first; in the order in which they first came. */
function mostFrequent(tokens: Iterable<string>, special: string[], size: number, minimumCount: number): string[] {
  const counts = new Map<string, number>();
  for (const token of tokens) {
    if (typeof token !== "string")
      throw new TypeError(
        `vocabulary expects tokens that are texts, but got ${describe(token)}; ids.map(String) makes texts of numbers`,
      );
    counts.set(token, (counts.get(token) ?? 0) + 1);
  }
  for (const token of special) counts.delete(token);
  const frequent = [...counts].filter(([, count]) => count >= minimumCount);
  if (frequent.length <= size) return frequent.map(([token]) => token);
  const kept = new Set(frequent.toSorted(([, a], [, b]) => b - a).slice(0, size)); // stable: of equals the first
  return frequent.filter(entry => kept.has(entry)).map(([token]) => token);
}

/**
 * Numbers the tokens of a corpus, in the order in which they first come, behind the special ones.
 * @throws RangeError for special tokens that are alike, a size or count that cannot be, or an unknown option
 * @example vocabulary(characters("hello")).tokens // ["h", "e", "l", "o"]
 * @example vocabulary(words(text), { padding: "<PAD>", unknown: "<UNK>", end: "<EOS>", size: 10_000 })
 */
export const vocabulary = (tokens: Iterable<string>, options?: VocabularyOptions): Vocabulary =>
  new Vocabulary(tokens, options);
