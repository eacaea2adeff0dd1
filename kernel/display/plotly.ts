// A person's own Plotly figure as a whole bundle: the figure for front ends that draw it, and a picture or its numbers for all
// others.
import type { MimeBundle, Presentation } from "../protocol/mime.ts";
import { toPresentation } from "./bundle.ts";
import { escapeHtml } from "./html.ts";
import { describeThrown, inspect } from "./inspect.ts";
import { present } from "./present.ts";
import { toTable } from "./table.ts";

const displaySymbol = Symbol.for("Jupyter.display");
const plotlyMimeType = "application/vnd.plotly.v1+json";

/** How many points of each trace stand in the table. */
const mostPoints = 20;

/** How many numbers of a row in a heat map. */
const mostInRow = 10;

type Trace = { [key: string]: unknown };

interface Figure {
  data: Trace[];
  layout?: Trace;
}

/** What a toolkit offers that draws pictures: src/plot/picture/given/figure.ts. */
interface Picture {
  html?: string;
  alt?: string;
  notDrawn: { index: number; why: string }[];
  leftOut: { index: number; what: string }[];
  leftOutOfAll: string[];
}

/** The global symbol under which pictures are offered; where it is absent, a figure is shown as tables. */
const pictureSymbol = Symbol.for("Unrolled.picture");
type Draw = (figure: Figure) => Picture | Promise<Picture>;

/**
 * A figure of Plotly's for all front ends: the picture where somebody offers one, and of traces that are not in it a sentence and
 * a table of their data. A figure that shows itself does so.
 * @throws TypeError for what is no figure
 */
export function toPlotly(given: unknown): Presentation | Promise<Presentation> {
  if (isRecord(given) && typeof given[displaySymbol as never] === "function") return present(given)!;
  assertFigure(given);
  const { data: chart, metadata } = toPresentation({ [plotlyMimeType]: given }, "display.plotly got");
  const figure = chart[plotlyMimeType] as unknown as Figure;
  const complete = (picture: Picture | string): Presentation => ({
    data: { ...chart, ...(typeof picture === "string" ? tablesOf(figure, picture) : pictureOf(figure, picture)) },
    metadata,
  });
  const draw = (globalThis as { [pictureSymbol]?: Draw })[pictureSymbol];
  if (!draw) return complete("");
  try {
    const picture = draw(figure);
    return picture instanceof Promise ? picture.then(complete, error => complete(failure(error))) : complete(picture);
  } catch (error) {
    return complete(failure(error));
  }
}

const failure = (error: unknown): string => `There is no picture of it: drawing failed with ${describeThrown(error)}.`;

const expected = "display.plotly expects a figure, { data: [{ x: [1, 2], y: [3, 4] }], layout: {} }, but got";

function assertFigure(given: unknown): asserts given is Figure {
  if (typeof given === "string")
    throw new TypeError(`${expected} text; where it is JSON: display.plotly(JSON.parse(text))`);
  if (Array.isArray(given))
    throw new TypeError(`${expected} a list; traces stand in data: display.plotly({ data: traces })`);
  if (!isRecord(given)) throw new TypeError(`${expected} ${inspect(given)}`);
  const { data, layout } = given;
  if (data === undefined && ["x", "y", "z", "type", "values"].some(key => key in given))
    throw new TypeError(`${expected} a trace; it stands in a list: display.plotly({ data: [trace] })`);
  if (!Array.isArray(data))
    throw new TypeError(`${expected} ${data === undefined ? "an object without data" : `data: ${inspect(data)}`}`);
  const other = data.findIndex(trace => !isRecord(trace) || Array.isArray(trace));
  if (other >= 0)
    throw new TypeError(
      `display.plotly expects each trace as an object, { y: [1, 2] }, but data[${other}] is ${inspect(data[other])}`,
    );
  if (layout !== undefined && (!isRecord(layout) || Array.isArray(layout)))
    throw new TypeError(
      `display.plotly expects layout as an object, { title: { text: "Loss" } }, but got ${inspect(layout)}`,
    );
}

/** Without a picture: a sentence, and each trace as a table. */
function tablesOf({ data, layout }: Figure, sentence: string): MimeBundle {
  const heading = `Figure${titled(layout)}: ${data.length} ${data.length === 1 ? "trace" : "traces"}`;
  const parts = data.map(partOf);
  const said = sentence === "" ? "" : `<p>${escapeHtml(sentence)}</p>`;
  return {
    "text/html": `<figure><figcaption>${escapeHtml(heading)}</figcaption>${said}${parts.map(({ html }) => html).join("")}</figure>`,
    "text/plain": [heading, ...(sentence === "" ? [] : [sentence]), ...parts.map(({ text }) => text)].join("\n\n"),
  };
}

/** The picture, sentences on what is not in it, and tables of the traces that it lacks. */
function pictureOf(figure: Figure, { html, alt, notDrawn, leftOut, leftOutOfAll }: Picture): MimeBundle {
  const { data } = figure;
  const missing = notDrawn.map(({ index, why }) => `${nameOf(data[index]!, index)} ${why}`);
  const without = leftOut.map(({ index, what }) => `of ${nameOf(data[index]!, index)} ${what}`);
  if (html === undefined || alt === undefined)
    return tablesOf(
      figure,
      `Only Plotly draws this figure, where it is at hand: ${missing.join("; ")}. These are its numbers.`,
    );
  const left = [...without, ...leftOutOfAll];
  const sentences = [
    ...(missing.length > 0
      ? [`Not in this picture: ${missing.join("; ")}. Plotly draws all of it where it is at hand.`]
      : []),
    ...(left.length > 0 ? [`The picture leaves out ${left.join("; ")}.`] : []),
  ];
  const parts = notDrawn.map(({ index }) => partOf(data[index]!, index));
  return {
    "text/html":
      html + sentences.map(each => `<p>${escapeHtml(each)}</p>`).join("") + parts.map(part => part.html).join(""),
    "text/plain": [alt, ...sentences, ...parts.map(({ text }) => text)].join("\n\n"),
  };
}

const nameOf = ({ name }: Trace, index: number): string =>
  typeof name === "string" && name !== "" ? `“${name}”` : `trace ${index + 1}`;

/** One trace: its name, kind and first points. */
function partOf(trace: Trace, index: number): { html: string; text: string } {
  const name = typeof trace.name === "string" ? trace.name : `trace ${index + 1}`;
  const kind = typeof trace.type === "string" ? trace.type : "scatter";
  const columns = Object.entries(trace).flatMap(([key, value]) => {
    const values = numbersOf(value);
    return pointKeys.has(key) && values ? [[key, values] as const] : [];
  });
  const length = Math.max(0, ...columns.map(([, values]) => values.length));
  const title = `${name} (${kind}), ${length} ${length === 1 ? "point" : "points"}`;
  if (length === 0) return { html: `<p>${escapeHtml(title)}</p>`, text: title };
  const more = length > mostPoints ? `, the first ${mostPoints} shown` : "";
  const rows = Array.from({ length: Math.min(length, mostPoints) }, (_, i) =>
    Object.fromEntries(columns.map(([key, values]) => [key, cell(values[i])])),
  );
  const { "text/html": html, "text/plain": text } = toTable(rows, title + more).data;
  return { html: String(html), text: String(text) };
}

/** What holds a trace's points, in Plotly's words for its kinds of trace. */
const pointKeys = new Set(
  "x y z labels values r theta lat lon a b c open high low close text ids locations parents base".split(" "),
);

function numbersOf(value: unknown): ArrayLike<unknown> | undefined {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value)
    ? (value as unknown as ArrayLike<unknown>)
    : undefined;
}

/** A row of a heat map by its first numbers. */
function cell(value: unknown): string {
  if (value === undefined) return "";
  const row = numbersOf(value);
  if (row) {
    const shown = Array.from(row).slice(0, mostInRow).join(", ");
    return row.length > mostInRow ? `${shown}, … ${row.length - mostInRow} more` : shown;
  }
  return typeof value === "string" || typeof value === "number" ? String(value) : inspect(value);
}

function titled(layout: unknown): string {
  const title = isRecord(layout) ? layout.title : undefined;
  const text = isRecord(title) ? title.text : title;
  return typeof text === "string" && text !== "" ? ` “${text}”` : "";
}

const isRecord = (value: unknown): value is Trace => typeof value === "object" && value !== null;
