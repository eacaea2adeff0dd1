// The distribution function Φ of the standard normal distribution, which GELU multiplies by.
import { expOfNegative } from "./functions";
import { madd, SIZE } from "./simd";

/**
 * erfc(z) eᶻ² (1 + 2z) as a polynomial of (z − K) / (z + K), highest power first; relatively within 2e-8 for z ≤ 10 (float32, K = 2),
 * 2e-17 for z ≤ 28 (float64, K = 4). The form is of M. Shepherd and J. Laframboise 1981, https://doi.org/10.1090/S0025-5718-1981-0595058-X
 */
const TAIL32 = memory.data<f32>([
  -0.00041006559418181387, -0.0012424589738562943, 0.0013205976826921868, 0.008643677639616388, -0.00806145480576164,
  -0.05420797094084218, 0.16405548412814738, -0.16603105984611866, -0.09276398767861997, 1.2769783878347882,
]);
const TAIL64 = memory.data<f64>([
  -1.7668021904964841e-9, -1.3529367067220971e-8, -7.764817952397257e-9, 1.1494863135062745e-7, 6.258721442256385e-8,
  -8.346789501461553e-7, 3.016107881318932e-7, 5.717563626689596e-6, -1.1225008755089552e-5, -2.4403036998954536e-5,
  0.00015062234674481447, -0.0001992555416162786, -0.000757773370277741, 0.005031969761432285, -0.0161977340542423,
  0.037167515561938515, -0.0663303658119996, 0.09373283499682628, -0.10103906603632913, 0.06809705425473639,
  0.015379652102620305, -0.1396211168405629, 1.2329951186255526,
]);
/** Limit of z; K; 1 / √2; −1/2; 1; 2; 1 / √(2π). */
const SCALES = memory.data<real>([
  sizeof<real>() == 8 ? 28 : 10, sizeof<real>() == 8 ? 4 : 2, 0.70710678118654752440, -0.5, 1, 2, 0.39894228040143267794,
]);

// @ts-ignore: decorator
@inline
function scale(i: usize): v128 {
  return v128.load_splat<real>(SCALES + i * sizeof<real>());
}
// @ts-ignore: decorator
@inline
function tail32(i: usize): v128 {
  return v128.load32_splat(TAIL32 + 4 * i);
}
// @ts-ignore: decorator
@inline
function tail64(i: usize): v128 {
  return v128.load64_splat(TAIL64 + 8 * i);
}

/** e^(−x²/2) */
// @ts-ignore: decorator
@inline
export function bellOf(x: v128): v128 {
  return expOfNegative(reals.mul(reals.mul(x, x), scale(3)));
}

/** The density of the distribution, from `bellOf`. */
// @ts-ignore: decorator
@inline
export function densityOf(bell: v128): v128 {
  return reals.mul(bell, scale(6));
}

/** Φ(x), from x and `bellOf(x)`; relatively exact also far below 0. */
// @ts-ignore: decorator
@inline
export function shareOf(x: v128, bell: v128): v128 {
  const z = reals.pmin(reals.mul(reals.abs(x), scale(2)), scale(0)); // NaN stays
  const q = reals.div(reals.sub(z, scale(1)), reals.add(z, scale(1)));
  const p = SIZE == 8 ? power22(q) : power9(q);
  const tail = reals.div(reals.mul(reals.mul(bell, p), reals.neg(scale(3))), madd(z, scale(5), scale(4)));
  return v128.bitselect(tail, reals.sub(scale(4), tail), reals.lt(x, reals.splat(0)));
}

// @ts-ignore: decorator
@inline
function power9(q: v128): v128 {
  let p = madd(tail32(0), q, tail32(1));
  p = madd(p, q, tail32(2));
  p = madd(p, q, tail32(3));
  p = madd(p, q, tail32(4));
  p = madd(p, q, tail32(5));
  p = madd(p, q, tail32(6));
  p = madd(p, q, tail32(7));
  p = madd(p, q, tail32(8));
  return madd(p, q, tail32(9));
}

// Even and odd powers apart: two sums that do not wait for each other.
// @ts-ignore: decorator
@inline
function power22(q: v128): v128 {
  const r = f64x2.mul(q, q);
  let even = madd(tail64(0), r, tail64(2));
  let odd = madd(tail64(1), r, tail64(3));
  even = madd(even, r, tail64(4));
  odd = madd(odd, r, tail64(5));
  even = madd(even, r, tail64(6));
  odd = madd(odd, r, tail64(7));
  even = madd(even, r, tail64(8));
  odd = madd(odd, r, tail64(9));
  even = madd(even, r, tail64(10));
  odd = madd(odd, r, tail64(11));
  even = madd(even, r, tail64(12));
  odd = madd(odd, r, tail64(13));
  even = madd(even, r, tail64(14));
  odd = madd(odd, r, tail64(15));
  even = madd(even, r, tail64(16));
  odd = madd(odd, r, tail64(17));
  even = madd(even, r, tail64(18));
  odd = madd(odd, r, tail64(19));
  even = madd(even, r, tail64(20));
  odd = madd(odd, r, tail64(21));
  even = madd(even, r, tail64(22));
  return madd(odd, q, even);
}
