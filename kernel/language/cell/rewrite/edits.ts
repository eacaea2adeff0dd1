// All edits of one text, in whatever order the passes make them.
import MagicString, { type SourceMap } from "magic-string";

interface Wrapping {
  start: number;
  end: number;
  before: string;
  after: string;
}

/**
 * Wrappings nest by what they wrap: of two that open at the same place the longer one opens first, and of two that close
 * there it closes last. Of two around the same text the first is outside.
 */
export class Edits {
  readonly #out: MagicString;
  readonly #wrappings: Wrapping[] = [];

  constructor(text: string) {
    this.#out = new MagicString(text);
  }

  /** Replacements must not overlap. */
  replace(start: number, end: number, text: string): void {
    this.#out.update(start, end, text);
  }

  remove(start: number, end: number): void {
    this.#out.remove(start, end);
  }

  wrap({ start, end }: { start: number; end: number }, before: string, after: string): void {
    this.#wrappings.push({ start, end, before, after });
  }

  /** The text with all edits between these two, and its source map to the text under the name `source`. */
  finish(first: string, last: string, source: string): { code: string; map: SourceMap } {
    const out = this.#out;
    const outerFirst = this.#wrappings
      .map((wrapping, order) => ({ ...wrapping, order }))
      .sort((a, b) => a.start - b.start || b.end - a.end || a.order - b.order);
    for (const { start, before } of outerFirst) out.appendRight(start, before);
    // Those that end at one place stand here with the inner ones last.
    for (const { end, after } of outerFirst.reverse()) out.appendLeft(end, after);
    out.prepend(first).append(last);
    return { code: out.toString(), map: out.generateMap({ hires: "boundary", source }) };
  }
}
