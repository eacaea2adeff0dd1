// tanh, sigmoid, exp and log of a vector of numbers, whatever numbers are here.
import { exactSigmoid4, exp4, expm1OfNegative4, expOfNegative4, log4, sameExpOfNegative4, sigmoid4, tanh4 } from "./functions32";
import { exactSigmoid2, exp2, expm1OfNegative2, expOfNegative2, log2, sigmoid2, tanh2 } from "./functions64";
import { SIZE } from "./simd";

const ONE = memory.data<real>([1]);

// @ts-ignore: decorator
@inline
export function ones(): v128 {
  return v128.load_splat<real>(ONE);
}

// @ts-ignore: decorator
@inline
export function tanhOf(x: v128): v128 {
  return SIZE == 8 ? tanh2(x) : tanh4(x);
}

/** For gates: no overflow, and exact to some units in the last place of 1. */
// @ts-ignore: decorator
@inline
export function sigmoidOf(x: v128): v128 {
  return SIZE == 8 ? sigmoid2(x) : sigmoid4(x);
}

/** Relatively exact also near 0, where a logarithm may be taken of it. */
// @ts-ignore: decorator
@inline
export function exactSigmoidOf(x: v128): v128 {
  return SIZE == 8 ? exactSigmoid2(x) : exactSigmoid4(x);
}

// @ts-ignore: decorator
@inline
export function expOf(x: v128): v128 {
  return SIZE == 8 ? exp2(x) : exp4(x);
}

/** For x ≤ 0 (NaN stays). */
// @ts-ignore: decorator
@inline
export function expOfNegative(x: v128): v128 {
  return SIZE == 8 ? expOfNegative2(x) : expOfNegative4(x);
}

/** As `expOf`, to the bit, for x ≤ 0 (NaN stays). */
// @ts-ignore: decorator
@inline
export function sameExpOfNegative(x: v128): v128 {
  return SIZE == 8 ? exp2(x) : sameExpOfNegative4(x);
}

/** eˣ − 1 for x ≤ 0 (NaN stays), relatively exact also near 0. */
// @ts-ignore: decorator
@inline
export function expm1OfNegative(x: v128): v128 {
  return SIZE == 8 ? expm1OfNegative2(x) : expm1OfNegative4(x);
}

// @ts-ignore: decorator
@inline
export function logOf(x: v128): v128 {
  return SIZE == 8 ? log2(x) : log4(x);
}
