// Lets a host stop a long computation: loops of the toolkit poll one object that the host may set on the global scope.
//
// A kernel sets `globalThis[Symbol.for("Jupyter.interrupt")]`; anywhere else it is absent and polling does nothing.

/** What a host sets on the global scope to be able to stop library code. */
export interface InterruptSource {
  /** Throws the host's interrupt error when the user has asked to stop; otherwise returns. */
  throwIfInterrupted(): void;
}

const key = Symbol.for("Jupyter.interrupt");

/**
 * Call it once per turn of any loop that can take long.
 * @throws what the host throws on an interrupt, if the user has asked to stop
 */
export function pollInterrupt(): void {
  (globalThis as { [key]?: InterruptSource })[key]?.throwIfInterrupted();
}
