// Functions of one tensor, number by number, each with its derivative.
import type { Backend, NDArray } from "../../backend/index.ts";
import { describe } from "../../options.ts";
import { asTensor, type TensorLike } from "../convert.ts";
import { constant, record } from "../record.ts";
import type { Tensor } from "../tensor.ts";
import { activated } from "./activations.ts";
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
  assertNoMore("relu", input, rest);
  return activated("relu", input, { name: "relu" });
}

/** ln(1 + eˣ), without overflow; slope σ(x). Also −ln σ(−x). */
export function softplus(x: TensorLike): Tensor;
export function softplus(input: TensorLike, ...rest: readonly unknown[]): Tensor {
  assertNoMore("softplus", input, rest);
  return activated("softplus", input, { name: "softplus" });
}

/** Absolute value; slope ±1, and 0 at 0. */
export function abs(x: TensorLike): Tensor;
export function abs(input: TensorLike, ...rest: readonly unknown[]): Tensor {
  assertNoMore("abs", input, rest);
  return activated("abs", input, { name: "abs" });
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
  const value = () => xp.unary("sin", u);
  return record("sin", value(), [x], g => [times(xp, g, xp.unary("cos", u))], value);
}

/** Cosine of an angle in radians; slope −sin x. */
export function cos(x: TensorLike): Tensor;
export function cos(input: TensorLike, ...rest: readonly unknown[]): Tensor {
  const x = only("cos", input, rest);
  const xp = x.backend;
  const u = x.array;
  const value = () => xp.unary("cos", u);
  const gradient = (g: NDArray) => {
    const sine = xp.unary("sin", u);
    const slope = xp.unary("neg", sine);
    xp.free(sine);
    return [times(xp, g, slope)];
  };
  return record("cos", value(), [x], gradient, value);
}

/** g · slope, where nobody else reads the slope. */
function times(xp: Backend, g: NDArray, slope: NDArray): NDArray {
  const product = xp.binary("mul", g, slope);
  xp.free(slope);
  return product;
}

/** 1 where x > 0, −1 where x < 0, 0 at 0; NaN stays NaN. A step has no slope: no gradient flows through it. */
export function sign(x: TensorLike): Tensor;
export function sign(input: TensorLike, ...rest: readonly unknown[]): Tensor {
  return stepwise("sign", input, rest);
}

/** The whole number below, or the number itself where it is whole. A step has no slope: no gradient flows through it. */
export function floor(x: TensorLike): Tensor;
export function floor(input: TensorLike, ...rest: readonly unknown[]): Tensor {
  return stepwise("floor", input, rest);
}

/** The whole number above, or the number itself where it is whole. A step has no slope: no gradient flows through it. */
export function ceil(x: TensorLike): Tensor;
export function ceil(input: TensorLike, ...rest: readonly unknown[]): Tensor {
  return stepwise("ceil", input, rest);
}

/**
 * The nearest whole number; from the middle the even one, as NumPy and PyTorch round (and not `Math.round`). A step has no
 * slope: no gradient flows through it.
 * @example tensor([0.5, 1.5, 2.4]).round().toArray() // [0, 2, 2]
 */
export function round(x: TensorLike): Tensor;
export function round(input: TensorLike, ...rest: readonly unknown[]): Tensor {
  return stepwise("round", input, rest);
}

function stepwise(who: "sign" | "floor" | "ceil" | "round", input: TensorLike, rest: readonly unknown[]): Tensor {
  const { backend: xp, array } = only(who, input, rest);
  return constant(xp, [array], () => xp.unary(who, array));
}

/** Numbers below `low` become `low`, those above `high` become `high`; slope 1 where nothing was changed, else 0. */
export function clip(x: TensorLike, low: number, high: number): Tensor;
export function clip(input: TensorLike, low: number, high: number, ...rest: readonly unknown[]): Tensor {
  assertNoMore("clip", high, rest);
  const x = asTensor(input, undefined, "clip");
  for (const bound of [low, high])
    if (typeof bound !== "number" || Number.isNaN(bound))
      throw new TypeError(
        `clip expects two numbers as its bounds, but got ${describe(bound)}; maximum(x, low) and minimum(x, high) take tensors`,
      );
  if (low > high) throw new RangeError(`clip expects low ≤ high, but got ${low} and ${high}`);
  return activated("clip", x, { name: "clip", parameters: [low, high] });
}

/** The one argument of a function. @throws RangeError for a second one, TypeError for what is not a number */
function only(who: string, input: TensorLike, rest: readonly unknown[]): Tensor {
  assertNoMore(who, input, rest);
  return asTensor(input, undefined, who);
}
