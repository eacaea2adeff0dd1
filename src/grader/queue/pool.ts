// Boxes that are ready before somebody needs one. Each is used once: a submission never finds what another has left.
import type { Isolation } from "../isolate/launch.ts";
import { type BoxedSession, startBoxedSession } from "../isolate/session.ts";
import type { BoxSource } from "../judge/box.ts";

type Start = (isolation: Isolation, slot: number) => Promise<BoxedSession>;

export class BoxPool implements BoxSource {
  readonly #isolation: Isolation;
  readonly #start: Start;
  readonly #size: number;
  readonly #ready: Promise<Started>[] = [];
  readonly #freeSlots: number[];
  readonly #open = new Set<BoxedSession>();
  #isClosed = false;

  /**
   * @param size how many wait ready, and how many may be in use beside them
   * @param start for tests
   */
  constructor(isolation: Isolation, size: number, start: Start = startBoxedSession) {
    this.#isolation = isolation;
    this.#size = size;
    this.#start = start;
    this.#freeSlots = Array.from({ length: 2 * size }, (_, slot) => slot);
  }

  /** Has boxes started, for who will take them. */
  warm(count = this.#size): void {
    while (!this.#isClosed && this.#ready.length < Math.min(count, this.#size) && this.#freeSlots.length > 0)
      this.#ready.push(this.#begin());
  }

  /** @throws Error where a box does not start */
  async take(): Promise<BoxedSession> {
    if (this.#isClosed) throw new Error("the grading was stopped");
    const started = await (this.#ready.shift() ?? this.#begin());
    if ("error" in started) throw started.error;
    const { box } = started;
    this.warm();
    return box;
  }

  /** Ends all boxes, also those in use. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#ready.splice(0));
    await Promise.all([...this.#open].map(box => box.end()));
  }

  async #begin(): Promise<Started> {
    const slot = this.#freeSlots.shift() ?? 0;
    try {
      const box = await this.#start(this.#isolation, slot);
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
