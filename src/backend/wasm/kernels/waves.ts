// Sine and cosine of a vector of numbers: x = n π/2 + r, and a polynomial of r for the quarter of the circle that n says. Float32
// numbers are computed in float64, two and two. Coefficients are fdlibm's (Sun Microsystems 1993, https://www.netlib.org/fdlibm).
import { SIZE } from "./simd";

const WAVES = memory.data<f64>([
  6.36619772367581382433e-1, 6755399441055744, // 2/π; 1.5 · 2⁵², which rounds to a whole number in the low bits
  -1.57079632673412561417, -6.07710050630396597660e-11, -2.02226624871116645580e-21, // −π/2 in three parts
  1.58969099521155010221e-10, -2.50507602534068634195e-8, 2.75573137070700676789e-6, -1.98412698298579493134e-4,
  8.33333333332248946124e-3, -1.66666666666666324348e-1, // sine
  -1.13596475577881948265e-11, 2.08757232129817482790e-9, -2.75573143513906633035e-7, 2.48015872894767294178e-5,
  -1.38888888888741095749e-3, 4.16666666666666019037e-2, // cosine
]);

// @ts-ignore: decorator
@inline
function entry(i: usize): v128 {
  return v128.load64_splat(WAVES + 8 * i);
}

// @ts-ignore: decorator
@inline
function madd(a: v128, b: v128, c: v128): v128 {
  return f64x2.add(f64x2.mul(a, b), c);
}

/** sin(x + quarters · π/2) of two float64 numbers. */
// @ts-ignore: decorator
@inline
function near(x: v128, quarters: i64): v128 {
  const magic = entry(1);
  const bits = madd(x, entry(0), magic);
  const n = f64x2.sub(bits, magic);
  const r = madd(n, entry(4), madd(n, entry(3), madd(n, entry(2), x)));
  const z = f64x2.mul(r, r);
  let s = madd(entry(5), z, entry(6));
  s = madd(s, z, entry(7));
  s = madd(s, z, entry(8));
  s = madd(s, z, entry(9));
  s = madd(s, z, entry(10));
  s = madd(f64x2.mul(r, z), s, r);
  let c = madd(entry(11), z, entry(12));
  c = madd(c, z, entry(13));
  c = madd(c, z, entry(14));
  c = madd(c, z, entry(15));
  c = madd(c, z, entry(16));
  c = madd(f64x2.mul(z, z), c, f64x2.sub(f64x2.splat(1), f64x2.mul(f64x2.splat(0.5), z)));
  const quarter = i64x2.add(bits, i64x2.splat(quarters));
  const isOdd = i64x2.sub(i64x2.splat(0), v128.and(quarter, i64x2.splat(1)));
  return v128.xor(v128.bitselect(c, s, isOdd), i64x2.shl(v128.and(quarter, i64x2.splat(2)), 62));
}

/** Rare: beyond a million n times a part of π/2 is not exact any more. One by one. */
function far(x: v128, quarters: i64): v128 {
  const a = f64x2.extract_lane(x, 0);
  const b = f64x2.extract_lane(x, 1);
  const y = f64x2.splat(quarters ? Math.cos(a) : Math.sin(a));
  return f64x2.replace_lane(y, 1, quarters ? Math.cos(b) : Math.sin(b));
}

// @ts-ignore: decorator
@inline
function two(x: v128, quarters: i64): v128 {
  return v128.any_true(f64x2.gt(f64x2.abs(x), f64x2.splat(1e6))) ? far(x, quarters) : near(x, quarters);
}

// @ts-ignore: decorator
@inline
function waveOf(x: v128, quarters: i64): v128 {
  if (SIZE == 8) return two(x, quarters);
  const low = f32x4.demote_f64x2_zero(two(f64x2.promote_low_f32x4(x), quarters));
  const high = f32x4.demote_f64x2_zero(two(f64x2.promote_low_f32x4(v128.shuffle<i32>(x, x, 2, 3, 2, 3)), quarters));
  return v128.shuffle<i32>(low, high, 0, 1, 4, 5);
}

// @ts-ignore: decorator
@inline
export function sinOf(x: v128): v128 {
  return waveOf(x, 0);
}

// @ts-ignore: decorator
@inline
export function cosOf(x: v128): v128 {
  return waveOf(x, 1);
}
