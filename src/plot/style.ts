// How series are told apart: by color and by the shape of their marks, so that the color is never needed.
import type { ColorScale, Dash, Hatching, MarkerSymbol } from "./plotly.ts";

/**
 * Okabe and Ito's colors, which people with any kind of color vision tell apart; their yellow, too pale on white, is left out.
 * https://jfly.uni-koeln.de/color/
 */
export const palette: readonly string[] = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"];

/** ColorBrewer's RdBu, from blue over white to red: https://colorbrewer2.org/#type=diverging&scheme=RdBu&n=9 */
export const signedScale: ColorScale = [
  "#2166ac",
  "#4393c3",
  "#92c5de",
  "#d1e5f0",
  "#f7f7f7",
  "#fddbc7",
  "#f4a582",
  "#d6604d",
  "#b2182b",
].map((color, i) => [i / 8, color]);

const symbols: readonly MarkerSymbol[] = ["circle", "square", "triangle-up", "diamond", "cross", "x", "star"];
const dashes: readonly Dash[] = ["solid", "dash", "dot", "dashdot"];
/** The first bars are plain. */
const hatchings: readonly (Hatching["shape"] | undefined)[] = [undefined, "/", "-", "\\", "|", "x", "."];

/** The n-th of something that repeats itself. */
const nth = <Item>(list: readonly Item[], n: number): Item => list[n % list.length]!;

export interface SeriesStyle {
  color: string;
  symbol: MarkerSymbol;
  dash: Dash;
  hatching: Hatching | undefined;
}

/** How the series with this number looks, from 0; those after the seventh are dashed. */
export const styleOf = (series: number): SeriesStyle => ({
  color: nth(palette, series),
  symbol: nth(symbols, series),
  dash: nth(dashes, Math.floor(series / palette.length)),
  hatching: hatchingOf(nth(hatchings, series)),
});

const hatchingOf = (shape: Hatching["shape"] | undefined): Hatching | undefined =>
  shape && { shape, fillmode: "overlay", fgcolor: "#ffffff", fgopacity: 0.6, size: 8, solidity: 0.2 };

/** "#0072B2" at 20 % as Plotly and SVG take it. */
export function withOpacity(color: string, opacity: number): string {
  const [r, g, b] = [1, 3, 5].map(at => Number.parseInt(color.slice(at, at + 2), 16));
  return `rgba(${r},${g},${b},${opacity})`;
}
