// What a figure costs in the process of the cells: the first one of a session, for which the drawing code is loaded, and later
// ones of each kind. Processor time, so that a busy machine measures the same.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type KernelClient, startKernel } from "../../kernel/client.ts";
import type { Bars, Sample } from "./harness.ts";
import { unrolled } from "./kernel/engines.ts";

const sessions = 3;
const draws = 7;

const first = "first figure";
const atMostFirst = 150;
const atMostLater = 20;

/** Data that every kind uses; `n` makes each figure another one. */
const data = `
const wave = (n: number, count: number) => Array.from({ length: count }, (_, i) => 2 + Math.sin((i + n) / 20) + Math.exp(-i / 50));
const field = (n: number, rows: number, columns: number) =>
  Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_, c) => Math.sin((r + n) / 9) * Math.cos(c / 7) + (r * c) / 900));
const run = (n: number, count: number) =>
  Array.from({ length: count }, (_, i) => ({ step: i + 1, loss: 3 * Math.exp(-i / 300) + Math.sin(i * 12.9 + n) / 10 }));`;

/** Sizes that a lesson has. */
const kinds: { [kind: string]: (n: number) => string } = {
  "two lines with bands, log axis": n =>
    `line({ a: wave(${n}, 200), b: wave(${n + 3}, 200) }, { log: "y", band: { a: { low: wave(${n}, 200).map(y => y / 2), high: wave(${n}, 200).map(y => 2 * y) } } })`,
  "a training of 2,000 steps": n => `line(run(${n}, 2000), { x: "step", y: "loss" })`,
  "180 points of three kinds": n =>
    `scatter({ a: wave(${n}, 60), b: wave(${n + 1}, 60), c: wave(${n + 2}, 60) }, { title: "points" })`,
  bars: n => `bar({ simpleRNN: ${2000 + n}, lstm: 8064, gru: 6048 }, { yLabel: "parameters" })`,
  "heat map of 8 × 7 with words": n =>
    `heatMap(field(${n}, 8, 7), { x: ["the", "cat", "sat", "on", "the", "mat", "."], digits: 2 })`,
  "heat map of 64 × 200": n => `heatMap(field(${n}, 64, 200), { label: "state" })`,
  "contours of 60 × 60 with a path": n =>
    `contour(field(${n}, 60, 60), { levels: 20, path: [[5, 5], [30, 20], [40, 50]] })`,
  "strip of six 16 × 16": n => `strip([1, 2, 3, 4, 5, 6].map(k => field(k + ${n}, 16, 16)), { label: "ink" })`,
  "grid of three panels": n =>
    `grid([1, 2, 3].map(k => line({ i: wave(${n}, 60), f: wave(k, 60) }, { title: \`gate \${k}\`, xLabel: "step" })))`,
};

export const bars: Bars = {
  [first]: { atMost: atMostFirst },
  ...Object.fromEntries(Object.keys(kinds).map(kind => [kind, { atMost: atMostLater }])),
};

export async function* plot(): AsyncGenerator<Sample> {
  const folder = mkdtempSync(join(tmpdir(), "unrolled-bench-"));
  const { name: engine, argv } = unrolled(folder);
  try {
    for (let session = 0; session < sessions; session++) {
      const client = await startKernel({ argv, cwd: folder });
      try {
        await printed(client, data);
        yield {
          case: first,
          engine,
          unit: "ms",
          value: await cost(client, kinds["a training of 2,000 steps"]!(session)),
        };
        for (const [kind, figure] of Object.entries(kinds))
          for (let n = 0; n < draws; n++) {
            const value = await cost(client, figure(10 * session + n));
            // The first of its kind is compiled by the engine.
            if (n > 0) yield { case: kind, engine, unit: "ms", value };
          }
      } finally {
        await client.shutdown();
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Milliseconds of processor time of the process of the cells, from the data to the message. */
const cost = async (client: KernelClient, figure: string): Promise<number> =>
  Number(
    await printed(
      client,
      `{ const before = process.cpuUsage(); display(${figure}); const { user, system } = process.cpuUsage(before); console.log((user + system) / 1000) }`,
    ),
  );

/** What a cell printed. A bench of cells that fail would be fast and worthless. */
async function printed(client: KernelClient, code: string): Promise<string> {
  const { reply, iopub } = await client.execute(code);
  if (reply.content.status !== "ok") throw new Error(`"${code}" failed: ${JSON.stringify(reply.content)}`);
  return iopub.map(({ content }) => (content.name === "stdout" ? content.text : "")).join("");
}
