// Turns of the event loop. A cell that awaits only what is ready already, as a training loop does, would run for minutes
// without one: no slider, no timer, no message would be heard. So now and then one of its awaits waits for a whole turn.
import { setImmediate as nextTurn } from "node:timers/promises";

/** Within this many milliseconds of a cell's awaits the others get their turn. */
const PATIENCE = 20;

export class Turns {
  #last = performance.now();

  /** A turn to wait for, where the last one is long ago. */
  due(): Promise<void> | undefined {
    const now = performance.now();
    if (now - this.#last < PATIENCE) return undefined;
    this.#last = now;
    return nextTurn(undefined);
  }
}
