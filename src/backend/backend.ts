// The interface of a backend: the array primitives that everything above stands on.
//
// Arrays are immutable to their users, row-major and contiguous; only the backend reads `data` (a typed array in one, a
// place on a WebAssembly heap in another). Shapes have been checked by the tensor floor before a primitive is called.

import type { DType, NDArray, Shape } from "./array.ts";
import type { RandomKind } from "./philox.ts";
import type {
  RecurrenceGradients,
  RecurrenceInputGradients,
  RecurrenceInputs,
  RecurrenceKind,
  RecurrenceOptions,
  RecurrenceResult,
  RecurrenceWants,
} from "./recurrence.ts";

/** One operand, applied to each number. `step` is 1 where the number is > 0, else 0; `round` takes the even one from the middle. */
export type UnaryOperation =
  | "neg"
  | "exp"
  | "log"
  | "sqrt"
  | "sin"
  | "cos"
  | "tanh"
  | "sigmoid"
  | "relu"
  | "step"
  | "sign"
  | "floor"
  | "ceil"
  | "round";
/**
 * Two operands with NumPy broadcasting. A comparison gives 1 or 0: NaN equals nothing, and is neither larger nor smaller. From a
 * gradient g and a result y, `tanhBackward` gives g (1 − y²) and `sigmoidBackward` g (y (1 − y)), rounded as one operation after the other.
 */
export type BinaryOperation =
  | "add"
  | "sub"
  | "mul"
  | "div"
  | "pow"
  | "maximum"
  | "minimum"
  | "equal"
  | "notEqual"
  | "greater"
  | "greaterEqual"
  | "tanhBackward"
  | "sigmoidBackward";
/**
 * Three operands. `where` gives b where a is not 0 (NaN is not 0), else c, and so what is not chosen has no influence.
 * `maximumBackward` gives what the gradient a is for b in maximum(b, c): all of it where b is chosen, half of it where both are
 * equal, else 0; `minimumBackward` likewise.
 */
export type TernaryOperation = "where" | "maximumBackward" | "minimumBackward";
/** A function of one number with up to two parameters p and q, and a slope; reference/activations.ts has the formulas. */
export interface Activation {
  readonly name:
    | "relu"
    | "abs"
    | "square"
    | "huber"
    | "clip"
    | "hardSigmoid"
    | "leakyRelu"
    | "elu"
    | "softplus"
    | "silu"
    | "gelu"
    | "geluTanh";
  /** `huber`: δ; `clip`: the bounds; `leakyRelu`: the slope below 0; `elu`: the factor of x above 0, and that of eˣ − 1 below. */
  readonly parameters?: readonly [p: number, q?: number];
}
/** How many numbers become one; the largest is NaN where one is. */
export type Reduction = "sum" | "max";

/** What computes with arrays: the primitives that tensors stand on. One is chosen by `setBackend`. */
export interface Backend {
  /** "reference", "wasm" */
  readonly name: string;
  /** One line on what computes: which kernels, how exact, how fast. */
  describe(): string;

  /** Copies `values` in (row-major, one for each place of `shape`). */
  fromValues(values: ArrayLike<number>, shape: Shape, dtype: DType): NDArray;
  /** One number everywhere. */
  full(value: number, shape: Shape, dtype: DType): NDArray;
  /** Copies the numbers out, row-major. */
  values(a: NDArray): Float32Array | Float64Array;

  /** The operation on each number. */
  unary(operation: UnaryOperation, a: NDArray): NDArray;
  /** The operation on each pair of numbers, with broadcasting; the shapes do broadcast. */
  binary(operation: BinaryOperation, a: NDArray, b: NDArray): NDArray;
  /** The operation on each triple of numbers; each operand has the shape given, or is one number. */
  ternary(operation: TernaryOperation, a: NDArray, b: NDArray, c: NDArray, shape: Shape): NDArray;
  /** f(x), number by number. */
  activation(f: Activation, x: NDArray): NDArray;
  /** g f′(x), number by number; g has the shape of x. */
  activationBackward(f: Activation, g: NDArray, x: NDArray): NDArray;
  /**
   * [m, k] × [k, n] → [m, n]; a transposed operand is stored the other way round ([k, m], [n, k]). With a first axis more,
   * [count, m, k] × [count, k, n] → [count, m, n], one product for each place of it.
   */
  matmul(a: NDArray, b: NDArray, transposeA: boolean, transposeB: boolean): NDArray;
  /** Keeps the reduced axes with size 1. */
  reduce(operation: Reduction, a: NDArray, axes: readonly number[]): NDArray;
  /** Index of the first largest number along `axis`, which is removed. NaN counts as the largest, as in NumPy. */
  argmax(a: NDArray, axis: number): NDArray;

  /** The numbers of `a` in a larger shape that it broadcasts to, as new ones: 0 is added to each, so that −0 is 0. */
  stretch(a: NDArray, shape: Shape): NDArray;
  /** The same numbers under another shape of the same size; may share memory. */
  reshape(a: NDArray, shape: Shape): NDArray;
  /** Axis i of the result is axis axes[i] of `a`. */
  transpose(a: NDArray, axes: readonly number[]): NDArray;
  /** Positions start ≤ i < stop of one axis. */
  slice(a: NDArray, axis: number, start: number, stop: number): NDArray;
  /** Joined along an axis that they have; all other sizes are equal. */
  concat(arrays: readonly NDArray[], axis: number): NDArray;
  /** Rows of the first axis, in the order of `indices`. */
  take(a: NDArray, indices: readonly number[]): NDArray;

  /** In place: target[…, start ≤ i < start + size, …] += part. Only for accumulators that no other code holds. */
  addIntoSlice(target: NDArray, part: NDArray, axis: number, start: number): void;
  /** In place, likewise: target[indices[i]] += part[i], over the first axis; an index may come more than once. */
  addIntoRows(target: NDArray, part: NDArray, indices: readonly number[]): void;

  /** A recurrent layer over a whole sequence; see recurrence.ts. */
  recurrence(kind: RecurrenceKind, inputs: RecurrenceInputs, options: RecurrenceOptions): RecurrenceResult;
  /**
   * Its gradients, in the order and layout of what it read. Uses up `saved` (its memory is reused): to go back once more,
   * compute the recurrence again.
   */
  recurrenceBackward(
    kind: RecurrenceKind,
    inputs: RecurrenceInputs,
    result: RecurrenceResult,
    gradients: RecurrenceGradients,
    options: { readonly reverse?: boolean | undefined; readonly wants: RecurrenceWants },
  ): RecurrenceInputGradients;

  /** eˣ / Σ eˣ over the last axis, without overflow. */
  softmax(a: NDArray): NDArray;
  /** From y = softmax(x) and ∂L/∂y: ∂L/∂x = y (g − Σ g y). */
  softmaxBackward(y: NDArray, gradient: NDArray): NDArray;
  /** x − log Σ eˣ over the last axis, without overflow. */
  logSoftmax(a: NDArray): NDArray;
  /** From y = logSoftmax(x) and ∂L/∂y: ∂L/∂x = g − eʸ Σ g. */
  logSoftmaxBackward(y: NDArray, gradient: NDArray): NDArray;
  /**
   * Of each row of logits [n, classes] and of probabilities (or one-hot rows) of the same shape: −Σ y log softmax(x), [n, 1],
   * and ∂ of it/∂x = softmax(x) Σ y − y, [n, classes]. A logit of −∞ costs nothing where y is 0.
   */
  crossEntropy(logits: NDArray, targets: NDArray): { losses: NDArray; gradient: NDArray };
  /** γ (x − μ) / √(σ² + ε) + β with mean and variance over the last axis; γ and β are [n], as long as that axis. */
  layerNorm(x: NDArray, scales: LayerNormScales): NDArray;
  /** From ∂L/∂ of its result: the gradients of x, γ and β. */
  layerNormBackward(
    x: NDArray,
    scales: LayerNormScales,
    gradient: NDArray,
  ): { x: NDArray; gamma: NDArray; beta: NDArray };
  /** One step of Adam for one parameter; new arrays. */
  adam(state: AdamState, rates: AdamRates): { parameter: NDArray; mean: NDArray; square: NDArray };

  /** Random numbers as `philoxNumbers` of philox.ts writes them: on every backend the same. */
  random(kind: RandomKind, first: number, key: readonly [number, number], into: Float64Array): void;

  /**
   * The numbers of `a`, which shares memory with none of `inputs`, will hardly be read again: their memory may serve others. Who reads them all the same gets what `again`
   * computes, a new array with the same numbers. A backend whose memory is garbage-collected does nothing.
   * @param inputs what `again` computes from
   */
  forget(a: NDArray, inputs: readonly NDArray[], again: () => NDArray): void;
  /**
   * How the numbers of `a` come about, for a backend that runs short of memory: it may `forget` them, too. What it keeps for that
   * is small and ends with `a`.
   */
  remember(a: NDArray, inputs: readonly NDArray[], again: () => NDArray): void;
  /** Frees an array that no other code holds; a backend whose memory is garbage-collected does nothing. */
  free(a: NDArray): void;
  /**
   * Runs `compute`, then frees the arrays made in it, except those that `keeps` names. A backend whose memory is
   * garbage-collected just runs it.
   */
  scratch<Result>(compute: () => Result, keeps: (result: Result) => Iterable<NDArray>): Result;
}

/** What `layerNorm` scales and shifts by, and what keeps it from dividing by 0. */
export interface LayerNormScales {
  /** γ, [n] */
  readonly gamma: NDArray;
  /** β, [n] */
  readonly beta: NDArray;
  /** Added to the variance. */
  readonly epsilon: number;
}

/** What a step of Adam reads, all of the shape of the parameter. */
export interface AdamState {
  /** The weights. */
  readonly parameter: NDArray;
  /** ∂L/∂ the weights. */
  readonly gradient: NDArray;
  /** m, the running mean of the gradient. */
  readonly mean: NDArray;
  /** v, the running mean of the squared gradient. */
  readonly square: NDArray;
}

/** m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², parameter ← parameter − stepSize · m / (√v + epsilon). */
export interface AdamRates {
  /** With the bias correction in it. */
  readonly stepSize: number;
  /** β₁, how much of m is kept. */
  readonly beta1: number;
  /** β₂, how much of v is kept. */
  readonly beta2: number;
  /** Added to √v, against a division by 0. */
  readonly epsilon: number;
}
