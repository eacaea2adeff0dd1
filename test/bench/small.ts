// What is small beside a training step and felt all the same: single operations, making a layer, converting data, float64, memory.
import { choose } from "./choose.ts";
import { type Engine, isInstalled, python, Worker } from "./engine/engines.ts";
import type { Bars, Sample } from "./harness.ts";
import { ours, torch } from "./loops/engines.ts";
import { cases, groups, operationsPerStep, type SmallCase } from "./small/cases.ts";

const rounds = 11;
const turnMs = 60;
/** Garbage is collected once in some steps, so a turn of longer steps has more time: else most turns would have none of it. */
const turnSteps = 20;
const mostTurnMs = 200;
const warmUpMs = 400;
/** Compilers count steps, not milliseconds: what takes longer is warmed up for longer, up to a limit. */
const warmUpSteps = 200;
const mostWarmUpMs = 1500;

export interface SmallOptions {
  groups?: string;
}

const nameOf = ({ title, unit }: SmallCase, clock: "wall" | "CPU") => (unit === "MB" ? title : `${title}: ${clock}`);

/** Of the time by the clock; the processor time of the whole process stands beside it. */
export const bars: Bars = Object.fromEntries(cases.map(one => [nameOf(one, "wall"), one.bar]));

const engineOf = (name: string): Engine =>
  name === "pytorch"
    ? torch(new URL("small/torch_small.py", import.meta.url))
    : ours(name, { simd: "plain" }, new URL("small/ours.ts", import.meta.url));

export async function* small(options: SmallOptions): AsyncGenerator<Sample> {
  if (!isInstalled(engineOf("pytorch")))
    console.error(`not measured, because not installed: pytorch (${python("torch")}, test/bench/engine/README.md)`);
  // Functions are many rows, some three minutes more.
  const standard = groups.filter(group => group !== "functions");
  const chosen = choose("groups", options.groups, standard, groups);
  const known = new Map<string, Worker>();
  try {
    for (const one of cases) if (chosen.includes(one.group)) yield* oneCase(one, known);
  } finally {
    for (const worker of known.values()) worker.end();
  }
}

/** @param known the processes of functions: there are many, and starting takes longer than measuring one */
async function* oneCase(one: SmallCase, known: Map<string, Worker>): AsyncGenerator<Sample> {
  const isShared = one.group === "functions";
  const workers: { engine: string; worker: Worker; turn: number }[] = [];
  try {
    for (const [name, task] of Object.entries(one.engines)) {
      const engine = engineOf(name);
      if (!isInstalled(engine)) continue;
      const before = isShared ? known.get(name) : undefined;
      const worker = before ?? new Worker(engine, task);
      if (isShared) known.set(name, worker);
      workers.push({ engine: name, worker, turn: 1 });
      await (before ? before.turnTo(task) : worker.about);
      if (one.unit !== "MB") workers.at(-1)!.turn = await warmUp(worker);
    }
    for (let round = 0; round < (one.unit === "MB" ? 1 : rounds); round++)
      for (const { engine, worker, turn } of workers) yield* samplesOf(one, engine, await worker.steps(turn));
  } finally {
    if (!isShared) for (const { worker } of workers) worker.end();
  }
}

function* samplesOf(one: SmallCase, engine: string, measured: number[]): Generator<Sample> {
  const { unit } = one;
  const [wall, cpu, megabytes] = measured as [number, number, number];
  const inUnit = (ms: number) => (unit === "µs" ? (ms * 1000) / operationsPerStep : ms);
  if (unit === "MB") yield { case: nameOf(one, "wall"), engine, unit, value: megabytes };
  else {
    yield { case: nameOf(one, "wall"), engine, unit, value: inUnit(wall) };
    yield { case: nameOf(one, "CPU"), engine, unit, value: inUnit(cpu) };
  }
}

/** Until compilers have done their work; then the number of steps that fill a turn. */
async function warmUp(worker: Worker): Promise<number> {
  let each = 0;
  const isCold = (spent: number, steps: number) => spent < warmUpMs || (steps < warmUpSteps && spent < mostWarmUpMs);
  for (let spent = 0, steps = 0, calls = 0; calls < 4 || isCold(spent, steps); calls++) {
    const n = each > 0 ? Math.max(1, Math.floor(40 / each)) : 1;
    [each] = (await worker.steps(n)) as [number, number];
    spent += each * n;
    steps += n;
  }
  const turn = Math.min(Math.max(turnMs, turnSteps * each), mostTurnMs);
  return Math.max(1, Math.round(turn / each));
}
