// Lets the event loop take a turn during long synchronous work, so that output appears and interrupts arrive.

const maxTurnMs = 20; // milliseconds of work between two turns

/** Returns a function to await between steps; it yields only once enough time has passed. */
export function breather(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < maxTurnMs) return;
    await new Promise(resolve => setTimeout(resolve, 0));
    last = performance.now();
  };
}
