// Sums: up to 32 numbers in float32, and those in float64.
import { loadSome } from "./simd";

/** [outer, n, inner] → [outer, inner]. @param room for `inner` float64 numbers */
export function sum(outer: i32, n: i32, inner: i32, a: usize, to: usize, room: usize): void {
  const row = <usize>(inner * 4);
  for (let o = 0; o < outer; o++) {
    if (inner == 1) store<f32>(to, <f32>sumRun(n, a));
    else {
      memory.fill(room, 0, <usize>(inner * 8));
      addSums(n, inner, a, row, room);
      roundSums(inner, room, to);
    }
    a += <usize>n * row;
    to += row;
  }
}

/** totals ← totals + the sum of `rows` rows of n numbers that lie `step` bytes apart; totals are float64. */
export function addSums(rows: i32, n: i32, from: usize, step: usize, totals: usize): void {
  for (; rows > 0; rows -= 32) {
    const some = min(rows, 32);
    let j = 0;
    for (; j + 16 <= n; j += 16) addLine(some, from + <usize>(j * 4), step, totals + <usize>(j * 8));
    for (; j < n; j += 4) {
      let x = f32x4.splat(0);
      for (let r = 0; r < some; r++) x = f32x4.add(x, loadSome(from + <usize>r * step + <usize>(j * 4), n - j));
      for (let i = j; i < min(j + 4, n); i++) {
        const to = totals + <usize>(i * 8);
        store<f64>(to, load<f64>(to) + <f64>f32x4.extract_lane(x, 0));
        x = v128.shuffle<i32>(x, x, 1, 2, 3, 0);
      }
    }
    from += <usize>some * step;
  }
}

/** The same for 16 columns, a line of the cache. */
function addLine(rows: i32, from: usize, step: usize, totals: usize): void {
  let x0 = f32x4.splat(0), x1 = f32x4.splat(0), x2 = f32x4.splat(0), x3 = f32x4.splat(0);
  for (let r = 0; r < rows; r++) {
    x0 = f32x4.add(x0, v128.load(from));
    x1 = f32x4.add(x1, v128.load(from, 16));
    x2 = f32x4.add(x2, v128.load(from, 32));
    x3 = f32x4.add(x3, v128.load(from, 48));
    from += step;
  }
  addFour(totals, x0);
  addFour(totals + 32, x1);
  addFour(totals + 64, x2);
  addFour(totals + 96, x3);
}

// @ts-ignore: decorator
@inline
function addFour(totals: usize, x: v128): void {
  v128.store(totals, f64x2.add(v128.load(totals), f64x2.promote_low_f32x4(x)));
  const high = f64x2.promote_low_f32x4(v128.shuffle<i64>(x, x, 1, 1));
  v128.store(totals, f64x2.add(v128.load(totals, 16), high), 16);
}

/** to ← totals, rounded to float32. */
export function roundSums(n: i32, totals: usize, to: usize): void {
  for (let i = 0; i < n; i++) store<f32>(to + <usize>(i * 4), <f32>load<f64>(totals + <usize>(i * 8)));
}

export function sumRun(n: i32, a: usize): f64 {
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  for (; n > 0; n -= 4) {
    const x = n >= 4 ? v128.load(a) : loadSome(a, n);
    s0 = f64x2.add(s0, f64x2.promote_low_f32x4(x));
    s1 = f64x2.add(s1, f64x2.promote_low_f32x4(v128.shuffle<i64>(x, x, 1, 1)));
    a += 16;
  }
  const s = f64x2.add(s0, s1);
  return f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1);
}
