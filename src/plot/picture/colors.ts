// Scales of colors, and single colors as red, green and blue.
import type { ColorScale } from "../plotly.ts";

export type Rgb = readonly [number, number, number];

/** Viridis by Smith and van der Walt, and Cividis by Nuñez et al. (2018), at the stops that Plotly has under these names. */
const viridis =
  "440154 48186a 472d7b 424086 3b528b 33638d 2c728e 26828e 21918c 1fa088 28ae80 3fbc73 5ec962 84d44b addc30 d8e219 fde725";
const cividis =
  "00204c 002a66 00346e 273f6c 3c4a6b 4c556b 5b5f6d 686a70 757575 838178 928c78 a19876 b0a572 c0b16d d1bf66 e1cc5c f3db4f ffe945";

const evenly = (colors: string): [number, string][] =>
  colors.split(" ").map((color, i, all) => [i / (all.length - 1), `#${color}`]);

const known: { readonly [name: string]: ColorScale } = {
  Viridis: evenly(viridis),
  Cividis: evenly(cividis),
  Greys: [
    [0, "#000000"],
    [1, "#ffffff"],
  ],
  RdBu: [
    [0, "#050aac"],
    [0.35, "#6a89f7"],
    [0.5, "#bebebe"],
    [0.6, "#dcaa84"],
    [0.7, "#e6915a"],
    [1, "#b20a1c"],
  ],
};

/** A name that is not known here is drawn as Viridis. */
const stopsOf = (scale: ColorScale = "Viridis"): readonly [number, string][] =>
  typeof scale !== "string" ? scale : ((known[scale] ?? known.Viridis) as [number, string][]);

/** Whether a scale that somebody else names is drawn with its own colors. */
export const knowsScale = (scale: unknown): scale is ColorScale =>
  typeof scale === "string"
    ? Object.hasOwn(known, scale)
    : Array.isArray(scale) &&
      scale.length > 1 &&
      scale.every(stop => Array.isArray(stop) && Number.isFinite(stop[0]) && parsed(String(stop[1])) !== undefined);

/** So many colors, evenly from the first to the last. */
export function ramp(scale: ColorScale | undefined, count: number, reversed = false): Rgb[] {
  const stops = stopsOf(scale).map(([at, color]) => [at, rgbOf(color)] as const);
  const colors = Array.from({ length: count }, (_, i) => between(stops, count === 1 ? 0 : i / (count - 1)));
  return reversed ? colors.reverse() : colors;
}

function between(stops: readonly (readonly [number, Rgb])[], at: number): Rgb {
  const next = Math.max(
    1,
    stops.findIndex(([place]) => place >= at),
  );
  const [from, low] = stops[next - 1] ?? [0, black];
  const [to, high] = stops[next] ?? stops[next - 1] ?? [1, black];
  const share = to > from ? Math.min(1, Math.max(0, (at - from) / (to - from))) : 0;
  return [0, 1, 2].map(i => Math.round(low[i]! + (high[i]! - low[i]!) * share)) as unknown as Rgb;
}

const black: Rgb = [0, 0, 0];

/** "#0072B2", "#fff", "rgb(0, 114, 178)"; anything else is black here. */
const rgbOf = (color: string): Rgb => parsed(color) ?? black;

function parsed(color: string): Rgb | undefined {
  const [, hex] = /^#([0-9a-f]{6})/i.exec(color) ?? [];
  if (hex) return [0, 2, 4].map(at => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
  const [, short] = /^#([0-9a-f]{3})$/i.exec(color) ?? [];
  if (short) return [...short].map(digit => Number.parseInt(digit + digit, 16)) as unknown as Rgb;
  const numbers = /^rgba?\(([^)]*)\)/.exec(color)?.[1]?.split(",").map(Number) ?? [];
  return numbers.length >= 3 && numbers.every(Number.isFinite) ? (numbers.slice(0, 3) as unknown as Rgb) : undefined;
}

export const hexOf = (rgb: Rgb): string => `#${rgb.map(part => part.toString(16).padStart(2, "0")).join("")}`;

/** Whether black words are read on this color more easily than white ones (relative luminance of WCAG 2). */
export function isLight(rgb: Rgb): boolean {
  const [r, g, b] = rgb.map(part => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179;
}
