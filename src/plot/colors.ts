// How numbers become colors: which scale, and where it begins and ends.
import { describe, type OptionNames } from "../options.ts";
import type { ColorScale, HeatmapTrace } from "./plotly.ts";
import { signedScale } from "./style.ts";

/** Color scales that also differ in how light they are. */
export type ColorScaleName = "viridis" | "cividis" | "greys" | "signed";

/** Colors of a field of numbers. */
export interface ColorOptions {
  /**
   * "viridis"; "cividis", which looks alike to everybody; "greys" from white to black; "signed", blue below zero and red above
   * it with white between. Signed where there are numbers of both signs, if left out, else viridis.
   */
  colors?: ColorScaleName;
  /** The number that has the first color; the least one if left out. */
  min?: number;
  /** The number that has the last color. */
  max?: number;
  /** What the colors mean; it stands above their scale. */
  label?: string;
}

export const colorOptions = {
  colors: true,
  min: "number",
  max: "number",
  label: "text",
} satisfies OptionNames<ColorOptions>;

/** Those that Plotly has under the same name stand there by it; its own RdBu and Greys are other ones. */
const scales: { readonly [name in ColorScaleName]: ColorScale } = {
  viridis: "Viridis",
  cividis: "Cividis",
  greys: [
    [0, "#ffffff"],
    [1, "#000000"],
  ],
  signed: signedScale,
};

/** The scale of colors and its ends; a signed one has zero in its middle. */
export function colorsOf(
  who: string,
  z: readonly (number | null)[][],
  { colors, min, max, label }: ColorOptions,
): Required<Pick<HeatmapTrace, "colorscale" | "zmin" | "zmax">> & Pick<HeatmapTrace, "colorbar"> {
  if (colors !== undefined && !Object.hasOwn(scales, colors))
    throw new RangeError(`${who} expects colors out of ${Object.keys(scales).join(", ")}, but got ${describe(colors)}`);
  for (const [name, end] of Object.entries({ min, max }))
    if (end !== undefined && !Number.isFinite(end))
      throw new RangeError(`${who} expects ${name} as a number, but got ${describe(end)}`);
  if (min !== undefined && max !== undefined && min >= max)
    throw new RangeError(`${who} expects min below max, but got ${min} and ${max}`);
  const { low, high } = limitsOf(z);
  const chosen = colors ?? (low < 0 && high > 0 ? "signed" : "viridis");
  const most = Math.max(Math.abs(low), Math.abs(high));
  const zmin = min ?? (chosen === "signed" ? -most : Math.min(low, max ?? low));
  const zmax = max ?? (chosen === "signed" ? most : high);
  return {
    colorscale: scales[chosen],
    zmin,
    zmax: zmax > zmin ? zmax : zmin + 1,
    ...(label !== undefined && { colorbar: { title: { text: label } } }),
  };
}

function limitsOf(z: readonly (number | null)[][]): { low: number; high: number } {
  let [low, high] = [Infinity, -Infinity];
  for (const row of z)
    for (const value of row)
      if (value !== null && Number.isFinite(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
  return low <= high ? { low, high } : { low: 0, high: 1 };
}
