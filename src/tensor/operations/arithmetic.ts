// Elementwise arithmetic with NumPy broadcasting, each operation with its gradient.
import {
  type Backend,
  broadcastShapes,
  formatShape,
  type NDArray,
  type Shape,
  sameShape,
} from "../../backend/index.ts";
import { describe } from "../../options.ts";
import { asTensor, asTensorLike, type TensorLike } from "../convert.ts";
import { record } from "../record.ts";
import { Tensor } from "../tensor.ts";
import { sameDType } from "./checks.ts";

/**
 * a + b, number by number; shapes broadcast.
 * @throws RangeError for shapes that do not broadcast, TypeError for another dtype
 */
export function add(a: TensorLike, b: TensorLike): Tensor {
  const [x, y] = operands("add", a, b);
  const xp = x.backend;
  const [u, v] = [x.array, y.array];
  const total = () => xp.binary("add", u, v);
  const gradient = (g: NDArray) => [
    sumTo(xp, g, x.shape), // ∂(x + y)/∂x = 1
    sumTo(xp, g, y.shape),
  ];
  return record("add", total(), [x, y], gradient, total);
}

/**
 * a − b, number by number; shapes broadcast.
 * @throws RangeError for shapes that do not broadcast, TypeError for another dtype
 */
export function sub(a: TensorLike, b: TensorLike): Tensor {
  const [x, y] = operands("sub", a, b);
  const xp = x.backend;
  const [u, v] = [x.array, y.array];
  const difference = () => xp.binary("sub", u, v);
  const gradient = (g: NDArray) => [
    sumTo(xp, g, x.shape),
    y.requiresGrad ? summed(xp, xp.unary("neg", g), y.shape) : undefined,
  ];
  return record("sub", difference(), [x, y], gradient, difference);
}

/**
 * a b, number by number (Hadamard); shapes broadcast. The matrix product is `matmul`.
 * @throws RangeError for shapes that do not broadcast, TypeError for another dtype
 */
export function mul(a: TensorLike, b: TensorLike): Tensor {
  const [x, y] = operands("mul", a, b);
  const xp = x.backend;
  const [u, v] = [x.array, y.array];
  const product = () => xp.binary("mul", u, v);
  const gradient = (g: NDArray) => {
    const gx = x.requiresGrad ? summed(xp, xp.binary("mul", g, v), x.shape) : undefined; // ∂(xy)/∂x = y
    if (x === y) return [gx, gx];
    return [gx, y.requiresGrad ? summed(xp, xp.binary("mul", g, u), y.shape) : undefined];
  };
  return record("mul", product(), [x, y], gradient, product);
}

/**
 * a / b, number by number; shapes broadcast. By 0 it is ±∞ or NaN.
 * @throws RangeError for shapes that do not broadcast, TypeError for another dtype
 */
export function div(a: TensorLike, b: TensorLike): Tensor {
  const [x, y] = operands("div", a, b);
  const xp = x.backend;
  const [u, v] = [x.array, y.array];
  const divided = () => xp.binary("div", u, v);
  const quotient = divided();
  const gradient = (g: NDArray) => {
    const gx = xp.binary("div", g, v); // ∂(x/y)/∂x = 1/y
    // ∂(x/y)/∂y = −x/y²
    const gy = y.requiresGrad ? xp.binary("mul", gx, quotient) : undefined;
    return [summed(xp, gx, x.shape), gy && summed(xp, negated(xp, gy), y.shape)];
  };
  return record("div", quotient, [x, y], gradient, divided);
}

/** Each number with the other sign. */
export function neg(input: TensorLike): Tensor {
  const x = asTensor(input, undefined, "neg");
  const xp = x.backend;
  const u = x.array;
  const negative = () => xp.unary("neg", u);
  return record("neg", negative(), [x], g => [xp.unary("neg", g)], negative);
}

/**
 * Each number to a constant power n; ∂/∂x = n xⁿ⁻¹. Whole powers up to ±8 are products, and so are those
 * between two of them, 3/2, 5/2, …, times a square root; n = ±1/2 is by the square root, as in NumPy.
 * @throws TypeError for an exponent that is no number
 */
export function pow(input: TensorLike, n: number): Tensor {
  const x = asTensor(input, undefined, "pow");
  if (typeof n !== "number")
    throw new TypeError(
      `pow expects a number as its exponent, but got ${describe(n)}; of tensors, exp(log(x).mul(n)) is xⁿ for x > 0`,
    );
  const xp = x.backend;
  const u = x.array;
  const power = () => powerOf(xp, u, n);
  const gradient = (g: NDArray) => {
    if (n === 0) return [xp.full(0, x.shape, x.dtype)]; // also at 0, where 0 · 0⁻¹ is NaN
    const slope = xp.binary("mul", xp.full(n, [], x.dtype), powerOf(xp, u, n - 1));
    return [xp.binary("mul", g, slope)];
  };
  return record("pow", power(), [x], gradient, power);
}

/** uⁿ, a new array. */
function powerOf(xp: Backend, u: NDArray, n: number): NDArray {
  const number = (value: number) => xp.full(value, [], u.dtype);
  if (Math.abs(n) === 0.5) {
    const root = xp.unary("sqrt", u);
    return n > 0 ? root : inverse(xp, root);
  }
  if (n === 1) return xp.binary("mul", u, number(1));
  if (n === -1) return xp.binary("div", number(1), u);
  if (!Number.isInteger(2 * n) || n === 0 || Math.abs(n) > 8) return xp.binary("pow", u, number(n));
  if (n < 0) return inverse(xp, powerOf(xp, u, -n));
  if (!Number.isInteger(n)) {
    const [whole, root] = [powerOf(xp, u, n - 0.5), xp.unary("sqrt", u)];
    const power = xp.binary("mul", whole, root);
    for (const one of [whole, root]) xp.free(one);
    return power;
  }
  // x² of half the power, and one x more where it is odd
  const half = n > 3 ? powerOf(xp, u, Math.floor(n / 2)) : u;
  const square = xp.binary("mul", half, half);
  const power = n % 2 === 1 ? xp.binary("mul", square, u) : square;
  for (const one of [half, square]) if (one !== u && one !== power) xp.free(one);
  return power;
}

/** 1 / a, of an array that nobody else reads. */
function inverse(xp: Backend, a: NDArray): NDArray {
  const result = xp.binary("div", xp.full(1, [], a.dtype), a);
  xp.free(a);
  return result;
}

/** As `sumTo`, of an array that nobody else reads. */
function summed(xp: Backend, g: NDArray, shape: Shape): NDArray {
  const total = sumTo(xp, g, shape);
  if (total.data !== g.data) xp.free(g);
  return total;
}

/** −g, of an array that nobody else reads. */
function negated(xp: Backend, g: NDArray): NDArray {
  const opposite = xp.unary("neg", g);
  xp.free(g);
  return opposite;
}

/** Undoes broadcasting: a number that was read many times gets the sum of their gradients. */
export function sumTo(xp: Backend, g: NDArray, shape: Shape): NDArray {
  if (sameShape(g.shape, shape)) return g;
  const extra = g.shape.length - shape.length;
  const stretched = g.shape.flatMap((n, axis) =>
    axis < extra || (shape[axis - extra] === 1 && n !== 1) ? [axis] : [],
  );
  return xp.reshape(xp.reduce("sum", g, stretched), shape);
}

/**
 * Two tensors of one dtype and backend whose shapes broadcast; what is no tensor takes dtype and backend of the other.
 * @throws TypeError for what is no number, or for another dtype; RangeError for shapes that do not broadcast
 */
export function operands(operation: string, a: TensorLike, b: TensorLike): [Tensor, Tensor] {
  const [x, y] = alike(operation, a, b);
  if (!broadcastShapes(x.shape, y.shape))
    throw new RangeError(
      `${operation} expects shapes that broadcast, but got ${formatShape(x.shape)} and ${formatShape(y.shape)}; ` +
        "from the last axis on, sizes must be equal or 1",
    );
  return [x, y];
}

/** Two tensors of one dtype and backend. */
export function alike(operation: string, a: TensorLike, b: TensorLike): [Tensor, Tensor] {
  const x =
    a instanceof Tensor || !(b instanceof Tensor) ? asTensor(a, undefined, operation) : asTensorLike(operation, a, b);
  const y = asTensorLike(operation, b, x);
  sameDType(operation, x, y);
  return [x, y];
}
