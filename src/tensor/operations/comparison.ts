// Comparing and choosing, number by number with NumPy broadcasting. A comparison gives 1 or 0 and has no gradient.
import { broadcastShapes, formatShape, type NDArray, sameShape, sizeOf } from "../../backend/index.ts";
import { asTensor, asTensorLike, type TensorLike } from "../convert.ts";
import { constant, record } from "../record.ts";
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
  return compared("greater", a, b, rest);
}

/**
 * 1 where a < b, else 0, number by number; shapes broadcast. A comparison has no slope: no gradient flows through it.
 * @throws RangeError for shapes that do not broadcast, TypeError for another dtype
 */
export function less(a: TensorLike, b: TensorLike): Tensor;
export function less(a: TensorLike, b: TensorLike, ...rest: readonly unknown[]): Tensor {
  return compared("less", a, b, rest);
}

/**
 * 1 where a ≥ b, else 0, number by number; shapes broadcast. No gradient flows through a comparison.
 * @throws RangeError for shapes that do not broadcast, TypeError for another dtype
 */
export function greaterEqual(a: TensorLike, b: TensorLike): Tensor;
export function greaterEqual(a: TensorLike, b: TensorLike, ...rest: readonly unknown[]): Tensor {
  return compared("greaterEqual", a, b, rest);
}

/**
 * 1 where a ≤ b, else 0, number by number; shapes broadcast. No gradient flows through a comparison.
 * @throws RangeError for shapes that do not broadcast, TypeError for another dtype
 */
export function lessEqual(a: TensorLike, b: TensorLike): Tensor;
export function lessEqual(a: TensorLike, b: TensorLike, ...rest: readonly unknown[]): Tensor {
  return compared("lessEqual", a, b, rest);
}

/**
 * 1 where a = b, else 0, number by number; NaN equals nothing. No gradient flows through a comparison.
 * @throws RangeError for shapes that do not broadcast, TypeError for another dtype
 */
export function equal(a: TensorLike, b: TensorLike): Tensor;
export function equal(a: TensorLike, b: TensorLike, ...rest: readonly unknown[]): Tensor {
  return compared("equal", a, b, rest);
}

/**
 * 1 where a ≠ b, else 0, number by number; NaN differs from everything. No gradient flows through a comparison.
 * @throws RangeError for shapes that do not broadcast, TypeError for another dtype
 */
export function notEqual(a: TensorLike, b: TensorLike): Tensor;
export function notEqual(a: TensorLike, b: TensorLike, ...rest: readonly unknown[]): Tensor {
  return compared("notEqual", a, b, rest);
}

function compared(
  name: "equal" | "notEqual" | "greater" | "greaterEqual" | "less" | "lessEqual",
  a: TensorLike,
  b: TensorLike,
  rest: readonly unknown[],
): Tensor {
  assertNoMore(name, b, rest);
  const [x, y] = operands(name, a, b);
  const xp = x.backend;
  const [u, v] = [x.array, y.array];
  return constant(xp, [u, v], () => {
    if (name === "less") return xp.binary("greater", v, u);
    return name === "lessEqual" ? xp.binary("greaterEqual", v, u) : xp.binary(name, u, v);
  });
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
  const chosen = () => xp.binary(name, u, v);
  const gradient = (g: NDArray) => {
    // Single numbers are read as they are.
    const fitted = (a: NDArray) => (sizeOf(a.shape) === 1 || sameShape(a.shape, g.shape) ? a : xp.stretch(a, g.shape));
    const [one, other] = [fitted(u), fitted(v)];
    const part = (of: Tensor, own: NDArray, beside: NDArray) =>
      of.requiresGrad ? sumTo(xp, xp.ternary(`${name}Backward`, g, own, beside, g.shape), of.shape) : undefined;
    return [part(x, one, other), part(y, other, one)];
  };
  return record(name, chosen(), [x, y], gradient, chosen);
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
  // No product with 1 and 0: 0 · ∞ is NaN. Single numbers are read as they are.
  const fitted = (one: Tensor): Tensor => (one.size === 1 ? one : broadcastTo(one, shape));
  const [mask, u, v] = [fitted(isTrue(chooses, x)), fitted(x), fitted(y)];
  const [chosen, one, other] = [mask.array, u.array, v.array];
  const choose = () => xp.ternary("where", chosen, one, other, shape);
  const zero = () => xp.full(0, [], x.dtype);
  const gradient = (g: NDArray) => [
    u.requiresGrad ? sumTo(xp, xp.ternary("where", chosen, g, zero(), shape), u.shape) : undefined,
    v.requiresGrad ? sumTo(xp, xp.ternary("where", chosen, zero(), g, shape), v.shape) : undefined,
  ];
  return record("where", choose(), [u, v, mask], gradient, choose);
}

/** The condition without gradient, in dtype and on the backend of what it chooses from: where it has others, 1 or 0. */
function isTrue(condition: Tensor, { dtype, backend }: Tensor): Tensor {
  if (condition.dtype === dtype && condition.backend === backend) return condition.detach();
  const values = condition.values().map(value => (value === 0 ? 0 : 1));
  return new Tensor(backend.fromValues(values, condition.shape, dtype), backend);
}
