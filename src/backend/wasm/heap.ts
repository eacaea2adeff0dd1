// The heap: places in the WebAssembly memory, handed out and taken back. Sizes fall into classes, eight to a doubling,
// and a place taken back serves the next request of its class. Before the memory grows, neighbours that are free become one
// stretch, which serves any class: memory cannot shrink, so a loop of another size uses what the last one has left.
import type { DType } from "../array.ts";
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
  /** All of the memory as float32 and as float64 numbers; new ones after each growth, so they are never kept. */
  #single: Float32Array;
  #double: Float64Array;
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
    this.#single = new Float32Array(memory.buffer);
    this.#double = new Float64Array(memory.buffer);
    this.#base = base;
    this.#top = base;
  }

  /** Bytes of the memory, used and unused. */
  get size(): number {
    return this.memory.buffer.byteLength;
  }

  /** All of the memory as numbers, until it grows. */
  view(dtype: DType): Float32Array | Float64Array {
    return dtype === "float64" ? this.#double : this.#single;
  }

  /** A copy of some bytes, a multiple of 4. */
  copy(place: number, bytes: number): Float32Array {
    return this.#single.slice(place / 4, (place + bytes) / 4);
  }

  /** Writes what `copy` gave. */
  write(place: number, words: Float32Array): void {
    this.#single.set(words, place / 4);
  }

  /** Writes zeros, of either kind of numbers. */
  clear(place: number, bytes: number): void {
    this.#single.fill(0, place / 4, (place + bytes) / 4);
  }

  /** Whether all numbers are zeros, of either kind. */
  isZero(place: number, bytes: number): boolean {
    return this.#single.subarray(place / 4, (place + bytes) / 4).every(word => word === 0);
  }

  /** A place for `bytes`, a multiple of 16; its content is arbitrary. Undefined where 4 GB are not enough. */
  take(bytes: number): number | undefined {
    const room = roomFor(bytes);
    const place = this.#reuse(room) ?? this.#cut(room) ?? this.#grow(room);
    if (place !== undefined) this.used += room;
    return place;
  }

  /** A place that is kept for good, and so is not counted among what is used. */
  reserve(bytes: number): number | undefined {
    const place = this.take(bytes);
    if (place !== undefined) this.used -= roomFor(bytes);
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

  /** Of the smallest stretch that is large enough: large ones are kept for large requests. */
  #cut(room: number): number | undefined {
    const at = this.#firstOf(room);
    const stretch = this.#stretches[at];
    if (!stretch) return undefined;
    const place = stretch.start;
    stretch.start += room;
    this.#stretches.splice(at, 1);
    const size = sizeOf(stretch);
    if (size > 0) this.#stretches.splice(this.#firstOf(size), 0, stretch);
    return place;
  }

  /** The place in the list of the first stretch of so many bytes or more. */
  #firstOf(size: number): number {
    let [low, high] = [0, this.#stretches.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sizeOf(this.#stretches[middle]!) < size) low = middle + 1;
      else high = middle;
    }
    return low;
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
      this.#single = new Float32Array(this.memory.buffer);
      this.#double = new Float64Array(this.memory.buffer);
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

/** @param shared whether other threads may work on it */
export const createMemory = (shared: boolean): Memory =>
  new webAssembly.Memory({ initial: 64, maximum: maxPages, ...(shared && { shared }) });

/** Sizes are rounded up to an eighth of their power of two; large ones get 128 bytes more, so that arrays of equal size
 * do not all begin at the same place of the cache's sets. */
function roomFor(bytes: number): number {
  if (bytes <= 512) return Math.max(64, Math.ceil(bytes / 64) * 64);
  const step = 2 ** (28 - Math.clz32(bytes));
  return Math.ceil(bytes / step) * step + (bytes >= 4096 ? 128 : 0);
}
