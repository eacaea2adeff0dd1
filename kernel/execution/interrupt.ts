// Stopping a cell: a shared flag that loops poll, and a way to reject whatever the cell is waiting for.
//
// The flag is shared memory, set by another thread (urgent-thread.ts), because a busy loop receives no message.
import { inspect } from "../display/inspect.ts";
import { createFlag, flagIndex } from "./interrupt-flag.ts";
import { Turns } from "./turns.ts";

export class Interrupted extends Error {
  static {
    Interrupted.prototype.name = "Interrupted";
  }
  readonly #isOurs = true;
  constructor() {
    super("the cell was stopped; all variables stay");
  }
  /** Asked of whatever a cell throws, so it runs no code of the value's: a proxy has traps. */
  static override [Symbol.hasInstance](value: unknown): value is Interrupted {
    return typeof value === "object" && value !== null && #isOurs in value;
  }
}

type Rejected = (reason: unknown, line: number, column: number) => void;

export class Interrupts {
  readonly flag = createFlag();
  readonly #waiting = new Set<(reason: unknown) => void>();
  readonly #turns = new Turns();

  /** What a poll does when it sees the flag. */
  readonly stop = (): never => {
    throw new Interrupted();
  };

  throwIfWanted(): void {
    if (this.flag[flagIndex.wanted] !== 0) this.stop();
  }

  /**
   * `await x` in a cell is `await wait(x)`: the same value, unless an interrupt comes first.
   * @param rejected receives what it is rejected with, and the place of the await
   */
  readonly wait = <Value>(value: Value, rejected?: Rejected, line = 0, column = 0): Value | Promise<Awaited<Value>> => {
    this.throwIfWanted();
    const turn = this.#turns.due();
    if (!turn && !isThenable(value)) return value;
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject);
      const settle = (settled: () => void) => {
        this.#waiting.delete(reject);
        settled();
      };
      const inTurn = (settled: () => void) => (turn ? turn.then(() => settle(settled)) : settle(settled));
      Promise.resolve(value).then(
        result => inTurn(() => resolve(result)),
        reason => {
          rejected?.(reason, line, column);
          inTurn(() => reject(reason));
        },
      );
    });
  };

  /** What `for await` goes over, each step of it interruptible. */
  readonly iterate = (
    source: AsyncIterable<unknown> | Iterable<unknown>,
    rejected?: Rejected,
    line = 0,
    column = 0,
  ): AsyncIterable<unknown> => {
    const { wait } = this;
    return {
      [Symbol.asyncIterator]() {
        const iterator = asyncIteratorOf(source);
        return {
          next: async (...args: [] | [unknown]) =>
            wait(iterator.next(...args), rejected, line, column) as Promise<IteratorResult<unknown>>,
          ...(iterator.return && { return: async value => iterator.return!(value) }),
        };
      },
    };
  };

  /** Reject what the cell waits for; its loops see the flag by themselves. */
  rejectWaiting(): void {
    for (const reject of this.#waiting) reject(new Interrupted());
    this.#waiting.clear();
  }

  /** Whether a request was interrupted before it reached this thread. */
  isMeant(id: number): boolean {
    return id <= Atomics.load(this.flag, flagIndex.upTo);
  }

  /** Whether a stop of this running request is wanted. */
  isStopped(id: number): boolean {
    return this.flag[flagIndex.wanted] !== 0 && this.isMeant(id);
  }

  isOver(nth: number): boolean {
    return nth <= Atomics.load(this.flag, flagIndex.over);
  }

  clear(): void {
    Atomics.store(this.flag, flagIndex.over, Atomics.load(this.flag, flagIndex.count));
    Atomics.store(this.flag, flagIndex.wanted, 0);
  }
}

/**
 * The global symbol by which libraries find the kernel's interrupt: their loops call `throwIfInterrupted()`, and await what
 * `wait(promise)` returns, which a Stop rejects. Without it a Stop that comes during an await of theirs ends the cell alone.
 */
export const interruptSymbol = Symbol.for("Jupyter.interrupt");

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    ((typeof value === "object" && value !== null) || typeof value === "function") &&
    typeof (value as { then?: unknown }).then === "function"
  );
}

function asyncIteratorOf(source: AsyncIterable<unknown> | Iterable<unknown>): AsyncIterator<unknown> {
  // Read as members, not asked for with `in`: a text is iterable, and no object.
  const { [Symbol.asyncIterator]: make, [Symbol.iterator]: makeSync } = source as Partial<
    AsyncIterable<unknown> & Iterable<unknown>
  >;
  if (make) return make.call(source);
  if (makeSync) return fromSync(makeSync.call(source));
  throw new TypeError(`${inspect(source)} is not async iterable`);
}

/** A synchronous iterator as an asynchronous one: its values are awaited, as `for await` does. */
function fromSync(iterator: Iterator<unknown>): AsyncIterator<unknown> {
  const settle = async ({ done, value }: IteratorResult<unknown>) => ({ done: done ?? false, value: await value });
  return {
    next: (...args) => settle(iterator.next(...args)),
    ...(iterator.return && { return: (value?: unknown) => settle(iterator.return!(value)) }),
  };
}
