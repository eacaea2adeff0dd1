// Philox4x32-10, four blocks at a time; philox.ts of the backend has its source, and the same numbers one by one.

/** What counters are multiplied by, and what is added to the key after each round. */
const M0: i64 = 0xd2511f53;
const M1: i64 = 0xcd9e8d57;
const W0: i32 = 0x9e3779b9;
const W1: i32 = 0xbb67ae85;
const rounds: i32 = 10;

/**
 * Float64 numbers from [0, 1), two of each of the blocks from `first` on, whose upper 32 bits are `firstHigh`. @param to room for the
 * numbers of `blocks`, rounded up to eight
 */
export function philoxUnits(blocks: i32, first: i32, firstHigh: i32, k0: i32, k1: i32, to: usize): void {
  const zero = i32x4.splat(0);
  let high = i32x4.splat(firstHigh);
  for (; blocks > 0; blocks -= 4) {
    const start = i32x4.splat(first);
    let c0 = i32x4.add(start, i32x4(0, 1, 2, 3));
    let c1 = i32x4.sub(high, i32x4.lt_u(c0, start)); // where the lower bits begin anew
    let c2 = zero;
    let c3 = zero;
    let key0 = k0;
    let key1 = k1;
    for (let round = 0; round < rounds; round++) {
      const low0 = i64x2.extmul_low_i32x4_u(c0, i32x4.splat(<i32>M0));
      const high0 = i64x2.extmul_high_i32x4_u(c0, i32x4.splat(<i32>M0));
      const low1 = i64x2.extmul_low_i32x4_u(c2, i32x4.splat(<i32>M1));
      const high1 = i64x2.extmul_high_i32x4_u(c2, i32x4.splat(<i32>M1));
      c0 = v128.xor(v128.xor(v128.shuffle<i32>(low1, high1, 1, 3, 5, 7), c1), i32x4.splat(key0));
      c1 = v128.shuffle<i32>(low1, high1, 0, 2, 4, 6);
      c2 = v128.xor(v128.xor(v128.shuffle<i32>(low0, high0, 1, 3, 5, 7), c3), i32x4.splat(key1));
      c3 = v128.shuffle<i32>(low0, high0, 0, 2, 4, 6);
      key0 += W0;
      key1 += W1;
    }
    const a0 = unitsOf(c0, c1);
    const b0 = unitsOf(c2, c3);
    const a1 = unitsOf(upper(c0), upper(c1));
    const b1 = unitsOf(upper(c2), upper(c3));
    v128.store(to, v128.shuffle<i64>(a0, b0, 0, 2));
    v128.store(to, v128.shuffle<i64>(a0, b0, 1, 3), 16);
    v128.store(to, v128.shuffle<i64>(a1, b1, 0, 2), 32);
    v128.store(to, v128.shuffle<i64>(a1, b1, 1, 3), 48);
    to += 64;
    if (<u32>first > <u32>(first + 4)) high = i32x4.add(high, i32x4.splat(1));
    first += 4;
  }
}

// @ts-ignore: decorator
@inline
function upper(x: v128): v128 {
  return v128.shuffle<i64>(x, x, 1, 0);
}

/** Of the lower two words of each: 27 bits of the first and 26 of the second. */
// @ts-ignore: decorator
@inline
function unitsOf(first: v128, second: v128): v128 {
  const a = f64x2.convert_low_i32x4_s(i32x4.shr_u(first, 5));
  const b = f64x2.convert_low_i32x4_s(i32x4.shr_u(second, 6));
  return f64x2.mul(f64x2.add(f64x2.mul(a, f64x2.splat(67108864)), b), f64x2.splat(1.1102230246251565e-16)); // 2⁻⁵³
}
