// Where a reader stands among Python's tokens.
import type { Token } from "./tokens.ts";

/** What is read is not Python's. */
export class NotPython extends Error {}

const keywords: ReadonlySet<string> = new Set(
  "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield".split(
    " ",
  ),
);

/** A program in which these are names would be a rare one; a line of TypeScript with a slip in it is not. */
const keywordsHere: ReadonlySet<string> = new Set(
  "const let var function new typeof void delete switch case default export interface enum namespace extends implements throw catch do instanceof undefined".split(
    " ",
  ),
);

export const isKeyword = (name: string): boolean => keywords.has(name) || keywordsHere.has(name);

export class Cursor {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get ended(): boolean {
    return this.#at >= this.#tokens.length;
  }

  get token(): Token | undefined {
    return this.#tokens[this.#at];
  }

  next(): Token {
    const token = this.#tokens[this.#at];
    if (!token) throw new NotPython();
    this.#at += 1;
    return token;
  }

  /** A token's text, if it is no text of the program's. */
  peek(ahead = 0): string | undefined {
    const token = this.#tokens[this.#at + ahead];
    return token?.kind === "text" ? undefined : token?.text;
  }

  peekKind(ahead = 0): Token["kind"] | undefined {
    return this.#tokens[this.#at + ahead]?.kind;
  }

  /** The next token, if it is this. */
  take(text: string): boolean {
    if (this.peek() !== text) return false;
    this.#at += 1;
    return true;
  }

  expect(text: string): void {
    if (!this.take(text)) throw new NotPython();
  }

  /** A name after a dot. A keyword of TypeScript's is a name there: `torch.var`. */
  memberName(): string {
    const { kind, text } = this.next();
    if (kind !== "name" || keywords.has(text)) throw new NotPython();
    return text;
  }

  name(): string {
    const { kind, text } = this.next();
    if (kind !== "name" || isKeyword(text)) throw new NotPython();
    return text;
  }
}
