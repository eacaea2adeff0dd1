// The workers of a crew: started when they are first wanted, and anew, a few times, after they have ended.
import { type Hand, startWorker } from "../host.ts";
import { kernelNames } from "./recorder.ts";
import { tellOnce, threadsInWords } from "./tell.ts";
import { words as at, type Shared } from "./words.ts";
import { type WorkerData, workerSource } from "./worker.ts";

export interface HandsOptions {
  readonly module: object;
  readonly memory: object;
  /** 1 for wide register tiles, 0 for narrow ones. */
  readonly tile: 0 | 1;
  /** A worker's room on the heap, undefined where there is no place for it. */
  readonly room: () => number | undefined;
  /** Why there can be no workers, where that is so. */
  readonly alone?: string | undefined;
  /** How often a worker asks for the next job before it sleeps, and for the end of a phase. */
  readonly spins: { readonly idle: number; readonly phase: number };
  /** One has ended by itself. */
  readonly onEnd: () => void;
}

/** Times that workers are started anew after they ended. */
const maxRestarts = 3;

export class Hands {
  readonly #options: HandsOptions;
  readonly #running = new Set<Hand>();
  /** Of each thread; the first has its own below the heap. */
  readonly #rooms: number[] = [];
  #ended = 0;
  /** No more threads than this can be had, and why. */
  #limit: { readonly threads: number; readonly reason: string } | undefined;

  constructor(options: HandsOptions) {
    this.#options = options;
    if (options.alone) this.#limit = { threads: 1, reason: options.alone };
  }

  /** How many threads compute where so many are wanted, in words. */
  describe(wanted: number): string {
    if (!this.#limit || this.#limit.threads >= wanted) return threadsInWords(wanted);
    return `${threadsInWords(this.#limit.threads)} (${this.#limit.reason})`;
  }

  /** Whether there can be one at all; it is told where not. */
  canStart(): boolean {
    if (this.#limit?.threads !== 1) return true;
    tellOnce(1, this.#limit.reason);
    return false;
  }

  /** Starts what is missing to so many workers, as far as they can be had. */
  want(workers: number, shared: Shared): void {
    while (this.#running.size < workers) {
      const thread = this.#running.size + 1;
      if (this.#limit && thread >= this.#limit.threads) {
        tellOnce(this.#limit.threads, this.#limit.reason);
        return;
      }
      this.#start(shared, thread);
    }
  }

  /** Ends all of them. */
  dismiss(): void {
    for (const hand of this.#running) hand.end();
    this.#running.clear();
    this.#rooms.length = 0; // one that has not ended yet may still write there
    this.#ended++;
  }

  #start(shared: Shared, thread: number): void {
    const { module, memory, tile, spins } = this.#options;
    const room = this.#rooms[thread] ?? this.#options.room();
    if (room === undefined) {
      this.#limit = { threads: thread, reason: "its heap has no room for another" };
      return;
    }
    this.#rooms[thread] = room;
    const data: WorkerData = { at, shared, module, memory, names: kernelNames, tile, room, thread, spins };
    try {
      const hand = startWorker(workerSource, data, reason => {
        if (!this.#running.has(hand)) return;
        this.dismiss();
        this.#options.onEnd();
        if (this.#ended > maxRestarts) this.#limit = { threads: 1, reason };
      });
      this.#running.add(hand);
    } catch (error) {
      this.#limit = { threads: thread, reason: (error as Error).message };
    }
  }
}
