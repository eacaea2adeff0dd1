// Normal numbers by Box and Muller's method, two pairs at a time. log, sin and cos are fdlibm's (Sun Microsystems 1993,
// https://www.netlib.org/fdlibm), which V8 has in JavaScript: each operation is rounded as there, so the numbers are the same to the bit.
import { philoxUnits } from "./philox";

/** Of each block two standard normal numbers, r cos a and r sin a. The rest is as in `philoxUnits`. */
export function philoxNormals(blocks: i32, first: i32, firstHigh: i32, k0: i32, k1: i32, to: usize): void {
  philoxUnits(blocks, first, firstHigh, k0, k1, to);
  for (; blocks > 0; blocks -= 2) {
    const x = v128.load(to);
    const y = v128.load(to, 16);
    const u = f64x2.sub(f64x2.splat(1), v128.shuffle<i64>(x, y, 0, 2));
    const radius = f64x2.sqrt(f64x2.mul(f64x2.splat(-2), log(u)));
    const angle = f64x2.mul(f64x2.splat(6.283185307179586), v128.shuffle<i64>(x, y, 1, 3));
    rotate(angle, radius, to);
    to += 32;
  }
}

const LN2_HIGH: f64 = 6.93147180369123816490e-1;
const LN2_LOW: f64 = 1.90821492927058770002e-10;

/** ln x for x of (0, 1] that are no subnormal numbers: x = 2ᵏ (1 + f), and three formulas by how near 1 + f is to 1 and to √2. */
// @ts-ignore: decorator
@inline
function log(x: v128): v128 {
  const whole = i64x2.shr_u(x, 52);
  const high = v128.and(i64x2.shr_u(x, 32), i64x2.splat(0xfffff));
  const carry = v128.and(i64x2.add(high, i64x2.splat(0x95f64)), i64x2.splat(0x100000));
  const exponent = i64x2.shl(v128.xor(carry, i64x2.splat(0x3ff00000)), 32);
  const f = f64x2.sub(v128.or(v128.and(x, i64x2.splat(0xfffffffffffff)), exponent), f64x2.splat(1));
  const bits = v128.or(i64x2.add(whole, i64x2.shr_u(carry, 20)), i64x2.splat(0x4330000000000000)); // 2⁵² + the exponent
  const k = f64x2.sub(bits, f64x2.splat(4503599627370496 + 1023));
  const s = f64x2.div(f, f64x2.add(f64x2.splat(2), f));
  const z = f64x2.mul(s, s);
  const w = f64x2.mul(z, z);
  let t1 = after(1.531383769920937332e-1, w, 2.222219843214978396e-1);
  t1 = f64x2.mul(w, next(t1, w, 3.999999999940941908e-1));
  let t2 = after(1.479819860511658591e-1, w, 1.818357216161805012e-1);
  t2 = next(t2, w, 2.857142874366239149e-1);
  t2 = f64x2.mul(z, next(t2, w, 6.666666666666735130e-1));
  const r = f64x2.add(t2, t1);
  const kHigh = f64x2.mul(k, f64x2.splat(LN2_HIGH));
  const kLow = f64x2.mul(k, f64x2.splat(LN2_LOW));
  const half = f64x2.mul(f64x2.mul(f64x2.splat(0.5), f), f);
  const far = f64x2.sub(half, f64x2.add(f64x2.mul(s, f64x2.add(half, r)), kLow));
  const near = f64x2.sub(f64x2.mul(s, f64x2.sub(f, r)), kLow);
  const square = f64x2.sub(f64x2.splat(0.5), f64x2.mul(f64x2.splat(0.33333333333333333), f));
  const nearest = f64x2.sub(f64x2.mul(f64x2.mul(f, f), square), kLow);
  const sides = v128.or(i64x2.sub(high, i64x2.splat(0x6147a)), i64x2.sub(i64x2.splat(0x6b851), high));
  const about1 = v128.and(i64x2.add(high, i64x2.splat(2)), i64x2.splat(0xfffff));
  let part = v128.bitselect(far, near, i64x2.gt_s(sides, i64x2.splat(0)));
  part = v128.bitselect(nearest, part, i64x2.lt_s(about1, i64x2.splat(3)));
  return f64x2.sub(kHigh, f64x2.sub(part, f));
}

/** a x + b. */
// @ts-ignore: decorator
@inline
function after(a: f64, x: v128, b: f64): v128 {
  return next(f64x2.splat(a), x, b);
}
// @ts-ignore: decorator
@inline
function next(a: v128, x: v128, b: f64): v128 {
  return f64x2.add(f64x2.splat(b), f64x2.mul(x, a));
}

/** Writes r cos a and r sin a, side by side, for a of [0, 2π). */
// @ts-ignore: decorator
@inline
function rotate(a: v128, r: v128, to: usize): void {
  // a = n π/2 + x, with y the rest of x that its bits do not hold; π/2 in parts.
  const high = i64x2.shr_u(a, 32);
  const first = i64x2.lt_s(high, i64x2.splat(0x3fe921fc)); // up to π/4
  const n = v128.andnot(f64x2.trunc(next(f64x2.splat(6.36619772367581382433e-1), a, 0.5)), first);
  const t = f64x2.sub(a, f64x2.mul(n, f64x2.splat(1.57079632673412561417)));
  const w1 = f64x2.mul(n, f64x2.splat(6.07710050650619224932e-11));
  // Where nearly all of it is taken away, with more bits of π/2.
  const w = f64x2.mul(n, f64x2.splat(6.07710050630396597660e-11));
  const t2 = f64x2.sub(t, w);
  const w2 = f64x2.sub(f64x2.mul(n, f64x2.splat(2.02226624879595063154e-21)), f64x2.sub(f64x2.sub(t, t2), w));
  const odd = v128.or(f64x2.eq(n, f64x2.splat(1)), f64x2.eq(n, f64x2.splat(3)));
  const multiple = v128.or(
    v128.or(i64x2.eq(high, i64x2.splat(0x3ff921fb)), i64x2.eq(high, i64x2.splat(0x400921fb))),
    v128.or(i64x2.eq(high, i64x2.splat(0x4012d97c)), i64x2.eq(high, i64x2.splat(0x401921fb))),
  );
  const from = v128.bitselect(t2, t, multiple);
  const less = v128.bitselect(w2, w1, multiple);
  const x = f64x2.sub(from, less);
  const y = f64x2.sub(f64x2.sub(from, x), less);
  const z = f64x2.mul(x, x);

  let p = after(1.58969099521155010221e-10, z, -2.50507602534068634195e-8);
  p = next(p, z, 2.75573137070700676789e-6);
  p = next(p, z, -1.98412698298579493134e-4);
  p = next(p, z, 8.33333333332248946124e-3);
  const v = f64x2.mul(z, x);
  const third = f64x2.splat(-1.66666666666666324348e-1);
  const alone = f64x2.add(x, f64x2.mul(v, f64x2.add(third, f64x2.mul(z, p))));
  const inner = f64x2.sub(f64x2.mul(z, f64x2.sub(f64x2.mul(f64x2.splat(0.5), y), f64x2.mul(v, p))), y);
  const withRest = f64x2.sub(x, f64x2.sub(inner, f64x2.mul(v, third)));
  const sine = v128.bitselect(alone, withRest, first);

  let q = after(-1.13596475577881948265e-11, z, 2.08757232129817482790e-9);
  q = next(q, z, -2.75573143513906633035e-7);
  q = next(q, z, 2.48015872894767294178e-5);
  q = next(q, z, -1.38888888888741095749e-3);
  q = f64x2.mul(z, next(q, z, 4.16666666666666019037e-2));
  const size = i64x2.shr_u(f64x2.abs(x), 32);
  const quarter = v128.bitselect(
    f64x2.splat(0.28125),
    i64x2.shl(i64x2.sub(size, i64x2.splat(0x200000)), 32),
    i64x2.gt_s(size, i64x2.splat(0x3fe90000)),
  );
  const off = v128.andnot(quarter, i64x2.lt_s(size, i64x2.splat(0x3fd33333)));
  const low = f64x2.sub(f64x2.sub(f64x2.mul(f64x2.splat(0.5), z), off), f64x2.sub(f64x2.mul(z, q), f64x2.mul(x, y)));
  const cosine = f64x2.sub(f64x2.sub(f64x2.splat(1), off), low);

  const minus = f64x2.splat(-0.0);
  const two = f64x2.eq(n, f64x2.splat(2));
  const cosSign = v128.and(minus, v128.or(two, f64x2.eq(n, f64x2.splat(1))));
  const sinSign = v128.and(minus, v128.or(two, f64x2.eq(n, f64x2.splat(3))));
  const c = f64x2.mul(r, v128.xor(v128.bitselect(sine, cosine, odd), cosSign));
  const s = f64x2.mul(r, v128.xor(v128.bitselect(cosine, sine, odd), sinSign));
  v128.store(to, v128.shuffle<i64>(c, s, 0, 2));
  v128.store(to, v128.shuffle<i64>(c, s, 1, 3), 16);
}
