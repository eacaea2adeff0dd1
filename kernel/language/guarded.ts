// An engine that no text and no cursor breaks: what a compiler cannot be given never reaches it, and help with a text that
// it failed on once is not asked for again.
import type { MimeBundle } from "../protocol/mime.ts";
import { CompilerFailure } from "./cell/compiler-failure.ts";
import { refuseDeepNesting } from "./cell/nesting.ts";
import type { CommittedCell, Completeness, Completions, Engine, Note, Prepared } from "./engine.ts";

/** How many texts are remembered. A person types on; the same text comes again only at once. */
const mostRemembered = 50;

/** The engine that `createEngine` gives. */
export class GuardedEngine implements Engine {
  readonly #engine: Engine;
  /** Texts that the compiler failed on, oldest first. */
  readonly #fatal = new Set<string>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Throws a CompilerFailure. A text that failed before is tried again: a person has asked for it. */
  prepare(text: string): Prepared {
    refuseDeepNesting(text);
    return this.#engine.prepare(text.toWellFormed());
  }

  /** As `prepare`. */
  prepareUnchecked(text: string): Prepared {
    refuseDeepNesting(text);
    return this.#engine.prepareUnchecked(text.toWellFormed());
  }

  /** None where the compiler fails: the cell itself is right. */
  notes(): Note[] {
    try {
      return this.#engine.notes();
    } catch (error) {
      if (!(error instanceof CompilerFailure)) throw error;
      return [];
    }
  }

  commit(cell: CommittedCell): void {
    this.#engine.commit(cell);
  }

  /** None where the compiler fails. */
  complete(text: string, offset: number): Completions {
    const at = within(text, offset);
    return this.#help(text, whole => this.#engine.complete(whole, at)) ?? { items: [], start: at, end: at };
  }

  /** Undefined where the compiler fails. */
  inspect(text: string, offset: number, level?: 0 | 1): MimeBundle | undefined {
    return this.#help(text, whole => this.#engine.inspect(whole, within(text, offset), level));
  }

  /** Unknown where the compiler fails. */
  isComplete(text: string): Completeness {
    return this.#help(text, whole => this.#engine.isComplete(whole)) ?? { status: "unknown" };
  }

  renew(): void {
    this.#fatal.clear();
    this.#engine.renew();
  }

  forget(): void {
    this.#engine.forget();
  }

  close(): void {
    this.#engine.close();
  }

  #help<Answer>(text: string, ask: (text: string) => Answer): Answer | undefined {
    if (this.#fatal.has(text)) return undefined;
    try {
      refuseDeepNesting(text);
      // Half a surrogate pair is no UTF-8, which compilers read. The replacement is as long.
      return ask(text.toWellFormed());
    } catch (error) {
      if (!(error instanceof CompilerFailure)) throw error;
      this.#fatal.add(text);
      const [oldest] = this.#fatal;
      if (this.#fatal.size > mostRemembered) this.#fatal.delete(oldest!);
      return undefined;
    }
  }
}

/** A compiler reads on behind the text's end. */
function within(text: string, offset: number): number {
  return Math.max(0, Math.min(Math.trunc(offset) || 0, text.length));
}
