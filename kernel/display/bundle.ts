// What a display method returned, made into a presentation that can travel as JSON: bytes to base64, typed arrays to lists.
import type { Json, MimeBundle, Presentation } from "../protocol/mime.ts";

/**
 * Accepts a MIME bundle, or one with its metadata as `{ data, metadata }`. Throws where it is neither, an error that begins
 * with who gave it.
 */
export function toPresentation(returned: unknown, who = "it returned"): Presentation {
  if (!isRecord(returned)) throw new TypeError(`${who} ${describe(returned)}, not an object keyed by MIME type`);
  const { data, metadata } = isRecord(returned.data) ? returned : { data: returned, metadata: {} };
  return {
    data: toBundle(data as Record<string, unknown>, who),
    metadata: isRecord(metadata) ? toRecord(metadata) : {},
  };
}

function toBundle(record: Record<string, unknown>, who: string): MimeBundle {
  const bundle: MimeBundle = {};
  for (const [mimeType, content] of Object.entries(record)) {
    if (content === undefined) continue;
    if (!mimeType.includes("/")) throw new TypeError(`${who} the key "${mimeType}", which is no MIME type`);
    bundle[mimeType] = toContent(mimeType, content, who);
  }
  if (Object.keys(bundle).length === 0) throw new TypeError(`${who} an empty object: no MIME type to show`);
  return bundle;
}

/** Content of JSON types is any JSON; of all others it is text, which for binary types is base64. */
function toContent(mimeType: string, content: unknown, who: string): Json {
  if (typeof content === "string") return content;
  if (isJsonType(mimeType)) return toJson(content);
  if (content instanceof Uint8Array) return toBase64(content);
  if (Array.isArray(content) && content.every(line => typeof line === "string")) return content.join("");
  throw new TypeError(`${who} ${describe(content)} as ${mimeType}, which holds text or bytes`);
}

function isJsonType(mimeType: string): boolean {
  return mimeType === "application/json" || mimeType.endsWith("+json");
}

/** A copy that JSON can say: typed arrays and sets become lists, maps objects, bigints text, and what JSON has no word for null. */
export function toJson(value: unknown): Json {
  const text = JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item === "bigint") return item.toString();
    if (item instanceof Set) return [...item];
    if (item instanceof Map) return Object.fromEntries(item);
    if (ArrayBuffer.isView(item) && !(item instanceof DataView)) return Array.from(item as Float64Array);
    return item;
  });
  if (text === undefined) return null;
  if (nesting(text) > maxNesting)
    throw new RangeError(`what is shown as JSON nests deeper than ${maxNesting} levels, more than Jupyter can read`);
  return JSON.parse(text);
}

/** Jupyter's server is Python, whose JSON reader gives up below 1,000, and so would the notebook's file. */
const maxNesting = 200;

/** How deep the lists and objects of a JSON text nest. */
function nesting(json: string): number {
  let depth = 0;
  let deepest = 0;
  let isText = false;
  for (let i = 0; i < json.length; i++) {
    const letter = json[i];
    if (isText) {
      if (letter === "\\") i++;
      else isText = letter !== '"';
    } else if (letter === '"') isText = true;
    else if (letter === "[" || letter === "{") deepest = Math.max(deepest, ++depth);
    else if (letter === "]" || letter === "}") depth--;
  }
  return deepest;
}

export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}

function toRecord(value: object): { [key: string]: Json } {
  return toJson(value) as { [key: string]: Json };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function describe(value: unknown): string {
  if (value === null) return "null";
  if (value === undefined) return "nothing";
  return Array.isArray(value) ? "an array" : typeof value === "object" ? "an object" : `a ${typeof value}`;
}
