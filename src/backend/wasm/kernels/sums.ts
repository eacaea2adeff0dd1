// Sums: up to 32 numbers as they are, and those in float64.
import { firstLanes, LANES, loadSome, SIZE } from "./simd";

/** [outer, n, inner] → [outer, inner]. @param room for `inner` float64 numbers */
export function sum(outer: i32, n: i32, inner: i32, a: usize, to: usize, room: usize): void {
  const row = <usize>(inner * SIZE);
  for (let o = 0; o < outer; o++) {
    if (inner == 1) store<real>(to, <real>sumRun(n, a));
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
    for (; j + 4 * LANES <= n; j += 4 * LANES) addLine(some, from + <usize>(j * SIZE), step, totals + <usize>(j * 8));
    for (; j < n; j += LANES) {
      let x = reals.splat(0);
      for (let r = 0; r < some; r++) x = reals.add(x, loadSome(from + <usize>r * step + <usize>(j * SIZE), n - j));
      for (let i = j; i < min(j + LANES, n); i++) {
        const to = totals + <usize>(i * 8);
        store<f64>(to, load<f64>(to) + <f64>reals.extract_lane(x, 0));
        x = SIZE == 8 ? v128.shuffle<i64>(x, x, 1, 0) : v128.shuffle<i32>(x, x, 1, 2, 3, 0);
      }
    }
    from += <usize>some * step;
  }
}

/** The same for four vectors side by side, a line of the cache. */
function addLine(rows: i32, from: usize, step: usize, totals: usize): void {
  let x0 = reals.splat(0), x1 = reals.splat(0), x2 = reals.splat(0), x3 = reals.splat(0);
  for (let r = 0; r < rows; r++) {
    x0 = reals.add(x0, v128.load(from));
    x1 = reals.add(x1, v128.load(from, 16));
    x2 = reals.add(x2, v128.load(from, 32));
    x3 = reals.add(x3, v128.load(from, 48));
    from += step;
  }
  const bytes = <usize>(8 * LANES);
  addVector(totals, x0);
  addVector(totals + bytes, x1);
  addVector(totals + 2 * bytes, x2);
  addVector(totals + 3 * bytes, x3);
}

// @ts-ignore: decorator
@inline
function addVector(totals: usize, x: v128): void {
  if (SIZE == 8) v128.store(totals, f64x2.add(v128.load(totals), x));
  else {
    v128.store(totals, f64x2.add(v128.load(totals), f64x2.promote_low_f32x4(x)));
    const high = f64x2.promote_low_f32x4(v128.shuffle<i64>(x, x, 1, 1));
    v128.store(totals, f64x2.add(v128.load(totals, 16), high), 16);
  }
}

/** to ← totals, rounded to what numbers are here. */
export function roundSums(n: i32, totals: usize, to: usize): void {
  for (let i = 0; i < n; i++) store<real>(to + <usize>(i * SIZE), <real>load<f64>(totals + <usize>(i * 8)));
}

/** Of n numbers. */
export function sumRun(n: i32, a: usize): f64 {
  return summed(0, n, a, a, 0);
}

/** Of n products a b. */
export function sumProducts(n: i32, a: usize, b: usize): f64 {
  return summed(1, n, a, b, 0);
}

/** Of n squares (a − mean)². */
export function sumSquares(n: i32, a: usize, mean: real): f64 {
  return summed(2, n, a, a, mean);
}

/** Each product is rounded as a number is, then summed. */
// @ts-ignore: decorator
@inline
function summed(what: i32, n: i32, a: usize, b: usize, mean: real): f64 {
  const shift = reals.splat(mean);
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  if (SIZE == 8)
    for (; n >= 4; n -= 4) {
      s0 = f64x2.add(s0, term(what, v128.load(a), v128.load(b), shift));
      s1 = f64x2.add(s1, term(what, v128.load(a, 16), v128.load(b, 16), shift));
      a += 32;
      b += 32;
    }
  for (; n >= LANES; n -= LANES) {
    const x = term(what, v128.load(a), v128.load(b), shift);
    if (SIZE == 8) s0 = f64x2.add(s0, x);
    else {
      s0 = f64x2.add(s0, f64x2.promote_low_f32x4(x));
      s1 = f64x2.add(s1, f64x2.promote_low_f32x4(v128.shuffle<i64>(x, x, 1, 1)));
    }
    a += 16;
    b += 16;
  }
  if (n > 0) {
    const x = v128.and(term(what, loadSome(a, n), loadSome(b, n), shift), firstLanes(n));
    if (SIZE == 8) s0 = f64x2.add(s0, x);
    else {
      s0 = f64x2.add(s0, f64x2.promote_low_f32x4(x));
      s1 = f64x2.add(s1, f64x2.promote_low_f32x4(v128.shuffle<i64>(x, x, 1, 1)));
    }
  }
  const s = f64x2.add(s0, s1);
  return f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1);
}

// @ts-ignore: decorator
@inline
function term(what: i32, x: v128, y: v128, shift: v128): v128 {
  if (what == 0) return x;
  if (what == 1) return reals.mul(x, y);
  const centered = reals.sub(x, shift);
  return reals.mul(centered, centered);
}
