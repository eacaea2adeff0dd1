// What TensorFlow.js holds for us, and how much of it may be.
import type { Block } from "./block.ts";

const megabyte = 2 ** 20;

/** How much TensorFlow.js may hold before arrays move out of it. */
export interface ArenaLimits {
  /** 512 MB where left out. It grows where one piece of work needs more. */
  readonly budgetBytes?: number;
  /** However small they are; 20,000 where left out. */
  readonly maxArrays?: number;
}

export class Held {
  readonly #blocks = new Set<Block>();
  readonly #maxArrays: number;
  #budget: number;
  #bytes = 0;

  constructor({ budgetBytes = 512 * megabyte, maxArrays = 20_000 }: ArenaLimits) {
    this.#budget = budgetBytes;
    this.#maxArrays = maxArrays;
  }

  get count(): number {
    return this.#blocks.size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get isFull(): boolean {
    return this.#bytes > this.#budget || this.count > this.#maxArrays;
  }

  add(block: Block): void {
    this.#blocks.add(block);
    this.#bytes += block.bytes;
  }

  /** @returns whether it was there */
  delete(block: Block): boolean {
    if (!this.#blocks.delete(block)) return false;
    this.#bytes -= block.bytes;
    return true;
  }

  /**
   * Blocks that are to leave, those unused for longest first, until half of what is allowed is there. The caller deletes each before
   * it asks for the next. @param recent what was used from then on stays
   */
  *tooMany(recent: number): Generator<Block> {
    const old = [...this.#blocks].filter(({ usedAt }) => usedAt < recent).sort((a, b) => a.usedAt - b.usedAt);
    for (const block of old) {
      if (this.#bytes <= this.#budget / 2 && this.count <= this.#maxArrays / 2) return;
      yield block;
    }
  }

  /** What is in use and does not fit has to be allowed. */
  allow(): void {
    this.#budget = Math.max(this.#budget, this.#bytes * 2);
  }
}
