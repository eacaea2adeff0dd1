// An error band: the area between a lower and an upper edge, behind its line.
import { describe, isObject } from "../options.ts";
import type { Series } from "./input/series.ts";
import { column, type Table } from "./input/table.ts";
import { readValues, type Values } from "./input/values.ts";
import type { Datum, ScatterTrace } from "./plotly.ts";
import { withOpacity } from "./style.ts";

/** The two edges, each a column of the data or a list as long as the line. */
export interface Band {
  low: string | Values;
  high: string | Values;
}

/** One band for one line, or a band by the name of each line. */
export type BandOption = Band | { readonly [series: string]: Band };

/** @throws TypeError for what is no band, RangeError for one of a line that is not drawn */
export function assertBands(who: string, band: BandOption | undefined, series: readonly Series[]): void {
  const names = series.flatMap(({ name }) => name ?? []);
  if (band === undefined) return;
  if (!isObject(band) || (!isBand(band) && names.length === 0))
    throw new TypeError(`${who} expects a band as { low, high }, but got ${describe(band)}`);
  const other = isBand(band) ? undefined : Object.keys(band).find(name => !names.includes(name));
  if (other !== undefined)
    throw new RangeError(`${who} expects bands for the lines ${names.join(", ")}, but got one for ${other}`);
}

/** The two edges as traces, none where this line has no band. The second one fills what lies between. */
export function bandTraces(
  who: string,
  band: BandOption | undefined,
  series: Series,
  table: Table | undefined,
  color: string,
  several: boolean,
): ScatterTrace[] {
  if (band === undefined) return [];
  const own = isBand(band) ? band : series.name === undefined ? undefined : band[series.name];
  if (isBand(band) && several && series.rows === undefined)
    throw new RangeError(
      `${who} draws several lines and needs a band for each by its name: band: { name: { low, high } }`,
    );
  if (own === undefined) return [];
  if (!isBand(own)) throw new TypeError(`${who} expects a band as { low, high }, but got ${describe(own)}`);
  const edge = (which: "low" | "high"): ScatterTrace => ({
    type: "scatter",
    mode: "lines",
    ...(series.x && { x: series.x }),
    y: edgeOf(who, which, own[which], series, table),
    line: { color, width: 0 },
    hoverinfo: "skip",
    showlegend: false,
  });
  return [edge("low"), { ...edge("high"), fill: "tonexty", fillcolor: withOpacity(color, 0.2) }];
}

const isBand = (band: BandOption): band is Band => typeof band === "object" && "low" in band && "high" in band;

function edgeOf(who: string, which: string, edge: unknown, series: Series, table: Table | undefined): Datum[] {
  if (typeof edge === "string" && !table)
    throw new TypeError(`${who} expects ${which} of a band as a list beside a plain list, but got ${describe(edge)}`);
  const all = typeof edge === "string" ? column(who, table!, edge) : readValues(who, which, edge);
  const own = series.rows ? series.rows.map(i => all[i] ?? null) : all;
  if (own.length !== series.y.length)
    throw new RangeError(
      `${who} expects ${which} of a band as long as its line, ${series.y.length}, but got ${own.length}`,
    );
  return own;
}
