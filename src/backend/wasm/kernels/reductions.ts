// Many numbers become one. Float32 sums are held as pairwise as the vectors and blocks make them, then in float64.
import { exp4, log4 } from "./functions";
import { loadSome, storeSome, sumLanes } from "./simd";

/** [outer, n, inner] → [outer, inner]: sums, held in float64. @param room for `inner` float64 numbers */
export function sum(outer: i32, n: i32, inner: i32, a: usize, to: usize, room: usize): void {
  for (let o = 0; o < outer; o++) {
    if (inner == 1) {
      store<f32>(to, <f32>sumRun(n, a));
      a += <usize>(n * 4);
    } else {
      memory.fill(room, 0, <usize>(inner * 8));
      for (let k = 0; k < n; k++) {
        addRow(inner, a, room);
        a += <usize>(inner * 4);
      }
      for (let i = 0; i < inner; i++) store<f32>(to + <usize>(i * 4), <f32>load<f64>(room + <usize>(i * 8)));
    }
    to += <usize>(inner * 4);
  }
}

function addRow(n: i32, from: usize, room: usize): void {
  for (; n >= 4; n -= 4) {
    const x = v128.load(from);
    const low = f64x2.promote_low_f32x4(x);
    const high = f64x2.promote_low_f32x4(v128.shuffle<i64>(x, x, 1, 1));
    v128.store(room, f64x2.add(v128.load(room), low));
    v128.store(room, f64x2.add(v128.load(room, 16), high), 16);
    from += 16;
    room += 32;
  }
  for (; n > 0; n--) {
    store<f64>(room, load<f64>(room) + <f64>load<f32>(from));
    from += 4;
    room += 8;
  }
}

function sumRun(n: i32, a: usize): f64 {
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

/** [outer, n, inner] → [outer, inner]: the largest; NaN wins. */
export function max(outer: i32, n: i32, inner: i32, a: usize, to: usize): void {
  for (let o = 0; o < outer; o++) {
    if (inner == 1) {
      store<f32>(to, maxRun(n, a));
      a += <usize>(n * 4);
    } else {
      for (let i = 0; i < inner; i++) store<f32>(to + <usize>(i * 4), -Infinity);
      for (let k = 0; k < n; k++) {
        for (let i = 0; i < inner; i += 4) {
          const at = <usize>(i * 4);
          storeSome(to + at, f32x4.max(loadSome(to + at, inner - i), loadSome(a + at, inner - i)), inner - i);
        }
        a += <usize>(inner * 4);
      }
    }
    to += <usize>(inner * 4);
  }
}

function maxRun(n: i32, a: usize): f32 {
  let m = f32x4.splat(-Infinity);
  for (; n >= 4; n -= 4) {
    m = f32x4.max(m, v128.load(a));
    a += 16;
  }
  for (; n > 0; n--) {
    m = f32x4.max(m, v128.load32_splat(a));
    a += 4;
  }
  m = f32x4.max(m, v128.shuffle<i64>(m, m, 1, 0));
  return f32x4.extract_lane(f32x4.max(m, v128.shuffle<i32>(m, m, 1, 0, 3, 2)), 0);
}

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
  const whole = n & ~3;
  const left = n - whole;
  const tail = <usize>(whole * 4);
  for (let r = 0; r < rows; r++) {
    const largest = f32x4.splat(shiftOf(n, x));
    let total = f32x4.splat(0);
    let mass = f32x4.splat(0);
    let dot = f32x4.splat(0);
    for (let at: usize = 0; at < tail; at += 16) {
      const shifted = f32x4.sub(v128.load(x + at), largest);
      const t = v128.load(y + at);
      const e = exp4(shifted);
      v128.store(gradient + at, e);
      total = f32x4.add(total, e);
      mass = f32x4.add(mass, t);
      dot = f32x4.add(dot, f32x4.mul(t, shifted));
    }
    if (left > 0) {
      const lanes = firstLanes(left);
      const shifted = f32x4.sub(loadSome(x + tail, left), largest);
      const t = loadSome(y + tail, left);
      const e = v128.and(exp4(shifted), lanes);
      storeSome(gradient + tail, e, left);
      total = f32x4.add(total, e);
      mass = f32x4.add(mass, t);
      dot = f32x4.add(dot, v128.and(f32x4.mul(t, shifted), lanes));
    }
    const sum = sumLanes(total);
    const m = sumLanes(mass);
    store<f32>(losses, m * f32x4.extract_lane(log4(f32x4.splat(sum)), 0) - sumLanes(dot));
    const scale = f32x4.splat(m / sum);
    for (let at: usize = 0; at < tail; at += 16)
      v128.store(gradient + at, f32x4.sub(f32x4.mul(v128.load(gradient + at), scale), v128.load(y + at)));
    if (left > 0) {
      const e = f32x4.mul(loadSome(gradient + tail, left), scale);
      storeSome(gradient + tail, f32x4.sub(e, loadSome(y + tail, left)), left);
    }
    x += <usize>(n * 4);
    y += <usize>(n * 4);
    losses += 4;
    gradient += <usize>(n * 4);
  }
}

/** All bits of the first n lanes. */
// @ts-ignore: decorator
@inline
function firstLanes(n: i32): v128 {
  return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(n));
}
