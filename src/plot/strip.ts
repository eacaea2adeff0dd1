// strip(): small images side by side, such as the canvas of a drawing network after each step.
import { assertListOf, assertOptions, describe, type OptionNames } from "../options.ts";
import { type ColorOptions, colorOptions, colorsOf } from "./colors.ts";
import { Figure } from "./figure.ts";
import { listOf, type Matrix, notAList, readMatrix } from "./input/values.ts";
import { panelTitle } from "./panel-title.ts";
import type { Annotation, HeatmapTrace, Layout } from "./plotly.ts";

/** How small images are drawn. */
export interface StripOptions extends Omit<ColorOptions, "label"> {
  title?: string;
  /** What stands above each image. */
  labels?: readonly (string | number)[];
  /** How many stand side by side; 8 at most, if left out. */
  columns?: number;
  /** What the numbers are; with it, their scale of colors is shown. */
  label?: string;
  alt?: string;
  /** In pixels, 640 if left out. The height is that of the images. */
  width?: number;
}

const stripOptions = {
  ...colorOptions,
  title: "text",
  labels: true,
  columns: "number",
  alt: "text",
  width: "number",
} satisfies OptionNames<StripOptions>;

const usualColumns = 8;
/** Pixels around the images. */
const margin = { l: 12, r: 12, t: 12, b: 12 };
const gap = 8;
const labelHeight = 18;
const titleHeight = 40;
const scaleWidth = 74;

/**
 * Draws images, matrices of numbers, side by side with the same colors; the first row of each is at its top.
 * @param images a list of matrices, or a tensor of shape [images, rows, columns]
 * @throws TypeError for what is no list of matrices, RangeError for images of unequal sizes
 * @example strip(canvases, { title: "DRAW", labels: steps.map(t => `t = ${t}`), colors: "greys" })
 */
export function strip(images: readonly Matrix[] | Matrix, options: StripOptions = {}): Figure {
  assertOptions("strip", options, stripOptions);
  const list = listOf(images);
  if (!list) throw notAList("strip", "images", images);
  const all = Array.from(list, (image, i) => readMatrix("strip", `images[${i}]`, image));
  const [rows, columns] = [all[0]?.length ?? 0, all[0]?.[0]?.length ?? 0];
  if (all.length === 0) throw new RangeError("strip expects at least one image, but got none");
  const other = all.findIndex(image => image.length !== rows || image[0]!.length !== columns);
  if (other >= 0)
    throw new RangeError(
      `strip expects images of one size, ${rows} × ${columns}, but images[${other}] is ${all[other]!.length} × ${all[other]![0]!.length}`,
    );
  const { title, alt, labels = [], width = 640 } = options;
  assertListOf(
    "strip",
    "labels",
    labels,
    "texts or numbers",
    label => typeof label === "string" || typeof label === "number",
  );
  const across = options.columns ?? Math.min(usualColumns, all.length);
  if (!(Number.isInteger(across) && across >= 1))
    throw new RangeError(`strip expects columns as a whole number above 0, but got ${describe(across)}`);

  const above = labels.length > 0 ? labelHeight : 0;
  const top =
    margin.t + (title !== undefined ? titleHeight : options.label !== undefined && above === 0 ? labelHeight : 0);
  const right = margin.r + (options.label === undefined ? 0 : scaleWidth);
  const inner = width - margin.l - right;
  const cell = Math.min((inner - gap * (across - 1)) / across, (160 * columns) / rows);
  const down = Math.ceil(all.length / across);
  const imageHeight = Math.max(8, (cell * rows) / columns);
  const innerHeight = down * (imageHeight + above) + (down - 1) * gap;
  const colors = colorsOf("strip", all.flat(), options);
  const left = (inner - across * cell - (across - 1) * gap) / 2;

  const data: HeatmapTrace[] = [];
  const annotations: Annotation[] = [];
  const axes: Layout = {};
  for (const [i, z] of all.entries()) {
    const id = i === 0 ? "" : String(i + 1);
    const x = left + (i % across) * (cell + gap);
    const y = innerHeight - Math.floor(i / across) * (imageHeight + above + gap) - above;
    const isFirst = i === 0;
    data.push({
      type: "heatmap",
      z,
      xaxis: `x${id}`,
      yaxis: `y${id}`,
      ...colors,
      showscale: isFirst && options.label !== undefined,
    });
    const common = { visible: false, showgrid: false } as const;
    axes[`xaxis${id}`] = { ...common, domain: [x / inner, (x + cell) / inner], anchor: `y${id}` };
    axes[`yaxis${id}`] = {
      ...common,
      domain: [(y - imageHeight) / innerHeight, y / innerHeight],
      anchor: `x${id}`,
      autorange: "reversed",
    };
    if (labels[i] !== undefined) annotations.push(panelTitle(String(labels[i]), id, 11));
  }
  const layout: Layout = {
    ...(title !== undefined && { title: { text: title } }),
    ...(alt !== undefined && { meta: { alt } }),
    width,
    height: Math.round(top + innerHeight + margin.b),
    margin: { ...margin, t: top, r: right },
    ...(annotations.length > 0 && { annotations }),
    ...axes,
  };
  return new Figure({ data, layout });
}
