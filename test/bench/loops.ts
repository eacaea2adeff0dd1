// How fast loops are that people write themselves, one tensor operation after the other: ours beside PyTorch's eager mode, by
// the clock and by the processor time of the whole process.
import { choose } from "./choose.ts";
import { type Engine, isInstalled, Worker } from "./engine/engines.ts";
import type { Bars, Sample } from "./harness.ts";
import { caseOf, hiddenSizes, loops as known, type Loop, titles } from "./loops/cases.ts";
import { engines } from "./loops/engines.ts";

const rounds = 5;
/** An engine's turn in one round; engines take turns, so that what else the machine does falls on all alike. */
const turnMs = 150;
const warmUpMs = 600;

export interface LoopOptions {
  loops?: string;
  hidden?: string;
  engines?: string;
}

const nameOf = (loop: Loop, hidden: number, clock: "wall" | "CPU") => `${titles[loop]}, H ${hidden}: ${clock}`;

/** No slower than PyTorch by the clock; 30 % more processor time at most. */
export const bars: Bars = Object.fromEntries(
  known.flatMap(loop =>
    hiddenSizes.flatMap(hidden => [
      [nameOf(loop, Number(hidden), "wall"), { times: 1, of: "pytorch" }],
      [nameOf(loop, Number(hidden), "CPU"), { times: 1.3, of: "pytorch" }],
    ]),
  ),
);

export async function* loops(options: LoopOptions): AsyncGenerator<Sample> {
  const names = engines.map(({ name }) => name);
  const chosen = choose("engines", options.engines, ["unrolled", "pytorch"], names);
  const compared = engines.filter(({ name }) => chosen.includes(name));
  for (const { name } of compared.filter(engine => !isInstalled(engine)))
    console.error(`not measured, because not installed: ${name} (test/bench/engine/README.md)`);
  const present = compared.filter(isInstalled);
  for (const loop of choose("loops", options.loops, known, known))
    for (const hidden of choose("hidden", options.hidden, hiddenSizes, hiddenSizes))
      yield* oneCase(loop, Number(hidden), present);
}

async function* oneCase(loop: Loop, hidden: number, present: readonly Engine[]): AsyncGenerator<Sample> {
  const workers: { engine: string; worker: Worker; turn: number }[] = [];
  try {
    for (const engine of present) {
      const worker = new Worker(engine, caseOf(loop, hidden));
      workers.push({ engine: engine.name, worker, turn: 1 });
      await worker.about;
      workers.at(-1)!.turn = await warmUp(worker);
    }
    for (let round = 0; round < rounds; round++)
      for (const { engine, worker, turn } of workers) {
        const [wall, cpu] = (await worker.steps(turn)) as [number, number];
        yield { case: nameOf(loop, hidden, "wall"), engine, unit: "ms", value: wall };
        yield { case: nameOf(loop, hidden, "CPU"), engine, unit: "ms", value: cpu };
      }
  } finally {
    for (const { worker } of workers) worker.end();
  }
}

/** Until compilers have done their work; then the number of steps that fill a turn. */
async function warmUp(worker: Worker): Promise<number> {
  let each = 0;
  for (let spent = 0, calls = 0; spent < warmUpMs || calls < 4; calls++) {
    const n = each > 0 ? Math.max(1, Math.floor(100 / each)) : 1;
    [each] = (await worker.steps(n)) as [number, number];
    spent += each * n;
  }
  return Math.max(1, Math.round(turnMs / each));
}
