// `npm run bench -- NAME [--json]`: the one way to show speed.
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { barsOf, verdicts } from "./engine/bars.ts";
import type { EngineOptions } from "./engine.ts";
import { type Bars, type Bench, judge, type Sample, summarize } from "./harness.ts";
import { table } from "./table.ts";

const benches: { [name: string]: (options: EngineOptions) => Promise<{ bench: Bench; bars?: Bars }> } = {
  kernel: async () => {
    const { kernel, bars } = await import("./kernel.ts");
    return { bench: kernel, bars };
  },
  language: async () => ({ bench: (await import("./language.ts")).language }),
  plot: async () => {
    const { plot, bars } = await import("./plot.ts");
    return { bench: plot, bars };
  },
  engine: async options => {
    const { engine } = await import("./engine.ts");
    return { bench: () => engine(options) };
  },
};

const list = { type: "string" } as const;
const { values, positionals } = parseArgs({
  options: { json: { type: "boolean" }, sizes: list, cells: list, outputs: list, engines: list },
  allowPositionals: true,
});
const { json, ...options } = values;
const [name] = positionals;
const isKnown = name !== undefined && positionals.length === 1 && Object.hasOwn(benches, name);
if (!isKnown || (name !== "engine" && Object.keys(options).length > 0)) {
  console.error(
    `npm run bench -- NAME [--json], where NAME is one of: ${Object.keys(benches).join(", ")}\n` +
      "engine also takes --sizes --cells --outputs --engines, each a list as A,B or all",
  );
  process.exit(2);
}

const { bench, bars = {} } = await benches[name]!(options);
const samples: Sample[] = [];
for await (const sample of bench()) {
  samples.push(sample);
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${samples.length} samples  ${sample.case}, ${sample.engine}`);
}
if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");

const summaries = judge(summarize(name, samples), bars);
const isEngine = name === "engine";
if (json)
  for (const summary of summaries)
    console.log(JSON.stringify(isEngine ? { ...summary, bars: barsOf(summary, summaries) } : summary));
else {
  const cores = cpus();
  console.log(
    `${name}: Node ${process.versions.node}, ${process.platform} ${process.arch}, ${cores.length} × ${cores[0]?.model}`,
  );
  console.log(table(summaries));
  if (isEngine) for (const line of verdicts(summaries)) console.log(line);
}
