// Clipping of plain numbers, and the gradients that answers are tried on.
import type { Draw } from "../../src/checking/index.ts";

type Gradients = readonly (readonly number[])[];

/** One gradient, scaled down to the limit where it is longer. */
export function byNorm(g: readonly number[], limit: number): number[] {
  const length = Math.hypot(...g);
  return g.map(x => (length > limit ? (x * limit) / length : x));
}

export const byGlobalNorm = (gradients: Gradients, limit: number): number[][] => {
  const length = Math.hypot(...gradients.flat());
  return gradients.map(g => g.map(x => (length > limit ? (x * limit) / length : x)));
};

export const byValue = (g: readonly number[], limit: number): number[] =>
  g.map(x => Math.max(-limit, Math.min(limit, x)));

/** A limit that is well below what a gradient of normal numbers has, or well above. */
export const limit = (draw: Draw, { large }: Readonly<Record<string, number>>) =>
  large ? draw.uniform(50, 90) : draw.uniform(0.03, 0.09);

/** Three gradients of different sizes: far above, far below and about the limits that are drawn for them. */
export const unequalGradients = (draw: Draw, { a, b, c }: Readonly<Record<string, number>>): number[][] =>
  (
    [
      [a, 5],
      [b, 0.01],
      [c, 1],
    ] as const
  ).map(([size, scale]) => Array.from({ length: size! }, () => scale * draw.normal()));

export const someLimit = (draw: Draw, { large }: Readonly<Record<string, number>>) =>
  large ? draw.uniform(50, 90) : draw.uniform(0.3, 0.6);
