// How fast a training step is (forward, backward, Adam): ours in its builds and through the faces that a notebook uses,
// against PyTorch, Keras on JAX and tfjs.

import { choose } from "./choose.ts";
import { type Case, cells, outputs, sizes } from "./engine/cases.ts";
import { type Engine, engines, isInstalled, Worker } from "./engine/engines.ts";
import type { Sample } from "./harness.ts";

const rounds = 5;
/** An engine's turn in one round; engines take turns, so that what else the machine does falls on all alike. */
const turnMs = 250;
const warmUpMs = 600;

export interface EngineOptions {
  sizes?: string;
  cells?: string;
  outputs?: string;
  engines?: string;
}

export async function* engine(options: EngineOptions): AsyncGenerator<Sample> {
  const chosen = choose(
    "engines",
    options.engines,
    ["wasm", "fit", "train", "wasm-plain", "wasm-noflag", "pytorch", "keras-jax"],
    engineNames,
  );
  const compared = engines.filter(({ name }) => chosen.includes(name));
  const missing = compared.filter(candidate => !isInstalled(candidate));
  for (const { name } of missing)
    console.error(`not installed, so not measured: ${name} (test/bench/engine/README.md)`);
  const present = compared.filter(isInstalled);
  for (const cell of choose("cells", options.cells, ["lstm"], cells))
    for (const output of choose("outputs", options.outputs, ["many-to-many"], outputs))
      for (const size of choose("sizes", options.sizes, ["A", "B", "D"], Object.keys(sizes))) {
        const [batch, T, input, hidden] = sizes[size]!.shape;
        yield* oneCase(`${cell} ${size} ${output}`, { cell, output, batch, T, input, hidden }, present);
      }
}

async function* oneCase(name: string, wanted: Case, present: Engine[]): AsyncGenerator<Sample> {
  const workers: { engine: string; worker: Worker; turn: number }[] = [];
  try {
    for (const candidate of present) {
      const worker = new Worker(candidate, wanted);
      workers.push({ engine: candidate.name, worker, turn: 1 });
      const about = await worker.about;
      if (process.stderr.isTTY) console.error(`\r\x1b[K${candidate.name}: ${about}`);
      workers.at(-1)!.turn = await warmUp(worker);
    }
    for (let round = 0; round < rounds; round++)
      for (const { engine: by, worker, turn } of workers)
        for (const value of await worker.steps(turn)) yield { case: name, engine: by, unit: "ms", value };
  } finally {
    for (const { worker } of workers) worker.end();
  }
}

/** Until compilers have done their work; then the number of steps that fill a turn. */
async function warmUp(worker: Worker): Promise<number> {
  let last = 0;
  // The first steps may be compiled while they run.
  for (let spent = 0, calls = 0; spent < warmUpMs || calls < 3; calls++) {
    const times = await worker.steps(last > 0 ? Math.max(1, Math.min(50, Math.floor(100 / last))) : 1);
    spent += times.reduce((sum, ms) => sum + ms, 0);
    last = Math.min(...times);
  }
  return Math.max(1, Math.min(200, Math.round(turnMs / last)));
}

const engineNames = engines.map(({ name }) => name);
