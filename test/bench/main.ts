// `npm run bench -- NAME [--json]`: the one way to show speed.
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { barsOf, verdicts } from "./engine/bars.ts";
import type { EngineOptions } from "./engine.ts";
import { type Bars, type Bench, judge, type Sample, summarize } from "./harness.ts";
import type { LoopOptions } from "./loops.ts";
import type { SmallOptions } from "./small.ts";
import { table } from "./table.ts";

const benches: {
  [name: string]: (options: EngineOptions & LoopOptions & SmallOptions) => Promise<{ bench: Bench; bars?: Bars }>;
} = {
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
  profile: async options => {
    const { profile } = await import("./profile.ts");
    return { bench: () => profile(options) };
  },
  grader: async () => {
    const { grader, bars } = await import("./grader.ts");
    return { bench: grader, bars };
  },
  loops: async options => {
    const { loops, bars } = await import("./loops.ts");
    return { bench: () => loops(options), bars };
  },
  small: async options => {
    const { small, bars } = await import("./small.ts");
    return { bench: () => small(options), bars };
  },
};

/** What a bench takes beside --json, each a list. */
const optionsOf: { [name: string]: readonly string[] } = {
  engine: ["sizes", "cells", "outputs", "engines"],
  profile: ["sizes", "cells"],
  loops: ["loops", "hidden", "engines"],
  small: ["groups"],
};
const list = { type: "string" } as const;
const { values, positionals } = parseArgs({
  options: {
    json: { type: "boolean" },
    sizes: list,
    cells: list,
    outputs: list,
    engines: list,
    loops: list,
    hidden: list,
    groups: list,
  },
  allowPositionals: true,
});
const { json, ...options } = values;
const [name] = positionals;
const isKnown = name !== undefined && positionals.length === 1 && Object.hasOwn(benches, name);
if (!isKnown || Object.keys(options).some(option => !optionsOf[name]?.includes(option))) {
  console.error(
    `npm run bench -- NAME [--json], where NAME is one of: ${Object.keys(benches).join(", ")}\n` +
      Object.entries(optionsOf)
        .map(
          ([of, names]) =>
            `${of} also takes ${names.map(option => `--${option}`).join(" ")}, each a list as A,B or all`,
        )
        .join("\n"),
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
