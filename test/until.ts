// Waiting in tests: for what has happened, never for a time in which it should have.

/** Resolves when `isTrue` says so; the test's own time limit ends a wait for nothing. */
export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise(resolve => setTimeout(resolve, 2));
}
