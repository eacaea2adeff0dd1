// Layer normalization, row by row: a row stays in the processor's first cache while it is read again. Each number is what the
// operations of backend/layer-norm.ts give one after the other, to the bit.
import { LANES, loadSome, SIZE, storeSome } from "./simd";
import { sumProducts, sumRun, sumSquares } from "./sums";

/** Rows of n: to ← γ (x − μ) / √(σ² + ε) + β; `epsilon` is the address of a number. */
export function layerNorm(rows: i32, n: i32, x: usize, gamma: usize, beta: usize, epsilon: usize, to: usize): void {
  const row = <usize>(n * SIZE);
  const e = load<real>(epsilon);
  for (let r = 0; r < rows; r++) {
    const mean = meanOf(n, x);
    normalized(n, x, mean, deviationOf(n, x, mean, e), gamma, beta, to);
    x += row;
    to += row;
  }
}

// @ts-ignore: decorator
@inline
function meanOf(n: i32, x: usize): real {
  return <real>sumRun(n, x) / <real>n;
}

/** √(σ² + ε) */
// @ts-ignore: decorator
@inline
function deviationOf(n: i32, x: usize, mean: real, epsilon: real): real {
  return sqrt<real>(<real>sumSquares(n, x, mean) / <real>n + epsilon);
}

function normalized(n: i32, x: usize, mean: real, deviation: real, gamma: usize, beta: usize, to: usize): void {
  const m = reals.splat(mean);
  const s = reals.splat(deviation);
  for (; n >= 2 * LANES; n -= 2 * LANES) {
    const x0 = v128.load(x);
    const x1 = v128.load(x, 16);
    const g0 = v128.load(gamma);
    const g1 = v128.load(gamma, 16);
    const b0 = v128.load(beta);
    const b1 = v128.load(beta, 16);
    const y0 = reals.add(reals.mul(reals.div(reals.sub(x0, m), s), g0), b0);
    const y1 = reals.add(reals.mul(reals.div(reals.sub(x1, m), s), g1), b1);
    v128.store(to, y0);
    v128.store(to, y1, 16);
    x += 32;
    gamma += 32;
    beta += 32;
    to += 32;
  }
  for (; n > 0; n -= LANES) {
    const q = reals.div(reals.sub(loadSome(x, n), m), s);
    storeSome(to, reals.add(reals.mul(q, loadSome(gamma, n)), loadSome(beta, n)), n);
    x += 16;
    gamma += 16;
    beta += 16;
    to += 16;
  }
}

/** Rows of n: to ← ∂ by x of what a gradient g comes from, and products ← g (x − μ) / √(σ² + ε), whose sum over the rows is that by γ. */
export function layerNormBackward(
  rows: i32, n: i32,
  x: usize, g: usize, gamma: usize, epsilon: usize,
  to: usize, products: usize,
): void {
  const row = <usize>(n * SIZE);
  const e = load<real>(epsilon);
  for (let r = 0; r < rows; r++) {
    const mean = meanOf(n, x);
    const deviation = deviationOf(n, x, mean, e);
    direct(n, x, g, gamma, mean, deviation, to, products);
    const ofDeviation = -<real>sumProducts(n, to, products);
    const slope = ofDeviation / (deviation + deviation) / <real>n;
    throughDeviation(n, x, g, mean, slope, to, products);
    addToEach(n, -<real>sumRun(n, to) / <real>n, to);
    x += row;
    g += row;
    to += row;
    products += row;
  }
}

/** to ← g γ / s, products ← (x − μ) / s */
function direct(
  n: i32, x: usize, g: usize, gamma: usize, mean: real, deviation: real, to: usize, products: usize,
): void {
  const m = reals.splat(mean);
  const s = reals.splat(deviation);
  for (; n >= 2 * LANES; n -= 2 * LANES) {
    const x0 = v128.load(x);
    const x1 = v128.load(x, 16);
    const g0 = v128.load(g);
    const g1 = v128.load(g, 16);
    const c0 = v128.load(gamma);
    const c1 = v128.load(gamma, 16);
    const q0 = reals.div(reals.sub(x0, m), s);
    const q1 = reals.div(reals.sub(x1, m), s);
    const d0 = reals.div(reals.mul(g0, c0), s);
    const d1 = reals.div(reals.mul(g1, c1), s);
    v128.store(products, q0);
    v128.store(products, q1, 16);
    v128.store(to, d0);
    v128.store(to, d1, 16);
    x += 32;
    g += 32;
    gamma += 32;
    to += 32;
    products += 32;
  }
  for (; n > 0; n -= LANES) {
    storeSome(products, reals.div(reals.sub(loadSome(x, n), m), s), n);
    storeSome(to, reals.div(reals.mul(loadSome(g, n), loadSome(gamma, n)), s), n);
    x += 16;
    g += 16;
    gamma += 16;
    to += 16;
    products += 16;
  }
}

/** to ← to + 2 slope (x − μ), added one after the other, products ← g products */
function throughDeviation(n: i32, x: usize, g: usize, mean: real, slope: real, to: usize, products: usize): void {
  const m = reals.splat(mean);
  const k = reals.splat(slope);
  for (; n >= 2 * LANES; n -= 2 * LANES) {
    const x0 = v128.load(x);
    const x1 = v128.load(x, 16);
    const g0 = v128.load(g);
    const g1 = v128.load(g, 16);
    const d0 = v128.load(to);
    const d1 = v128.load(to, 16);
    const q0 = v128.load(products);
    const q1 = v128.load(products, 16);
    const p0 = reals.mul(k, reals.sub(x0, m));
    const p1 = reals.mul(k, reals.sub(x1, m));
    const z0 = reals.add(reals.add(d0, p0), p0);
    const z1 = reals.add(reals.add(d1, p1), p1);
    const w0 = reals.mul(g0, q0);
    const w1 = reals.mul(g1, q1);
    v128.store(to, z0);
    v128.store(to, z1, 16);
    v128.store(products, w0);
    v128.store(products, w1, 16);
    x += 32;
    g += 32;
    to += 32;
    products += 32;
  }
  for (; n > 0; n -= LANES) {
    const p = reals.mul(k, reals.sub(loadSome(x, n), m));
    storeSome(to, reals.add(reals.add(loadSome(to, n), p), p), n);
    storeSome(products, reals.mul(loadSome(g, n), loadSome(products, n)), n);
    x += 16;
    g += 16;
    to += 16;
    products += 16;
  }
}

/** to ← to + number */
function addToEach(n: i32, number: real, to: usize): void {
  const k = reals.splat(number);
  for (; n >= 2 * LANES; n -= 2 * LANES) {
    const x0 = v128.load(to);
    const x1 = v128.load(to, 16);
    const y0 = reals.add(x0, k);
    const y1 = reals.add(x1, k);
    v128.store(to, y0);
    v128.store(to, y1, 16);
    to += 32;
  }
  for (; n > 0; n -= LANES) {
    storeSome(to, reals.add(loadSome(to, n), k), n);
    to += 16;
  }
}
