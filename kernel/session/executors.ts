// The process that runs the cells, over a session's life: another one after it has ended, and what its names are.
import type { ExecutorOptions } from "../execution/process.ts";
import { ExecutorProcess } from "../execution/process.ts";
import type { CellExports } from "../language/cell/compiled-cell.ts";
import type { SlotId } from "../language/cell/names.ts";
import type { Turn } from "./queues.ts";

export class Executors {
  readonly #options: ExecutorOptions;
  #current: ExecutorProcess;
  /** Where the values of the names are that cells have declared. */
  readonly #slots = new Map<string, SlotId>();

  constructor(options: ExecutorOptions) {
    this.#options = options;
    this.#current = new ExecutorProcess(options);
  }

  get current(): ExecutorProcess {
    return this.#current;
  }

  /** Resolves when nothing goes on that was stopped, whose process may have ended with it; or when the turn is stopped. */
  async quiet(turn: Turn): Promise<void> {
    while (this.#current.quiet && !turn.isStopped) await Promise.race([this.#current.quiet, turn.stopped]);
  }

  /** Starts another process where the last one has ended, and then returns true: all names and values are gone. */
  revive(): boolean {
    if (this.#current.alive) return false;
    this.#current = new ExecutorProcess({ ...this.#options, isAgain: true });
    this.#slots.clear();
    return true;
  }

  /** Keeps where a cell's values are, so that a call by name need not ask the compiler. */
  declare({ declared }: CellExports): void {
    for (const { name, kind, slot } of declared) if (kind !== "type") this.#slots.set(name, slot);
  }

  /** Of a name that no cell has declared: where a preloaded value is, if there is one. */
  slotOf(name: string): SlotId {
    return this.#slots.get(name) ?? name;
  }
}
