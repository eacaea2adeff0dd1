// What a figure shows, in sentences: its alt text where the author gave none.
import type { BarTrace, ContourTrace, Datum, HeatmapTrace, ScatterTrace, Trace } from "../plotly.ts";
import { cellsOf, numberAt, reach } from "./axis.ts";
import { limitsOf } from "./limits.ts";
import type { AxisScene, PanelScene, Scene } from "./scene.ts";
import { trendOf } from "./trend.ts";
import { inWords, shortened } from "./words.ts";

/** A screen reader reads all of it: more would be a burden. */
const longestAlt = 1500;
const mostTraces = 12;
const mostBars = 12;

/** Title, axes with their ranges, and of each trace what it is, where it begins and ends, and how it goes. */
export function altOf(scene: Scene): string {
  const { layout, panels } = scene;
  if (layout.meta?.alt) return layout.meta.alt;
  const title = layout.title?.text;
  const images = imagesSentence(scene);
  const parts = images
    ? [images]
    : panels.flatMap((panel, i) => {
        const name = panels.length > 1 ? [`Panel ${i + 1} of ${panels.length}${titleOf(panel, scene)}`] : [];
        return [...name, ...sentencesOf(panel)];
      });
  const guides = (layout.annotations ?? [])
    .map(({ text }) => text)
    .filter(text => text !== "" && !parts.some(part => part.includes(text)));
  const remarks =
    guides.length > 0 && panels.length === 1 ? [`Words in the picture: ${guides.slice(0, 10).join("; ")}`] : [];
  const text = [...(title ? [title] : []), ...parts, ...remarks]
    .map(part => (/[.?!]$/.test(part) ? part : `${part}.`))
    .join(" ");
  return shortened(text || "An empty figure.", longestAlt);
}

/** Small images side by side: together, since each by itself would say little. */
function imagesSentence({ panels, layout }: Scene): string | undefined {
  const traces = panels.flatMap(panel => panel.traces.map(({ trace }) => trace));
  const images = traces.filter(trace => trace.type === "heatmap");
  const isStrip =
    panels.length > 1 &&
    images.length === traces.length &&
    panels.every(({ x, y }) => x.spec.visible === false && y.spec.visible === false);
  if (!isStrip) return undefined;
  const [low, high] = reach(
    images.flatMap(({ z }) => z.flat().filter((value): value is number => Number.isFinite(value))),
  );
  const names = (layout.annotations ?? []).map(({ text }) => text);
  const { z, colorbar } = images[0]!;
  const size = `${images.length} images of ${z.length} rows and ${z[0]?.length ?? 0} columns`;
  const values = low <= high ? `, ${colorbar?.title?.text ?? "values"} from ${inWords(low)} to ${inWords(high)}` : "";
  return `${size}${values}${names.length > 0 ? `: ${names.join(", ")}` : ""}`;
}

/** The words above a panel of a grid. */
function titleOf({ x, y }: PanelScene, { layout }: Scene): string {
  const own = (layout.annotations ?? []).find(
    ({ xref, yref }) => xref === `${x.name} domain` && yref === `${y.name} domain`,
  );
  return own ? `, ${own.text}` : "";
}

function sentencesOf(panel: PanelScene): string[] {
  const { traces, x, y } = panel;
  const field = traces.some(({ trace }) => "z" in trace);
  const shown = traces.filter(({ trace }) => trace.hoverinfo !== "skip");
  const bands = traces.filter(({ trace }) => trace.type === "scatter" && trace.fill === "tonexty").length;
  const sentences = shown.slice(0, mostTraces).map(({ trace }) => traceSentence(trace, panel));
  const more = shown.length > mostTraces ? [`And ${shown.length - mostTraces} more`] : [];
  const spread = bands > 0 ? [`${bands === 1 ? "A band shows" : "Bands show"} how far the values spread`] : [];
  return [axisSentence("Across", x, field), axisSentence("Up", y, field), ...sentences, ...more, ...spread].filter(
    part => part !== "",
  );
}

function traceSentence(trace: Trace, panel: PanelScene): string {
  if (trace.type === "scatter")
    return panel.traces.some(each => "z" in each.trace) ? pathSentence(trace, panel) : scatterSentence(trace, panel);
  return trace.type === "bar" ? barSentence(trace, panel) : fieldSentence(trace, panel);
}

function axisSentence(where: string, axis: AxisScene, field: boolean): string {
  const title = axis.spec.title?.text ?? "";
  if (axis.spec.visible === false) return "";
  if (axis.categories || axis.spec.ticktext) {
    const names = axis.categories ?? axis.spec.ticktext ?? [];
    const shown = names.length > mostBars ? [...names.slice(0, mostBars), `${names.length - mostBars} more`] : names;
    return `${where}: ${title ? `${title}, ` : ""}${shown.join(", ")}`;
  }
  if (field && title === "") return "";
  return `${where}: ${title ? `${title}, ` : ""}${rangeOf(axis).map(inWords).join(" to ")}${axis.log ? ", log scale" : ""}`;
}

function scatterSentence(trace: ScatterTrace, { x, y }: PanelScene): string {
  const xs = cellsOf(trace, "x");
  const points = trace.y.map((value, i) => ({ x: numberAt(x, xs[i]), y: numberAt(y, value) }));
  const drawn = points.filter(point => !Number.isNaN(point.x) && !Number.isNaN(point.y));
  const mode = trace.mode ?? "lines+markers";
  const kind = mode.includes("lines") ? "line" : "points";
  const name = trace.name ? `${trace.name}: ` : "";
  const count = `${drawn.length} ${drawn.length === 1 ? "point" : "points"}`;
  if (drawn.length === 0) return `${name}no points${missing(trace, xs, points.length, y)}`;
  const [low, high] = reach(drawn.map(point => point.y));
  const from = `between ${inWords(low)} and ${inWords(high)}`;
  const how =
    kind === "line"
      ? `${count}, ${trendOf(drawn, value => say(x, value), y.log)}`
      : `${count}, x between ${reach(drawn.map(point => point.x))
          .map(inWords)
          .join(" and ")}, y ${from}`;
  return `${name}${how}${missing(trace, xs, points.length - drawn.length, y)}`;
}

/** A path over a surface. */
function pathSentence(trace: ScatterTrace, { x, y }: PanelScene): string {
  const xs = cellsOf(trace, "x");
  const at = (i: number) => `${say(x, numberAt(x, xs[i]))}, ${say(y, numberAt(y, trace.y[i]))}`;
  if (trace.y.length === 1) return `${trace.name ?? "A point"}: at (${at(0)})`;
  return `${trace.name ?? "A line"}: ${trace.y.length} points, from (${at(0)}) to (${at(trace.y.length - 1)})`;
}

/** What was asked for, else from the least to the greatest value. */
const rangeOf = ({ spec, ends, data }: AxisScene): [number, number] => (spec.range || data[0] > data[1] ? ends : data);

/** A value on an axis; a word by itself, a time as its day. */
const say = ({ categories, spec }: AxisScene, value: number): string =>
  categories?.[value] ?? (spec.times ? new Date(value).toISOString().slice(0, 10) : inWords(value));

/** Which points have no place, and why. */
function missing(trace: ScatterTrace | BarTrace, xs: readonly unknown[], count: number, axis: AxisScene): string {
  if (count === 0) return "";
  const values = [...trace.y];
  const tooLow = axis.log
    ? values.filter(value => typeof value === "number" && Number.isFinite(value) && value <= 0).length
    : 0;
  const infinite = values.filter(
    value => typeof value === "number" && !Number.isFinite(value) && !Number.isNaN(value),
  ).length;
  const nan = values.filter(value => Number.isNaN(value)).length;
  const reasons = [
    ...(tooLow > 0 ? [`${tooLow} not above 0`] : []),
    ...(nan > 0 ? [`${nan} NaN`] : []),
    ...(infinite > 0 ? [`${infinite} infinite`] : []),
  ];
  const because = reasons.length > 0 ? ` (${reasons.join(", ")})` : "";
  return `; ${count} of ${xs.length} ${count === 1 ? "is" : "are"} not drawn${because}`;
}

function barSentence(trace: BarTrace, { x, y }: PanelScene): string {
  const xs = cellsOf(trace, "x");
  const bars = trace.y.map(
    (value, i) => `${xs[i] ?? i} ${typeof value === "number" ? inWords(value) : (value ?? "nothing")}`,
  );
  const shown = bars.length > mostBars ? [...bars.slice(0, mostBars), `${bars.length - mostBars} more`] : bars;
  const gaps = trace.y.filter(
    (value, i) => Number.isNaN(numberAt(y, value)) || Number.isNaN(numberAt(x, xs[i])),
  ).length;
  return `${trace.name ? `${trace.name}, bars: ` : "Bars: "}${shown.join(", ")}${missing(trace, xs, gaps, y)}`;
}

function fieldSentence(trace: HeatmapTrace | ContourTrace, { x, y }: PanelScene): string {
  const kind = trace.type === "heatmap" ? "Heat map" : "Contour map";
  const values = trace.z.flat().filter((value): value is number => Number.isFinite(value));
  const size = `${kind} of ${trace.z.length} rows and ${trace.z[0]?.length ?? 0} columns`;
  if (values.length === 0) return `${size} without a finite number`;
  const [low, high] = reach(values);
  const label = trace.colorbar?.title?.text ?? "values";
  const gaps = trace.z.flat().length - values.length;
  const [from, to] = limitsOf(trace);
  const cut = from > low || to < high ? `, colors from ${inWords(from)} to ${inWords(to)}` : "";
  const missing = gaps > 0 ? `; ${gaps} ${gaps === 1 ? "cell is" : "cells are"} no finite number` : "";
  if (low === high) return `${size}, ${label} all ${inWords(low)}${missing}`;
  const row = trace.z.findIndex(cells => cells.includes(high));
  const column = trace.z[row]?.indexOf(high) ?? 0;
  if (trace.type === "contour")
    return `${size}, ${label} from ${pointWords(trace, low, x, y)} to ${pointWords(trace, high, x, y)}${missing}`;
  const at = `${labelOf(y, cellsOf(trace, "y")[row], row)}, ${labelOf(x, cellsOf(trace, "x")[column], column)}`;
  return `${size}, ${label} from ${inWords(low)} to ${inWords(high)}${cut}, highest at ${at}${missing}`;
}

/** "0 at (1, 2)" */
function pointWords(trace: ContourTrace, value: number, x: AxisScene, y: AxisScene): string {
  const row = trace.z.findIndex(cells => cells.includes(value));
  const place = [x, y].map(axis =>
    say(axis, numberAt(axis, cellsOf(trace, axis.letter)[axis.letter === "y" ? row : trace.z[row]!.indexOf(value)])),
  );
  return `${inWords(value)} at (${place.join(", ")})`;
}

/** A row or column by its label, else by its number from 0. */
function labelOf(axis: AxisScene, cell: Datum | undefined, index: number): string {
  const which = axis.letter === "y" ? "row" : "column";
  const labeled = axis.spec.tickvals?.indexOf(cell ?? null) ?? -1;
  const text = axis.spec.ticktext?.[labeled];
  if (text !== undefined) return `${which} ${index} (${text})`;
  return typeof cell === "number" ? `${which} ${inWords(cell)}` : `${which} ${String(cell ?? index)}`;
}
