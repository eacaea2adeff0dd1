// Tensor: numbers with a shape that remember how they were computed, so that gradients can flow back.
import {
  type Backend,
  currentBackend,
  type DType,
  formatShape,
  type NDArray,
  type Shape,
  sizeOf,
} from "../backend/index.ts";
import { backward } from "./backward.ts";
import { jupyterDisplay, type MimeBundle, nodeInspect } from "./display.ts";
import { formatTensor } from "./format.ts";
import { add, div, mul, neg, pow, sub } from "./operations/arithmetic.ts";
import { astype, expandDims, reshape, select, slice, squeeze, transpose } from "./operations/layout.ts";
import { matmul } from "./operations/matmul.ts";
import { argmax, max, mean, min, sum, variance } from "./operations/reductions.ts";
import type { Origin } from "./record.ts";

/** Numbers nested as deep as the tensor has axes. */
export type NestedNumbers = number | readonly NestedNumbers[];

/** Axes to reduce (all where left out; negative counts from the end) and whether they stay with size 1. */
export interface ReduceOptions {
  keepDims?: boolean;
}

/** A kernel hands values from process to process by the method under this symbol. */
const jupyterValue: unique symbol = Symbol.for("Jupyter.value") as never;

interface TensorFields {
  type: "tensor";
  dtype: DType;
  shape: Shape;
  data: Float32Array | Float64Array;
}

let created = 0;

/** An array of numbers with a shape, a dtype and (where asked for) a gradient. Made by `tensor`, `zeros`, `seed`, … */
export class Tensor {
  /** Order of creation. */
  readonly id: number = created++;
  /** The backend that holds the numbers and computes with them. */
  readonly backend: Backend;
  /** Whether gradients flow to this tensor. */
  readonly requiresGrad: boolean;
  /** What this tensor was computed from; undefined for a leaf. */
  readonly origin: Origin | undefined;
  /** Whether `backward()` leaves the gradient of this intermediate result in `grad`. */
  retainsGrad = false;
  #grad: Tensor | undefined;

  #array: NDArray;

  constructor(array: NDArray, backend: Backend, options: { requiresGrad?: boolean; origin?: Origin } = {}) {
    this.#array = array;
    this.backend = backend;
    this.requiresGrad = options.requiresGrad ?? false;
    this.origin = options.origin;
  }

  /** ∂L/∂this, in the shape of this tensor, once `L.backward()` has run. */
  get grad(): Tensor | undefined {
    return this.#grad;
  }
  set grad(gradient: Tensor | undefined) {
    this.#grad = gradient;
  }

  /** The backend's array. */
  get array(): NDArray {
    return this.#array;
  }
  set array(array: NDArray) {
    this.#array = array;
  }
  get shape(): Shape {
    return this.#array.shape;
  }
  get dtype(): DType {
    return this.#array.dtype;
  }
  /** How many numbers it holds. */
  get size(): number {
    return sizeOf(this.shape);
  }

  /** The only number of a tensor of size 1. */
  item(): number {
    if (this.size !== 1)
      throw new Error(
        `item() expects a tensor of one number, but got shape ${formatShape(this.shape)}; ` +
          "use toArray() for all numbers or at(i) for a part",
      );
    return this.values()[0]!;
  }
  /** A copy of the numbers, flat, last axis fastest. */
  values(): Float32Array | Float64Array {
    return this.backend.values(this.array);
  }
  /**
   * A copy of the numbers as nested arrays; a number for shape []. Untyped, because a shape is known only at run time: with
   * a type, `toArray()[0][1]` and `toArray().map(…)` would have to be asserted each time.
   */
  // biome-ignore lint/suspicious/noExplicitAny: see above
  toArray(): any {
    const values = this.values();
    const nest = (axis: number, offset: number, stride: number): NestedNumbers => {
      if (axis === this.shape.length) return values[offset]!;
      const n = this.shape[axis]!;
      const step = stride / n;
      return Array.from({ length: n }, (_, i) => nest(axis + 1, offset + i * step, step));
    };
    return nest(0, 0, this.size);
  }
  /** In JSON a tensor is its numbers. */
  toJSON(): NestedNumbers {
    return this.toArray();
  }
  /** The positions of the first axis: `for (const row of x)`. */
  *[Symbol.iterator](): Generator<Tensor, void> {
    const [length] = this.shape;
    if (length === undefined)
      throw new TypeError("a tensor of shape [] cannot be iterated over: it is one number; item() gives it");
    for (let i = 0; i < length; i++) yield this.at(i);
  }

  add(other: Tensor | number): Tensor {
    return add(this, other);
  }
  sub(other: Tensor | number): Tensor {
    return sub(this, other);
  }
  /** Elementwise product (Hadamard). */
  mul(other: Tensor | number): Tensor {
    return mul(this, other);
  }
  div(other: Tensor | number): Tensor {
    return div(this, other);
  }
  neg(): Tensor {
    return neg(this);
  }
  /** Each number to a constant power. */
  pow(exponent: number): Tensor {
    return pow(this, exponent);
  }
  /**
   * Matrix product: [m, k] × [k, n] → [m, n]; also [k] × [k, n] → [n], [m, k] × [k] → [m] and, with leading axes that
   * broadcast, [..., m, k] × [..., k, n] → [..., m, n].
   */
  matmul(other: Tensor): Tensor {
    return matmul(this, other);
  }

  sum(axis?: number | readonly number[], options?: ReduceOptions): Tensor {
    return sum(this, axis, options);
  }
  mean(axis?: number | readonly number[], options?: ReduceOptions): Tensor {
    return mean(this, axis, options);
  }
  /** Largest number; equal ones share the gradient. */
  max(axis?: number | readonly number[], options?: ReduceOptions): Tensor {
    return max(this, axis, options);
  }
  /** Smallest number; equal ones share the gradient. */
  min(axis?: number | readonly number[], options?: ReduceOptions): Tensor {
    return min(this, axis, options);
  }
  /** Mean squared distance from the mean, over n as NumPy's `var` (PyTorch's divides by n − 1). */
  variance(axis?: number | readonly number[], options?: ReduceOptions): Tensor {
    return variance(this, axis, options);
  }
  /** Index of the first largest number along one axis (the last by default). No gradient. */
  argmax(axis = -1): Tensor {
    return argmax(this, axis);
  }

  /** The same numbers under another shape; one size may be -1 and is worked out. */
  reshape(shape: Shape): Tensor {
    return reshape(this, shape);
  }
  /** Axes in a new order; reversed where left out. */
  transpose(axes?: readonly number[]): Tensor {
    return transpose(this, axes);
  }
  /** All axes in the opposite order, as NumPy's `.T`. */
  get T(): Tensor {
    return this.transpose();
  }
  /** Positions start ≤ i < stop of one axis. */
  slice(axis: number, start: number, stop?: number): Tensor {
    return slice(this, axis, start, stop);
  }
  /** One position of one axis, which disappears. */
  select(axis: number, index: number): Tensor {
    return select(this, axis, index);
  }
  /** One position of the first axis; -1 is the last, as for arrays. */
  at(index: number): Tensor {
    return select(this, 0, index);
  }
  /** Without an axis of size 1; without all of them where none is named. */
  squeeze(axis?: number): Tensor {
    return squeeze(this, axis);
  }
  /** With a new axis of size 1 at a position; -1 is behind the last. */
  expandDims(axis: number): Tensor {
    return expandDims(this, axis);
  }
  /** The numbers in another dtype; float64 → float32 rounds. */
  astype(dtype: DType): Tensor {
    return astype(this, dtype);
  }

  /** Adds ∂this/∂t to `t.grad` of every parameter (and every retained tensor) that led to this single number. */
  backward(): void {
    backward(this);
  }
  /** Asks `backward()` to leave this intermediate result's gradient in `grad`. Returns the tensor itself. */
  retainGrad(): this {
    this.retainsGrad = true;
    return this;
  }
  /** The same numbers, cut off from how they were computed. */
  detach(): Tensor {
    return new Tensor(this.array, this.backend);
  }

  toString(): string {
    return formatTensor(this.values(), this.shape, this.dtype);
  }
  /** What a tensor is between processes, where `session.call` takes or returns one: its numbers, no gradient. */
  [jupyterValue](): TensorFields {
    return { type: "tensor", dtype: this.dtype, shape: [...this.shape], data: this.values() };
  }
  static readonly [jupyterValue] = {
    type: "tensor",
    from({ dtype, shape, data }: Omit<TensorFields, "type">): Tensor {
      if (sizeOf(shape) !== data.length)
        throw new RangeError(
          `a tensor of shape ${formatShape(shape)} expects ${sizeOf(shape)} numbers, but got ${data.length}`,
        );
      const backend = currentBackend();
      return new Tensor(backend.fromValues(data, shape, dtype), backend);
    },
  };

  [jupyterDisplay](): MimeBundle {
    return { "text/plain": this.toString() };
  }
  [nodeInspect](): string {
    return this.toString();
  }
}
