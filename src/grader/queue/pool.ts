// Boxes that are ready before somebody needs one. Each is used once: a submission never finds what another has left.
import { Compilers } from "../isolate/compilers.ts";
import type { Isolation } from "../isolate/launch.ts";
import { type BoxedSession, type CompilerSource, startBoxedSession } from "../isolate/session.ts";
import type { BoxSource } from "../judge/box.ts";

type Start = (isolation: Isolation, slot: number, compilers: CompilerSource) => Promise<BoxedSession>;

export class BoxPool implements BoxSource {
  readonly #isolation: Isolation;
  readonly #start: Start;
  readonly #compilers: Compilers;
  readonly #size: number;
  readonly #ready: Promise<Started>[] = [];
  readonly #freeSlots: number[];
  readonly #open = new Set<BoxedSession>();
  /** How many will still be taken, as far as that is known: more are not made ready. */
  #expected = Number.POSITIVE_INFINITY;
  #isClosed = false;

  /**
   * @param size how many wait ready, and how many may be in use beside them
   * @param start for tests
   */
  constructor(isolation: Isolation, size: number, start: Start = startBoxedSession) {
    this.#isolation = isolation;
    this.#size = size;
    this.#start = start;
    const slots = Array.from({ length: 3 * size }, (_, slot) => slot);
    this.#freeSlots = slots.slice(size);
    this.#compilers = new Compilers(isolation, slots.slice(0, size));
  }

  /** Has boxes started, for who will take them. @param count how many will be taken, one for each submission */
  warm(count: number): void {
    this.#expected = count;
    this.#makeReady();
  }

  #makeReady(): void {
    while (!this.#isClosed && this.#ready.length < Math.min(this.#expected, this.#size) && this.#freeSlots.length > 0)
      this.#ready.push(this.#begin());
  }

  /** @throws Error where a box does not start */
  async take(): Promise<BoxedSession> {
    if (this.#isClosed) throw new Error("the grading was stopped");
    const started = await (this.#ready.shift() ?? this.#begin());
    if ("error" in started) throw started.error;
    const { box } = started;
    this.#expected -= 1;
    this.#makeReady();
    return box;
  }

  /** Ends all boxes, also those in use. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#ready.splice(0));
    await Promise.all([...this.#open].map(box => box.end()));
    await this.#compilers.close();
  }

  async #begin(): Promise<Started> {
    const slot = this.#freeSlots.shift() ?? 0;
    try {
      const box = await this.#start(this.#isolation, slot, this.#compilers);
      this.#open.add(box);
      void box.session.ended.then(() => {
        this.#open.delete(box);
        this.#freeSlots.push(slot);
      });
      return { box };
    } catch (error) {
      this.#freeSlots.push(slot);
      return { error: error as Error };
    }
  }
}

/** A promise of it is kept and never rejects before somebody asks. */
type Started = { box: BoxedSession } | { error: Error };
