// `npm run reproduce [NAME …] [-- --quick | --seeds 4,5]`: published results, run again on this toolkit.
import { randomInt } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { setBackend, wasm } from "../../src/backend/index.ts";
import { root } from "../needs.ts";
import { page, type Result } from "./page.ts";
import { text } from "./report.ts";
import type { Row } from "./row.ts";
import { rows } from "./rows/index.ts";
import { fixedSeeds, type Run, reproduced, runsOf } from "./run.ts";

const usage = `npm run reproduce [NAME …] [-- --quick] [-- --seeds 4,5]
  NAME     which results; all of them where left out: ${rows.map(({ name }) => name).join(", ")}
  --quick  those that take about a second, at the fixed seeds ${fixedSeeds.join(", ")} alone
  --seeds  these seeds instead of the fixed ones and three that are drawn`;

function wrong(message: string): never {
  console.error(`${message}\n\n${usage}`);
  process.exit(2);
}

function read() {
  try {
    const options = { quick: { type: "boolean" }, seeds: { type: "string" }, help: { type: "boolean" } } as const;
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    return wrong((error as Error).message);
  }
}

const { values, positionals } = read();
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const unknown = positionals.find(name => !rows.some(row => row.name === name));
if (unknown !== undefined) wrong(`reproduce expects the name of a result, but got ${JSON.stringify(unknown)}.`);
const chosen = rows.filter(
  ({ name, quick }) => (positionals.length === 0 || positionals.includes(name)) && (quick || !values.quick),
);
if (chosen.length === 0) wrong(`None of ${positionals.join(", ")} takes about a second: leave --quick out.`);

/** Fixed seeds, and three that nobody chose; or those that are asked for. */
function seedsToRun(): { seed: number; fresh: boolean }[] {
  const asked = values.seeds?.split(",").map(part => (/^\d{1,9}$/.test(part) ? Number(part) : wrong(`reproduce expects --seeds as whole numbers with commas between, 4,5, but got ${JSON.stringify(values.seeds)}.`))); // biome-ignore format: a line
  const fixed = (asked ?? fixedSeeds).map(seed => ({ seed, fresh: false }));
  if (asked || values.quick) return fixed;
  return [...fixed, ...Array.from({ length: 3 }, () => ({ seed: randomInt(1000, 1_000_000), fresh: true }))];
}

setBackend(await wasm({ kernels: new URL("../../dist/src/backend/wasm/", import.meta.url) }));
const seeds = seedsToRun();
const folder = join(root, ".cache", "reproduce");
mkdirSync(folder, { recursive: true });
const results: Result[] = [];
const notRun: Row[] = [];
for (const row of chosen) {
  const why = await row.unavailable?.();
  if (why !== undefined) {
    notRun.push(row);
    console.log(`○ ${row.title} (${row.name}) was not run: ${why}\n`);
    continue;
  }
  const runs: Run[] = [];
  for await (const run of runsOf(row, seeds)) {
    runs.push(run);
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${row.name}: ${runs.length} of ${seeds.length} runs`);
  }
  if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
  const figure = runs[0]!.measured.figure();
  results.push({ row, runs, figure });
  console.log(`${text(row, runs)}\n`);
  writeFileSync(join(folder, "index.html"), page(results));
}

const missing = results.filter(({ runs }) => !reproduced(runs)).map(({ row }) => row.name);
console.log(`${results.length - missing.length} of ${results.length} published results hold.`);
if (notRun.length > 0) console.log(`Not run: ${notRun.map(({ name }) => name).join(", ")}.`);
if (missing.length > 0) console.log(`Missed: ${missing.join(", ")}.`);
if (results.length > 0) console.log(`Their pictures: ${relative(process.cwd(), join(folder, "index.html"))}`);
process.exitCode = missing.length > 0 || results.length === 0 ? 1 : 0;
