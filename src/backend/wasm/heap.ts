// The heap: places in the WebAssembly memory, handed out and taken back. Sizes fall into classes, eight to a doubling,
// and a place taken back serves the next request of its class.
import { type Memory, webAssembly } from "./webassembly.ts";

const pageBytes = 65536;
const maxPages = 65536; // 4 GB, all that 32 bits address

export class Heap {
  readonly memory: Memory;
  /** All of the memory as float32 numbers; a new one after each growth, so it is never kept. */
  numbers: Float32Array;
  /** Bytes handed out. */
  used = 0;
  #top: number;
  readonly #free = new Map<number, number[]>();

  constructor(memory: Memory, base: number) {
    this.memory = memory;
    this.numbers = new Float32Array(memory.buffer);
    this.#top = base;
  }

  /** Bytes of the memory, used and unused. */
  get size(): number {
    return this.memory.buffer.byteLength;
  }

  /** A place for `bytes`, a multiple of 16; its content is arbitrary. Undefined where 4 GB are not enough. */
  take(bytes: number): number | undefined {
    const room = roomFor(bytes);
    const place = this.#reuse(room) ?? this.#grow(room);
    if (place !== undefined) this.used += room;
    return place;
  }

  /** @param bytes the same number that `take` was given */
  giveBack(place: number, bytes: number): void {
    const room = roomFor(bytes);
    this.used -= room;
    const places = this.#free.get(room);
    if (places) places.push(place);
    else this.#free.set(room, [place]);
  }

  #reuse(room: number): number | undefined {
    return this.#free.get(room)?.pop();
  }

  #grow(room: number): number | undefined {
    const place = this.#top;
    const missing = place + room - this.size;
    if (missing > 0) {
      // At least an eighth more, so that growing is rare.
      const pages = Math.ceil(missing / pageBytes);
      const wanted = Math.max(pages, Math.min(this.size / pageBytes / 8, maxPages - this.size / pageBytes));
      if (!this.#growMemory(Math.floor(wanted)) && !this.#growMemory(pages)) return undefined;
      this.numbers = new Float32Array(this.memory.buffer);
    }
    this.#top += room;
    return place;
  }

  #growMemory(pages: number): boolean {
    if (this.size / pageBytes + pages > maxPages) return false;
    try {
      this.memory.grow(pages);
      return true;
    } catch {
      return false;
    }
  }
}

export const createMemory = (): Memory => new webAssembly.Memory({ initial: 64, maximum: maxPages });

/** Sizes are rounded up to an eighth of their power of two; large ones get 128 bytes more, so that arrays of equal size
 * do not all begin at the same place of the cache's sets. */
function roomFor(bytes: number): number {
  if (bytes <= 512) return Math.max(64, Math.ceil(bytes / 64) * 64);
  const step = 2 ** (Math.floor(Math.log2(bytes)) - 3);
  return Math.ceil(bytes / step) * step + (bytes >= 4096 ? 128 : 0);
}
