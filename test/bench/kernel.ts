// How long a user waits for a kernel, and what that costs: ours, with the toolkit in scope as students start it, against
// tslab's own kernel and Deno's, which checks no types. All are asked over real sockets by the same client.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type KernelClient, startKernel } from "../../kernel/client.ts";
import { memory, onLinux, processTree } from "../processes.ts";
import { alternate, type Bars, type Sample } from "./harness.ts";
import { bareStart } from "./kernel/bare-start.ts";
import { deno, type Engine, missing, peers, toolkitForTslab, tslab, unrolled } from "./kernel/engines.ts";

const starts = 7;
const sessions = 3;
const firstCells = 5;
const warmCells = 30;

export const bars: Bars = {
  "spawn → kernel_info_reply": { times: 0.12, of: "tslab" },
  "spawn → first cell": { times: 0.25, of: "tslab" },
  "warm cell": { times: 0.4, of: "tslab" },
  "warm cell, toolkit": { times: 0.4, of: "tslab" },
  "warm cell, tfjs's types: CPU": { times: 0.35, of: "tslab" },
  "completion of a preloaded name": { atMost: 5 },
  "memory (PSS)": { times: 1.7, of: "tslab" },
};

/** Cells of one kind: what comes before them, and a text for each, so that no cache answers. */
interface Cells {
  name: string;
  /** Cells, by the engine's name; an engine that has none cannot run these. */
  before: { [engine: string]: string[] };
  text(n: number): string;
  /** Where the cells find their packages. */
  cwd?: string;
}

const plain: Cells = {
  name: "warm cell",
  before: { unrolled: ["let total = 1"], tslab: ["let total = 1"], deno: ["let total = 1"] },
  text: n => `total + ${n}`,
};

const model =
  "const model = { cell: new RNNCell(8, 16, { rng: seed(0) }), readout: new Linear(16, 4, { rng: seed(1) }) }";

const toolkit: Cells = {
  name: "warm cell, toolkit",
  before: {
    unrolled: [model],
    tslab: [
      'import { ready } from "toolkit"; await ready',
      'import { countParameters, Linear, RNNCell, seed } from "toolkit"',
      model,
    ],
  },
  text: n => `countParameters(model) + new RNNCell(${n + 1}, 2, { rng: seed(${n}) }).hiddenSize`,
};

const tfjs = 'import * as tf from "@tensorflow/tfjs-core"';

const tfjsTypes: Cells = {
  name: "warm cell, tfjs's types",
  before: { unrolled: [tfjs], tslab: [tfjs] },
  text: n => `const f${n} = (x: tf.Tensor2D): tf.Tensor2D => tf.tidy(() => tf.add(tf.matMul(x, x), ${n}))`,
  cwd: peers,
};

const preloaded = [
  "sequenti",
  "simpleRN",
  "countParam",
  "crossEnt",
  "RNNCel",
  "GRUCel",
  "LSTMCel",
  "embeddin",
  "bidirect",
  "gradientCh",
];

export async function* kernel(): AsyncGenerator<Sample> {
  const without = missing();
  if (without.length > 0)
    console.error(`not measured, because not installed: ${without.join(", ")} (test/bench/README.md)`);
  const folder = mkdtempSync(join(tmpdir(), "unrolled-bench-"));
  try {
    toolkitForTslab(folder);
    const engines = [unrolled(folder), tslab(), ...deno()];
    for (const { engine, round } of alternate(engines, starts)) yield* start(engine, round, folder);
    const kinds = [plain, toolkit, ...(without.includes("@tensorflow/tfjs-core") ? [] : [tfjsTypes])];
    for (const cells of kinds)
      for (const { engine } of alternate(engines, sessions)) {
        const before = cells.before[engine.name];
        if (before !== undefined) yield* session(engine, cells, before, cells.cwd ?? folder);
      }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function* start({ name: engine, argv }: Engine, round: number, folder: string): AsyncGenerator<Sample> {
  const started = await bareStart(argv, `let total = ${round}`, folder);
  if (!started) return console.error(`${engine} was started, and has not answered for long: not counted`);
  const { introduced, firstCell } = started;
  yield { case: "spawn → kernel_info_reply", engine, unit: "ms", value: introduced };
  yield { case: "spawn → first cell", engine, unit: "ms", value: firstCell };
}

/** A kernel. tslab's answers at times before its sockets are bound, and then never again: it is started once more. */
async function startedKernel({ name, argv }: Engine, cwd: string): Promise<KernelClient> {
  for (let tries = 3; ; tries--)
    try {
      return await startKernel({ argv, cwd });
    } catch (error) {
      if (name === "unrolled" || tries === 1) throw error;
      console.error(`${name} was started, and has not answered for long: started again`);
    }
}

async function* session(asked: Engine, { name, text }: Cells, before: string[], cwd: string): AsyncGenerator<Sample> {
  const engine = asked.name;
  const client = await startedKernel(asked, cwd);
  try {
    for (const code of before) await run(client, code);
    for (let n = 0; n < firstCells; n++) await run(client, text(n));
    const spent = await cpu(client);
    for (let n = firstCells; n < firstCells + warmCells; n++) {
      const began = performance.now();
      await run(client, text(n));
      yield { case: name, engine, unit: "ms", value: performance.now() - began };
    }
    if (onLinux) yield { case: `${name}: CPU`, engine, unit: "ms", value: ((await cpu(client)) - spent) / warmCells };
    if (name !== plain.name) return;
    if (engine === "unrolled") yield* completions(client);
    if (onLinux) yield { case: "memory (PSS)", engine, unit: "MB", value: memory(processTree(client.process.pid!)) };
  } finally {
    await client.shutdown();
  }
}

/** A bench of cells that fail would be fast and worthless. */
async function run(client: KernelClient, code: string): Promise<void> {
  const { reply, iopub } = await client.execute(code);
  const failed = reply.content.status !== "ok" || iopub.some(({ content }) => content.name === "stderr");
  if (failed)
    throw new Error(`"${code}" failed: ${JSON.stringify([reply.content, ...iopub.map(({ content }) => content)])}`);
}

async function* completions(client: KernelClient): AsyncGenerator<Sample> {
  for (const [n, name] of preloaded.entries()) {
    const code = `const chosen${n} = ${name}`;
    const asked = performance.now();
    const { reply } = await client.request("complete_request", { code, cursor_pos: code.length });
    const value = performance.now() - asked;
    if ((reply.content.matches as string[]).length === 0) throw new Error(`nothing completes ${name}`);
    yield { case: "completion of a preloaded name", engine: "unrolled", unit: "ms", value };
  }
}

/** Processor time of all the kernel's processes so far, in milliseconds, once they have come to rest. */
async function cpu(client: KernelClient): Promise<number> {
  let last = -1;
  for (;;) {
    const ticks = processTree(client.process.pid!).reduce((sum, process) => sum + process.ticks, 0);
    if (ticks === last) return ticks * 10;
    last = ticks;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}
