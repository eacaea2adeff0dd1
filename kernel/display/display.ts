// The face of `display` in a cell: its types are what completion and hover show, its words are for the person who reads them there.
import type { Json } from "../protocol/mime.ts";
import type { Html } from "./html-tag.ts";
import type { CreateProgress } from "./progress.ts";

export interface DisplayOptions {
  /** Names the output: shown again under the same id, in the same cell or by `display.update`, it is replaced in place. */
  id?: string;
  /** Hints for the front end, keyed by MIME type: `{ "image/png": { width: 300 } }`. */
  metadata?: { [mimeType: string]: Json };
}

/** Shows text of one kind: called with a string, display.html(page), or as a tag, display.html`<b>${x}</b>`. */
export interface DisplayText {
  (text: string, options?: DisplayOptions): void;
  (strings: TemplateStringsArray, ...values: unknown[]): void;
}

/** Shows a page: called with HTML, or as a tag, whose piece may also stand in another one. */
export interface DisplayHtml {
  (html: string, options?: DisplayOptions): void;
  (strings: TemplateStringsArray, ...values: unknown[]): Html;
}

/** Shows an image or document: its bytes, or these in base64. */
export type DisplayBytes = (bytes: Uint8Array | string, options?: DisplayOptions) => void;

export interface Display {
  /** Shows a value under the cell, as the cell's last value would show itself. */
  (value: unknown, options?: DisplayOptions): void;
  /** Replaces what was shown under this id, in whatever cell it stands. */
  update(id: string, value: unknown): void;
  /** Removes what the cell has shown so far; with `wait`, only when there is something new to show. */
  clear(options?: { wait?: boolean }): void;

  /**
   * Shows a page, or a part of one. As a tag, display.html`<b>${word}</b>`, it shows what stands in ${…} as text, whatever it
   * holds; pieces that the tag made, lists of them and elements of a document stand there as they are. Called with a string,
   * display.html("<b>bold</b>"), it takes the page as it is: never call it with what somebody else has written.
   */
  html: DisplayHtml;
  /** Shows formatted text: display.markdown("**bold**, $x^2$"). */
  markdown: DisplayText;
  /** Shows a formula. As a tag it takes the backslashes as they stand: display.latex`\frac{\partial L}{\partial h_t}`. */
  latex: DisplayText;
  /** Shows a drawing: display.svg('<svg width="20" height="20"><circle cx="10" cy="10" r="9"/></svg>'). */
  svg: DisplayText;
  /** Runs in the page, where the front end trusts the notebook. */
  javascript: DisplayText;
  /** Shows text as it stands. */
  text: DisplayText;

  /** Shows a picture: display.png(fs.readFileSync("plot.png")), or the bytes in base64. */
  png: DisplayBytes;
  /** Shows a picture: display.jpeg(fs.readFileSync("photo.jpg")), or the bytes in base64. */
  jpeg: DisplayBytes;
  /** Shows a picture that may move: display.gif(fs.readFileSync("training.gif")), or the bytes in base64. */
  gif: DisplayBytes;
  /** Shows a document, where the front end can: display.pdf(fs.readFileSync("paper.pdf")), or the bytes in base64. */
  pdf: DisplayBytes;

  /** Shows a tree to fold and unfold: a Map as its entries, a Set as a list. */
  json(value: unknown, options?: DisplayOptions): void;
  /**
   * Shows a Plotly figure of your own: `{ data, layout }`. Plotly draws it where the front end has it; elsewhere there is a picture
   * of the traces that ours knows (scatter, bar, heatmap, contour), and a table of the numbers of all others.
   */
  plotly(figure: { data: unknown[]; layout?: object }, options?: DisplayOptions): void;
  /** Shows rows as a table: objects with the columns' names, or lists. */
  table(rows: Iterable<object>, options?: DisplayOptions & { caption?: string }): void;
  /**
   * Hands a long text, or a value as it shows itself, to the front end's pager: a console pages through it, JupyterLab and
   * VS Code show it below all else that the cell shows. A cell has one page: a second one takes its place.
   */
  page(value: unknown): void;
  /** Shows one value in several representations, keyed by MIME type: the front end picks the richest that it can draw. */
  bundle(data: { [mimeType: string]: unknown }, options?: DisplayOptions): void;
  /** Shows content of any MIME type: text, bytes, or, for JSON types, a value. */
  raw(mimeType: string, content: unknown, options?: DisplayOptions): void;

  /** A progress bar around what a loop goes over: `for (const step of display.progress(100, { label: "training" }))`. */
  progress: CreateProgress;
}
