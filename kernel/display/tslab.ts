// What `import … from "tslab"` gives in a cell, so that notebooks written for tslab run here: its names, over our display.
import { randomUUID } from "node:crypto";
import type { Display } from "./display.ts";

/** Shows content of one kind after the other in one place. */
export interface SingleDisplay {
  /** Shows a page, or a part of one. */
  html(text: string): void;
  /** Shows formatted text. */
  markdown(text: string): void;
  /** Shows a formula. */
  latex(text: string): void;
  /** Shows a drawing. */
  svg(text: string): void;
  /** Runs in the page, where the front end trusts the notebook. */
  javascript(text: string): void;
  /** Shows text as it stands. */
  text(text: string): void;
  /** Shows a picture: its bytes, or these in base64. */
  png(bytes: Uint8Array | string): void;
  /** Shows a picture: its bytes, or these in base64. */
  jpeg(bytes: Uint8Array | string): void;
  /** Shows a picture: its bytes, or these in base64. */
  gif(bytes: Uint8Array | string): void;
  /** Shows a document: its bytes, or these in base64. */
  pdf(bytes: Uint8Array | string): void;
  /** Shows content of any MIME type: text or bytes. */
  raw(contentType: string, content: string | Uint8Array): void;
}

export interface Tslab {
  display: Display;
  newDisplay(): SingleDisplay;
  versions: { tslab: string; node: string };
}

const mimeTypes = {
  html: "text/html",
  markdown: "text/markdown",
  latex: "text/latex",
  svg: "image/svg+xml",
  javascript: "application/javascript",
  text: "text/plain",
  png: "image/png",
  jpeg: "image/jpeg",
  gif: "image/gif",
  pdf: "application/pdf",
};

export function createTslab(display: Display): Tslab {
  function newDisplay(): SingleDisplay {
    const id = randomUUID();
    let isShown = false;
    const raw = (contentType: string, content: string | Uint8Array) => {
      const shown = {
        [Symbol.for("Jupyter.display")]: () => ({ [contentType]: content }),
        [Symbol.for("nodejs.util.inspect.custom")]: () => `(${contentType})`,
      };
      if (isShown) display.update(id, shown);
      else display.raw(contentType, content, { id });
      isShown = true;
    };
    const kinds = Object.entries(mimeTypes).map(([kind, type]) => [kind, (content: string) => raw(type, content)]);
    return { ...Object.fromEntries(kinds), raw };
  }
  return { display, newDisplay, versions: { tslab: "none: this kernel's own display", node: process.versions.node } };
}

let current: Tslab | undefined;

/** From now on, what the module gives. */
export function serveTslab(tslab: Tslab): void {
  current = tslab;
}

export function servedTslab(): Tslab {
  if (!current) throw new Error('"tslab" can be imported in cells only');
  return current;
}
