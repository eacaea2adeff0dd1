// Activation functions of a vector of numbers, and what a gradient becomes on its way back through them.
import { exactSigmoidOf, expm1OfNegative, expOfNegative, logOf, ones } from "./functions";
import { bellOf, densityOf, shareOf } from "./normal";
import { madd } from "./simd";

/** −0, whose only bit is the sign; 6; 1/2; 3; −3; 2 √(2/π); its product with 0.044715, and with 3 · 0.044715. */
const NUMBERS = memory.data<real>([
  -0.0, 6, 0.5, 3, -3, 1.59576912160573071176, 0.07135481627260025, 0.21406444881780075,
]);

// @ts-ignore: decorator
@inline
function number(i: usize): v128 {
  return v128.load_splat<real>(NUMBERS + i * sizeof<real>());
}

/** f(x), with parameters p and q. */
// @ts-ignore: decorator
@inline
export function apply(operation: i32, x: v128, p: v128, q: v128): v128 {
  const zero = reals.splat(0);
  if (operation == 0) return reals.max(x, zero); // NaN stays NaN
  if (operation == 1) return reals.abs(x);
  if (operation == 2) return reals.min(reals.max(x, p), q);
  if (operation == 3) return reals.pmax(reals.pmin(reals.add(reals.div(x, number(1)), number(2)), ones()), zero);
  if (operation == 4) return v128.bitselect(x, reals.mul(p, x), reals.gt(x, zero));
  if (operation == 5) {
    const below = reals.mul(q, expm1OfNegative(reals.pmin(x, zero)));
    return v128.bitselect(reals.mul(p, x), below, reals.gt(x, zero));
  }
  if (operation == 6) return reals.add(reals.max(x, zero), logOfOneAnd(expOfNegative(v128.or(x, number(0)))));
  if (operation == 7) return part(x, exactSigmoidOf(x));
  if (operation == 8) return part(x, shareOf(x, bellOf(x)));
  if (operation == 9) return part(x, exactSigmoidOf(inGelu(x)));
  if (operation == 10) return reals.mul(x, x);
  const size = reals.abs(x);
  const near = reals.min(size, p);
  return reals.mul(near, reals.sub(size, reals.mul(near, number(2))));
}

/** g f′(x) */
// @ts-ignore: decorator
@inline
export function timesSlope(operation: i32, g: v128, x: v128, p: v128, q: v128): v128 {
  if (operation == 10) {
    const product = reals.mul(g, x);
    return reals.add(product, product);
  }
  return reals.mul(g, slope(operation, x, p, q));
}

// @ts-ignore: decorator
@inline
function slope(operation: i32, x: v128, p: v128, q: v128): v128 {
  const zero = reals.splat(0);
  const one = ones();
  if (operation == 0) return v128.bitselect(x, v128.and(reals.gt(x, zero), one), reals.ne(x, x)); // NaN stays NaN
  if (operation == 1) return signOf(x);
  if (operation == 2) return v128.and(v128.and(reals.ge(x, p), reals.le(x, q)), one);
  if (operation == 3)
    return v128.andnot(reals.div(one, number(1)), v128.or(reals.le(x, number(4)), reals.ge(x, number(3))));
  if (operation == 4) return v128.bitselect(one, p, reals.gt(x, zero));
  if (operation == 5) return v128.bitselect(p, reals.mul(q, expOfNegative(reals.pmin(x, zero))), reals.gt(x, zero));
  if (operation == 6) return exactSigmoidOf(x);
  if (operation == 7) {
    const s = exactSigmoidOf(x);
    return reals.add(s, part(x, reals.mul(s, reals.sub(one, s))));
  }
  if (operation == 8) {
    const bell = bellOf(x);
    return reals.add(shareOf(x, bell), part(x, densityOf(bell)));
  }
  if (operation == 11) return reals.min(reals.max(x, reals.neg(p)), p);
  const s = exactSigmoidOf(inGelu(x));
  const inner = madd(reals.mul(x, x), number(7), number(5));
  return reals.add(s, part(reals.mul(x, inner), reals.mul(s, reals.sub(one, s))));
}

/** 1, −1 or 0; NaN stays NaN. */
// @ts-ignore: decorator
@inline
export function signOf(x: v128): v128 {
  const zero = reals.splat(0);
  const one = ones();
  const sign = reals.sub(v128.and(reals.gt(x, zero), one), v128.and(reals.lt(x, zero), one));
  return v128.bitselect(x, sign, reals.ne(x, x));
}

/** x s, and 0 where s is 0, also of infinite x. */
// @ts-ignore: decorator
@inline
function part(x: v128, s: v128): v128 {
  return v128.and(reals.mul(x, s), reals.ne(s, reals.splat(0)));
}

/** 2 √(2/π) (x + 0.044715 x³): with it (1 + tanh) / 2 is the logistic function. */
// @ts-ignore: decorator
@inline
function inGelu(x: v128): v128 {
  return reals.mul(x, madd(reals.mul(x, x), number(6), number(5)));
}

/**
 * ln(1 + s) for 0 ≤ s ≤ 1, to the last digits also of what 1 + s rounds away: s ln(w) / (w − 1) with w = 1 + s rounded.
 * D. Goldberg 1991, theorem 4, https://doi.org/10.1145/103162.103163
 */
// @ts-ignore: decorator
@inline
function logOfOneAnd(s: v128): v128 {
  const one = ones();
  const w = reals.add(s, one);
  const more = reals.sub(w, one);
  const lost = v128.and(reals.eq(more, reals.splat(0)), one); // all of s: then the logarithm is s
  return reals.mul(s, reals.div(reals.add(logOf(w), lost), reals.add(more, lost)));
}
