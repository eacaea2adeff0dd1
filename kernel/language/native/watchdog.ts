// Ends a compiler that takes too long. The question is synchronous, so only another thread can see the time pass: it is
// told by shared memory, and woken at most once in each time limit, however many questions there are.
import { Worker } from "node:worker_threads";
import { cells, type Watched } from "./watchdogCells.ts";

export class Watchdog {
  readonly #shared: Watched = new Int32Array(new SharedArrayBuffer(4 * Object.keys(cells).length));
  #thread: Worker | undefined;

  /** Run a task that waits for the process; false if the process was killed for it, because it took longer than `limit` ms. */
  watch(pid: number, limit: number, task: () => void): boolean {
    this.#thread ??= this.#start();
    const shared = this.#shared;
    Atomics.store(shared, cells.pid, pid);
    Atomics.store(shared, cells.limit, limit);
    const question = Atomics.add(shared, cells.question, 1) + 1;
    if (Atomics.load(shared, cells.asleep) === 1) Atomics.notify(shared, cells.question);
    try {
      task();
    } finally {
      Atomics.add(shared, cells.question, 1);
    }
    return Atomics.load(shared, cells.killed) !== question;
  }

  close(): void {
    void this.#thread?.terminate();
    this.#thread = undefined;
  }

  #start(): Worker {
    const extension = import.meta.url.slice(import.meta.url.lastIndexOf("."));
    const thread = new Worker(new URL(`./watchdogThread${extension}`, import.meta.url), {
      workerData: this.#shared,
      execArgv: [],
    });
    thread.unref();
    return thread;
  }
}
