// tanh, sigmoid, exp and log of two float64 numbers, within some units in the last place. Constants come from memory, as in functions32.ts.
import { madd } from "./simd";

const EXP = memory.data<f64>([
  709.782712893384, -708.39641853226408, // limits
  1.4426950408889634, 6755399441055744, 6755399441056767, // 1 / ln 2; 1.5 · 2⁵², and 1023 more
  -0.693145751953125, -1.42860682030941723212e-6, // −ln 2 in two parts
  1.26177193074810590878e-4, 3.02994407707441961300e-2, 9.99999999999999999910e-1,
  3.00198505138664455042e-6, 2.52448340349684104192e-3, 2.27265548208155028766e-1, 2,
  -709, // e⁻⁷⁰⁹: n is −1023, and 2ⁿ is made 0
  700, // beyond it sigmoid is 1 in any case
]);
const ONE = memory.data<f64>([1]);
/**
 * T = tanh(r ln 2 / 2) = p / q for |r| ≤ ½, with p = r P(r²), q = Q(r²) and Q's first coefficient 1: the ratio whose greatest
 * relative error is least, 1e-17 (Remez's algorithm). Then 2ʳ = (q + p) / (q − p).
 */
const HALF_TANH = memory.data<f64>([
  0.02309440499804876, 20.201668567361764, 1513.8605079457823, // P
  233.17771792690394, 4368.0780948220545, // Q
]);
/** 2 / ln 2; beyond 20 tanh is 1 to the last bit; 1.5 · 2⁵², and 1022 more; the sign's bit. */
const TANH = memory.data<f64>([2.8853900817779268, 20, 6755399441056766, 0.5, -0.0]);
/** 1 / ln 2; limits; 1.5 · 2⁵², and 1023 more. */
const SIGMOID = memory.data<f64>([1.4426950408889634, 700, -700, 6755399441056767]);

/** Number i of a table, twice. */
// @ts-ignore: decorator
@inline
function entry(table: usize, i: usize): v128 {
  return v128.load64_splat(table + 8 * i);
}

/** x / ln 2, rounded to a whole number, which lies in the low bits: `magic` says which bits are added to it. */
// @ts-ignore: decorator
@inline
function rounded(x: v128, magic: v128): v128 {
  return madd(x, entry(EXP, 2), magic);
}

/** r = x − n ln 2; ln 2 in two parts, so that r keeps all its bits. */
// @ts-ignore: decorator
@inline
function rest(x: v128, n: v128): v128 {
  return madd(n, entry(EXP, 6), madd(n, entry(EXP, 5), x));
}

// Cephes's exp: eʳ = (q + p) / (q − p) with p = r P(r²), q = Q(r²).
// @ts-ignore: decorator
@inline
function oddPart(r: v128, r2: v128): v128 {
  return f64x2.mul(r, madd(madd(entry(EXP, 7), r2, entry(EXP, 8)), r2, entry(EXP, 9)));
}
// @ts-ignore: decorator
@inline
function evenPart(r2: v128): v128 {
  return madd(madd(madd(entry(EXP, 10), r2, entry(EXP, 11)), r2, entry(EXP, 12)), r2, entry(EXP, 13));
}

// Of tanh and sigmoid: p and q of `HALF_TANH`.
// @ts-ignore: decorator
@inline
function halfTanhTop(r: v128, r2: v128): v128 {
  const p = madd(madd(entry(HALF_TANH, 0), r2, entry(HALF_TANH, 1)), r2, entry(HALF_TANH, 2));
  return f64x2.mul(r, p);
}
// @ts-ignore: decorator
@inline
function halfTanhBottom(r2: v128): v128 {
  return madd(f64x2.add(r2, entry(HALF_TANH, 3)), r2, entry(HALF_TANH, 4));
}

/**
 * tanh x = (e²ˣ − 1) / (e²ˣ + 1) for x ≥ 0, and the sign. With e²ˣ = 2ⁿ (q + p) / (q − p) and m = (2ⁿ − 1) (q + p) / 2 it is
 * (m + p) / (m + q): one division, and near 0, where m is 0, nothing is lost. x / ln 2 is rounded once: that is an error
 * of half a unit in the last place at most, because x is small or tanh is flat.
 */
// @ts-ignore: decorator
@inline
export function tanh2(x: v128): v128 {
  const sign = v128.and(x, entry(TANH, 4));
  const t = f64x2.mul(f64x2.pmin(v128.xor(x, sign), entry(TANH, 1)), entry(TANH, 0));
  const magic = entry(TANH, 2);
  const bits = f64x2.add(t, magic);
  const r = f64x2.sub(t, f64x2.sub(bits, magic));
  const r2 = f64x2.mul(r, r);
  const p = halfTanhTop(r, r2);
  const q = halfTanhBottom(r2);
  const half = f64x2.sub(i64x2.shl(bits, 52), entry(TANH, 3)); // (2ⁿ − 1) / 2
  const m = f64x2.mul(half, f64x2.add(q, p));
  return v128.or(f64x2.div(f64x2.add(m, p), f64x2.add(m, q)), sign);
}

/** eˣ / (1 + eˣ), likewise; a number near 0 is absolutely exact, not relatively. */
// @ts-ignore: decorator
@inline
export function sigmoid2(x: v128): v128 {
  const t = f64x2.mul(f64x2.pmax(f64x2.pmin(x, entry(SIGMOID, 1)), entry(SIGMOID, 2)), entry(SIGMOID, 0));
  const magic = entry(SIGMOID, 3);
  const bits = f64x2.add(t, magic);
  const r = f64x2.sub(t, f64x2.sub(bits, magic));
  const r2 = f64x2.mul(r, r);
  const p = halfTanhTop(r, r2);
  const q = halfTanhBottom(r2);
  const e = f64x2.mul(i64x2.shl(bits, 52), f64x2.add(q, p));
  return f64x2.div(e, f64x2.add(e, f64x2.sub(q, p)));
}

/** The same, relatively exact also near 0; from −708.8 down 0. */
// @ts-ignore: decorator
@inline
export function exactSigmoid2(x: v128): v128 {
  const t = f64x2.pmax(f64x2.pmin(x, entry(EXP, 15)), entry(EXP, 14));
  const magic = entry(EXP, 4);
  const bits = rounded(t, magic);
  const r = rest(t, f64x2.sub(bits, magic));
  const r2 = f64x2.mul(r, r);
  const p = oddPart(r, r2);
  const q = evenPart(r2);
  const e = f64x2.mul(i64x2.shl(bits, 52), f64x2.add(q, p));
  return f64x2.div(e, f64x2.add(e, f64x2.sub(q, p)));
}

/** eˣ = 2ⁿ eʳ; below the normal numbers 0. */
// @ts-ignore: decorator
@inline
export function exp2(x: v128): v128 {
  const highest = entry(EXP, 0);
  const lowest = entry(EXP, 1);
  const t = f64x2.pmax(f64x2.pmin(x, highest), lowest);
  const magic = entry(EXP, 3);
  const bits = rounded(t, magic);
  const e = ofRest(rest(t, f64x2.sub(bits, magic)));
  const y = v128.andnot(i64x2.add(e, i64x2.shl(bits, 52)), f64x2.lt(x, lowest)); // n joins the exponent
  const special = v128.bitselect(f64x2.splat(Infinity), x, f64x2.gt(x, highest)); // NaN stays
  return v128.bitselect(y, special, f64x2.le(x, highest));
}

/** eˣ for x ≤ 0 (NaN stays); from −708.8 down 0. */
// @ts-ignore: decorator
@inline
export function expOfNegative2(x: v128): v128 {
  const t = f64x2.pmax(x, entry(EXP, 14));
  const magic = entry(EXP, 4);
  const bits = rounded(t, magic);
  const e = ofRest(rest(t, f64x2.sub(bits, magic)));
  return f64x2.mul(e, i64x2.shl(bits, 52));
}

/** eˣ − 1 for x ≤ 0 (NaN stays), relatively exact also near 0: 2ⁿ (eʳ − 1) + (2ⁿ − 1). */
// @ts-ignore: decorator
@inline
export function expm1OfNegative2(x: v128): v128 {
  const t = f64x2.pmax(x, entry(EXP, 14));
  const magic = entry(EXP, 4);
  const bits = rounded(t, magic);
  const r = rest(t, f64x2.sub(bits, magic));
  const p = oddPart(r, f64x2.mul(r, r));
  const half = f64x2.div(p, f64x2.sub(evenPart(f64x2.mul(r, r)), p));
  const power = i64x2.shl(bits, 52);
  return madd(f64x2.add(half, half), power, f64x2.sub(power, entry(ONE, 0)));
}

/** eʳ = 1 + 2 p / (q − p). */
// @ts-ignore: decorator
@inline
function ofRest(r: v128): v128 {
  const r2 = f64x2.mul(r, r);
  const p = oddPart(r, r2);
  const half = f64x2.div(p, f64x2.sub(evenPart(r2), p));
  return f64x2.add(entry(ONE, 0), f64x2.add(half, half));
}

const LOG = memory.data<f64>([
  1.01875663804580931796e-4, 4.97494994976747001425e-1, 4.70579119878881725854, 1.44989225341610930846e1,
  1.79368678507819816313e1, 7.70838733755885391666,
  1.12873587189167450590e1, 4.52279145837532221105e1, 8.29875266912776603211e1, 7.11544750618563894466e1,
  2.31251620126765340583e1,
]);

/** ln x: x = 2ᵉ m with m near 1, a ratio for ln m. Cephes's log. */
// @ts-ignore: decorator
@inline
export function log2(x: v128): v128 {
  // Subnormal numbers are scaled into the normal range first.
  const small = f64x2.lt(x, f64x2.splat(2.2250738585072014e-308));
  const scaled = v128.bitselect(f64x2.mul(x, f64x2.splat(18014398509481984)), x, small); // 2⁵⁴
  // A whole number in the low bits of 2⁵² is that number more.
  const whole = v128.or(i64x2.shr_u(scaled, 52), i64x2.splat(0x4330000000000000));
  let e = f64x2.sub(whole, f64x2.splat(4503599627370496 + 1022));
  e = f64x2.sub(e, v128.and(f64x2.splat(54), small));
  let m = v128.or(v128.and(scaled, i64x2.splat(0x000fffffffffffff)), f64x2.splat(0.5)); // [½, 1)
  const low = f64x2.lt(m, f64x2.splat(0.70710678118654752440));
  e = f64x2.sub(e, v128.and(f64x2.splat(1), low));
  m = f64x2.sub(f64x2.add(m, v128.and(m, low)), f64x2.splat(1));
  const z = f64x2.mul(m, m);
  let p = madd(entry(LOG, 0), m, entry(LOG, 1));
  p = madd(p, m, entry(LOG, 2));
  p = madd(p, m, entry(LOG, 3));
  p = madd(p, m, entry(LOG, 4));
  p = madd(p, m, entry(LOG, 5));
  let q = f64x2.add(m, entry(LOG, 6));
  q = madd(q, m, entry(LOG, 7));
  q = madd(q, m, entry(LOG, 8));
  q = madd(q, m, entry(LOG, 9));
  q = madd(q, m, entry(LOG, 10));
  let y = f64x2.mul(m, f64x2.div(f64x2.mul(z, p), q));
  y = madd(e, f64x2.splat(-2.121944400546905827679e-4), y);
  y = f64x2.add(m, madd(z, f64x2.splat(-0.5), y));
  y = madd(e, f64x2.splat(0.693359375), y);
  y = v128.bitselect(x, y, f64x2.eq(x, f64x2.splat(Infinity)));
  y = v128.bitselect(f64x2.splat(-Infinity), y, f64x2.eq(x, f64x2.splat(0)));
  return v128.or(y, v128.not(f64x2.ge(x, f64x2.splat(0)))); // all bits set is NaN: below 0, or NaN already
}
