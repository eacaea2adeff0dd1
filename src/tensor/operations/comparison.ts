// Comparing and choosing, number by number with NumPy broadcasting. A comparison gives 1 or 0 and has no gradient.
import { broadcastShapes, formatShape, type NDArray } from "../../backend/index.ts";
import { asTensor, asTensorLike, type TensorLike } from "../convert.ts";
import { record } from "../record.ts";
import { Tensor } from "../tensor.ts";
import { alike, operands, sumTo } from "./arithmetic.ts";
import { assertNoMore } from "./checks.ts";
import { broadcastTo } from "./layout.ts";

/**
 * 1 where a > b, else 0, number by number; shapes broadcast. A comparison has no slope: no gradient flows through it.
 * @throws RangeError for shapes that do not broadcast, TypeError for another dtype
 */
export function greater(a: TensorLike, b: TensorLike): Tensor;
export function greater(a: TensorLike, b: TensorLike, ...rest: readonly unknown[]): Tensor {
  return beyond("greater", "maximum", a, b, rest);
}

/**
 * 1 where a < b, else 0, number by number; shapes broadcast. A comparison has no slope: no gradient flows through it.
 * @throws RangeError for shapes that do not broadcast, TypeError for another dtype
 */
export function less(a: TensorLike, b: TensorLike): Tensor;
export function less(a: TensorLike, b: TensorLike, ...rest: readonly unknown[]): Tensor {
  return beyond("less", "minimum", a, b, rest);
}

/**
 * 1 where a ≥ b, else 0, number by number; shapes broadcast. No gradient flows through a comparison.
 * @throws RangeError for shapes that do not broadcast, TypeError for another dtype
 */
export function greaterEqual(a: TensorLike, b: TensorLike): Tensor;
export function greaterEqual(a: TensorLike, b: TensorLike, ...rest: readonly unknown[]): Tensor {
  return reaches("greaterEqual", "maximum", a, b, rest);
}

/**
 * 1 where a ≤ b, else 0, number by number; shapes broadcast. No gradient flows through a comparison.
 * @throws RangeError for shapes that do not broadcast, TypeError for another dtype
 */
export function lessEqual(a: TensorLike, b: TensorLike): Tensor;
export function lessEqual(a: TensorLike, b: TensorLike, ...rest: readonly unknown[]): Tensor {
  return reaches("lessEqual", "minimum", a, b, rest);
}

/** a is the extreme of the two, which NaN never is. */
function reaches(
  name: string,
  extreme: "maximum" | "minimum",
  a: TensorLike,
  b: TensorLike,
  rest: readonly unknown[],
): Tensor {
  assertNoMore(name, b, rest);
  const [x, y] = operands(name, a, b);
  const xp = x.backend;
  return new Tensor(xp.binary("equal", xp.binary(extreme, x.array, y.array), x.array), xp);
}

/** a is the extreme of the two without being equal: unlike a − b > 0, right for infinities, too. */
function beyond(
  name: string,
  extreme: "maximum" | "minimum",
  a: TensorLike,
  b: TensorLike,
  rest: readonly unknown[],
): Tensor {
  assertNoMore(name, b, rest);
  const [x, y] = operands(name, a, b);
  const xp = x.backend;
  const [u, v] = [x.array, y.array];
  const reaches = xp.binary("equal", xp.binary(extreme, u, v), u);
  return new Tensor(xp.binary("sub", reaches, xp.binary("equal", u, v)), xp);
}

/**
 * 1 where a = b, else 0, number by number; NaN equals nothing. No gradient flows through a comparison.
 * @throws RangeError for shapes that do not broadcast, TypeError for another dtype
 */
export function equal(a: TensorLike, b: TensorLike): Tensor;
export function equal(a: TensorLike, b: TensorLike, ...rest: readonly unknown[]): Tensor {
  return same("equal", a, b, rest);
}

function same(name: string, a: TensorLike, b: TensorLike, rest: readonly unknown[]): Tensor {
  assertNoMore(name, b, rest);
  const [x, y] = operands(name, a, b);
  return new Tensor(x.backend.binary("equal", x.array, y.array), x.backend);
}

/**
 * 1 where a ≠ b, else 0, number by number; NaN differs from everything. No gradient flows through a comparison.
 * @throws RangeError for shapes that do not broadcast, TypeError for another dtype
 */
export function notEqual(a: TensorLike, b: TensorLike): Tensor;
export function notEqual(a: TensorLike, b: TensorLike, ...rest: readonly unknown[]): Tensor {
  const { array, backend, dtype } = same("notEqual", a, b, rest);
  return new Tensor(backend.binary("sub", backend.full(1, [], dtype), array), backend);
}

/**
 * The larger of two numbers, each; where they are equal they share the gradient. Shapes broadcast.
 * @throws RangeError for shapes that do not broadcast, TypeError for another dtype
 * @example maximum(1, x) // x, but at least 1
 */
export function maximum(a: TensorLike, b: TensorLike): Tensor;
export function maximum(a: TensorLike, b: TensorLike, ...rest: readonly unknown[]): Tensor {
  return larger("maximum", a, b, rest);
}

/**
 * The smaller of two numbers, each; where they are equal they share the gradient. Shapes broadcast.
 * @throws RangeError for shapes that do not broadcast, TypeError for another dtype
 */
export function minimum(a: TensorLike, b: TensorLike): Tensor;
export function minimum(a: TensorLike, b: TensorLike, ...rest: readonly unknown[]): Tensor {
  return larger("minimum", a, b, rest);
}

function larger(name: "maximum" | "minimum", a: TensorLike, b: TensorLike, rest: readonly unknown[]): Tensor {
  assertNoMore(name, b, rest);
  const [x, y] = operands(name, a, b);
  const xp = x.backend;
  const [u, v] = [x.array, y.array];
  const chosen = xp.binary(name, u, v);
  return record(name, chosen, [x, y], g => {
    const [fromX, fromY] = [xp.binary("equal", u, chosen), xp.binary("equal", v, chosen)];
    const share = xp.binary("div", g, xp.binary("add", fromX, fromY));
    return [
      x.requiresGrad ? sumTo(xp, xp.binary("mul", share, fromX), x.shape) : undefined,
      y.requiresGrad ? sumTo(xp, xp.binary("mul", share, fromY), y.shape) : undefined,
    ];
  });
}

/**
 * a where the condition is not 0, else b; all three are stretched to one shape. What is not chosen has no influence, NaN
 * and infinity included: where(mask, scores, -Infinity) is what softmax ignores. No gradient flows to the condition.
 * @throws RangeError for shapes that do not broadcast, TypeError for another dtype
 * @example where(greater(tensor([1, -2, 3]), 0), tensor([1, -2, 3]), 0).toArray() // [1, 0, 3]
 */
export function where(condition: TensorLike, a: TensorLike, b: TensorLike): Tensor;
export function where(condition: TensorLike, a: TensorLike, b: TensorLike, ...rest: readonly unknown[]): Tensor {
  assertNoMore("where", b, rest);
  // The condition has a say in dtype and backend only where neither choice is a tensor.
  const like = [a, b, condition].find(t => t instanceof Tensor) ?? asTensor(condition, undefined, "where");
  const chooses = asTensorLike("where", condition, like);
  const [x, y] = alike("where", asTensorLike("where", a, like), b);
  const both = broadcastShapes(x.shape, y.shape);
  const shape = both && broadcastShapes(chooses.shape, both);
  if (!shape)
    throw new RangeError(
      `where expects shapes that broadcast, but got ${[chooses, x, y].map(t => formatShape(t.shape)).join(", ")}; ` +
        "from the last axis on, sizes must be equal or 1",
    );
  const xp = x.backend;
  const chosen = broadcastTo(chooses.detach(), shape).values();
  // No product with 1 and 0: 0 · ∞ is NaN.
  const choose = (one: NDArray, other: NDArray): NDArray => {
    const [u, v] = [xp.values(one), xp.values(other)];
    return xp.fromValues(
      u.map((value, i) => (chosen[i] ? value : v[i]!)),
      shape,
      x.dtype,
    );
  };
  const [u, v] = [broadcastTo(x, shape), broadcastTo(y, shape)];
  return record("where", choose(u.array, v.array), [u, v], g => {
    const zero = xp.full(0, shape, x.dtype);
    return [choose(g, zero), choose(zero, g)];
  });
}
