// The few vector helpers that all kernels share; here the plain and the relaxed build differ, and numbers of four bytes and of eight.

// The build says what numbers are: `real` is f32 or f64, and `reals` is a vector of them, f32x4 or f64x2.
/** Bytes of a number. */
export const SIZE: i32 = <i32>sizeof<real>();
/** Numbers of a vector. */
export const LANES: i32 = 16 / SIZE;

/** Rows of a register tile; see tiles.ts. */
export const MR: i32 = ASC_FEATURE_RELAXED_SIMD ? 6 : 4;

/** a b + c: rounded once in the relaxed build where the processor can, twice in the plain one, which is the same everywhere. */
// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return reals.relaxed_madd(a, b, c);
  return reals.add(reals.mul(a, b), c);
}

/** float32: the least number that stays, and all bits but the sign's. float64: 2⁵³ times the least number that stays. */
const TINY = memory.data<real>([sizeof<real>() == 8 ? <real>1e-274 : <real>1e-30]);
const NO_SIGN = memory.data<u32>([0x7fffffff]);

/**
 * |x| < 1e-30 (float64: 1e-290) becomes 0, NaN stays. WebAssembly cannot flush subnormals, and they are a hundred times slower.
 * A float64 that is added to 1e-274 and taken away again loses what lies below 1e-290, and nothing from 1e-257 on.
 */
// @ts-ignore: decorator
@inline
export function flush(x: v128): v128 {
  const tiny = v128.load_splat<real>(TINY);
  if (SIZE == 8) return reals.sub(reals.add(x, tiny), tiny);
  return v128.andnot(x, reals.lt(v128.and(x, v128.load32_splat(NO_SIGN)), tiny));
}

/** The sum of a vector's numbers. */
// @ts-ignore: decorator
@inline
export function sumLanes(x: v128): real {
  if (SIZE == 8) return reals.extract_lane(x, 0) + reals.extract_lane(x, 1);
  return reals.extract_lane(x, 0) + reals.extract_lane(x, 1) + (reals.extract_lane(x, 2) + reals.extract_lane(x, 3));
}

/** 0, 1, … */
// @ts-ignore: decorator
@inline
export function laneNumbers(): v128 {
  return SIZE == 8 ? f64x2(0, 1) : f32x4(0, 1, 2, 3);
}

/** All bits of the first n lanes. */
// @ts-ignore: decorator
@inline
export function firstLanes(n: i32): v128 {
  return reals.lt(laneNumbers(), reals.splat(<real>n));
}

/** The numbers of each half of a vector change places; where a half is one number, all stays. */
// @ts-ignore: decorator
@inline
export function neighbors(x: v128): v128 {
  return SIZE == 8 ? x : v128.shuffle<i32>(x, x, 1, 0, 3, 2);
}

/** The first n numbers of a vector (1 or more), zeros after them. */
export function loadSome(from: usize, n: i32): v128 {
  if (n >= LANES) return v128.load(from);
  if (SIZE == 8) return v128.load64_zero(from);
  if (n == 3) return v128.load32_lane(from, v128.load64_zero(from), 2, 8);
  return n == 2 ? v128.load64_zero(from) : v128.load32_zero(from);
}

/** Stores the first n numbers (1 or more). */
export function storeSome(to: usize, x: v128, n: i32): void {
  if (n >= LANES) v128.store(to, x);
  else if (SIZE == 8) v128.store64_lane(to, x, 0);
  else {
    if (n == 1) v128.store32_lane(to, x, 0);
    else v128.store64_lane(to, x, 0);
    if (n == 3) v128.store32_lane(to, x, 2, 8);
  }
}
