// How a question to an engine in another thread is given up: by ending the process that the engine waits for.
//
// The engine is synchronous and hears no message meanwhile, so both sides look at shared memory.

/** Shared by the thread that asks and the thread of the engine. */
export class Supervision {
  readonly shared: Int32Array<SharedArrayBuffer>;

  /** Over the same memory as another's, in another thread. */
  constructor(shared = new Int32Array(new SharedArrayBuffer(4 * Object.keys(cells).length))) {
    this.shared = shared;
  }

  /** The engine calls it: from now on it waits for this process. */
  waitsFor(pid: number | undefined): void {
    Atomics.store(this.shared, cells.process, pid ?? none);
  }

  /** The engine asks whether its question was given up, and it need not try again. */
  get givenUp(): boolean {
    return Atomics.load(this.shared, cells.givenUp) === 1;
  }

  /** The asking thread calls it before each question. */
  begin(): void {
    Atomics.store(this.shared, cells.givenUp, 0);
  }

  /** The asking thread calls it: the question under way is given up. */
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
