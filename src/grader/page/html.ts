// HTML by templates that escape: what a student wrote cannot become markup, because only this file makes markup of text.
import { escapeHtml, sentenceHtml } from "../../display/index.ts";

/** Text that is HTML already. Only `html`, what stands in this file, and `formula` make it. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | Html | undefined | false | readonly Part[];

/** A template: each text in it is escaped, each Html stands as it is, a list stands one after the other. */
export const html = (strings: TemplateStringsArray, ...parts: Part[]): Html =>
  new Html(strings.reduce((text, string, i) => text + textOf(parts[i - 1]) + string));

function textOf(part: Part): string {
  if (part === undefined || part === false) return "";
  if (part instanceof Html) return part.text;
  return typeof part === "object" ? part.map(textOf).join("") : escapeHtml(visible(String(part)));
}

/** A sentence in which `code` and *stress* look as they are meant; all else of it is escaped. */
export const sentence = (text: string): Html => new Html(sentenceHtml(visible(text)));

/** What a plot shows of itself in HTML: an image with its description, made by our own drawing. */
export const drawn = (figure: { "text/html"?: unknown }): Html => new Html(String(figure["text/html"]));

// biome-ignore-start lint/suspicious/noControlCharactersInRegex: control characters are what this is about.
/** Controls but tab and line feed, and what turns the direction of a text: a name or a line of code could look like another. */
const hidden = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: see above.

/** A text that shows what it holds: what cannot be seen stands as its code, U+202E. */
export const visible = (text: string): string =>
  text
    .replace(/\r\n?/g, "\n")
    .toWellFormed()
    .replace(hidden, found => `⟨U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`);

/** The beginning of a long text, and how much was left out. */
export function clipped(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most).toWellFormed()}… (${(text.length - most).toLocaleString("en-US")} more characters)`;
}
