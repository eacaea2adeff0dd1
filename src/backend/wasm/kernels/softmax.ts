// Softmax and what is built on it, row by row.
import { exp4, expOfNegative4, log4 } from "./functions";
import { maxRun } from "./reductions";
import { lane, loadSome, madd, storeSome, sumLanes } from "./simd";
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

/** Rows of n: losses[r] ← −Σ y log softmax(x), gradient ← softmax(x) Σ y − y. */
export function crossEntropy(rows: i32, n: i32, x: usize, y: usize, losses: usize, gradient: usize): void {
  const row = <usize>(n * 4);
  for (let r = 0; r < rows; r++) {
    store<f32>(losses, crossEntropyRow(n, x, y, gradient));
    x += row;
    y += row;
    losses += 4;
    gradient += row;
  }
}

function crossEntropyRow(n: i32, x: usize, y: usize, gradient: usize): f32 {
  const largest = f32x4.splat(shiftOf(n, x));
  let e0 = f32x4.splat(0), e1 = f32x4.splat(0);
  let y0 = f32x4.splat(0), y1 = f32x4.splat(0);
  let d0 = f32x4.splat(0), d1 = f32x4.splat(0);
  const pairs = <usize>((n & ~7) * 4);
  for (let at: usize = 0; at < pairs; at += 32) {
    const s0 = f32x4.sub(v128.load(x + at), largest);
    const s1 = f32x4.sub(v128.load(x + at, 16), largest);
    const t0 = v128.load(y + at);
    const t1 = v128.load(y + at, 16);
    const p0 = expOfNegative4(s0);
    const p1 = expOfNegative4(s1);
    e0 = f32x4.add(e0, p0);
    e1 = f32x4.add(e1, p1);
    y0 = f32x4.add(y0, t0);
    y1 = f32x4.add(y1, t1);
    d0 = madd(t0, s0, d0);
    d1 = madd(t1, s1, d1);
    v128.store(gradient + at, p0);
    v128.store(gradient + at, p1, 16);
  }
  for (let left = n & 7, at = pairs; left > 0; left -= 4) {
    const lanes = firstLanes(left);
    const s = f32x4.sub(loadSome(x + at, left), largest);
    const t = loadSome(y + at, left);
    const p = v128.and(expOfNegative4(s), lanes);
    storeSome(gradient + at, p, left);
    e0 = f32x4.add(e0, p);
    y0 = f32x4.add(y0, t);
    d0 = f32x4.add(d0, v128.and(f32x4.mul(t, s), lanes));
    at += 16;
  }
  const sum = sumLanes(f32x4.add(e0, e1));
  const mass = sumLanes(f32x4.add(y0, y1));
  const scale = f32x4.splat(mass / sum);
  for (let at: usize = 0; at < pairs; at += 32) {
    const g0 = f32x4.sub(f32x4.mul(v128.load(gradient + at), scale), v128.load(y + at));
    const g1 = f32x4.sub(f32x4.mul(v128.load(gradient + at, 16), scale), v128.load(y + at, 16));
    v128.store(gradient + at, g0);
    v128.store(gradient + at, g1, 16);
  }
  for (let left = n & 7, at = pairs; left > 0; left -= 4) {
    const e = f32x4.mul(loadSome(gradient + at, left), scale);
    storeSome(gradient + at, f32x4.sub(e, loadSome(y + at, left)), left);
    at += 16;
  }
  return mass * lane(log4(f32x4.splat(sum))) - sumLanes(f32x4.add(d0, d1));
}

/** All bits of the first n lanes. */
// @ts-ignore: decorator
@inline
function firstLanes(n: i32): v128 {
  return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(n));
}
