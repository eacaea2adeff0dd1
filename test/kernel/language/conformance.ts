// Everything that an engine must hold, in one command, to be run whenever the compiler's version changes:
//
//     node test/kernel/language/conformance.ts [native|tslab] [--seed 1] [--mutations 3000] [--cells 500]
//
// by the pinned Node. All samples; cells mutated at random, none of which may crash or hang the engine, lose a name or
// make JavaScript that does not parse; many cells in a row, in flat time and memory; the compiler killed now and then.
import { parseArgs } from "node:util";
import v8 from "node:v8";
import vm from "node:vm";
import { CompilerFailure, type Engine } from "../../../kernel/language/engine.ts";
import { createEngine, type EngineKind, engineKinds } from "../../../kernel/language/index.ts";
import { stopwatch } from "../../stopwatch.ts";
import { compilers } from "./compilers.ts";
import { engineLimits, limits } from "./limits.ts";
import { mutants } from "./mutants.ts";
import { engineOptions, makeFolder, Notebook, type Shown } from "./notebook.ts";
import { type Sample, samples } from "./samples/index.ts";

export interface Settings {
  seed: number;
  /** Whether to run all samples. */
  samples: boolean;
  mutations: number;
  cells: number;
}

export interface Finding {
  part: "samples" | "mutations" | "cells" | "kills";
  summary: string;
  /** What does not hold; none if all is well. */
  faults: string[];
}

export async function* conformance(
  kind: EngineKind,
  { seed, samples, mutations, cells }: Settings,
): AsyncGenerator<Finding> {
  const folder = makeFolder();
  const notebook = new Notebook(createEngine(kind, engineOptions(folder.path)), folder.path);
  try {
    if (samples) yield await runSamples(notebook, kind);
    yield runMutations(notebook.engine, seed, mutations);
    yield await runCells(notebook.engine, cells);
    if (kind === "native" && process.platform === "linux") yield runKills(notebook.engine);
  } finally {
    await notebook.close();
    folder.remove();
  }
}

/** What a sample's last cell shows, and whether that is right. */
export async function runSample(
  notebook: Notebook,
  { cells, shows, error }: Sample,
): Promise<{ ok: boolean; last: Shown }> {
  notebook.engine.forget();
  let last: Shown = { value: undefined };
  for (const cell of cells) last = await notebook.run(cell);
  const ok = "error" in last ? (error?.test(last.error) ?? false) : error === undefined && last.value === shows;
  return { ok, last };
}

async function runSamples(notebook: Notebook, kind: EngineKind): Promise<Finding> {
  const faults: string[] = [];
  for (const sample of [...samples, ...limits]) {
    const { ok, last } = await runSample(notebook, sample);
    const limit = engineLimits[kind].get(sample.name);
    if (!ok && limit === undefined) faults.push(`${sample.name}: ${JSON.stringify(last)}`);
    if (ok && limit !== undefined) faults.push(`${sample.name}: works, but is listed as a limit (${limit})`);
  }
  const listed = engineLimits[kind].size;
  return { part: "samples", summary: `${samples.length - listed} samples, ${listed} listed limits`, faults };
}

function runMutations(engine: Engine, seed: number, count: number): Finding {
  const faults: string[] = [];
  let compiled = 0;
  let slowest = 0;
  engine.forget();
  commit(engine, "const kept = 42; class Kept { #p = 1; get p(): number { return this.#p } }");
  for (const { n, text, offset } of mutants(seed, count)) {
    const elapsed = stopwatch();
    try {
      const prepared = engine.prepare(text);
      if (prepared.status === "ok") {
        compiled += 1;
        new vm.Script(prepared.cell.code);
        // A mutant may well declare these again.
        if (!/\b(kept|Kept)\b/.test(text)) engine.commit(prepared.cell);
      } else
        for (const { start, end } of prepared.diagnostics)
          if (start < 0 || end > text.length) faults.push(`a complaint outside the text of ${JSON.stringify(text)}`);
      engine.isComplete(text);
      if (n % 4 === 0) engine.complete(text, offset);
      if (n % 4 === 2) engine.inspect(text, offset);
    } catch (error) {
      // An answer too, where the text deserves no other.
      if (!(error instanceof CompilerFailure && /nest|is no JavaScript|TypeScript failed/.test(error.message)))
        faults.push(
          `${JSON.stringify(text)}: ${error instanceof Error ? error.stack : error}\n${(error as Error).cause ?? ""}`,
        );
    }
    slowest = Math.max(slowest, elapsed());
    // A mutant that changes Array or Promise for all cells is right to do so; the next would be judged by it.
    if (n % 50 === 49) {
      const prepared = engine.prepare("const stays: number = kept + new Kept().p");
      if (prepared.status !== "ok") faults.push(`after ${n} cells: ${prepared.diagnostics[0]?.message}`);
      engine.forget();
      commit(engine, "const kept = 42; class Kept { #p = 1; get p(): number { return this.#p } }");
    }
  }
  if (slowest > 5000) faults.push(`a cell took ${slowest} ms`);
  const summary = `${count} mutated cells, ${compiled} compiled, the slowest ${slowest.toFixed(0)} ms`;
  return { part: "mutations", summary, faults };
}

async function runCells(engine: Engine, count: number): Promise<Finding> {
  engine.forget();
  commit(engine, "let total = 0");
  const times: number[] = [];
  const memory: number[] = [];
  const part = Math.min(50, Math.floor(count / 2));
  for (let n = 0; n < count; n++) {
    const before = n === 0 ? "total" : `f${n - 1}(1)`;
    const began = performance.now();
    commit(engine, `const v${n} = ${before} + ${n}; function f${n}(x: number) { return x * v${n} }\ntotal += f${n}(2)`);
    times.push(performance.now() - began);
    // As in a session, where the engine has a moment before the next cell comes.
    await new Promise(resolve => setTimeout(resolve, 6));
    if (n === part || n === count - 1) memory.push(memoryInUse());
  }
  const [first, last] = [median(times.slice(part, 2 * part)), median(times.slice(-part))];
  const [early = 0, late = 0] = memory;
  const faults: string[] = [];
  if (last > 3 * first + 2) faults.push(`the time of a cell grows from ${first} to ${last} ms`);
  if (late > early + 150) faults.push(`memory grows from ${early} to ${late} MB`);
  const [t, m] = [
    [first, last],
    [early, late],
  ].map(pair => pair.map(x => x.toFixed(1)).join(" → "));
  return { part: "cells", summary: `${count} cells in a row: ${t} ms a cell, ${m} MB`, faults };
}

function runKills(engine: Engine): Finding {
  const faults: string[] = [];
  engine.forget();
  commit(engine, "interface P { x: number } let kills = 0");
  const times: number[] = [];
  for (let n = 0; n < 5; n++) {
    commit(engine, `const k${n}: P = { x: ${n} }; kills += k${n}.x`);
    for (const { pid } of compilers()) process.kill(pid, "SIGKILL");
    const began = performance.now();
    const prepared = engine.prepare(`const s: string = k${n}.x`);
    times.push(performance.now() - began);
    const [found] = prepared.status === "error" ? prepared.diagnostics : [];
    if (found?.code !== 2322) faults.push(`after kill ${n}: ${JSON.stringify(found)}`);
  }
  return { part: "kills", summary: `5 compilers killed, replaced in ${median(times).toFixed(0)} ms`, faults };
}

function commit(engine: Engine, text: string): void {
  const prepared = engine.prepare(text);
  if (prepared.status === "error") throw new Error(`${text}: ${prepared.diagnostics[0]?.message}`);
  engine.commit(prepared.cell);
}

/** MB of the compilers, and of this process without its garbage. */
function memoryInUse(): number {
  v8.setFlagsFromString("--expose-gc");
  (vm.runInNewContext("gc") as () => void)();
  return compilers().reduce((sum, { memory }) => sum + memory, process.memoryUsage().heapUsed / 1e6);
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    options: {
      seed: { type: "string", default: "1" },
      mutations: { type: "string", default: "3000" },
      cells: { type: "string", default: "500" },
    },
    allowPositionals: true,
  });
  const kinds = positionals.length > 0 ? engineKinds.filter(kind => positionals.includes(kind)) : engineKinds;
  const settings = {
    seed: Number(values.seed),
    samples: true,
    mutations: Number(values.mutations),
    cells: Number(values.cells),
  };
  for (const kind of kinds)
    for await (const { part, summary, faults } of conformance(kind, settings)) {
      console.log(`${faults.length === 0 ? "✓" : "✗"} ${kind}, ${part}: ${summary}`);
      for (const fault of faults) console.log(`    ${fault}`);
      if (faults.length > 0) process.exitCode = 1;
    }
}
