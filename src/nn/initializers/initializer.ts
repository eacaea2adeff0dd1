// Initializer: the numbers that a weight starts from.
import { type DType, formatShape, type Shape } from "../../backend/index.ts";
import { assertGenerator, assertNumber } from "../../options.ts";
import { assertShape, fromFlat, ones, type Rng, type Tensor, zeros } from "../../tensor/index.ts";
import { assertSizes } from "../size-checks.ts";

/** Starting numbers for a weight of the given shape. */
export type Initializer = (shape: Shape, rng: Rng, dtype: DType) => Tensor;

export const zerosInitializer: Initializer = (shape, _rng, dtype) => zeros(shape, { dtype });
export const onesInitializer: Initializer = (shape, _rng, dtype) => ones(shape, { dtype });

/** U(−limit, limit). @throws RangeError for a limit below 0, TypeError for what is no number */
export const uniformInitializer = (limit: number): Initializer => {
  assertAtLeast0("uniformInitializer", "limit", limit);
  return (shape, rng, dtype) => {
    assertGenerator("uniformInitializer", "rng", rng);
    return rng.uniform(-limit, limit, shape, { dtype });
  };
};

/** N(0, standardDeviation²). @throws RangeError for a deviation below 0, TypeError for what is no number */
export const normalInitializer = (standardDeviation: number): Initializer => {
  assertAtLeast0("normalInitializer", "standardDeviation", standardDeviation);
  return (shape, rng, dtype) => {
    assertGenerator("normalInitializer", "rng", rng);
    return rng.normal(0, standardDeviation, shape, { dtype });
  };
};

/** The same number everywhere. @throws TypeError for what is no number */
export const constantInitializer = (value: number): Initializer => {
  assertNumber("constantInitializer", "value", value);
  return (shape, _rng, dtype) => zeros(shape, { dtype }).add(value);
};

/**
 * What PyTorch starts every weight and bias of its RNN, LSTM and GRU from: U(−1/√size, 1/√size), size the hidden size (for
 * nn.Linear the input size).
 * @throws RangeError for a size that is no whole number ≥ 1
 * @example const kernelInitializer = torchUniform(16)
 */
export const torchUniform = (size: number): Initializer => {
  assertSizes("torchUniform", { size });
  return uniformInitializer(1 / Math.sqrt(size));
};

/**
 * `gain` times the identity; where the matrix is not square, as far as it goes. With relu it makes the IRNN, which at first
 * keeps its state. Q. Le et al. 2015, https://arxiv.org/abs/1504.00941
 * @throws RangeError for a weight that is no matrix, TypeError for a gain that is no number
 */
export const identity = (gain = 1): Initializer => {
  assertNumber("identity", "gain", gain);
  return (shape, _rng, dtype) => {
    const [rows, columns] = matrix("identity", shape);
    const flat = new Float64Array(rows * columns);
    for (let i = 0; i < Math.min(rows, columns); i++) flat[i * columns + i] = gain;
    return fromFlat(flat, shape, { dtype });
  };
};

function assertAtLeast0(who: string, what: string, value: number): void {
  assertNumber(who, what, value);
  if (value < 0) throw new RangeError(`${who} expects ${what} ≥ 0, but got ${value}`);
}

/**
 * By how many numbers a weight reads and feeds. Of a convolution's kernel [...places, in, out] each output reads in from every place.
 * @throws RangeError for a weight that is neither a matrix nor such a kernel
 */
export function fans(who: string, shape: Shape): [fanIn: number, fanOut: number] {
  assertShape(who, shape);
  if (shape.length < 2) throw new RangeError(`${who} expects a matrix shape, but got ${formatShape(shape)}`);
  const places = shape.slice(0, -2).reduce((product, n) => product * n, 1);
  return [shape.at(-2)! * places, shape.at(-1)! * places];
}

export function matrix(who: string, shape: Shape): [number, number] {
  assertShape(who, shape);
  if (shape.length !== 2) throw new RangeError(`${who} expects a matrix shape, but got ${formatShape(shape)}`);
  return shape as [number, number];
}
