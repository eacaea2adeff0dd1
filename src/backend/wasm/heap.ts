// The heap: places in the WebAssembly memory, handed out and taken back. Sizes fall into classes, eight to a doubling,
// and a place taken back serves the next request of its class. Before the memory grows, neighbours that are free become one
// stretch, which serves any class: memory cannot shrink, so a loop of another size uses what the last one has left.
import { type Memory, webAssembly } from "./webassembly.ts";

const pageBytes = 65536;
const maxPages = 65536; // 4 GB, all that 32 bits address
/** Free memory of no class. */
interface Stretch {
  start: number;
  readonly end: number;
}

export class Heap {
  readonly memory: Memory;
  /** All of the memory as float32 numbers; a new one after each growth, so it is never kept. */
  numbers: Float32Array;
  /** Bytes handed out. */
  used = 0;
  readonly #base: number;
  #top: number;
  /** Places of each class. */
  readonly #free = new Map<number, number[]>();
  /** From the smallest to the largest. */
  #stretches: Stretch[] = [];

  constructor(memory: Memory, base: number) {
    this.memory = memory;
    this.numbers = new Float32Array(memory.buffer);
    this.#base = base;
    this.#top = base;
  }

  /** Bytes of the memory, used and unused. */
  get size(): number {
    return this.memory.buffer.byteLength;
  }

  /** A place for `bytes`, a multiple of 16; its content is arbitrary. Undefined where 4 GB are not enough. */
  take(bytes: number): number | undefined {
    const room = roomFor(bytes);
    const place = this.#reuse(room) ?? this.#cut(room) ?? this.#grow(room);
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

  /** Of the largest stretch. */
  #cut(room: number): number | undefined {
    const stretch = this.#stretches.at(-1);
    if (!stretch || stretch.start + room > stretch.end) return undefined;
    const place = stretch.start;
    stretch.start += room;
    const next = this.#stretches.at(-2);
    if (next && sizeOf(next) > sizeOf(stretch)) this.#putInOrder(this.#stretches.pop()!);
    return place;
  }

  #putInOrder(stretch: Stretch): void {
    const size = sizeOf(stretch);
    if (size === 0) return;
    let [low, high] = [0, this.#stretches.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sizeOf(this.#stretches[middle]!) < size) low = middle + 1;
      else high = middle;
    }
    this.#stretches.splice(low, 0, stretch);
  }

  /** Makes stretches of all that is free; what they leave at the end is no longer in use at all. */
  #merge(): void {
    const free: Stretch[] = [...this.#stretches];
    for (const [room, places] of this.#free) for (const start of places) free.push({ start, end: start + room });
    free.sort((a, b) => a.start - b.start);
    const merged: Stretch[] = [];
    for (const { start, end } of free) {
      const last = merged.at(-1);
      if (last?.end === start) merged[merged.length - 1] = { start: last.start, end };
      else merged.push({ start, end });
    }
    const last = merged.at(-1);
    if (last?.end === this.#top) {
      this.#top = last.start;
      merged.pop();
    }
    this.#stretches = merged.sort((a, b) => sizeOf(a) - sizeOf(b));
    this.#free.clear();
  }

  #grow(room: number): number | undefined {
    const unused = this.#top - this.#base - this.used;
    if (this.#top + room > this.size && unused > Math.max(room, this.size / 8)) {
      this.#merge();
      const cut = this.#cut(room);
      if (cut !== undefined) return cut;
    }
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

const sizeOf = ({ start, end }: Stretch): number => end - start;

export const createMemory = (): Memory => new webAssembly.Memory({ initial: 64, maximum: maxPages });

/** Sizes are rounded up to an eighth of their power of two; large ones get 128 bytes more, so that arrays of equal size
 * do not all begin at the same place of the cache's sets. */
function roomFor(bytes: number): number {
  if (bytes <= 512) return Math.max(64, Math.ceil(bytes / 64) * 64);
  const step = 2 ** (Math.floor(Math.log2(bytes)) - 3);
  return Math.ceil(bytes / step) * step + (bytes >= 4096 ? 128 : 0);
}
