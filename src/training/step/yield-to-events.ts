// Lets the event loop take a turn during long synchronous work, so that output appears and interrupts arrive.

import { untilInterrupt } from "../../backend/index.ts";

const maxTurnMs = 20; // milliseconds of work between two turns

/** Returns a function to await between steps. It yields to the event loop only once `maxTurnMs` have passed. */
export function eventTurns(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < maxTurnMs) return;
    await untilInterrupt(new Promise<void>(resolve => setTimeout(resolve, 0)));
    last = performance.now();
  };
}
