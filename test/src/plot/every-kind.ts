// A figure of each kind that there is, for tests of all of them.
import { bar, contour, type Figure, grid, heatMap, line, scatter, strip } from "../../../src/plot/index.ts";

const wave = Array.from({ length: 40 }, (_, i) => Math.sin(i / 5) + i / 20);
const rows = Array.from({ length: 12 }, (_, r) =>
  Array.from({ length: 15 }, (_, c) => Math.sin(r / 3) * Math.cos(c / 4)),
);

/** A figure of each kind, small. */
export const everyKind: readonly (readonly [kind: string, figure: Figure])[] = [
  ["a line", line([3, 1, 2], { title: "Loss", x: "epoch", y: "loss" })],
  ["lines with a band", line({ train: wave, validation: wave.map(y => y + 0.3) }, { band: { train: { low: wave.map(y => y - 0.2), high: wave.map(y => y + 0.2) } } })], // biome-ignore format: a line
  ["large numbers", line([120_000, 480_000, 250_000], { xLabel: "n" })],
  ["numbers beyond plain ones", line([1.2e7, 4.8e7, 2.5e7])],
  ["numbers near zero", line([1.2e-8, 4.8e-8, -2.5e-8])],
  ["a guide and a remark", line([1, 4, 2], { guides: [{ y: 3, label: "three" }, { x: 1, label: "one" }], remarks: [{ x: 1, y: 4, text: "top" }] })], // biome-ignore format: a line
  ["steps", line([1, 4, 2], { steps: true })],
  ["a log axis of many decades", line([1, 1e-3, 1e-9], { log: "y", guides: [{ y: 1e-4, label: "small" }] })],
  ["a log axis of two decades", line([1, 20, 150], { log: "y" })],
  ["a log axis of a part of a decade", line([20, 22, 31], { log: "y" })],
  ["two log axes", scatter([[1, 10], [1000, 1e7]], { log: "xy" })], // biome-ignore format: a line
  ["points", scatter({ a: [[0, 1], [2, 3]], b: [[1, 1], [-2, 5]] }, { xLabel: "h₁", yLabel: "h₂" })], // biome-ignore format: a line
  ["bars by name", bar({ simpleRNN: 2016, lstm: 8064, gru: 6048 }, { yLabel: "parameters" })],
  ["bars side by side", bar({ weights: [90, 30], biases: [-10, 3] }, { x: ["recurrent", "dense"] })],
  ["a heat map with words", heatMap([[0.1, 0.7, 0.2], [0.5, 0.2, 0.3]], { x: ["the", "cat", "the"], y: ["le", "chat"], label: "weight", digits: 1 })], // biome-ignore format: a line
  ["a large heat map", heatMap(rows, { xLabel: "step", yLabel: "unit" })],
  ["a heat map at places", heatMap(rows.slice(0, 3), { y: [1, 2, 4], firstRow: "bottom" })],
  ["a contour map with a path", contour(rows, { x: rows[0]!.map((_, i) => i / 10), label: "loss", path: [[0.2, 2], [0.9, 7]] })], // biome-ignore format: a line
  ["a strip", strip([rows, rows, rows], { labels: ["t = 1", "t = 2", "t = 3"], label: "ink" })],
  ["a grid", grid([line({ a: wave }, { title: "one", x: "t", y: "v" }), line({ a: [1, 2] }, { title: "two", x: "t", y: "v" }), bar({ p: 1, q: 3 }, { title: "three" })], { columns: 2 })], // biome-ignore format: a line
];

const field = (rows: number, columns: number): number[][] =>
  Array.from({ length: rows }, (_, r) =>
    Array.from({ length: columns }, (_, c) => Math.sin(r / 9) * Math.cos(c / 7) + (r * c) / 900),
  );
const curve = (count: number): number[] =>
  Array.from({ length: count }, (_, i) => 3 * Math.exp(-i / 300) + Math.sin(i * 12.9) / 10);

/** The same as large as lessons have them. */
export const everyKindLarge: typeof everyKind = [
  ["a training of 10,000 steps", line({ loss: curve(10_000) })],
  ["lines with bands", line({ a: curve(500), b: curve(400) }, { band: { a: { low: curve(500).map(y => y - 1), high: curve(500).map(y => y + 1) } } })], // biome-ignore format: a line
  ["gradients over lags", line({ tanh: curve(200).map(y => y ** 30), relu: curve(200) }, { log: "y" })],
  ["a cloud of points", scatter({ a: curve(90).map(y => [y, y ** 2]), b: curve(90).map(y => [y, -y]) })],
  ["bars", bar({ simpleRNN: curve(12), lstm: curve(12) })],
  ["hidden states", heatMap(field(32, 100), { label: "state" })],
  ["attention", heatMap(field(16, 16), { x: "the cat sat on the mat and then the dog came and sat there too".split(" ").concat("."), y: "le chat".split(" ").concat(Array.from({ length: 14 }, () => "·")), digits: 2 })], // biome-ignore format: a line
  ["a landscape", contour(field(60, 60), { levels: 20, path: curve(50).map(y => [10 * y + 5, 15 * y + 5]) })],
  [
    "a strip of canvases",
    strip(
      [1, 2, 3, 4, 5, 6].map(() => field(16, 16)),
      { label: "ink" },
    ),
  ],
  ["gates", grid(["i", "f", "o"].map(gate => line({ mean: curve(100) }, { title: gate, xLabel: "step" })))],
];
