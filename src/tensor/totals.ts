// The gradients of a backward pass while they are being summed: each array is freed as soon as nothing reads it any more, so that
// the next one finds its memory still in the processor's cache.
import type { NDArray } from "../backend/index.ts";
import type { RowsGradient, SliceGradient } from "./record.ts";
import type { Tensor } from "./tensor.ts";

/** What a gradient rule gives for one input. */
export type PartialGradient = NDArray | SliceGradient | RowsGradient;

export class Totals {
  readonly #sums = new Map<Tensor, NDArray>();
  /** How many hold an array: sums, and what rules gave and nobody has taken yet. Views of one array share it. */
  readonly #holders = new Map<unknown, number>();

  /** Begins with ∂L/∂L = 1. */
  constructor(output: Tensor) {
    const one = output.backend.full(1, output.shape, output.dtype);
    this.hold(one);
    this.#sums.set(output, one);
  }

  /** The gradient of a tensor, once all tensors that were computed from it have been visited; the caller holds it from now on. */
  take(tensor: Tensor): NDArray | undefined {
    const sum = this.#sums.get(tensor);
    this.#sums.delete(tensor);
    return sum;
  }

  /** One more holds the array, or for good. */
  hold(a: NDArray, times = 1): void {
    this.#holders.set(a.data, (this.#holders.get(a.data) ?? 0) + times);
  }

  /** Whether nothing else holds it. */
  hasOneHolder(a: NDArray): boolean {
    return this.#holders.get(a.data) === 1;
  }

  /** One less holds the array; the last one frees it. */
  release(a: NDArray, { backend }: Tensor): void {
    const left = this.#holders.get(a.data)! - 1;
    if (left > 0) this.#holders.set(a.data, left);
    else {
      this.#holders.delete(a.data);
      backend.free(a);
    }
  }

  /** Adds a gradient to an input's sum. It is held by the caller until now, and by the sum or nobody from now on. */
  add(input: Tensor, gradient: PartialGradient): void {
    const { backend: xp, shape, dtype } = input;
    const sum = this.#sums.get(input);
    if ("part" in gradient) {
      const own = this.#own(input, sum ?? xp.full(0, shape, dtype), sum === undefined);
      if ("rows" in gradient) xp.addIntoRows(own, gradient.part, gradient.rows);
      else xp.addIntoSlice(own, gradient.part, gradient.axis, gradient.start);
      this.release(gradient.part, input);
    } else if (!sum) {
      this.#sums.set(input, gradient);
    } else if (shape.length > 0 && this.#holders.get(sum.data) === 1) {
      xp.addIntoSlice(sum, gradient, 0, 0);
      this.release(gradient, input);
    } else {
      const both = xp.binary("add", sum, gradient);
      this.hold(both);
      this.#sums.set(input, both);
      this.release(sum, input);
      this.release(gradient, input);
    }
  }

  /** The sum as an array that only this sum holds, so that it may be added to in place. */
  #own(input: Tensor, sum: NDArray, isNew: boolean): NDArray {
    if (!isNew && this.#holders.get(sum.data) === 1) return sum;
    const { backend: xp, shape } = input;
    const own = isNew ? sum : xp.stretch(sum, shape);
    this.hold(own);
    this.#sums.set(input, own);
    if (!isNew) this.release(sum, input);
    return own;
  }
}
