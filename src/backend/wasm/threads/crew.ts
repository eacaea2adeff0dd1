// The threads of a backend: the one that asks, and workers, which run kernels on the same memory.
//
// Work is cut into pieces that write to different places, and every number is computed by the same operations in the same
// order however it is cut. So no bit depends on how many threads there are, nor on who does which piece: a worker that
// comes late finds its piece done by another.
import { pollInterrupt } from "../../interrupt.ts";
import { maySleep } from "../host.ts";
import { Hands, type HandsOptions } from "./hands.ts";
import { type Member, member } from "./member.ts";
import { kernelNames, Recorder, type ThreadKernels } from "./recorder.ts";
import { share } from "./share.ts";
import { words as at, createShared, maxPhases, maxThreads, phaseWords, type Shared, tableWords } from "./words.ts";

/** Some work on one of the pieces into which it is cut. */
export type Phase = (piece: number, kernels: ThreadKernels) => void;

export interface CrewTuning {
  /** A piece that takes less is not worth handing over, in nanoseconds. */
  readonly worthPieceNs?: number;
  /** How long a worker may not get on until it is given up, in milliseconds. */
  readonly patienceMs?: number;
}

export interface CrewOptions extends CrewTuning, Omit<HandsOptions, "spins" | "onEnd"> {
  readonly kernels: ThreadKernels;
  /** How many threads there may be, this one among them. */
  readonly threads: () => number;
}

/** Measured: a product of [96, 96] and [96, 96], 15 µs on one thread, takes 9.5 on two; one of half as much work nothing less. */
const defaults = { worthPieceNs: 7500, patienceMs: 30_000 };
/** How often a thread asks before it sleeps, for the end of a phase and for the next job: 100 to 200 microseconds. */
const phaseSpins = 6000;
const idleSpins = 4000;
const sleepMs = 20;

const table = (half: number): number => at.table + half * tableWords;

export class Crew {
  readonly #options: CrewOptions;
  #shared: Shared | undefined;
  #recorder!: Recorder;
  #member!: Member;
  readonly #hands: Hands;
  #epoch = 0;
  /** The half of what there is for jobs that the last one is in: a worker may still look at it while the next is noted in the other. */
  #half = 0;
  #stalled = { progress: 0, turns: 0 };

  constructor(options: CrewOptions) {
    this.#options = options;
    this.#hands = new Hands({
      ...options,
      spins: { idle: idleSpins, phase: phaseSpins },
      onEnd: () => {
        this.#shared = undefined;
      },
    });
  }

  /** How many threads compute, in words. */
  describe(): string {
    return this.#hands.describe(this.#options.threads());
  }

  /** How many workers have started and can take part. */
  get ready(): number {
    return this.#shared ? Atomics.load(this.#shared.words, at.ready) : 0;
  }

  /** Into how many pieces work is cut that takes one thread so many nanoseconds; `most` is how far it can be cut. */
  pieces(nanoseconds: number, most: number): number {
    const { worthPieceNs = defaults.worthPieceNs } = this.#options;
    if (nanoseconds < 2 * worthPieceNs) return 1; // most operations: not even settings are asked
    const wanted = Math.min(this.#options.threads(), most, Math.floor(nanoseconds / worthPieceNs), maxThreads);
    if (wanted <= 1) return 1;
    return Math.min(wanted, 1 + this.#readyOf(wanted - 1));
  }

  /**
   * Does `part` of n things that do not depend on one another, cut at multiples of `unit`.
   * @param nanoseconds how long all of them take one thread, about
   */
  spread(
    nanoseconds: number,
    n: number,
    unit: number,
    part: (on: ThreadKernels, from: number, count: number) => void,
  ): void {
    const pieces = this.pieces(nanoseconds, Math.floor(n / unit));
    if (pieces === 1) {
      part(this.#options.kernels, 0, n);
      return;
    }
    const phase: Phase = (piece, on) => {
      const { from, count } = share(n, pieces, piece, unit);
      if (count > 0) part(on, from, count);
    };
    this.run(pieces, [phase]);
  }

  /** Runs phases one after the other, each on all pieces at once. */
  run(pieces: number, phases: Iterable<Phase>): void {
    if (pieces === 1) {
      for (const phase of phases) phase(0, this.#options.kernels);
      return;
    }
    const { words } = this.#shared!;
    const recorder = this.#recorder;
    let count = 0;
    for (const phase of phases) {
      if (count === 0) recorder.begin(1 - this.#half);
      const place = table(1 - this.#half) + count * phaseWords(pieces);
      words[place] = 0;
      for (let piece = 0; piece < pieces; piece++) {
        const of = place + at.line + 4 * piece;
        words[of] = 0;
        words[of + 1] = recorder.next;
        phase(piece, recorder.kernels);
        words[of + 2] = recorder.next;
      }
      count++;
      if (count === maxPhases(pieces) || recorder.isFull()) {
        this.#execute(count, pieces);
        count = 0;
      }
    }
    if (count > 0) this.#execute(count, pieces);
  }

  #execute(phases: number, pieces: number): void {
    const { words } = this.#shared!;
    this.#leaveJob(); // somebody may still be about to leave the one before
    words[at.phases] = phases;
    words[at.pieces] = pieces;
    this.#half = 1 - this.#half;
    words[at.first] = table(this.#half);
    this.#epoch = (this.#epoch % 0x3fffffff) + 1;
    Atomics.store(words, at.open, this.#epoch);
    Atomics.store(words, at.epoch, this.#epoch);
    if (Atomics.load(words, at.sleeping) > 0) Atomics.notify(words, at.epoch);
    this.#stalled = { progress: 0, turns: 0 };
    let isDone = false;
    try {
      this.#member.job();
      isDone = Atomics.load(words, at.abort) === 0;
    } finally {
      if (isDone) Atomics.store(words, at.open, 0);
      else this.#leaveJob();
    }
    if (!isDone) throw this.#failure("a kernel failed on one of its threads");
  }

  /** Makes sure that nobody is inside a job, also where this thread has been thrown out of one. */
  #leaveJob(): void {
    if (!this.#shared) return;
    const { words } = this.#shared;
    if (Atomics.load(words, at.open) !== 0) {
      Atomics.store(words, at.abort, 1);
      Atomics.store(words, at.open, 0);
    }
    this.#stalled = { progress: 0, turns: 0 };
    for (let turn = 0; Atomics.load(words, at.running) > 0; turn++)
      if (turn >= phaseSpins && maySleep) {
        Atomics.wait(words, at.running, Atomics.load(words, at.running), sleepMs);
        this.#watch();
      }
    Atomics.store(words, at.abort, 0);
  }

  /** Called each time this thread has slept in vain: a worker that has died will never answer. */
  #watch(): void {
    const { words } = this.#shared!;
    let progress = 0;
    for (let thread = 1; thread < maxThreads; thread++) progress += words[at.progress + thread * at.line]!;
    const { patienceMs = defaults.patienceMs } = this.#options;
    if (progress !== this.#stalled.progress) this.#stalled = { progress, turns: 0 };
    else if (++this.#stalled.turns * sleepMs > patienceMs)
      throw this.#failure(`a thread of it has not got on for ${patienceMs / 1000} s`);
  }

  #failure(what: string): Error {
    this.#hands.dismiss();
    this.#shared = undefined;
    return new Error(
      `the wasm backend cannot finish this step: ${what}. Its threads are ended, and the next step starts new ones; ` +
        "training can go on from the last whole step. To compute without them: setThreads(1)",
    );
  }

  /** How many workers can take part now; those that are missing are started, and take part once they are ready. */
  #readyOf(wanted: number): number {
    if (!this.#hands.canStart()) return 0;
    const shared = this.#shared ?? this.#share();
    this.#hands.want(wanted, shared);
    return Math.min(wanted, Atomics.load(shared.words, at.ready));
  }

  #share(): Shared {
    const shared = createShared();
    const kernels = kernelNames.map(name => this.#options.kernels[name] as (...args: number[]) => unknown);
    this.#shared = shared;
    this.#recorder = new Recorder(shared.calls);
    const onWait = () => {
      pollInterrupt();
      this.#watch();
    };
    const spins = maySleep ? phaseSpins : Number.POSITIVE_INFINITY;
    this.#member = member({ at, shared, kernels, thread: 0, poll: pollInterrupt, spins, onWait });
    return shared;
  }
}
