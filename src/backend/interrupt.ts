// Lets a host stop a long computation: loops of the toolkit poll one object that the host may set on the global scope.
//
// A kernel sets `globalThis[Symbol.for("Jupyter.interrupt")]`; anywhere else it is absent and polling does nothing.

/** What a host sets on the global scope to be able to stop library code. */
export interface InterruptSource {
  /** Throws the host's interrupt error when the user has asked to stop; otherwise returns. */
  throwIfInterrupted(): void;
  /** The same value later, or a rejection by the host's interrupt error where the user asks to stop before it comes. */
  wait?<Value>(value: Value | Promise<Value>): Value | Promise<Value>;
}

const key = Symbol.for("Jupyter.interrupt");

/**
 * Call it once per turn of any loop that can take long.
 * @throws what the host throws on an interrupt, if the user has asked to stop
 */
export function pollInterrupt(): void {
  source()?.throwIfInterrupted();
}

/** So many numbers are looked at between two looks whether somebody wants to stop: a tenth of a millisecond. */
const numbersBetweenPolls = 2 ** 15;

/**
 * The same for a loop over numbers, whose turns are short: asks at some of them only. @param turn counted from 0
 * @throws what the host throws on an interrupt
 */
export function pollInterruptAt(turn: number): void {
  if (turn % numbersBetweenPolls === 0) pollInterrupt();
}

/**
 * What a long computation awaits, so that a stop in the meantime ends it too: polling comes too late then, the host is done.
 * @throws what the host throws on an interrupt
 */
export async function untilInterrupt<Value>(value: Value | Promise<Value>): Promise<Value> {
  const host = source();
  return host?.wait ? host.wait(value) : value;
}

const source = (): InterruptSource | undefined => (globalThis as { [key]?: InterruptSource })[key];
