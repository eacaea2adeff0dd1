// The few vector helpers that all kernels share; here the plain and the relaxed build differ.

/** Rows of a register tile; see tiles.ts. */
export const MR: i32 = ASC_FEATURE_RELAXED_SIMD ? 6 : 4;

/** a b + c: rounded once in the relaxed build where the processor can, twice in the plain one, which is the same everywhere. */
// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

const TINY = memory.data<f32>([1e-30]);

/** |x| < 1e-30 becomes 0, NaN stays. WebAssembly cannot flush subnormals, and they are a hundred times slower. */
// @ts-ignore: decorator
@inline
export function flush(x: v128): v128 {
  return v128.andnot(x, f32x4.lt(f32x4.abs(x), v128.load32_splat(TINY)));
}

/** The sum of the four numbers. */
// @ts-ignore: decorator
@inline
export function sumLanes(x: v128): f32 {
  return f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 1) + (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3));
}

/** The first n numbers (1 to 4), zeros after them. */
export function loadSome(from: usize, n: i32): v128 {
  if (n >= 4) return v128.load(from);
  if (n == 3) return v128.load32_lane(from, v128.load64_zero(from), 2, 8);
  return n == 2 ? v128.load64_zero(from) : v128.load32_zero(from);
}

/** Stores the first n numbers (1 to 4). */
export function storeSome(to: usize, x: v128, n: i32): void {
  if (n >= 4) v128.store(to, x);
  else {
    if (n == 1) v128.store32_lane(to, x, 0);
    else v128.store64_lane(to, x, 0);
    if (n == 3) v128.store32_lane(to, x, 2, 8);
  }
}
