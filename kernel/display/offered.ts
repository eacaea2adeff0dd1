// What values of other libraries offer to be shown by, found without importing those: elements, tables, tensors, dates.
//
// Only what a value says of itself counts, so that any library of the kind is shown, also one that does not exist yet.
import { inspect } from "node:util";
import type { MimeBundle } from "../protocol/mime.ts";
import { escapeHtml } from "./html.ts";
import { bounded } from "./inspect.ts";
import { toTable } from "./table.ts";

/** Rows of a foreign table that are shown; the rest is counted. */
const mostRows = 100;

/** How long a list or object may be whose items are shown one by one. */
const mostItems = 50;

type Found = { [key: string]: unknown };

/** A bundle of what a value offers, a text/plain among it; undefined where it offers nothing. May throw what its methods throw. */
export function offered(value: unknown): MimeBundle | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const found = value as Found;
  return (
    fromElement(found) ??
    fromSelection(found) ??
    fromTensor(found) ??
    fromRows(found) ??
    fromHtml(found) ??
    fromColumns(found) ??
    fromVector(found) ??
    fromTemporal(found)
  );
}

/** The same for a collection all of whose items offer something: one below the other, named ones under their names. */
export function offeredTogether(value: unknown): MimeBundle | undefined {
  const collection = collectionOf(value);
  if (!collection) return undefined;
  const { items, named, nameOf } = collection;
  if (items.length === 0 || items.length > mostItems) return undefined;
  const bundles: [name: string, bundle: MimeBundle][] = [];
  for (const [name, item] of items) {
    const bundle = offered(item);
    if (!bundle) return undefined;
    bundles.push([String(name), bundle]);
  }
  const texts = bundles.map(([name, bundle]) => (named ? `${name}: ${textOf(bundle)}` : textOf(bundle)));
  const [open, close] = named ? ["{ ", " }"] : ["[", "]"];
  const text = bounded(`${nameOf}${open}${texts.join(`,\n${" ".repeat(open.length)}`)}${close}`);
  if (!bundles.some(([, bundle]) => "text/html" in bundle || "image/svg+xml" in bundle)) return { "text/plain": text };
  const html = bundles.map(([name, bundle]) =>
    named ? `<dt>${escapeHtml(name)}</dt><dd>${toHtml(bundle)}</dd>` : `<div>${toHtml(bundle)}</div>`,
  );
  return { "text/plain": text, "text/html": named ? `<dl>${html.join("")}</dl>` : html.join("") };
}

interface Collection {
  items: [name: unknown, item: unknown][];
  named: boolean;
  /** What stands before its text: "Map(2) ". */
  nameOf: string;
}

/** Lists, objects, maps and sets; and of a document a list of nodes, a fragment, what D3 has selected. */
function collectionOf(value: unknown): Collection | undefined {
  const list = (items: Iterable<unknown>, nameOf = "") => ({
    items: [...items].map((item, i): [unknown, unknown] => [i, item]),
    named: false,
    nameOf,
  });
  if (Array.isArray(value)) return list(value);
  if (isPlain(value)) return { items: Object.entries(value), named: true, nameOf: "" };
  if (value instanceof Map) return { items: [...value], named: true, nameOf: `Map(${value.size}) ` };
  if (value instanceof Set) return list(value, `Set(${value.size}) `);
  if (typeof value !== "object" || value === null) return undefined;
  const { node, nodes, nodeType, children, item, length } = value as Found;
  if (typeof node === "function" && typeof nodes === "function") return list(nodes.call(value) as unknown[]);
  if (nodeType === documentFragment && isIterable(children)) return list(children);
  return typeof item === "function" && typeof length === "number" && isIterable(value) ? list(value) : undefined;
}

/** Node.DOCUMENT_FRAGMENT_NODE */
const documentFragment = 11;

const isIterable = (value: unknown): value is Iterable<unknown> =>
  typeof value === "object" && value !== null && Symbol.iterator in value;

/** How deep in lists and objects is looked, and how many items of one. */
const deepest = 3;
const mostLookedAt = 200;

/** A value in which lists and objects have the text of what an item offers in that item's place, for its inspection. */
export function withOffered(value: unknown, depth = deepest): unknown {
  if (depth === 0 || !(Array.isArray(value) || isPlain(value))) return value;
  const keys = Object.keys(value);
  if (keys.length > mostLookedAt || hasGetters(value, keys)) return value;
  let changed = false;
  const replaced = keys.map((key): [string, unknown] => {
    const item = (value as Found)[key];
    const text = attempt(() => offeredText(item));
    const inner = text === undefined ? withOffered(item, depth - 1) : { [inspect.custom]: () => text };
    changed ||= inner !== item;
    return [key, inner];
  });
  if (!changed) return value;
  return Array.isArray(value) ? Object.assign([], Object.fromEntries(replaced)) : Object.fromEntries(replaced);
}

const hasGetters = (value: object, keys: readonly string[]): boolean =>
  keys.some(key => Object.getOwnPropertyDescriptor(value, key)?.get !== undefined);

function offeredText(value: unknown): string | undefined {
  const bundle = offered(value);
  return bundle && textOf(bundle);
}

function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

const isPlain = (value: unknown): value is object =>
  typeof value === "object" && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value));

const textOf = (bundle: MimeBundle): string => String(bundle["text/plain"]);

const toHtml = (bundle: MimeBundle): string =>
  String(bundle["text/html"] ?? bundle["image/svg+xml"] ?? `<pre>${escapeHtml(textOf(bundle))}</pre>`);

/** An element of a document: Observable Plot's, D3's. */
function fromElement(found: Found): MimeBundle | undefined {
  if (found.nodeType !== 1 || typeof found.outerHTML !== "string") return undefined;
  const { outerHTML } = found;
  const name = String(found.localName ?? found.tagName).toLowerCase();
  if (name === "svg") {
    const size = ["width", "height"].flatMap(side => {
      const length = callIfThere(found, "getAttribute", side);
      return length ? [`${side}=${length}`] : [];
    });
    // The words of a drawing are its tick labels: only a name that was given to it says what it shows.
    const label = callIfThere(found, "getAttribute", "aria-label");
    return {
      "image/svg+xml": toSvg(found, outerHTML),
      "text/plain": `<svg ${[...size, ...(label ? [label] : [])].join(" ")}>`,
    };
  }
  // What is drawn in it says nothing as text: tick labels, one after the other.
  const words = withoutTags(outerHTML.replace(/<(style|script|svg)\b[\s\S]*?<\/\1>/gi, ""));
  return { "text/html": outerHTML, "text/plain": bounded(words === "" ? `<${name}>` : words) };
}

/** One element that was selected: D3's `select`. */
function fromSelection(found: Found): MimeBundle | undefined {
  if (typeof found.node !== "function") return undefined;
  const nodes = callIfThere(found, "nodes");
  return Array.isArray(nodes) && nodes.length === 1 ? offered(nodes[0]) : undefined;
}

/** As XML, which a picture must be: by the document's own serializer where it has one. */
function toSvg(found: Found, outerHTML: string): string {
  const view = (
    found.ownerDocument as { defaultView?: { XMLSerializer?: new () => { serializeToString(node: unknown): string } } }
  )?.defaultView;
  if (typeof view?.XMLSerializer === "function") return new view.XMLSerializer().serializeToString(found);
  return /^<svg[^>]*\sxmlns=/.test(outerHTML)
    ? outerHTML
    : outerHTML.replace(/^<svg/, '<svg xmlns="http://www.w3.org/2000/svg"');
}

/** A tensor of tfjs: its values as it writes them. */
function fromTensor(found: Found): MimeBundle | undefined {
  if (typeof found.dataSync !== "function" || !Array.isArray(found.shape) || typeof found.dtype !== "string")
    return undefined;
  const head = `Tensor [${found.shape.join(", ")}] ${found.dtype}`;
  const text = String(callIfThere(found, "toString")).replace(/^Tensor\s*/, "");
  return { "text/plain": bounded(`${head}\n${text.replace(/^ {4}/gm, "")}`) };
}

/** A table that names its columns and goes through its rows: Apache Arrow's. */
function fromRows(found: Found): MimeBundle | undefined {
  const { schema, numRows } = found as { schema?: { fields?: unknown }; numRows?: unknown };
  if (!Array.isArray(schema?.fields) || typeof numRows !== "number" || !(Symbol.iterator in found)) return undefined;
  const names = schema.fields.map(field => String((field as { name: unknown }).name));
  const rows = first(found as unknown as Iterable<Found>, mostRows).map(row =>
    Object.fromEntries(names.map(name => [name, row[name]])),
  );
  return toTable(rows, caption(numRows, names.length)).data;
}

/** What writes itself as HTML, as arquero's tables do; in words by its rows, where it goes through them. */
function fromHtml(found: Found): MimeBundle | undefined {
  if (typeof found.toHTML !== "function") return undefined;
  const html = callIfThere(found, "toHTML");
  if (typeof html !== "string") return undefined;
  if (!(Symbol.iterator in found)) return { "text/html": html, "text/plain": bounded(withoutTags(html)) };
  const rows = first(found as unknown as Iterable<object>, mostRows);
  const { "text/plain": text = "" } = rows.length > 0 ? toTable(rows).data : {};
  return { "text/html": html, "text/plain": text };
}

/** A table that has its columns' names and its rows as lists, as data frames do. */
function fromColumns({ columns, values }: Found): MimeBundle | undefined {
  if (!Array.isArray(columns) || !Array.isArray(values) || columns.length === 0) return undefined;
  if (!columns.every(name => typeof name === "string") || !values.every(row => Array.isArray(row))) return undefined;
  const rows = values.slice(0, mostRows).map(row => Object.fromEntries(columns.map((name, i) => [name, row[i]])));
  return toTable(rows, caption(values.length, columns.length)).data;
}

/** A column that counts what is missing in it: a vector of Apache Arrow. */
function fromVector(found: Found): MimeBundle | undefined {
  const { length, nullCount, toArray } = found;
  if (typeof toArray !== "function" || typeof nullCount !== "number" || typeof length !== "number") return undefined;
  if (!isIterable(found)) return undefined;
  const tag = String(found[Symbol.toStringTag as never] ?? "Vector");
  const more = length > mostRows ? ` … ${length - mostRows} more` : "";
  return { "text/plain": `${tag} ${inspectItems(first(found, mostRows))}${more}` };
}

const inspectItems = (items: unknown[]): string => inspect(items, { maxArrayLength: mostRows, breakLength: 100 });

/** A date, time or duration of Temporal, which Node's inspection shows as empty objects. */
function fromTemporal(found: Found): MimeBundle | undefined {
  const tag = found[Symbol.toStringTag as never] as unknown;
  if (typeof tag !== "string" || !tag.startsWith("Temporal.")) return undefined;
  return { "text/plain": `${tag} ${callIfThere(found, "toString")}` };
}

function caption(rows: number, columns: number): string {
  const shown = rows > mostRows ? `, the first ${mostRows} shown` : "";
  return `${rows} ${rows === 1 ? "row" : "rows"}, ${columns} ${columns === 1 ? "column" : "columns"}${shown}`;
}

function first<Item>(items: Iterable<Item>, most: number): Item[] {
  const taken: Item[] = [];
  for (const item of items) {
    if (taken.length === most) break;
    taken.push(item);
  }
  return taken;
}

/** The words of a page, its cells and lines apart. */
const withoutTags = (html: string): string =>
  html
    .replace(/<\/(?:tr|p|div|h\d|li)>/gi, "\n")
    .replace(/<\/t[hd]>/gi, "  ")
    .replace(/<[^>]*>/g, "")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&")
    .trim();

function callIfThere(found: Found, method: string, ...args: unknown[]): unknown {
  const called = found[method];
  return typeof called === "function" ? called.apply(found, args) : undefined;
}
