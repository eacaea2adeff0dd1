// Products in which a matrix meets a vector, as in attention: nothing is packed. The sums are in the order of gemm.ts, so their bits
// are the same.
import { LANES, loadSome, madd, SIZE, storeSome } from "./simd";

/** Of k, as in gemm.ts. */
const BLOCK: i32 = 256;

/** c[n] ← x[k] b[k, n], whose rows are runs of numbers: b is read once, where it lies. A sum is in the order of k, in blocks. */
export function rowTimesMatrix(n: i32, k: i32, x: usize, step: usize, b: usize, bStep: usize, c: usize): void {
  for (let p = 0; p < k || p == 0; p += BLOCK) {
    const depth = min(BLOCK, k - p);
    const adds = p > 0;
    let j = 0;
    for (; j + 8 * LANES <= n; j += 8 * LANES) strip8(depth, x, step, b + <usize>(j * SIZE), bStep, c + <usize>(j * SIZE), adds);
    for (; j + LANES <= n; j += LANES) strip1(depth, x, step, b + <usize>(j * SIZE), bStep, c + <usize>(j * SIZE), LANES, adds);
    if (j < n) strip1(depth, x, step, b + <usize>(j * SIZE), bStep, c + <usize>(j * SIZE), n - j, adds);
    x += <usize>BLOCK * step;
    b += <usize>BLOCK * bStep;
  }
}

function strip8(k: i32, x: usize, step: usize, b: usize, bStep: usize, c: usize, adds: bool): void {
  let c0 = reals.splat(0), c1 = reals.splat(0), c2 = reals.splat(0), c3 = reals.splat(0);
  let c4 = reals.splat(0), c5 = reals.splat(0), c6 = reals.splat(0), c7 = reals.splat(0);
  for (let p = 0; p < k; p++) {
    const u = v128.load_splat<real>(x);
    const b0 = v128.load(b); const b1 = v128.load(b, 16); const b2 = v128.load(b, 32); const b3 = v128.load(b, 48);
    const b4 = v128.load(b, 64); const b5 = v128.load(b, 80); const b6 = v128.load(b, 96); const b7 = v128.load(b, 112);
    c0 = madd(u, b0, c0); c1 = madd(u, b1, c1); c2 = madd(u, b2, c2); c3 = madd(u, b3, c3);
    c4 = madd(u, b4, c4); c5 = madd(u, b5, c5); c6 = madd(u, b6, c6); c7 = madd(u, b7, c7);
    x += step;
    b += bStep;
  }
  if (adds) {
    c0 = reals.add(v128.load(c), c0); c1 = reals.add(v128.load(c, 16), c1);
    c2 = reals.add(v128.load(c, 32), c2); c3 = reals.add(v128.load(c, 48), c3);
    c4 = reals.add(v128.load(c, 64), c4); c5 = reals.add(v128.load(c, 80), c5);
    c6 = reals.add(v128.load(c, 96), c6); c7 = reals.add(v128.load(c, 112), c7);
  }
  v128.store(c, c0); v128.store(c, c1, 16); v128.store(c, c2, 32); v128.store(c, c3, 48);
  v128.store(c, c4, 64); v128.store(c, c5, 80); v128.store(c, c6, 96); v128.store(c, c7, 112);
}

/** At most a vector of columns. */
function strip1(k: i32, x: usize, step: usize, b: usize, bStep: usize, c: usize, columns: i32, adds: bool): void {
  let sum = reals.splat(0);
  for (let p = 0; p < k; p++) {
    sum = madd(v128.load_splat<real>(x), loadSome(b, columns), sum);
    x += step;
    b += bStep;
  }
  storeSome(c, adds ? reals.add(loadSome(c, columns), sum) : sum, columns);
}

/** c[m] ← a[m, k] x[k], where a's rows are runs of numbers. */
export function matrixTimesColumn(m: i32, k: i32, a: usize, between: usize, x: usize, step: usize, c: usize): void {
  if (SIZE == 8) pairsTimesColumn(m, k, a, between, x, step, c);
  else foursTimesColumn(m, k, a, between, x, step, c);
}

/** Two rows of float64 at a time, turned in registers. */
function pairsTimesColumn(m: i32, k: i32, a: usize, between: usize, x: usize, step: usize, c: usize): void {
  for (let p = 0; p < k || p == 0; p += BLOCK) {
    const depth = min(BLOCK, k - p);
    for (let i = 0; i < m; i += 2) {
      const rows = min(2, m - i);
      const r0 = a + <usize>i * between;
      const r1 = rows > 1 ? r0 + between : r0;
      let sum = f64x2.splat(0);
      let u = x;
      let q = 0;
      for (; q + 2 <= depth; q += 2) {
        const at = <usize>(q * 8);
        const w0 = v128.load(r0 + at);
        const w1 = v128.load(r1 + at);
        sum = madd(v128.load64_splat(u), v128.shuffle<i64>(w0, w1, 0, 2), sum);
        sum = madd(v128.load64_splat(u + step), v128.shuffle<i64>(w0, w1, 1, 3), sum);
        u += 2 * step;
      }
      if (q < depth) {
        const at = <usize>(q * 8);
        sum = madd(v128.load64_splat(u), f64x2(load<f64>(r0 + at), load<f64>(r1 + at)), sum);
      }
      const to = c + <usize>(i * 8);
      storeSome(to, p > 0 ? f64x2.add(loadSome(to, rows), sum) : sum, rows);
    }
    x += <usize>BLOCK * step;
    a += <usize>(BLOCK * 8);
  }
}

/** Four rows of float32 at a time, likewise. */
function foursTimesColumn(m: i32, k: i32, a: usize, between: usize, x: usize, step: usize, c: usize): void {
  for (let p = 0; p < k || p == 0; p += BLOCK) {
    const depth = min(BLOCK, k - p);
    let i = 0;
    for (; i < m; i += 4) {
      const rows = min(4, m - i);
      const r0 = a + <usize>i * between;
      const r1 = rows > 1 ? r0 + between : r0;
      const r2 = rows > 2 ? r1 + between : r0;
      const r3 = rows > 3 ? r2 + between : r0;
      let sum = reals.splat(0);
      let u = x;
      let q = 0;
      for (; q + 4 <= depth; q += 4) {
        const at = <usize>(q * SIZE);
        const w0 = v128.load(r0 + at);
        const w1 = v128.load(r1 + at);
        const w2 = v128.load(r2 + at);
        const w3 = v128.load(r3 + at);
        const low01 = v128.shuffle<i32>(w0, w1, 0, 4, 1, 5);
        const low23 = v128.shuffle<i32>(w2, w3, 0, 4, 1, 5);
        const high01 = v128.shuffle<i32>(w0, w1, 2, 6, 3, 7);
        const high23 = v128.shuffle<i32>(w2, w3, 2, 6, 3, 7);
        sum = madd(v128.load_splat<real>(u), v128.shuffle<i64>(low01, low23, 0, 2), sum);
        sum = madd(v128.load_splat<real>(u + step), v128.shuffle<i64>(low01, low23, 1, 3), sum);
        sum = madd(v128.load_splat<real>(u + 2 * step), v128.shuffle<i64>(high01, high23, 0, 2), sum);
        sum = madd(v128.load_splat<real>(u + 3 * step), v128.shuffle<i64>(high01, high23, 1, 3), sum);
        u += 4 * step;
      }
      for (; q < depth; q++) {
        const at = <usize>(q * SIZE);
        const column = f32x4(load<f32>(r0 + at), load<f32>(r1 + at), load<f32>(r2 + at), load<f32>(r3 + at));
        sum = madd(v128.load_splat<real>(u), column, sum);
        u += step;
      }
      const to = c + <usize>(i * SIZE);
      storeSome(to, p > 0 ? reals.add(loadSome(to, rows), sum) : sum, rows);
    }
    x += <usize>BLOCK * step;
    a += <usize>(BLOCK * SIZE);
  }
}

/** c[m, n] ← x[m] y[n]. */
export function outer(m: i32, n: i32, x: usize, stepX: usize, y: usize, stepY: usize, c: usize): void {
  const zero = reals.splat(0);
  for (let i = 0; i < m; i++) {
    const u = v128.load_splat<real>(x);
    let j = 0;
    if (stepY == SIZE) {
      let from = y;
      for (; j + 2 * LANES <= n; j += 2 * LANES) {
        const y0 = v128.load(from);
        const y1 = v128.load(from, 16);
        const z0 = madd(u, y0, zero);
        const z1 = madd(u, y1, zero);
        v128.store(c, z0);
        v128.store(c, z1, 16);
        from += 32;
        c += 32;
      }
    }
    for (; j < n; j++) {
      store<real>(c, load<real>(x) * load<real>(y + <usize>j * stepY) + 0);
      c += SIZE;
    }
    x += stepX;
  }
}
