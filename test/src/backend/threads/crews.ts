// Wasm backends for tests of threads: everything is cut, however small, and their workers have started.
import { setTimeout as sleep } from "node:timers/promises";
import workerThreads, { Worker } from "node:worker_threads";
import { type DType, loadWasm, type WasmBackend, type WasmOptions } from "../../../../src/backend/index.ts";
import type { Crew, CrewTuning } from "../../../../src/backend/wasm/threads/crew.ts";
import { compiledKernels } from "../kernels.ts";

export interface Threaded {
  readonly xp: WasmBackend;
  readonly crew: Crew;
  /** One for float32, and one for float64 once that has been used. */
  readonly crews: readonly Crew[];
}

/** A backend of so many threads, which need not have started. */
export async function threaded(threads: number, options: WasmOptions = {}, tuning: CrewTuning = {}): Promise<Threaded> {
  const crews: Crew[] = [];
  const crewTuning = { worthPieceNs: 1, ...tuning };
  const kernels = await compiledKernels();
  const load = await loadWasm({ kernels, threads, ...options }, { crewTuning, onCrew: made => crews.push(made) });
  const xp = load();
  return { xp, crew: crews[0]!, crews };
}

/** Something that is worth a worker; what it computes. */
export function work(xp: WasmBackend, dtype: DType = "float32"): Float32Array | Float64Array {
  const n = 64;
  const a = xp.fromValues(
    Float32Array.from({ length: n * n }, (_, i) => Math.sin(i)),
    [n, n],
    dtype,
  );
  return xp.values(xp.matmul(a, a, false, false));
}

/** Waits until so many workers take part. */
export async function started({ xp, crews }: Threaded, workers: number, dtype: DType = "float32"): Promise<void> {
  do {
    work(xp, dtype);
    await sleep(5);
  } while (crews[dtype === "float64" ? 1 : 0]!.ready < workers);
}

/** Runs `test` while workers are made by `change`, which sees their script; with all workers that were made. */
export async function withWorkers(
  change: (script: string) => string,
  test: (made: Worker[]) => Promise<void>,
): Promise<void> {
  const made: Worker[] = [];
  workerThreads.Worker = class extends Worker {
    constructor(script: string | URL, options?: workerThreads.WorkerOptions) {
      super(change(String(script)), options);
      made.push(this);
    }
  };
  try {
    await test(made);
  } finally {
    workerThreads.Worker = Worker;
  }
}
