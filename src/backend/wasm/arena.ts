// Arrays on the heap that the user does not have to free.
//
// The garbage collector does not see how much heap an array holds, and it reports dropped arrays only when the event loop
// turns. So the heap is a nursery with a budget. An array leaves it
// - when its end is known: temporaries, `scratch`, what a backward pass has used up;
// - when it is forgotten: a backward pass is done, and what it read will hardly be read again. Nobody can tell whether a person
//   still holds some of it, so its recipe is kept instead of its numbers, and who reads it has it computed again;
// - when the garbage collector reports its handle (FinalizationRegistry), in code that lets the event loop turn;
// - else, once the budget is spent: one with a recipe is forgotten, others move out. Their numbers are copied to a typed array,
//   which the garbage collector frees, and the place on the heap is free at once. An array that is still used moves back in
//   when a kernel next needs it. Those unused for longest leave first.
// So memory stays flat even in a loop that never yields, and no array is freed while it is used.
import type { DType, NDArray, Shape } from "../array.ts";
import { sizeOf } from "../shapes.ts";
import { type Block, blockAt, Handle, isGone, isOwn, own, type WasmArray } from "./block.ts";
import type { Heap } from "./heap.ts";

const megabyte = 2 ** 20;
/** So small that it stays in a cache of the processor; work that needs more lets it grow. */
const firstBudgetBytes = megabyte;
const maxBudgetBytes = 1024 * megabyte;
/** No more arrays than this in the nursery, however small. */
const maxArrays = 20_000;
/** The last ones used never move: one operation touches fewer. */
const recentCount = 64;
/** Arrays leave by age, which is told apart to a part of this many. */
const agesTold = 256;
/** So many forgotten arrays at most are computed one from the other when one of them is read again. */
const maxDepth = 16;
/** Only an array of some size is forgotten for want of room, and only one that keeps alive little more than itself. */
const worthRecipe = { bytes: 2048, inputs: 8 };
/** Arrays below this are left to the budget: a registration costs more than they do. */
const registeredBytes = 65_536;

export class Arena {
  readonly heap: Heap;
  #budget = firstBudgetBytes;
  #clock = 0;
  /** What was used from here on does not move: an operation waits while its operand is computed again. */
  #pinned = Number.POSITIVE_INFINITY;
  /** The blocks on the heap. */
  readonly #nursery: Block[] = [];
  #scratch: Block[] | undefined;
  readonly #bytesOf = new Float64Array(agesTold + 1);
  readonly #countOf = new Uint32Array(agesTold + 1);
  readonly #collected = new FinalizationRegistry<Block>(block => this.#leave(block));

  constructor(heap: Heap) {
    this.heap = heap;
  }

  /** Arrays on the heap. */
  get count(): number {
    return this.#nursery.length;
  }

  /** A new array; its numbers are arbitrary until they are written. */
  make(shape: Shape, dtype: DType): WasmArray {
    const size = dtype === "float64" ? 8 : 4;
    const bytes = Math.max(sizeOf(shape) * size, size);
    const place = this.#take(bytes);
    const block = blockAt(place, bytes, ++this.#clock);
    this.#enter(block);
    this.#scratch?.push(block);
    const handle = new Handle(block);
    if (bytes >= registeredBytes) this.#collected.register(handle, block, block);
    return { shape, dtype, data: handle };
  }

  /** The array's address, for a kernel; valid for the next 64 calls. */
  at(a: NDArray): number {
    const { data, offset = 0 } = own(a);
    const { block } = data;
    block.usedAt = ++this.#clock;
    if (block.place === 0) this.#bringBack(data);
    return block.place + offset;
  }

  /** The array's numbers where they are; valid until the next `make`, `at`, `numbers` or `temporary`. */
  numbers(a: NDArray): Float32Array | Float64Array {
    const { data, offset = 0, dtype } = own(a);
    const { block } = data;
    block.usedAt = ++this.#clock;
    if (block.place === 0 && !block.host) this.#bringBack(data);
    const start = block.place + offset; // a block that has moved out has place 0
    const size = sizeOf(a.shape);
    if (!block.host) {
      const first = dtype === "float64" ? start / 8 : start / 4;
      return this.heap.view(dtype).subarray(first, first + size);
    }
    const { buffer } = block.host;
    return dtype === "float64" ? new Float64Array(buffer, start, size) : new Float32Array(buffer, start, size);
  }

  /** Places of so many bytes each for as long as `use` runs. */
  temporary<Result>(sizes: readonly number[], use: (...places: number[]) => Result): Result {
    const places: { place: number; bytes: number }[] = [];
    try {
      for (const bytes of sizes) places.push({ place: this.#take(bytes), bytes });
      return use(...places.map(({ place }) => place));
    } finally {
      for (const { place, bytes } of places) this.heap.giveBack(place, bytes);
    }
  }

  /** See `Backend.forget`. */
  forget(a: NDArray, inputs: readonly NDArray[], again: () => NDArray): void {
    const { block } = own(a).data;
    if (!this.#addRecipe(block, inputs, again)) return;
    this.#discharge(block);
    block.host = undefined;
  }

  /** See `Backend.remember`. */
  remember(a: NDArray, inputs: readonly NDArray[], again: () => NDArray): void {
    const { block } = own(a).data;
    if (block.bytes < worthRecipe.bytes) return;
    let bytes = 0;
    for (const input of inputs) if (isOwn(input)) bytes += input.data.block.bytes;
    if (bytes <= worthRecipe.inputs * block.bytes) this.#addRecipe(block, inputs, again);
  }

  #addRecipe(block: Block, inputs: readonly NDArray[], again: () => NDArray): boolean {
    // What `again` reads is gone after a scratch, which frees the array itself anyway.
    if (this.#scratch || isGone(block)) return false;
    let depth = 1;
    for (const input of inputs) {
      if (!isOwn(input)) continue;
      const of = input.data.block;
      if (isGone(of) && !of.again) return false;
      depth = Math.max(depth, of.depth + 1);
    }
    if (depth > maxDepth) return false;
    for (const input of inputs) if (isOwn(input)) input.data.block.isRead = true;
    block.again = again;
    block.depth = depth;
    return true;
  }

  /** Frees an array. The caller knows that no other code holds it, nor a view of it. */
  free(a: NDArray): void {
    const { block } = own(a).data;
    if (block.isRead) return;
    this.#discharge(block);
  }

  /** Runs `compute`, then frees every array made in it but those that `keeps` names (and their views). */
  scratch<Result>(compute: () => Result, keeps: (result: Result) => Iterable<NDArray>): Result {
    const outer = this.#scratch;
    const made: Block[] = [];
    const kept = new Set<Block>();
    this.#scratch = made;
    try {
      const result = compute();
      for (const a of keeps(result)) if (isOwn(a)) kept.add(a.data.block);
      return result;
    } finally {
      this.#scratch = outer;
      for (const block of made)
        if (kept.has(block)) outer?.push(block);
        else {
          this.#discharge(block);
        }
    }
  }

  #enter(block: Block): void {
    block.index = this.#nursery.length;
    this.#nursery.push(block);
  }

  /** Takes a block out of the nursery, whose last one fills its place. @returns whether it was there */
  #remove(block: Block): boolean {
    const { index } = block;
    if (index < 0) return false;
    const last = this.#nursery.pop()!;
    if (last !== block) {
      this.#nursery[index] = last;
      last.index = index;
    }
    block.index = -1;
    return true;
  }

  /** As `#leave`, where the collector is not to report it any more. */
  #discharge(block: Block): void {
    if (block.bytes >= registeredBytes) this.#collected.unregister(block);
    this.#leave(block);
  }

  #leave(block: Block): void {
    if (!this.#remove(block)) return;
    this.heap.giveBack(block.place, block.bytes);
    block.place = 0;
  }

  #take(bytes: number): number {
    if (this.heap.used + bytes > this.#budget || this.#nursery.length >= maxArrays) this.#makeRoom(this.#budget / 2);
    const place = this.heap.take(bytes);
    if (place !== undefined) return place;
    this.#makeRoom(0);
    const second = this.heap.take(bytes);
    if (second === undefined)
      throw new RangeError(
        `the wasm backend cannot hold ${Math.ceil(bytes / megabyte)} MB more: ` +
          `${Math.ceil(this.heap.used / megabyte)} MB of its 4 GB are in use; try a smaller batch or shorter sequences`,
      );
    return second;
  }

  /** Forgets arrays or moves them out, those unused for longest first, until no more than `target` bytes are used. */
  #makeRoom(target: number): void {
    const before = this.#usedBefore(this.heap.used - target, this.#nursery.length - maxArrays / 2);
    for (let i = this.#nursery.length - 1; i >= 0; i--) {
      const block = this.#nursery[i]!; // where it leaves, the last one fills its place, which was looked at before
      if (block.usedAt >= before) continue;
      block.isCrowdedOut = true;
      if (!block.again) block.host = this.heap.copy(block.place, block.bytes);
      // Whoever holds the handle holds the numbers; the registry would hold them for it until the event loop turns.
      this.#discharge(block);
    }
    // What is in use and does not fit has to be allowed.
    this.#budget = Math.max(this.#budget, Math.min(maxBudgetBytes, this.heap.used * 2));
  }

  /** The clock's time such that arrays last used before it hold so many bytes and are so many: to a part of the time, unsorted. */
  #usedBefore(bytes: number, count: number): number {
    const recent = Math.min(this.#clock - recentCount, this.#pinned);
    let first = recent;
    for (const { usedAt } of this.#nursery) first = Math.min(first, usedAt);
    const width = (recent - first) / agesTold;
    const [bytesOf, countOf] = [this.#bytesOf.fill(0), this.#countOf.fill(0)];
    for (const block of this.#nursery) {
      if (block.usedAt >= recent) continue;
      const age = Math.floor((block.usedAt - first) / width);
      bytesOf[age]! += block.bytes;
      countOf[age]! += 1;
    }
    let age = 0;
    for (; age < agesTold && (bytes > 0 || count > 0); age++) {
      bytes -= bytesOf[age]!;
      count -= countOf[age]!;
    }
    return age >= agesTold ? recent : first + age * width;
  }

  #bringBack(handle: Handle): void {
    const { block } = handle;
    if (block.host) this.#moveIn(handle, block.host);
    else if (block.again) this.#computeAgain(handle, block.again);
    else throw new Error("an array was used after its memory had been given back");
  }

  #computeAgain(handle: Handle, again: () => NDArray): void {
    const { block } = handle;
    const [clock, pinned, scratch] = [this.#clock, this.#pinned, this.#scratch];
    this.#pinned = Math.min(pinned, clock - recentCount);
    this.#scratch = undefined; // it outlives the pass that reads it
    try {
      const made = own(again()).data.block;
      this.#collected.unregister(made);
      this.#remove(made);
      block.place = made.place;
      made.place = 0;
      block.again = undefined;
      block.depth = 0;
      this.#enter(block);
      if (block.bytes >= registeredBytes) this.#collected.register(handle, block, block);
      if (block.isCrowdedOut) this.#leftTooEarly(block);
    } finally {
      // What the operation that waits has used is still among the last ones.
      this.#clock = clock;
      this.#pinned = pinned;
      this.#scratch = scratch;
    }
  }

  #moveIn(handle: Handle, host: Float32Array): void {
    const { block } = handle;
    block.place = this.#take(block.bytes);
    this.heap.write(block.place, host);
    block.host = undefined;
    this.#enter(block);
    if (block.bytes >= registeredBytes) this.#collected.register(handle, block, block);
    if (block.isCrowdedOut) this.#leftTooEarly(block);
  }

  /** The nursery is too small for this work. */
  #leftTooEarly(block: Block): void {
    block.isCrowdedOut = false;
    this.#budget = Math.min(maxBudgetBytes, this.#budget + block.bytes);
  }
}
