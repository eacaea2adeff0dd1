// Requests in their order: those of one queue run one after another, those of different queues take turns where they await.

/** A request's turn to run. */
export interface Turn {
  /** Whether an interrupt was meant for it. */
  isStopped: boolean;
  /** Resolves when it is. */
  stopped: Promise<void>;
}

interface Stoppable extends Turn {
  stop(): void;
}

function newTurn(): Stoppable {
  const { promise, resolve } = Promise.withResolvers<void>();
  const turn: Stoppable = {
    isStopped: false,
    stopped: promise,
    stop() {
      turn.isStopped = true;
      resolve();
    },
  };
  return turn;
}

type QueueName = string | undefined;

export class Queues {
  readonly #turns = new Map<QueueName, Stoppable[]>();
  readonly #last = new Map<QueueName, Promise<unknown>>();

  /** Runs the task after those that were given to the same queue before. */
  run<Result>(queue: QueueName, task: (turn: Turn) => Promise<Result>): Promise<Result> {
    const turn = newTurn();
    const turns = this.#turns.get(queue) ?? [];
    this.#turns.set(queue, turns);
    turns.push(turn);
    const done = () => void turns.shift();
    const result = (this.#last.get(queue) ?? Promise.resolve()).then(() => task(turn)).finally(done);
    this.#last.set(
      queue,
      result.catch(() => {}),
    );
    return result;
  }

  /** An interrupt is for the first of each queue, also where its task has only just been given; the others wait on. */
  stop(): void {
    for (const [first] of this.#turns.values()) first?.stop();
  }
}
