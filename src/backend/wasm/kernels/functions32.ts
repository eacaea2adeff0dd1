// tanh, sigmoid, exp and log of four float32 numbers. What is left over is a vector, too, filled up (simd.ts), so that a size that
// is no multiple of four gives the same bits.
import { madd } from "./simd";

// Constants come from memory: V8 makes one that stands in the code anew each time with several instructions, and a loop
// over gates becomes a third slower.
const TANH = memory.data<f32>([
  7.90531110763549805, -7.90531110763549805, // limits
  -2.76076847742355e-16, 2.00018790482477e-13, -8.60467152213735e-11, 5.12229709037114e-8, 1.48572235717979e-5,
  6.37261928875436e-4, 4.89352455891786e-3,
  1.19825839466702e-6, 1.18534705686654e-4, 2.268434632439e-3, 4.89352518554385e-3,
]);
const EXP = memory.data<f32>([
  88.72283, -87.33654, // limits
  1.44269504088896341, 12582912, 12583039, // 1 / ln 2; 1.5 · 2²³, and 127 more
  -0.693359375, 2.12194440e-4, // −ln 2 in two parts
  1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1,
  -88, // e⁻⁸⁸: n is −127, and 2ⁿ is made 0
]);
const HALF = memory.data<f32>([0.5]);
/** Only the sign's bit is set. */
const SIGN = memory.data<f32>([-0.0]);

/** Number i of a table, four times. */
// @ts-ignore: decorator
@inline
function entry(table: usize, i: usize): v128 {
  return v128.load32_splat(table + 4 * i);
}

const ONE = memory.data<f32>([1]);

// @ts-ignore: decorator
@inline
function ones(): v128 {
  return v128.load32_splat(ONE);
}

/**
 * tanh as a ratio of two polynomials, within 4 units in the last place: Eigen's coefficients (MathFunctionsImpl.h).
 * `pmin` and `pmax` let NaN through, and are one instruction where `min` and `max` are many.
 */
// @ts-ignore: decorator
@inline
export function tanh4(x: v128): v128 {
  const t = f32x4.pmax(f32x4.pmin(x, entry(TANH, 0)), entry(TANH, 1));
  const t2 = f32x4.mul(t, t);
  let p = madd(entry(TANH, 2), t2, entry(TANH, 3));
  p = madd(p, t2, entry(TANH, 4));
  p = madd(p, t2, entry(TANH, 5));
  p = madd(p, t2, entry(TANH, 6));
  p = madd(p, t2, entry(TANH, 7));
  p = madd(p, t2, entry(TANH, 8));
  let q = madd(entry(TANH, 9), t2, entry(TANH, 10));
  q = madd(q, t2, entry(TANH, 11));
  q = madd(q, t2, entry(TANH, 12));
  return f32x4.div(f32x4.mul(p, t), q);
}

/** σ(x) = ½ + ½ tanh(x/2): no overflow, and absolutely exact to a unit in the last place of 1. For gates. */
// @ts-ignore: decorator
@inline
export function sigmoid4(x: v128): v128 {
  const half = entry(HALF, 0);
  return madd(half, tanh4(f32x4.mul(x, half)), half);
}

/** eʳ − 1 for |r| ≤ ½ ln 2. */
// @ts-ignore: decorator
@inline
function expm1Near(r: v128): v128 {
  let p = madd(entry(EXP, 7), r, entry(EXP, 8));
  p = madd(p, r, entry(EXP, 9));
  p = madd(p, r, entry(EXP, 10));
  p = madd(p, r, entry(EXP, 11));
  p = madd(p, r, entry(EXP, 12));
  return madd(f32x4.mul(p, r), r, r);
}

/**
 * eˣ: x = n ln 2 + r, a polynomial for eʳ, and n added to its exponent bits. Cephes's expf, within 2 units in the last
 * place; below the normal numbers 0.
 */
// @ts-ignore: decorator
@inline
export function exp4(x: v128): v128 {
  const highest = entry(EXP, 0);
  const lowest = entry(EXP, 1);
  const t = f32x4.pmax(f32x4.pmin(x, highest), lowest);
  // Adding 1.5 · 2²³ rounds to a whole number, which then lies in the low bits.
  const magic = entry(EXP, 3);
  const rounded = madd(t, entry(EXP, 2), magic);
  const n = f32x4.sub(rounded, magic);
  // ln 2 in two parts, so that r keeps all its bits
  const r = madd(n, entry(EXP, 6), madd(n, entry(EXP, 5), t));
  const p = f32x4.add(expm1Near(r), ones());
  const y = v128.andnot(i32x4.add(p, i32x4.shl(rounded, 23)), f32x4.lt(x, lowest));
  const special = v128.bitselect(f32x4.splat(Infinity), x, f32x4.gt(x, highest)); // NaN stays
  return v128.bitselect(y, special, f32x4.le(x, highest));
}

/**
 * eˣ for x ≤ 0 (NaN stays): as `exp4`, without what only larger numbers need. 2ⁿ is made as a float and multiplied, so
 * that NaN passes; the constant that rounds holds its exponent's bias too. From −87.7 down it is 0.
 */
// @ts-ignore: decorator
@inline
export function expOfNegative4(x: v128): v128 {
  const t = f32x4.pmax(x, entry(EXP, 13));
  const magic = entry(EXP, 4);
  const rounded = madd(t, entry(EXP, 2), magic);
  const n = f32x4.sub(rounded, magic);
  const r = madd(n, entry(EXP, 6), madd(n, entry(EXP, 5), t));
  const p = f32x4.add(expm1Near(r), ones());
  return f32x4.mul(p, i32x4.shl(rounded, 23));
}

/** As `exp4`, to the bit, for x ≤ 0 (NaN stays). */
// @ts-ignore: decorator
@inline
export function sameExpOfNegative4(x: v128): v128 {
  return v128.andnot(expOfNegative4(x), f32x4.lt(x, entry(EXP, 1)));
}

/** eˣ − 1 for x ≤ 0 (NaN stays), relatively exact also near 0: 2ⁿ (eʳ − 1) + (2ⁿ − 1). */
// @ts-ignore: decorator
@inline
export function expm1OfNegative4(x: v128): v128 {
  const t = f32x4.pmax(x, entry(EXP, 13));
  const magic = entry(EXP, 4);
  const rounded = madd(t, entry(EXP, 2), magic);
  const n = f32x4.sub(rounded, magic);
  const r = madd(n, entry(EXP, 6), madd(n, entry(EXP, 5), t));
  const p = expm1Near(r);
  const power = i32x4.shl(rounded, 23);
  return madd(p, power, f32x4.sub(power, ones()));
}

/** 1 / (1 + e⁻ˣ), relatively exact also near 0. */
// @ts-ignore: decorator
@inline
export function exactSigmoid4(x: v128): v128 {
  const one = ones();
  const e = expOfNegative4(v128.or(x, entry(SIGN, 0))); // of −|x|, so it never overflows
  const top = f32x4.pmax(e, v128.and(one, f32x4.ge(x, f32x4.splat(0)))); // 1 for x ≥ 0, since e ≤ 1; NaN stays
  return f32x4.div(top, f32x4.add(one, e));
}

/** ln x: x = 2ᵉ m with m near 1, a polynomial for ln m. Cephes's logf. */
// @ts-ignore: decorator
@inline
export function log4(x: v128): v128 {
  // Subnormal numbers are scaled into the normal range first.
  const small = f32x4.lt(x, f32x4.splat(1.17549435e-38));
  const scaled = v128.bitselect(f32x4.mul(x, f32x4.splat(8388608)), x, small);
  const exponent = i32x4.sub(i32x4.shr_u(scaled, 23), i32x4.splat(126));
  let e = f32x4.sub(f32x4.convert_i32x4_s(exponent), v128.and(f32x4.splat(23), small));
  let m = v128.or(v128.and(scaled, i32x4.splat(0x007fffff)), f32x4.splat(0.5)); // [½, 1)
  const low = f32x4.lt(m, f32x4.splat(0.707106781186547524));
  e = f32x4.sub(e, v128.and(f32x4.splat(1), low));
  m = f32x4.sub(f32x4.add(m, v128.and(m, low)), f32x4.splat(1));
  const z = f32x4.mul(m, m);
  let p = madd(f32x4.splat(7.0376836292e-2), m, f32x4.splat(-1.1514610310e-1));
  p = madd(p, m, f32x4.splat(1.1676998740e-1));
  p = madd(p, m, f32x4.splat(-1.2420140846e-1));
  p = madd(p, m, f32x4.splat(1.4249322787e-1));
  p = madd(p, m, f32x4.splat(-1.6668057665e-1));
  p = madd(p, m, f32x4.splat(2.0000714765e-1));
  p = madd(p, m, f32x4.splat(-2.4999993993e-1));
  p = madd(p, m, f32x4.splat(3.3333331174e-1));
  let y = f32x4.mul(f32x4.mul(m, z), p);
  y = madd(e, f32x4.splat(-2.12194440e-4), y);
  y = f32x4.add(m, madd(z, f32x4.splat(-0.5), y));
  y = madd(e, f32x4.splat(0.693359375), y);
  y = v128.bitselect(x, y, f32x4.eq(x, f32x4.splat(Infinity)));
  y = v128.bitselect(f32x4.splat(-Infinity), y, f32x4.eq(x, f32x4.splat(0)));
  return v128.or(y, v128.not(f32x4.ge(x, f32x4.splat(0)))); // all bits set is NaN: below 0, or NaN already
}
