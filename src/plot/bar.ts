// bar(): amounts by name.
import { assertOptions, type OptionNames } from "../options.ts";
import { Figure } from "./figure.ts";
import { readSeries, type SeriesOptions } from "./input/series.ts";
import { type PlotData, type PointOptions, pointOptions } from "./line.ts";
import { layoutOf } from "./options.ts";
import type { BarTrace, Datum } from "./plotly.ts";
import { styleOf } from "./style.ts";

const barOptions = pointOptions satisfies OptionNames<PointOptions>;

/**
 * Draws amounts as bars that stand on zero; several series stand side by side.
 *
 * The data is an object of numbers by name, a list with the names in `x`, lists with names, or rows of objects.
 * @throws TypeError for what is no list, RangeError for a column that is not there
 * @example bar({ simpleRNN: 2016, lstm: 8064, gru: 6048 }, { yLabel: "parameters" })
 * @example bar({ weights: [90, 30], biases: [10, 3] }, { x: ["recurrent", "dense"] })
 */
export function bar(data: PlotData, options: PointOptions = {}): Figure {
  assertOptions("bar", options, barOptions);
  const amounts = amountsOf(data);
  const found = readSeries("bar", amounts?.values ?? data, amounts ? { x: amounts.names } : (options as SeriesOptions));
  const { series } = found;
  const traces = series.map(({ name, x, y }, i): BarTrace => {
    const { color, hatching } = styleOf(i);
    return {
      type: "bar",
      ...(name !== undefined && { name }),
      ...(x && { x }),
      y,
      marker: { color, ...(hatching && { pattern: hatching }) },
    };
  });
  const names = amounts ? labelsOf(options) : { x: found.xName, y: found.yName };
  return new Figure({ data: traces, layout: layoutOf("bar", options, names) });
}

/** An object of single numbers: each name is a category. */
function amountsOf(data: unknown): { names: string[]; values: Datum[] } | undefined {
  if (typeof data !== "object" || data === null || Array.isArray(data) || ArrayBuffer.isView(data)) return undefined;
  const entries = Object.entries(data);
  if (entries.length === 0 || !entries.every(([, value]) => typeof value === "number")) return undefined;
  if (Object.getPrototypeOf(data) !== Object.prototype && Object.getPrototypeOf(data) !== null) return undefined;
  return { names: entries.map(([name]) => name), values: entries.map(([, value]) => value as number) };
}

/** Beside amounts by name, `x` and `y` can only be what the axes are called. */
const labelsOf = ({ x, y }: PointOptions) => ({
  x: typeof x === "string" ? x : undefined,
  y: typeof y === "string" ? y : undefined,
});
