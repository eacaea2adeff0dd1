// Softmax and what is built on it, row by row.
import { expOfNegative, logOf, sameExpOfNegative } from "./functions";
import { ROWS } from "./memory";
import { maxRun } from "./reductions";
import { firstLanes, LANES, loadSome, madd, neighbors, SIZE, storeSome, sumLanes } from "./simd";
import { sumProducts, sumRun } from "./sums";

/** Rows in a block, and what is kept of each: its largest number, Σ e (of logSoftmax then its logarithm), Σ y and Σ y (x − largest). */
const BLOCK: i32 = 32;
const LARGEST: usize = 0;
const SUM: usize = BLOCK * SIZE;
const MASS: usize = 2 * SUM;
const DOT: usize = 3 * SUM;

/**
 * Rows of n: to ← a − log Σ eᵃ, without overflow. The largest number is subtracted first, and then the logarithm: beside a large
 * number their sum would lose it.
 */
export function logSoftmax(rows: i32, n: i32, a: usize, to: usize): void {
  const row = <usize>(n * SIZE);
  for (; rows > 0; rows -= BLOCK) {
    const some = min(rows, BLOCK);
    exponentialsOf(some, n, a, to);
    for (let r = 0; r < some; r += LANES) {
      const at = ROWS + SUM + <usize>(r * SIZE);
      v128.store(at, logOf(v128.load(at)));
    }
    for (let r = 0; r < some; r++) {
      const at = ROWS + <usize>(r * SIZE);
      shiftedTwice(n, a, load<real>(at + LARGEST), load<real>(at + SUM), to);
      a += row;
      to += row;
    }
  }
}

/** Rows of n: to ← eᵃ / Σ eᵃ, without overflow. */
export function softmax(rows: i32, n: i32, a: usize, to: usize): void {
  const row = <usize>(n * SIZE);
  for (; rows > 0; rows -= BLOCK) {
    const some = min(rows, BLOCK);
    exponentialsOf(some, n, a, to);
    for (let r = 0; r < some; r++) {
      divided(n, to, load<real>(ROWS + SUM + <usize>(r * SIZE)));
      to += row;
    }
    a += <usize>some * row;
  }
}

/** Of each row of a block: to ← e^(a − largest), and its largest number and the sum of these exponentials where they belong. */
function exponentialsOf(rows: i32, n: i32, a: usize, to: usize): void {
  const row = <usize>(n * SIZE);
  for (let r = 0; r < rows; r++) {
    const largest = shiftOf(n, a);
    shiftedExponentials(n, a, largest, to);
    store<real>(ROWS + LARGEST + <usize>(r * SIZE), largest);
    store<real>(ROWS + SUM + <usize>(r * SIZE), sumByLanes(n, to));
    a += row;
    to += row;
  }
}

/** to ← (a − first) − second */
function shiftedTwice(n: i32, a: usize, first: real, second: real, to: usize): void {
  const s = reals.splat(first);
  const t = reals.splat(second);
  for (; n >= 2 * LANES; n -= 2 * LANES) {
    const x0 = v128.load(a);
    const x1 = v128.load(a, 16);
    const y0 = reals.sub(reals.sub(x0, s), t);
    const y1 = reals.sub(reals.sub(x1, s), t);
    v128.store(to, y0);
    v128.store(to, y1, 16);
    a += 32;
    to += 32;
  }
  for (; n > 0; n -= LANES) {
    storeSome(to, reals.sub(reals.sub(loadSome(a, n), s), t), n);
    a += 16;
    to += 16;
  }
}

/** e ← e / sum */
function divided(n: i32, e: usize, sum: real): void {
  const s = reals.splat(sum);
  for (; n >= 2 * LANES; n -= 2 * LANES) {
    const x0 = v128.load(e);
    const x1 = v128.load(e, 16);
    const y0 = reals.div(x0, s);
    const y1 = reals.div(x1, s);
    v128.store(e, y0);
    v128.store(e, y1, 16);
    e += 32;
  }
  for (; n > 0; n -= LANES) {
    storeSome(e, reals.div(loadSome(e, n), s), n);
    e += 16;
  }
}

/** to ← e^(a − shift) */
function shiftedExponentials(n: i32, a: usize, shift: real, to: usize): void {
  const s = reals.splat(shift);
  for (; n >= 2 * LANES; n -= 2 * LANES) {
    const x0 = v128.load(a);
    const x1 = v128.load(a, 16);
    const y0 = sameExpOfNegative(reals.sub(x0, s));
    const y1 = sameExpOfNegative(reals.sub(x1, s));
    v128.store(to, y0);
    v128.store(to, y1, 16);
    a += 32;
    to += 32;
  }
  for (; n > 0; n -= LANES) {
    storeSome(to, sameExpOfNegative(reals.sub(loadSome(a, n), s)), n);
    a += 16;
    to += 16;
  }
}

/** The sum of n numbers, each lane by itself first. */
function sumByLanes(n: i32, a: usize): real {
  let total = reals.splat(0);
  for (; n >= LANES; n -= LANES) {
    total = reals.add(total, v128.load(a));
    a += 16;
  }
  if (n > 0) total = reals.add(total, loadSome(a, n));
  return sumLanes(total);
}

/** Rows of n: to ← y (g − Σ g y), for y = softmax(x). */
export function softmaxBackward(rows: i32, n: i32, y: usize, g: usize, to: usize): void {
  const row = <usize>(n * SIZE);
  for (let r = 0; r < rows; r++) {
    const mean = <real>sumProducts(n, g, y);
    timesShifted(n, y, g, mean, to);
    y += row;
    g += row;
    to += row;
  }
}

/** to ← y (g − shift) */
function timesShifted(n: i32, y: usize, g: usize, shift: real, to: usize): void {
  const s = reals.splat(shift);
  for (; n >= 2 * LANES; n -= 2 * LANES) {
    const y0 = v128.load(y);
    const y1 = v128.load(y, 16);
    const g0 = v128.load(g);
    const g1 = v128.load(g, 16);
    const z0 = reals.mul(y0, reals.sub(g0, s));
    const z1 = reals.mul(y1, reals.sub(g1, s));
    v128.store(to, z0);
    v128.store(to, z1, 16);
    y += 32;
    g += 32;
    to += 32;
  }
  for (; n > 0; n -= LANES) {
    storeSome(to, reals.mul(loadSome(y, n), reals.sub(loadSome(g, n), s)), n);
    y += 16;
    g += 16;
    to += 16;
  }
}

/** The largest number, but for NaN, which makes the whole row NaN whatever is subtracted. `pmax` is one instruction. */
function shiftOf(n: i32, a: usize): real {
  if (n < LANES) return maxRun(n, a);
  let m = v128.load(a + <usize>(n * SIZE) - 16); // the last ones, some of them twice
  for (let end = a + <usize>((n & ~(LANES - 1)) * SIZE); a < end; a += 16) m = reals.pmax(m, v128.load(a));
  m = reals.pmax(m, v128.shuffle<i64>(m, m, 1, 0));
  return reals.extract_lane(reals.pmax(m, neighbors(m)), 0);
}

/** Rows of n: to ← g − eʸ Σ g, for y = logSoftmax(x). */
export function logSoftmaxBackward(rows: i32, n: i32, y: usize, g: usize, to: usize): void {
  const row = <usize>(n * SIZE);
  for (let r = 0; r < rows; r++) {
    lessExponentials(n, g, y, <real>sumRun(n, g), to);
    y += row;
    g += row;
    to += row;
  }
}

/** to ← g − eʸ · factor */
function lessExponentials(n: i32, g: usize, y: usize, factor: real, to: usize): void {
  const f = reals.splat(factor);
  for (; n >= 2 * LANES; n -= 2 * LANES) {
    const y0 = v128.load(y);
    const y1 = v128.load(y, 16);
    const g0 = v128.load(g);
    const g1 = v128.load(g, 16);
    const z0 = reals.sub(g0, reals.mul(sameExpOfNegative(y0), f));
    const z1 = reals.sub(g1, reals.mul(sameExpOfNegative(y1), f));
    v128.store(to, z0);
    v128.store(to, z1, 16);
    y += 32;
    g += 32;
    to += 32;
  }
  for (; n > 0; n -= LANES) {
    storeSome(to, reals.sub(loadSome(g, n), reals.mul(sameExpOfNegative(loadSome(y, n)), f)), n);
    y += 16;
    g += 16;
    to += 16;
  }
}

/**
 * Rows of n: losses[r] ← −Σ y log softmax(x), gradient ← softmax(x) Σ y − y. Some rows take each part of the way together:
 * one row's parts wait for one another, those of different rows do not.
 */
export function crossEntropy(rows: i32, n: i32, x: usize, y: usize, losses: usize, gradient: usize): void {
  const row = <usize>(n * SIZE);
  for (; rows > 0; rows -= BLOCK) {
    const some = min(rows, BLOCK);
    const size = <usize>some * row;
    for (let r = 0; r < some; r++) store<real>(ROWS + LARGEST + <usize>(r * SIZE), shiftOf(n, x + <usize>r * row));
    for (let r = 0; r < some; r++) {
      const at = <usize>r * row;
      exponentials(n, x + at, y + at, gradient + at, <usize>(r * SIZE));
    }
    for (let r = 0; r < some; r += LANES) {
      const at = <usize>(r * SIZE);
      const sum = v128.load(ROWS + SUM + at);
      const mass = v128.load(ROWS + MASS + at);
      const loss = reals.sub(reals.mul(mass, logOf(sum)), v128.load(ROWS + DOT + at));
      storeSome(losses + at, loss, some - r);
      v128.store(ROWS + SUM + at, reals.div(mass, sum));
    }
    for (let r = 0; r < some; r++) {
      const at = <usize>r * row;
      scaleAndSubtract(n, gradient + at, load<real>(ROWS + SUM + <usize>(r * SIZE)), y + at);
    }
    x += size;
    y += size;
    losses += <usize>(some * SIZE);
    gradient += size;
  }
}

/** to ← e^(x − largest); and the sums of the row whose numbers lie `at` bytes from the block's beginning. */
function exponentials(n: i32, x: usize, y: usize, to: usize, at: usize): void {
  const largest = v128.load_splat<real>(ROWS + LARGEST + at);
  let e0 = reals.splat(0), e1 = reals.splat(0);
  let y0 = reals.splat(0), y1 = reals.splat(0);
  let d0 = reals.splat(0), d1 = reals.splat(0);
  for (; n >= 2 * LANES; n -= 2 * LANES) {
    const s0 = reals.sub(v128.load(x), largest);
    const s1 = reals.sub(v128.load(x, 16), largest);
    const t0 = v128.load(y);
    const t1 = v128.load(y, 16);
    const p0 = expOfNegative(s0);
    const p1 = expOfNegative(s1);
    e0 = reals.add(e0, p0);
    e1 = reals.add(e1, p1);
    y0 = reals.add(y0, t0);
    y1 = reals.add(y1, t1);
    d0 = madd(t0, counted(s0, t0), d0);
    d1 = madd(t1, counted(s1, t1), d1);
    v128.store(to, p0);
    v128.store(to, p1, 16);
    x += 32;
    y += 32;
    to += 32;
  }
  for (; n > 0; n -= LANES) {
    const lanes = firstLanes(n);
    const s = reals.sub(loadSome(x, n), largest);
    const t = loadSome(y, n);
    const p = v128.and(expOfNegative(s), lanes);
    storeSome(to, p, n);
    e0 = reals.add(e0, p);
    y0 = reals.add(y0, t);
    d0 = reals.add(d0, v128.and(reals.mul(t, counted(s, t)), lanes));
    x += 16;
    y += 16;
    to += 16;
  }
  store<real>(ROWS + SUM + at, sumLanes(reals.add(e0, e1)));
  store<real>(ROWS + MASS + at, sumLanes(reals.add(y0, y1)));
  store<real>(ROWS + DOT + at, sumLanes(reals.add(d0, d1)));
}

/** s, but 0 where t is 0: a class that a logit of −∞ rules out costs nothing where it is not the target. */
// @ts-ignore: decorator
@inline
function counted(s: v128, t: v128): v128 {
  return v128.and(s, reals.ne(t, reals.splat(0)));
}

/** e ← e · scale − y */
function scaleAndSubtract(n: i32, e: usize, scale: real, y: usize): void {
  const factor = reals.splat(scale);
  for (; n >= 2 * LANES; n -= 2 * LANES) {
    const g0 = reals.sub(reals.mul(v128.load(e), factor), v128.load(y));
    const g1 = reals.sub(reals.mul(v128.load(e, 16), factor), v128.load(y, 16));
    v128.store(e, g0);
    v128.store(e, g1, 16);
    e += 32;
    y += 32;
  }
  for (; n > 0; n -= LANES) {
    storeSome(e, reals.sub(reals.mul(loadSome(e, n), factor), loadSome(y, n)), n);
    e += 16;
    y += 16;
  }
}
