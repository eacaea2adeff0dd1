// Handwritten digits of MNIST, or drawn ones.
import { damaged, packageOf } from "./packages.ts";
import type { DataSource, Draws } from "./source.ts";

/** Pictures of digits without a tensor, [n, 28, 28] from 0 to 1. */
export interface PlainDigits extends DataSource {
  readonly pixels: Float32Array;
  readonly labels: readonly number[];
}

const name = "mnist";
const side = 28;
const area = side * side;

export function digits(who: string, from: string | undefined, draws: Draws): PlainDigits {
  const found = packageOf(who, name, from);
  const pictures = found === undefined ? drawnDigits(draws) : realDigits(who, found);
  // The package has them sorted.
  const order = draws.permutation(pictures.length);
  const pixels = new Float32Array(pictures.length * area);
  for (const [i, at] of order.entries()) pixels.set(pictures[at]!.pixels, i * area);
  const generated = found === undefined;
  return {
    pixels,
    labels: order.map(at => pictures[at]!.label),
    source: generated ? "drawn digits" : "MNIST's digits",
    generated,
  };
}

interface Picture {
  label: number;
  pixels: ArrayLike<number>;
}

function realDigits(who: string, found: unknown): Picture[] {
  return Array.from({ length: 10 }, (_, label) => {
    const raw: unknown = (found as { [digit: number]: { raw?: unknown } | undefined })[label]?.raw;
    if (!Array.isArray(raw) || raw.length === 0 || raw.length % area !== 0)
      throw damaged(who, name, "other data than expected");
    const pixels = Float32Array.from(raw as number[]);
    return Array.from({ length: raw.length / area }, (_, i) => ({ label, pixels: pixels.subarray(i * area, (i + 1) * area) })); // biome-ignore format: a line
  }).flat();
}

/** Of each digit. */
const count = 100;
/** Corners of a seven-segment display, [across, down], and its strokes from one to another. */
const corners = [[0, 0], [1, 0], [1, 1], [1, 2], [0, 2], [0, 1]] as const; // biome-ignore format: a line
const strokes = { top: [0, 1], upperRight: [1, 2], lowerRight: [2, 3], bottom: [3, 4], lowerLeft: [4, 5], upperLeft: [5, 0], middle: [5, 2] } as const; // biome-ignore format: a line
type Stroke = keyof typeof strokes;
const shapes: readonly (readonly Stroke[])[] = [
  ["top", "upperRight", "lowerRight", "bottom", "lowerLeft", "upperLeft"],
  ["upperRight", "lowerRight"],
  ["top", "upperRight", "middle", "lowerLeft", "bottom"],
  ["top", "upperRight", "middle", "lowerRight", "bottom"],
  ["upperLeft", "middle", "upperRight", "lowerRight"],
  ["top", "upperLeft", "middle", "lowerRight", "bottom"],
  ["top", "upperLeft", "middle", "lowerRight", "bottom", "lowerLeft"],
  ["top", "upperRight", "lowerRight"],
  ["top", "upperRight", "lowerRight", "bottom", "lowerLeft", "upperLeft", "middle"],
  ["top", "upperRight", "lowerRight", "bottom", "upperLeft", "middle"],
];

const drawnDigits = (draws: Draws): Picture[] =>
  Array.from({ length: 10 * count }, (_, i) => ({ label: i % 10, pixels: draw(shapes[i % 10]!, draws) }));

/** Lines between corners that are moved, slanted and of another thickness each time. */
function draw(shape: readonly Stroke[], draws: Draws): Float32Array {
  const [left, top] = [draws.uniform(7, 11), draws.uniform(4, 7)];
  const [width, height, slant, thickness] = [draws.uniform(7, 10), draws.uniform(7, 9), draws.uniform(-0.2, 0.2), draws.uniform(1, 2)]; // biome-ignore format: a line
  const at = corners.map(([x, y]) => {
    const down = y * height + draws.uniform(-1, 1);
    return [left + x * width + draws.uniform(-1, 1) - slant * (down - height), top + down] as const;
  });
  const pixels = new Float32Array(area);
  for (let i = 0; i < area; i++) {
    const distances = shape.map(stroke => distance(i % side, Math.floor(i / side), at[strokes[stroke][0]]!, at[strokes[stroke][1]]!)); // biome-ignore format: a line
    pixels[i] = Math.min(1, Math.max(0, thickness + 0.5 - Math.min(...distances)));
  }
  return pixels;
}

type Point = readonly [x: number, y: number];

/** From a point to a line between two others. */
function distance(x: number, y: number, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}
