// Functions of one tensor, number by number, each with its derivative.
import type { Backend, NDArray } from "../../backend/index.ts";
import { describe } from "../../options.ts";
import { asTensor, type TensorLike } from "../convert.ts";
import { record } from "../record.ts";
import { Tensor } from "../tensor.ts";
import { mul } from "./arithmetic.ts";
import { assertNoMore } from "./checks.ts";
import { rememberLogits } from "./logits.ts";

/** Hyperbolic tangent, in (−1, 1); slope 1 − tanh². */
export function tanh(x: TensorLike): Tensor;
export function tanh(input: TensorLike, ...rest: readonly unknown[]): Tensor {
  const x = only("tanh", input, rest);
  const xp = x.backend;
  const u = x.array;
  const y = xp.unary("tanh", u);
  return record(
    "tanh",
    y,
    [x],
    g => [xp.binary("tanhBackward", g, y)],
    () => xp.unary("tanh", u),
  );
}

/** Logistic function 1 / (1 + e⁻ˣ), in (0, 1); slope σ (1 − σ). */
export function sigmoid(x: TensorLike): Tensor;
export function sigmoid(input: TensorLike, ...rest: readonly unknown[]): Tensor {
  const x = only("sigmoid", input, rest);
  const xp = x.backend;
  const u = x.array;
  const y = xp.unary("sigmoid", u);
  const gradient = (g: NDArray) => [xp.binary("sigmoidBackward", g, y)];
  const result = record("sigmoid", y, [x], gradient, () => xp.unary("sigmoid", u));
  return rememberLogits(result, "sigmoid", x);
}

/** max(x, 0); slope 1 where x > 0, else 0. */
export function relu(x: TensorLike): Tensor;
export function relu(input: TensorLike, ...rest: readonly unknown[]): Tensor {
  const x = only("relu", input, rest);
  const xp = x.backend;
  const u = x.array;
  const positive = () => xp.unary("relu", u);
  return record("relu", positive(), [x], g => [product(xp, g, xp.unary("step", u))], positive);
}

/** ln(1 + eˣ), without overflow; slope σ(x). Also −ln σ(−x). */
export function softplus(x: TensorLike): Tensor;
export function softplus(input: TensorLike, ...rest: readonly unknown[]): Tensor {
  const x = only("softplus", input, rest);
  const xp = x.backend;
  const u = x.array;
  // max(x, 0) + ln(1 + e^−|x|), where −|x| = min(x, −x) cannot overflow
  const small = xp.unary("exp", xp.binary("minimum", u, xp.unary("neg", u)));
  const y = xp.binary("add", xp.unary("relu", u), logOfOneAnd(xp, small));
  return record("softplus", y, [x], g => [xp.binary("mul", g, xp.unary("sigmoid", u))]);
}

/**
 * ln(1 + s) for 0 ≤ s ≤ 1, to the last digits also of what 1 + s rounds away: s · ln(w) / (w − 1) with w = 1 + s rounded.
 * D. Goldberg 1991, theorem 4, https://doi.org/10.1145/103162.103163
 */
function logOfOneAnd(xp: Backend, s: NDArray): NDArray {
  const w = xp.binary("add", s, one(xp, s));
  const more = xp.binary("sub", w, one(xp, s));
  const lost = xp.binary("equal", more, xp.full(0, [], s.dtype)); // all of s: then the logarithm is s
  const slope = xp.binary("div", xp.binary("add", xp.unary("log", w), lost), xp.binary("add", more, lost));
  return xp.binary("mul", s, slope);
}

/** Absolute value; slope ±1, and 0 at 0. */
export function abs(x: TensorLike): Tensor;
export function abs(input: TensorLike, ...rest: readonly unknown[]): Tensor {
  const x = only("abs", input, rest);
  const xp = x.backend;
  const u = x.array;
  const opposite = xp.unary("neg", u);
  return record("abs", xp.binary("maximum", u, opposite), [x], g => [
    xp.binary("mul", g, xp.binary("sub", xp.unary("step", u), xp.unary("step", opposite))),
  ]);
}

/** eˣ; its own slope. */
export function exp(x: TensorLike): Tensor;
export function exp(input: TensorLike, ...rest: readonly unknown[]): Tensor {
  const x = only("exp", input, rest);
  const xp = x.backend;
  const u = x.array;
  const y = xp.unary("exp", u);
  return record(
    "exp",
    y,
    [x],
    g => [xp.binary("mul", g, y)],
    () => xp.unary("exp", u),
  );
}

/** Natural logarithm; slope 1/x. */
export function log(x: TensorLike): Tensor;
export function log(input: TensorLike, ...rest: readonly unknown[]): Tensor {
  const x = only("log", input, rest);
  const xp = x.backend;
  const u = x.array;
  const logarithm = () => xp.unary("log", u);
  return record("log", logarithm(), [x], g => [xp.binary("div", g, u)], logarithm);
}

/** Square root; slope 1 / (2 √x). */
export function sqrt(x: TensorLike): Tensor;
export function sqrt(input: TensorLike, ...rest: readonly unknown[]): Tensor {
  const x = only("sqrt", input, rest);
  const xp = x.backend;
  const u = x.array;
  const y = xp.unary("sqrt", u);
  const gradient = (g: NDArray) => {
    const twice = xp.binary("add", y, y);
    const slope = xp.binary("div", g, twice);
    xp.free(twice);
    return [slope];
  };
  return record("sqrt", y, [x], gradient, () => xp.unary("sqrt", u));
}

/** x², number by number; slope 2 x. */
export function square(x: TensorLike): Tensor;
export function square(input: TensorLike, ...rest: readonly unknown[]): Tensor {
  const x = only("square", input, rest);
  return mul(x, x);
}

/** Sine of an angle in radians; slope cos x. */
export function sin(x: TensorLike): Tensor;
export function sin(input: TensorLike, ...rest: readonly unknown[]): Tensor {
  const x = only("sin", input, rest);
  const xp = x.backend;
  const u = x.array;
  return record("sin", xp.unary("sin", u), [x], g => [xp.binary("mul", g, xp.unary("cos", u))]);
}

/** Cosine of an angle in radians; slope −sin x. */
export function cos(x: TensorLike): Tensor;
export function cos(input: TensorLike, ...rest: readonly unknown[]): Tensor {
  const x = only("cos", input, rest);
  const xp = x.backend;
  const u = x.array;
  return record("cos", xp.unary("cos", u), [x], g => [xp.binary("mul", g, xp.unary("neg", xp.unary("sin", u)))]);
}

/** 1 where x > 0, −1 where x < 0, 0 at 0; NaN stays NaN. A step has no slope: no gradient flows through it. */
export function sign(x: TensorLike): Tensor;
export function sign(input: TensorLike, ...rest: readonly unknown[]): Tensor {
  const x = only("sign", input, rest);
  const xp = x.backend;
  const u = x.array;
  return new Tensor(xp.binary("sub", xp.unary("step", u), xp.unary("step", xp.unary("neg", u))), xp);
}

/** The whole number below, or the number itself where it is whole. A step has no slope: no gradient flows through it. */
export function floor(x: TensorLike): Tensor;
export function floor(input: TensorLike, ...rest: readonly unknown[]): Tensor {
  return stepwise("floor", Math.floor, input, rest);
}

/** The whole number above, or the number itself where it is whole. A step has no slope: no gradient flows through it. */
export function ceil(x: TensorLike): Tensor;
export function ceil(input: TensorLike, ...rest: readonly unknown[]): Tensor {
  return stepwise("ceil", Math.ceil, input, rest);
}

/**
 * The nearest whole number; from the middle the even one, as NumPy and PyTorch round (and not `Math.round`). A step has no
 * slope: no gradient flows through it.
 * @example tensor([0.5, 1.5, 2.4]).round().toArray() // [0, 2, 2]
 */
export function round(x: TensorLike): Tensor;
export function round(input: TensorLike, ...rest: readonly unknown[]): Tensor {
  return stepwise("round", toEven, input, rest);
}

const toEven = (value: number): number => {
  const below = Math.floor(value);
  const distance = value - below;
  return distance === 0.5 ? below + Math.abs(below % 2) : Math.round(value);
};

function stepwise(who: string, f: (value: number) => number, input: TensorLike, rest: readonly unknown[]): Tensor {
  const { backend: xp, array, shape, dtype } = only(who, input, rest);
  return new Tensor(xp.fromValues(xp.values(array).map(f), shape, dtype), xp);
}

/** Numbers below `low` become `low`, those above `high` become `high`; slope 1 where nothing was changed, else 0. */
export function clip(x: TensorLike, low: number, high: number): Tensor;
export function clip(input: TensorLike, low: number, high: number, ...rest: readonly unknown[]): Tensor {
  assertNoMore("clip", high, rest);
  const x = asTensor(input, undefined, "clip");
  const xp = x.backend;
  const u = x.array;
  for (const bound of [low, high])
    if (typeof bound !== "number" || Number.isNaN(bound))
      throw new TypeError(
        `clip expects two numbers as its bounds, but got ${describe(bound)}; maximum(x, low) and minimum(x, high) take tensors`,
      );
  if (low > high) throw new RangeError(`clip expects low ≤ high, but got ${low} and ${high}`);
  const constant = (value: number) => xp.full(value, [], x.dtype);
  const y = xp.binary("minimum", xp.binary("maximum", u, constant(low)), constant(high));
  return record("clip", y, [x], g => [xp.binary("mul", g, xp.binary("equal", u, y))]);
}

/** The one argument of a function. @throws RangeError for a second one, TypeError for what is not a number */
function only(who: string, input: TensorLike, rest: readonly unknown[]): Tensor {
  assertNoMore(who, input, rest);
  return asTensor(input, undefined, who);
}

/** g s, where nobody else reads s any more. */
function product(xp: Backend, g: NDArray, s: NDArray): NDArray {
  const result = xp.binary("mul", g, s);
  xp.free(s);
  return result;
}

const one = (xp: Backend, like: NDArray) => xp.full(1, [], like.dtype);
