// display.html as a tag: what stands in its ${…} is text, and shown as such, but for HTML that the tag itself has made.
import { escapeHtml } from "./html.ts";
import { offered } from "./offered.ts";

/** A piece of a page, as the tag makes it. It shows itself, or stands in another piece. */
export class Html {
  readonly #html: string;

  constructor(html: string) {
    this.#html = html;
  }

  toString(): string {
    return this.#html;
  }
  [Symbol.for("Jupyter.display")](): { [mimeType: string]: string } {
    return { "text/html": this.#html };
  }
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.#html;
  }
}

/** @param use is told of each piece that becomes part of this one */
export function htmlOf(strings: readonly string[], values: readonly unknown[], use: (piece: Html) => void): Html {
  const write = (value: unknown): string => {
    if (value instanceof Html) {
      use(value);
      return String(value);
    }
    if (Array.isArray(value)) return value.map(write).join("");
    if (value === null || value === undefined || value === false) return "";
    return drawn(value) ?? escapeHtml(String(value));
  };
  return new Html(strings.map((text, i) => (i === 0 ? text : write(values[i - 1]) + text)).join(""));
}

/** An element of a document, or what writes itself as HTML, stands in a page as it is. */
function drawn(value: unknown): string | undefined {
  if (typeof value !== "object") return undefined;
  const bundle = offered(value);
  const html = bundle?.["text/html"] ?? bundle?.["image/svg+xml"];
  return html === undefined ? undefined : String(html);
}
