// Turns of the event loop. A cell that awaits only what is ready already, as a training loop does, would run for minutes
// without one: no timer would fire and no message would arrive. So now and then its awaits wait for a whole turn.
import { setImmediate as nextTurn } from "node:timers/promises";

/** Within this many milliseconds of a cell's awaits the others get their turn. */
const turnAfterMs = 20;

export class Turns {
  /** When the first await of this turn came, and when the next turn comes; neither yet in a turn that has just begun. */
  #since = 0;
  #next: Promise<void> | undefined;

  /** The next turn to wait for, where this one is long. All awaits wait for it until it comes: they keep their order. */
  due(): Promise<void> | undefined {
    this.#next ??= this.#begin();
    return performance.now() - this.#since >= turnAfterMs ? this.#next : undefined;
  }

  async #begin(): Promise<void> {
    this.#since = performance.now();
    await nextTurn();
    this.#next = undefined;
  }
}
