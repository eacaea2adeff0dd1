// Elementwise primitives: one number in, one out; and pairs of numbers with broadcasting.
import type { NDArray } from "../array.ts";
import type { BinaryOperation, UnaryOperation } from "../backend.ts";
import { broadcastShapes, formatShape, sameShape, stridesOf } from "../shapes.ts";
import { allocate, own } from "./arrays.ts";

const unaryFunctions: Record<UnaryOperation, (x: number) => number> = {
  neg: x => -x,
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  sin: Math.sin,
  cos: Math.cos,
  tanh: Math.tanh,
  // Two branches, so that exp never overflows.
  sigmoid: x => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x))),
  relu: x => Math.max(x, 0), // NaN stays NaN
  step: x => (x > 0 ? 1 : Number.isNaN(x) ? x : 0),
  sign: x => (Number.isNaN(x) ? x : Math.sign(x)),
  floor: Math.floor,
  ceil: Math.ceil,
  round: toEven,
};

const binaryFunctions: Record<BinaryOperation, (x: number, y: number) => number> = {
  add: (x, y) => x + y,
  sub: (x, y) => x - y,
  mul: (x, y) => x * y,
  div: (x, y) => x / y,
  pow: (x, y) => x ** y,
  maximum: Math.max,
  minimum: Math.min,
  equal: (x, y) => (x === y ? 1 : 0),
  notEqual: (x, y) => (x !== y ? 1 : 0),
  greater: (x, y) => (x > y ? 1 : 0),
  greaterEqual: (x, y) => (x >= y ? 1 : 0),
  tanhBackward: (g, y) => g * (1 - y * y),
  sigmoidBackward: (g, y) => g * (y * (1 - y)),
};

/** The nearest whole number; from the middle the even one. */
function toEven(value: number): number {
  const below = Math.floor(value);
  const distance = value - below;
  return distance === 0.5 ? below + Math.abs(below % 2) : Math.round(value);
}

/** `Backend.unary` */
export function unary(operation: UnaryOperation, a: NDArray): NDArray {
  const f = unaryFunctions[operation];
  const result = allocate(a.shape, a.dtype);
  const from = own(a).data;
  for (let i = 0; i < from.length; i++) result.data[i] = f(from[i]!);
  return result;
}

/** `Backend.binary` */
export function binary(operation: BinaryOperation, a: NDArray, b: NDArray): NDArray {
  const f = binaryFunctions[operation];
  const shape = broadcastShapes(a.shape, b.shape);
  if (!shape) throw new Error(`${operation}: ${formatShape(a.shape)} and ${formatShape(b.shape)} do not broadcast`);
  const result = allocate(shape, a.dtype);
  const [x, y, out] = [own(a).data, own(b).data, result.data];
  if (sameShape(a.shape, b.shape)) {
    for (let i = 0; i < out.length; i++) out[i] = f(x[i]!, y[i]!);
    return result;
  }
  // Walk the result like an odometer; a stretched axis has stride 0, so its one number is read again and again.
  const stepsX = broadcastStrides(a.shape, shape.length);
  const stepsY = broadcastStrides(b.shape, shape.length);
  const index = new Array<number>(shape.length).fill(0);
  let [i, j] = [0, 0];
  for (let k = 0; k < out.length; k++) {
    out[k] = f(x[i]!, y[j]!);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      i += stepsX[axis]!;
      j += stepsY[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      index[axis] = 0;
      i -= stepsX[axis]! * shape[axis]!;
      j -= stepsY[axis]! * shape[axis]!;
    }
  }
  return result;
}

function broadcastStrides(shape: readonly number[], rank: number): number[] {
  const strides = stridesOf(shape).map((stride, axis) => (shape[axis] === 1 ? 0 : stride));
  return [...new Array<number>(rank - shape.length).fill(0), ...strides];
}
