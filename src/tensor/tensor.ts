// Tensor: numbers with a shape that remember how they were computed, so that gradients can flow back.
import {
  type Backend,
  currentBackend,
  type DType,
  formatShape,
  type NDArray,
  type Shape,
  sameShape,
  sizeOf,
} from "../backend/index.ts";
import { jupyterDisplay, type MimeBundle, nodeInspect } from "../display/index.ts";
import { describe } from "../options.ts";
import { backward } from "./backward.ts";
import { formatExactly, formatTensor } from "./format.ts";
import { LayoutMethods } from "./layout-methods.ts";
import type { NestedNumbers } from "./nested.ts";
import type { Origin } from "./record.ts";

/** Whether reduced axes stay with size 1. */
export interface ReduceOptions {
  /** false where left out */
  keepDims?: boolean;
}

/** Options of `variance` and `std`. */
export interface VarianceOptions extends ReduceOptions {
  /** The sum of squares is divided by n − correction: 0 where left out, as in NumPy, Keras; PyTorch has 1. */
  correction?: number;
}

/** A kernel hands values from process to process by the method under this symbol. */
const jupyterValue: unique symbol = Symbol.for("Jupyter.value") as never;

interface TensorFields {
  type: "tensor";
  dtype: DType;
  shape: Shape;
  data: Float32Array | Float64Array;
}

/**
 * Sets `tensor.grad`.
 * @param isOwn whether nobody else holds the array: it is freed once another gradient takes its place, unless a person has read it
 */
export let giveGradient: (tensor: Tensor, gradient: Gradient, isOwn: boolean) => void;

/** `tensor.grad`, for who keeps neither it nor its array. */
export let gradientOf: (tensor: Tensor) => Gradient | undefined;

let created = 0;

/**
 * An array of numbers with a shape, a dtype and (where asked for) a gradient. Made by `tensor`, `zeros`, `seed`, …
 * Where an operation takes another tensor, a number or nested lists will do, too.
 */
export class Tensor extends LayoutMethods {
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
  #grad: Gradient | undefined;
  /** Nobody else can hold the gradient or its array, so that its memory is free once it is replaced. */
  #ownsGrad = false;
  #array: NDArray;

  constructor(array: NDArray, backend: Backend, options: { requiresGrad?: boolean; origin?: Origin } = {}) {
    super();
    if (!backend) throw new TypeError("new Tensor(…) takes an array of a backend; tensor(…) makes a tensor of numbers");
    this.#array = array;
    this.backend = backend;
    this.requiresGrad = options.requiresGrad ?? false;
    this.origin = options.origin;
  }

  /**
   * ∂L/∂this, in the shape of this tensor, once `L.backward()` has run. It may be replaced by a tensor of the same shape,
   * and forgotten: `w.grad = null`, or `zeroGrad(model)`.
   * @throws when set: TypeError for what is no tensor, RangeError for one of another shape
   */
  get grad(): Gradient | undefined {
    this.#ownsGrad = false;
    return this.#grad;
  }
  set grad(gradient: Tensor | undefined | null) {
    if (gradient && !(gradient instanceof Tensor))
      throw new TypeError(`a gradient is a tensor, but got ${describe(gradient)}; zeroGrad(model) forgets gradients`);
    if (gradient && !sameShape(gradient.shape, this.shape))
      throw new RangeError(
        `a gradient has the shape of its tensor, ${formatShape(this.shape)}, but got ${formatShape(gradient.shape)}`,
      );
    if (this.#grad && this.#ownsGrad) this.backend.free(this.#grad.array);
    this.#ownsGrad = false;
    this.#grad = !gradient
      ? undefined
      : gradient instanceof Gradient
        ? gradient
        : new Gradient(gradient.array, gradient.backend);
  }

  static {
    giveGradient = (tensor, gradient, isOwn) => {
      tensor.grad = gradient;
      tensor.#ownsGrad = isOwn && tensor.#grad === gradient;
    };
    gradientOf = tensor => (tensor.#ownsGrad ? tensor.#grad : tensor.grad);
  }

  /** The backend's array. */
  get array(): NDArray {
    return this.#array;
  }
  set array(array: NDArray) {
    this.#array = array;
  }
  /** The size of each axis; [] for a single number. */
  get shape(): Shape {
    return this.#array.shape;
  }
  /** How precise its numbers are: "float32" or "float64". */
  get dtype(): DType {
    return this.#array.dtype;
  }
  /** How many numbers it holds. */
  get size(): number {
    return sizeOf(this.shape);
  }

  /**
   * The only number of a tensor of size 1, as a plain number: no gradient leads through it.
   * @throws Error for a tensor of another size
   */
  item(): number {
    if (this.size !== 1)
      throw new Error(
        `item() expects a tensor of one number, but got shape ${formatShape(this.shape)}; ` +
          "use toArray() for all numbers or at(i) for a part",
      );
    return this.values()[0]!;
  }
  /**
   * The only number of a tensor of size 1 as text with so many digits behind the point, as of a plain number.
   * @throws Error for a tensor of another size
   * @example tensor(0.12345).toFixed(3) // "0.123"
   */
  toFixed(digits?: number): string {
    return this.item().toFixed(digits);
  }
  /**
   * Lets JavaScript compare and print a tensor of size 1 as the number it is: `loss < best`, `Number(loss)`, `${loss}`.
   * @throws TypeError for a tensor of another size, except where text is wanted
   */
  [Symbol.toPrimitive](hint: string): number | string {
    if (this.size === 1) return hint === "string" ? formatExactly(this.item(), this.dtype) : this.item();
    if (hint === "string") return this.toString();
    throw new TypeError(
      `a tensor of shape ${formatShape(this.shape)} is no single number; number by number there are a.neg(), a.add(b), less(a, b), …, ` +
        "one number give a.sum(), a.mean(), a.at(i), and `${a}` is its text",
    );
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

  /**
   * Adds ∂this/∂t to `t.grad` of every parameter (and every retained tensor) that led to this single number.
   * @throws Error for a tensor of several numbers, or one that no parameter led to
   */
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

  override toString(): string {
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

/** ∂L/∂ some tensor. It is a constant: no gradient leads through it. */
export class Gradient extends Tensor {
  override readonly requiresGrad = false;
}

/**
 * A tensor whose numbers are computed when they are first read. A softmax is one: its loss goes back to the logits, so often no
 * code reads the probabilities.
 */
export class LazyTensor extends Tensor {
  #compute: (() => NDArray) | undefined;

  /**
   * @param recorded the result, as `record` made it of an array that has a shape and a dtype but no numbers yet
   * @param compute gives the numbers; called once, or never
   */
  constructor({ shape, dtype, backend, requiresGrad, origin }: Tensor, compute: () => NDArray) {
    super({ shape, dtype, data: undefined }, backend, origin ? { requiresGrad, origin } : {});
    this.#compute = compute;
  }

  /** Whether nobody has read the numbers yet. */
  get isUnread(): boolean {
    return this.#compute !== undefined;
  }
  override get array(): NDArray {
    if (this.#compute) {
      super.array = this.#compute();
      this.#compute = undefined;
    }
    return super.array;
  }
  override set array(array: NDArray) {
    this.#compute = undefined;
    super.array = array;
  }
}
