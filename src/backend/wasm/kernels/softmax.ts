// Softmax and what is built on it, row by row.
import { exp4, expOfNegative4, log4 } from "./functions";
import { ROWS } from "./memory";
import { maxRun } from "./reductions";
import { loadSome, madd, storeSome, sumLanes } from "./simd";
import { sumRun } from "./sums";

/** Rows of n: to ← a − log Σ eᵃ, without overflow. */
export function logSoftmax(rows: i32, n: i32, a: usize, to: usize): void {
  const whole = n & ~3;
  const left = n - whole;
  const tail = <usize>(whole * 4);
  for (let r = 0; r < rows; r++) {
    const largest = f32x4.splat(shiftOf(n, a));
    let total = f32x4.splat(0);
    for (let at: usize = 0; at < tail; at += 16) total = f32x4.add(total, exp4(f32x4.sub(v128.load(a + at), largest)));
    if (left > 0)
      total = f32x4.add(total, v128.and(exp4(f32x4.sub(loadSome(a + tail, left), largest)), firstLanes(left)));
    const log = f32x4.add(largest, log4(f32x4.splat(sumLanes(total))));
    for (let at: usize = 0; at < tail; at += 16) v128.store(to + at, f32x4.sub(v128.load(a + at), log));
    if (left > 0) storeSome(to + tail, f32x4.sub(loadSome(a + tail, left), log), left);
    a += <usize>(n * 4);
    to += <usize>(n * 4);
  }
}

/** The largest number, but for NaN, which makes the whole row NaN whatever is subtracted. `pmax` is one instruction. */
function shiftOf(n: i32, a: usize): f32 {
  if (n < 4) return maxRun(n, a);
  let m = v128.load(a + <usize>(n * 4) - 16); // the last four, some of them twice
  for (let end = a + <usize>((n & ~3) * 4); a < end; a += 16) m = f32x4.pmax(m, v128.load(a));
  m = f32x4.pmax(m, v128.shuffle<i64>(m, m, 1, 0));
  return f32x4.extract_lane(f32x4.pmax(m, v128.shuffle<i32>(m, m, 1, 0, 3, 2)), 0);
}

/** Rows of n: to ← g − eʸ Σ g, for y = logSoftmax(x). */
export function logSoftmaxBackward(rows: i32, n: i32, y: usize, g: usize, to: usize): void {
  const whole = n & ~3;
  const left = n - whole;
  const tail = <usize>(whole * 4);
  for (let r = 0; r < rows; r++) {
    const total = f32x4.splat(<f32>sumRun(n, g));
    for (let at: usize = 0; at < tail; at += 16)
      v128.store(to + at, f32x4.sub(v128.load(g + at), f32x4.mul(exp4(v128.load(y + at)), total)));
    if (left > 0)
      storeSome(
        to + tail,
        f32x4.sub(loadSome(g + tail, left), f32x4.mul(exp4(loadSome(y + tail, left)), total)),
        left,
      );
    y += <usize>(n * 4);
    g += <usize>(n * 4);
    to += <usize>(n * 4);
  }
}

/** Rows in a block of `crossEntropy`, and what is kept of each: its largest number, Σ e, Σ y and Σ y (x − largest). */
const BLOCK: i32 = 32;
const LARGEST = ROWS;
const SUM = LARGEST + <usize>(4 * BLOCK);
const MASS = SUM + <usize>(4 * BLOCK);
const DOT = MASS + <usize>(4 * BLOCK);

/**
 * Rows of n: losses[r] ← −Σ y log softmax(x), gradient ← softmax(x) Σ y − y. Some rows take each part of the way together:
 * one row's parts wait for one another, those of different rows do not.
 */
export function crossEntropy(rows: i32, n: i32, x: usize, y: usize, losses: usize, gradient: usize): void {
  const row = <usize>(n * 4);
  for (; rows > 0; rows -= BLOCK) {
    const some = min(rows, BLOCK);
    const size = <usize>some * row;
    for (let r = 0; r < some; r++) store<f32>(LARGEST + <usize>(r * 4), shiftOf(n, x + <usize>r * row));
    for (let r = 0; r < some; r++) {
      const at = <usize>r * row;
      exponentials(n, x + at, y + at, gradient + at, <usize>(r * 4));
    }
    for (let r = 0; r < some; r += 4) {
      const at = <usize>(r * 4);
      const sum = v128.load(SUM + at);
      const mass = v128.load(MASS + at);
      const loss = f32x4.sub(f32x4.mul(mass, log4(sum)), v128.load(DOT + at));
      storeSome(losses + at, loss, some - r);
      v128.store(SUM + at, f32x4.div(mass, sum));
    }
    for (let r = 0; r < some; r++) {
      const at = <usize>r * row;
      scaleAndSubtract(n, gradient + at, load<f32>(SUM + <usize>(r * 4)), y + at);
    }
    x += size;
    y += size;
    losses += <usize>(some * 4);
    gradient += size;
  }
}

/** to ← e^(x − largest); and the sums of the row whose numbers lie `at` bytes from the block's beginning. */
function exponentials(n: i32, x: usize, y: usize, to: usize, at: usize): void {
  const largest = v128.load32_splat(LARGEST + at);
  let e0 = f32x4.splat(0), e1 = f32x4.splat(0);
  let y0 = f32x4.splat(0), y1 = f32x4.splat(0);
  let d0 = f32x4.splat(0), d1 = f32x4.splat(0);
  for (; n >= 8; n -= 8) {
    const s0 = f32x4.sub(v128.load(x), largest);
    const s1 = f32x4.sub(v128.load(x, 16), largest);
    const t0 = v128.load(y);
    const t1 = v128.load(y, 16);
    const p0 = expOfNegative4(s0);
    const p1 = expOfNegative4(s1);
    e0 = f32x4.add(e0, p0);
    e1 = f32x4.add(e1, p1);
    y0 = f32x4.add(y0, t0);
    y1 = f32x4.add(y1, t1);
    d0 = madd(t0, counted(s0, t0), d0);
    d1 = madd(t1, counted(s1, t1), d1);
    v128.store(to, p0);
    v128.store(to, p1, 16);
    x += 32;
    y += 32;
    to += 32;
  }
  for (; n > 0; n -= 4) {
    const lanes = firstLanes(n);
    const s = f32x4.sub(loadSome(x, n), largest);
    const t = loadSome(y, n);
    const p = v128.and(expOfNegative4(s), lanes);
    storeSome(to, p, n);
    e0 = f32x4.add(e0, p);
    y0 = f32x4.add(y0, t);
    d0 = f32x4.add(d0, v128.and(f32x4.mul(t, counted(s, t)), lanes));
    x += 16;
    y += 16;
    to += 16;
  }
  store<f32>(SUM + at, sumLanes(f32x4.add(e0, e1)));
  store<f32>(MASS + at, sumLanes(f32x4.add(y0, y1)));
  store<f32>(DOT + at, sumLanes(f32x4.add(d0, d1)));
}

/** s, but 0 where t is 0: a class that a logit of −∞ rules out costs nothing where it is not the target. */
// @ts-ignore: decorator
@inline
function counted(s: v128, t: v128): v128 {
  return v128.and(s, f32x4.ne(t, f32x4.splat(0)));
}

/** e ← e · scale − y */
function scaleAndSubtract(n: i32, e: usize, scale: f32, y: usize): void {
  const factor = f32x4.splat(scale);
  for (; n >= 8; n -= 8) {
    const g0 = f32x4.sub(f32x4.mul(v128.load(e), factor), v128.load(y));
    const g1 = f32x4.sub(f32x4.mul(v128.load(e, 16), factor), v128.load(y, 16));
    v128.store(e, g0);
    v128.store(e, g1, 16);
    e += 32;
    y += 32;
  }
  for (; n > 0; n -= 4) {
    storeSome(e, f32x4.sub(f32x4.mul(loadSome(e, n), factor), loadSome(y, n)), n);
    e += 16;
    y += 16;
  }
}

/** All bits of the first n lanes. */
// @ts-ignore: decorator
@inline
function firstLanes(n: i32): v128 {
  return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(n));
}
