// `npm run bench -- NAME [--json]`: the one way to show speed.
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { type Bench, type Sample, summarize } from "./harness.ts";
import { table } from "./table.ts";

const benches: { [name: string]: () => Promise<Bench> } = {
  kernel: async () => (await import("./kernel.ts")).kernel,
  language: async () => (await import("./language.ts")).language,
};

const { values, positionals } = parseArgs({ options: { json: { type: "boolean" } }, allowPositionals: true });
const [name] = positionals;
if (name === undefined || positionals.length > 1 || !Object.hasOwn(benches, name)) {
  console.error(`npm run bench -- NAME [--json], where NAME is one of: ${Object.keys(benches).join(", ")}`);
  process.exit(2);
}

const bench = await benches[name]!();
const samples: Sample[] = [];
for await (const sample of bench()) {
  samples.push(sample);
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${samples.length} samples  ${sample.case}, ${sample.engine}`);
}
if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");

const summaries = summarize(name, samples);
if (values.json) for (const summary of summaries) console.log(JSON.stringify(summary));
else {
  const cores = cpus();
  console.log(
    `${name}: Node ${process.versions.node}, ${process.platform} ${process.arch}, ${cores.length} × ${cores[0]?.model}`,
  );
  console.log(table(summaries));
}
