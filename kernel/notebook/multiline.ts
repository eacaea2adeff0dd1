// Multi-line strings: an .ipynb stores a text as the list of its lines, so that a diff shows the line that changed.
// Which strings are split, and where, follows nbformat's own writer (nbformat/v4/rwbase.py), so that Jupyter and we
// write the same bytes.
import type { Json, MimeBundle } from "../protocol/mime.ts";

// Python's str.splitlines(True): every line keeps its end, and more than "\n" ends a line.
const lineEnds = String.raw`\n\r\v\f\x1c-\x1e\x85\u2028\u2029`;
const linePattern = new RegExp(`[^${lineEnds}]*(?:\\r\\n|[${lineEnds}]|$)`, "g");

export function splitLines(text: string): string[] {
  return (text.match(linePattern) ?? []).filter(line => line !== "");
}

export function joinLines(value: Json): Json {
  return Array.isArray(value) && value.every(line => typeof line === "string") ? value.join("") : value;
}

const isJsonType = (type: string) => type === "application/json" || /^application\/.*\+json$/.test(type);
const isSplitType = (type: string) =>
  type.startsWith("text/") || type === "application/javascript" || type === "image/svg+xml";

const mapBundle = (bundle: MimeBundle, change: (type: string, value: Json) => Json): MimeBundle =>
  Object.fromEntries(Object.entries(bundle).map(([type, value]) => [type, change(type, value)]));

/** As stored: texts as lines. Base64 and JSON types stay what they are. */
export const splitBundle = (bundle: MimeBundle): MimeBundle =>
  mapBundle(bundle, (type, value) => (typeof value === "string" && isSplitType(type) ? splitLines(value) : value));

/** As used: every text one string. */
export const joinBundle = (bundle: MimeBundle): MimeBundle =>
  mapBundle(bundle, (type, value) => (isJsonType(type) ? value : joinLines(value)));
