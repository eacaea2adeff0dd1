// Arrays of TensorFlow.js that the user does not have to dispose of.
//
// TensorFlow.js frees an array only when it is told to. One is disposed of
// - when its end is known: temporaries, `scratch`, what a backward pass has used up;
// - when it is forgotten after a backward pass: its recipe is kept, and who reads it has it computed again;
// - when the garbage collector reports its handle, in code that lets the event loop turn;
// - else, once many bytes are in use: those unused for longest move to a typed array, which the garbage collector frees. An array that
//   is still used moves back in. So memory stays flat even in a loop that never yields.
// A recipe that came from no backward pass would keep its inputs alive, on a device that is short of memory: there are none.
import type { NDArray, Shape } from "../array.ts";
import { addRecipe, type Block, blockOf, Handle, isOwn, own, type TfArray } from "./block.ts";
import { Device } from "./device.ts";
import { type ArenaLimits, Held } from "./held.ts";
import type { TfDType, Tfjs, TfTensor } from "./library.ts";

/** The last ones used never move: an operation reads fewer than that one after the other. */
const recentCount = 64;

export class Arena {
  readonly #device: Device;
  #clock = 0;
  /** What was used from here on does not move. */
  #pinned = Number.POSITIVE_INFINITY;
  readonly #held: Held;
  /** Those to whose numbers something is still to be added. */
  readonly #unsettled = new Set<Handle>();
  #scratch: Block[] | undefined;
  readonly #collected = new FinalizationRegistry<Block>(block => this.#dispose(block));

  /** @param name the backend of TensorFlow.js that is to compute */
  constructor(tf: Tfjs, name: string, limits: ArenaLimits = {}) {
    this.#device = new Device(tf, name);
    this.#held = new Held(limits);
  }

  /** The backend of TensorFlow.js that computes. */
  get name(): string {
    return this.#device.name;
  }

  /** Arrays that TensorFlow.js holds for us, and their bytes. */
  get memory(): { readonly arrays: number; readonly bytes: number } {
    return { arrays: this.#held.count, bytes: this.#held.bytes };
  }

  /** Runs a kernel that gives one array. */
  run(kernel: string, inputs: Readonly<Record<string, NDArray>> | readonly NDArray[], attributes?: object): TfArray {
    return this.#enter(this.#compute(kernel, inputs, attributes) as TfTensor);
  }

  /** Runs a kernel that gives several arrays. */
  runMany(kernel: string, inputs: Readonly<Record<string, NDArray>>, attributes: object): TfArray[] {
    return (this.#compute(kernel, inputs, attributes) as TfTensor[]).map(tensor => this.#enter(tensor));
  }

  /** An array of these numbers, copied. */
  make(values: ArrayLike<number>, shape: Shape, dtype: TfDType = "float32"): TfArray {
    return this.#enter(this.#device.tensor(values, shape, dtype));
  }

  /** A copy of the numbers. */
  values(a: NDArray): Float32Array {
    const { data } = own(a);
    this.#settle(data);
    return Float32Array.from(data.block.host ?? this.#present(data).dataSync());
  }

  /** In place: from when `target` is next read, or a scratch ends, it has the numbers that `settle` computes, which reads it. */
  settleLater(target: NDArray, settle: () => NDArray): void {
    const { data } = own(target);
    data.block.settle = settle;
    this.#unsettled.add(data);
  }

  /** What is to be added to an array is added now. */
  settle(target: NDArray): void {
    this.#settle(own(target).data);
  }

  #settle(handle: Handle): void {
    const { block } = handle;
    const { settle } = block;
    if (!settle) return;
    block.settle = undefined;
    this.#unsettled.delete(handle);
    const made = this.#aside(settle);
    this.#dispose(block);
    block.host = undefined;
    this.#give(handle, made);
  }

  /** A block has its numbers with TensorFlow.js again. */
  #give(handle: Handle, tensor: TfTensor): void {
    handle.block.tensor = tensor;
    this.#hold(handle.block);
    this.#collected.register(handle, handle.block, handle.block);
  }

  /** See `Backend.forget`. */
  forget(a: NDArray, inputs: readonly NDArray[], again: () => NDArray): void {
    const { block } = own(a).data;
    // What `again` reads is gone after a scratch, which frees the array itself anyway.
    if (this.#scratch || !addRecipe(block, inputs, again)) return;
    this.#dispose(block);
    block.host = undefined;
  }

  /** Frees an array. The caller knows that no other code holds it, nor a view of it. */
  free(a: NDArray): void {
    const { block } = own(a).data;
    if (!block.isRead) this.#dispose(block);
  }

  /** Runs `compute`, then frees every array made in it but those that `keeps` names (and their views). */
  scratch<Result>(compute: () => Result, keeps: (result: Result) => Iterable<NDArray>): Result {
    const outer = this.#scratch;
    const made: Block[] = [];
    const kept = new Map<Block, Handle>();
    this.#scratch = made;
    try {
      const result = compute();
      for (const a of keeps(result)) if (isOwn(a)) kept.set(a.data.block, a.data);
      // What is to be added was made in here, and goes now.
      const goes = new Set(made.filter(block => !kept.has(block)));
      for (const handle of this.#unsettled) if (!goes.has(handle.block)) this.#settle(handle);
      this.#unsettled.clear();
      return result;
    } finally {
      this.#scratch = outer;
      for (const block of made) {
        const handle = kept.get(block);
        if (!handle) this.#dispose(block);
        else if (outer) outer.push(block);
        else this.#collected.register(handle, block, block);
      }
    }
  }

  #compute(
    kernel: string,
    inputs: Readonly<Record<string, NDArray>> | readonly NDArray[],
    attributes?: object,
  ): unknown {
    const pinned = this.#pinned;
    this.#pinned = Math.min(pinned, this.#clock + 1); // what this operation reads does not move while the rest is read
    try {
      const read = () =>
        Array.isArray(inputs)
          ? inputs.map(a => this.#read(own(a)))
          : Object.fromEntries(Object.entries(inputs).map(([name, a]) => [name, this.#read(own(a))]));
      return this.#device.run(kernel, read, attributes, () => this.#held.bytes);
    } finally {
      this.#pinned = pinned;
    }
  }

  /** The array as TensorFlow.js has it, in the shape of this view. */
  #read({ shape, data }: TfArray): TfTensor {
    return this.#device.view(data.block, this.#present(data), shape);
  }

  #present(handle: Handle): TfTensor {
    const { block } = handle;
    this.#settle(handle);
    block.usedAt = ++this.#clock;
    if (!block.tensor) this.#bringBack(handle);
    return block.tensor!;
  }

  #enter(tensor: TfTensor): TfArray {
    const block = blockOf(tensor, ++this.#clock);
    const handle = new Handle(block);
    this.#hold(block);
    // What a scratch does not keep is never registered.
    if (this.#scratch) this.#scratch.push(block);
    else this.#collected.register(handle, block, block);
    return { shape: tensor.shape, dtype: "float32", data: handle };
  }

  #hold(block: Block): void {
    block.tensor!.kept = true;
    this.#held.add(block);
    if (!this.#held.isFull) return;
    for (const old of this.#held.tooMany(Math.min(this.#clock - recentCount, this.#pinned))) {
      if (!old.again) old.host = old.tensor!.dataSync();
      this.#dispose(old);
    }
    this.#held.allow();
  }

  /** @returns whether it was held */
  #leave(block: Block): boolean {
    if (!this.#held.delete(block)) return false;
    for (const view of block.views?.values() ?? []) view.dispose();
    block.views = undefined;
    block.tensor = undefined;
    return true;
  }

  #dispose(block: Block): void {
    const { tensor } = block;
    block.settle = undefined;
    // The registry would hold a forgotten array's recipe, which may hold the array itself.
    this.#collected.unregister(block);
    if (this.#leave(block)) tensor!.dispose();
  }

  #bringBack(handle: Handle): void {
    const { block } = handle;
    const { host, again } = block;
    if (host) {
      block.host = undefined;
      this.#give(handle, this.#device.tensor(host, block.shape, block.dtype));
    } else if (again) {
      const made = this.#aside(again);
      block.again = undefined;
      block.depth = 0;
      this.#give(handle, made);
    } else throw new Error("an array was used after its memory had been given back");
  }

  /** What an operation waits for outlives the pass that reads it. @param compute gives an array that nobody else holds */
  #aside(compute: () => NDArray): TfTensor {
    const scratch = this.#scratch;
    this.#scratch = undefined;
    try {
      const { block } = own(compute()).data;
      const tensor = block.tensor!;
      this.#collected.unregister(block);
      this.#leave(block);
      return tensor;
    } finally {
      this.#scratch = scratch;
    }
  }
}
