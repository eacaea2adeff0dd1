// Recording: every operation hands its result here together with its gradient rule, which backward() follows later.
import type { Backend, NDArray } from "../backend/index.ts";
import { describe } from "../options.ts";
import { Tensor } from "./tensor.ts";

/** A gradient that only touches positions start ≤ i < start + size of one axis of its input. */
export interface SliceGradient {
  /** The gradient of those positions. */
  readonly part: NDArray;
  /** The axis that they are of. */
  readonly axis: number;
  /** The first of them. */
  readonly start: number;
}

/** A gradient that only touches some rows of its input's first axis; a row may come more than once. */
export interface RowsGradient {
  /** [rows.length, ...] */
  readonly part: NDArray;
  /** Which row each of them belongs to. */
  readonly rows: readonly number[];
}

/** From ∂L/∂output, one gradient for each input, in order; undefined for an input that needs none. */
export type GradientRule = (grad: NDArray) => readonly (NDArray | SliceGradient | RowsGradient | undefined)[];

/** Where a tensor came from. */
export interface Origin {
  /** "add", "matmul", … */
  readonly operation: string;
  /** What it was computed from. */
  readonly inputs: readonly Tensor[];
  /** How its gradient becomes theirs. */
  readonly gradient: GradientRule;
  /** Computes the result's numbers anew, from those that the inputs had. Where it is left out they are kept. */
  readonly again?: (() => NDArray) | undefined;
  /** Called when a pass through it is over and its temporaries are freed. */
  readonly passed?: (() => void) | undefined;
  /** The rule keeps nothing of what it reads, makes or gives, so that a pass may free it when it has been used. */
  readonly isPure?: boolean;
  /** Of a time step that is a part of its input: which one, on the first axis. */
  readonly step?: number;
}

let recording = true;

/** Whether operations are recorded; false within `noGrad`. */
export const isRecording = (): boolean => recording;

let pass = 0;

/** Begins a backward pass. */
export function beginPass(): void {
  pass += 1;
}

/** The number of this backward pass. A rule that leaves a value for another one notes it: the pass may end between the two. */
export const currentPass = (): number => pass;

const arrayOf = ({ array }: Tensor): NDArray => array;

/**
 * Wraps an operation's result; its origin is kept only where some input needs a gradient.
 * @param again gives the result once more with the same numbers: after `backward` their memory serves others. Who gives it
 *   promises that the gradient rule is pure: it keeps nothing of what it reads, makes or gives.
 */
export function record(
  operation: string,
  result: NDArray,
  inputs: readonly Tensor[],
  gradient: GradientRule,
  again?: () => NDArray,
  passed?: () => void,
): Tensor {
  const backend = inputs[0]!.backend;
  const isPure = again !== undefined;
  const isView = isPure && inputs.some(({ array }) => array.data === result.data);
  if (!recording || !inputs.some(input => input.requiresGrad)) {
    if (again && !isView && result.data !== undefined) backend.remember(result, inputs.map(arrayOf), again); // biome-ignore format: a line
    return new Tensor(result, backend);
  }
  const origin = { operation, inputs, gradient, again: isView ? undefined : again, isPure, passed };
  return new Tensor(result, backend, { requiresGrad: true, origin });
}

/** A result that has no gradient. @param again gives its numbers, the same whenever it is called */
export function constant(backend: Backend, inputs: readonly NDArray[], again: () => NDArray): Tensor {
  const result = again();
  backend.remember(result, inputs, again);
  return new Tensor(result, backend);
}

/**
 * Runs `compute` without recording: its results have no gradient, and their inputs can be forgotten.
 * @throws TypeError for an async function: what runs after its first await would be recorded again.
 */
export function noGrad<Result>(compute: () => Result): Result {
  if (typeof compute !== "function")
    throw new TypeError(`noGrad expects a function, noGrad(() => …), but got ${describe(compute)}`);
  const before = recording;
  recording = false;
  try {
    const result = compute();
    if (result instanceof Promise)
      throw new TypeError("noGrad expects a plain function, but got an async one; await first, then call noGrad");
    return result;
  } finally {
    recording = before;
  }
}
