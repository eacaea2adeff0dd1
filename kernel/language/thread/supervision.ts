// How a question to an engine in another thread is given up: by ending the process that the engine waits for.
//
// The engine is synchronous and hears no message meanwhile, so both sides look at shared memory.

export class Supervision {
  readonly shared: Int32Array<SharedArrayBuffer>;

  /** Over the same memory as another's, in another thread. */
  constructor(shared = new Int32Array(new SharedArrayBuffer(4 * Object.keys(cells).length))) {
    this.shared = shared;
  }

  /** Said by the engine: from now on it waits for this process. */
  waitsFor(pid: number | undefined): void {
    Atomics.store(this.shared, cells.process, pid ?? none);
  }

  /** Asked by the engine: whether it need not try again. */
  get givenUp(): boolean {
    return Atomics.load(this.shared, cells.givenUp) === 1;
  }

  /** Said by whoever asks: a new question. */
  begin(): void {
    Atomics.store(this.shared, cells.givenUp, 0);
  }

  /** Said by whoever asks, about the question under way. */
  giveUp(): void {
    Atomics.store(this.shared, cells.givenUp, 1);
    const pid = Atomics.load(this.shared, cells.process);
    if (pid === none) return;
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  }
}

const cells = { process: 0, givenUp: 1 } as const;

/** No process has this number. */
const none = 0;
