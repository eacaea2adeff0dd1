// TextTokenizer: from texts to ids and back, with the vocabulary of the texts that it was made of.
import { jupyterDisplay, type MimeBundle, nodeInspect } from "../display/index.ts";
import { assertOptions, describe, type OptionNames } from "../options.ts";
import type { Tensor } from "../tensor/index.ts";
import { characters, words } from "./tokens.ts";
import { type EncodeOptions, Vocabulary, type VocabularyOptions } from "./vocabulary.ts";

/** How a tokenizer cuts texts, and which tokens it keeps. */
export interface TokenizerOptions extends VocabularyOptions {
  /** What a token is: "words" where left out, "characters", or a function that cuts a text. */
  by?: "words" | "characters" | ((text: string) => string[]);
  /** Whether all letters become small ones; false where left out. */
  lowercase?: boolean;
  /** What becomes of tokens that are neither letters nor numbers: "keep" where left out, or "drop". White space stays. */
  punctuation?: "keep" | "drop";
}

const tokenizerOptions: OptionNames<TokenizerOptions> = {
  by: true,
  lowercase: "boolean",
  punctuation: true,
  padding: "text",
  unknown: "text",
  end: "text",
  start: "text",
  size: "number",
  minimumCount: "number",
};

/** Cuts texts into tokens and numbers them. Made by `tokenizer`. */
export class TextTokenizer {
  /** Which token has which number. */
  readonly vocabulary: Vocabulary;
  readonly #cut: (text: string) => string[];
  readonly #between: string;
  /** The tokens that decode leaves out. */
  readonly #silent: ReadonlySet<string | undefined>;

  constructor(texts: Iterable<string>, options: TokenizerOptions = {}) {
    assertOptions("tokenizer", options, tokenizerOptions);
    const { by = "words", lowercase = false, punctuation = "keep", ...rest } = options;
    const special = { padding: "<PAD>", unknown: "<UNK>", ...rest };
    if (by !== "words" && by !== "characters" && typeof by !== "function")
      throw new TypeError(`tokenizer expects by "words", "characters" or a function, but got ${describe(by)}`);
    if (punctuation !== "keep" && punctuation !== "drop")
      throw new RangeError(`tokenizer expects punctuation "keep" or "drop", but got ${describe(punctuation)}`);
    if (typeof texts === "string" || typeof texts !== "object" || texts === null || !(Symbol.iterator in texts))
      throw new TypeError(`tokenizer expects a list of texts, tokenizer([text]), but got ${describe(texts)}`);
    const split = by === "words" ? words : by === "characters" ? characters : by;
    this.#cut = text => {
      const tokens = split(lowercase ? text.toLowerCase() : text);
      return punctuation === "drop" ? tokens.filter(token => /[\p{L}\p{M}\p{N}\s]/u.test(token)) : tokens;
    };
    this.#between = by === "words" ? " " : "";
    this.vocabulary = new Vocabulary(
      tokensOf(texts, text => this.tokens(text)),
      special,
    );
    this.#silent = new Set([special.padding, special.start, special.end]);
  }

  /** How many ids there are: 0 … size − 1. */
  get size(): number {
    return this.vocabulary.size;
  }

  /**
   * The tokens of a text.
   * @throws TypeError for what is no text
   */
  tokens(text: string): string[] {
    if (typeof text !== "string") throw new TypeError(`tokenizer expects texts, but got ${describe(text)}`);
    return this.#cut(text);
  }

  /**
   * The ids of a text, or of each text of a list; with the start or end token around them on request.
   * @throws TypeError for what is no text; Error for a start or end token that the tokenizer does not have
   */
  encode(text: string, options?: EncodeOptions): number[];
  encode(texts: readonly string[], options?: EncodeOptions): number[][];
  encode(texts: string | readonly string[], options: EncodeOptions = {}): number[] | number[][] {
    if (Array.isArray(texts)) return texts.map(text => this.encode(text as string, options));
    return this.vocabulary.encode(this.tokens(texts as string), options);
  }

  /**
   * The text of ids, words with a space between them. Padding, start and end tokens are left out.
   * @throws RangeError for an id that there is not
   */
  decode(ids: Iterable<number | Tensor>): string {
    const tokens = this.vocabulary.decode(ids);
    return tokens.filter(token => !this.#silent.has(token)).join(this.#between);
  }

  toString(): string {
    return `TextTokenizer with a ${this.vocabulary}`;
  }
  [jupyterDisplay](): MimeBundle {
    return { "text/plain": this.toString() };
  }
  [nodeInspect](): string {
    return this.toString();
  }
}

/** All tokens one after another: no list of them is made. */
function* tokensOf(texts: Iterable<string>, cut: (text: string) => string[]): Generator<string> {
  for (const text of texts) yield* cut(text);
}

/**
 * A tokenizer with the vocabulary of these texts. Its padding token is "<PAD>", id 0, and its token for unknown ones "<UNK>",
 * unless you name others; a start and an end token it has where you name them. `size` counts them in.
 * @throws TypeError for what is no list of texts, RangeError for options that cannot be
 * @example tokenizer(["The cat.", "the dog"], { lowercase: true, punctuation: "drop" }).encode("the bird") // [2, 1]
 * @example tokenizer(["hello"], { by: "characters" }).encode(["hell", "low"]) // [[2, 3, 4, 4], [4, 5, 1]]
 */
export const tokenizer = (texts: Iterable<string>, options?: TokenizerOptions): TextTokenizer =>
  new TextTokenizer(texts, options);
