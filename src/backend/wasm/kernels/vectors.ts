// Products in which a matrix meets a vector, as in attention: nothing is packed. The sums are in the order of gemm.ts, so their bits
// are the same.
import { loadSome, madd, storeSome } from "./simd";

/** Of k, as in gemm.ts. */
const BLOCK: i32 = 256;

/** c[n] ← x[k] b[k, n], whose rows are runs of numbers: b is read once, where it lies. A sum is in the order of k, in blocks. */
export function rowTimesMatrix(n: i32, k: i32, x: usize, step: usize, b: usize, bStep: usize, c: usize): void {
  for (let p = 0; p < k || p == 0; p += BLOCK) {
    const depth = min(BLOCK, k - p);
    const adds = p > 0;
    let j = 0;
    for (; j + 32 <= n; j += 32) strip32(depth, x, step, b + <usize>(j * 4), bStep, c + <usize>(j * 4), adds);
    for (; j + 4 <= n; j += 4) strip4(depth, x, step, b + <usize>(j * 4), bStep, c + <usize>(j * 4), 4, adds);
    if (j < n) strip4(depth, x, step, b + <usize>(j * 4), bStep, c + <usize>(j * 4), n - j, adds);
    x += <usize>BLOCK * step;
    b += <usize>BLOCK * bStep;
  }
}

function strip32(k: i32, x: usize, step: usize, b: usize, bStep: usize, c: usize, adds: bool): void {
  let c0 = f32x4.splat(0), c1 = f32x4.splat(0), c2 = f32x4.splat(0), c3 = f32x4.splat(0);
  let c4 = f32x4.splat(0), c5 = f32x4.splat(0), c6 = f32x4.splat(0), c7 = f32x4.splat(0);
  for (let p = 0; p < k; p++) {
    const u = v128.load32_splat(x);
    const b0 = v128.load(b); const b1 = v128.load(b, 16); const b2 = v128.load(b, 32); const b3 = v128.load(b, 48);
    const b4 = v128.load(b, 64); const b5 = v128.load(b, 80); const b6 = v128.load(b, 96); const b7 = v128.load(b, 112);
    c0 = madd(u, b0, c0); c1 = madd(u, b1, c1); c2 = madd(u, b2, c2); c3 = madd(u, b3, c3);
    c4 = madd(u, b4, c4); c5 = madd(u, b5, c5); c6 = madd(u, b6, c6); c7 = madd(u, b7, c7);
    x += step;
    b += bStep;
  }
  if (adds) {
    c0 = f32x4.add(v128.load(c), c0); c1 = f32x4.add(v128.load(c, 16), c1);
    c2 = f32x4.add(v128.load(c, 32), c2); c3 = f32x4.add(v128.load(c, 48), c3);
    c4 = f32x4.add(v128.load(c, 64), c4); c5 = f32x4.add(v128.load(c, 80), c5);
    c6 = f32x4.add(v128.load(c, 96), c6); c7 = f32x4.add(v128.load(c, 112), c7);
  }
  v128.store(c, c0); v128.store(c, c1, 16); v128.store(c, c2, 32); v128.store(c, c3, 48);
  v128.store(c, c4, 64); v128.store(c, c5, 80); v128.store(c, c6, 96); v128.store(c, c7, 112);
}

/** At most four columns. */
function strip4(k: i32, x: usize, step: usize, b: usize, bStep: usize, c: usize, columns: i32, adds: bool): void {
  let sum = f32x4.splat(0);
  for (let p = 0; p < k; p++) {
    sum = madd(v128.load32_splat(x), loadSome(b, columns), sum);
    x += step;
    b += bStep;
  }
  storeSome(c, adds ? f32x4.add(loadSome(c, columns), sum) : sum, columns);
}

/** c[m] ← a[m, k] x[k], where a's rows are runs of numbers: four rows at a time, turned in registers. */
export function matrixTimesColumn(m: i32, k: i32, a: usize, between: usize, x: usize, step: usize, c: usize): void {
  for (let p = 0; p < k || p == 0; p += BLOCK) {
    const depth = min(BLOCK, k - p);
    let i = 0;
    for (; i < m; i += 4) {
      const rows = min(4, m - i);
      const r0 = a + <usize>i * between;
      const r1 = rows > 1 ? r0 + between : r0;
      const r2 = rows > 2 ? r1 + between : r0;
      const r3 = rows > 3 ? r2 + between : r0;
      let sum = f32x4.splat(0);
      let u = x;
      let q = 0;
      for (; q + 4 <= depth; q += 4) {
        const at = <usize>(q * 4);
        const w0 = v128.load(r0 + at);
        const w1 = v128.load(r1 + at);
        const w2 = v128.load(r2 + at);
        const w3 = v128.load(r3 + at);
        const low01 = v128.shuffle<i32>(w0, w1, 0, 4, 1, 5);
        const low23 = v128.shuffle<i32>(w2, w3, 0, 4, 1, 5);
        const high01 = v128.shuffle<i32>(w0, w1, 2, 6, 3, 7);
        const high23 = v128.shuffle<i32>(w2, w3, 2, 6, 3, 7);
        sum = madd(v128.load32_splat(u), v128.shuffle<i64>(low01, low23, 0, 2), sum);
        sum = madd(v128.load32_splat(u + step), v128.shuffle<i64>(low01, low23, 1, 3), sum);
        sum = madd(v128.load32_splat(u + 2 * step), v128.shuffle<i64>(high01, high23, 0, 2), sum);
        sum = madd(v128.load32_splat(u + 3 * step), v128.shuffle<i64>(high01, high23, 1, 3), sum);
        u += 4 * step;
      }
      for (; q < depth; q++) {
        const at = <usize>(q * 4);
        const column = f32x4(load<f32>(r0 + at), load<f32>(r1 + at), load<f32>(r2 + at), load<f32>(r3 + at));
        sum = madd(v128.load32_splat(u), column, sum);
        u += step;
      }
      const to = c + <usize>(i * 4);
      storeSome(to, p > 0 ? f32x4.add(loadSome(to, rows), sum) : sum, rows);
    }
    x += <usize>BLOCK * step;
    a += <usize>(BLOCK * 4);
  }
}

/** c[m, n] ← x[m] y[n]. */
export function outer(m: i32, n: i32, x: usize, stepX: usize, y: usize, stepY: usize, c: usize): void {
  const zero = f32x4.splat(0);
  for (let i = 0; i < m; i++) {
    const u = v128.load32_splat(x);
    let j = 0;
    if (stepY == 4) {
      let from = y;
      for (; j + 8 <= n; j += 8) {
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
      store<f32>(c, load<f32>(x) * load<f32>(y + <usize>j * stepY) + 0);
      c += 4;
    }
    x += stepX;
  }
}
