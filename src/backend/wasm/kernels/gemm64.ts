// Matrix product in float64. A number of c is one sum in the order of k, multiplied and added in two roundings in both builds: to the
// bit what the reference computes. k is not cut into blocks, since that would begin a sum anew.
import { TILE } from "./memory";

const NR: i32 = 8;

/** Room for one panel of b, in bytes. */
export function panel64Bytes(k: i32): i32 {
  return k * NR * 8;
}

/**
 * c [m, n] ← a b, dense rows; element (i, p) of a lies at a + i · stepM + p · stepK bytes, (p, j) of b at
 * b + p · bStepK + j · stepN. @param panel `panel64Bytes(k)` of room
 */
export function gemm64(
  m: i32, n: i32, k: i32,
  a: usize, stepM: usize, stepK: usize,
  b: usize, bStepK: usize, stepN: usize,
  c: usize, panel: usize,
): void {
  const ldc = <usize>(n * 8);
  for (let j = 0; j < n; j += NR) {
    const columns = min(NR, n - j);
    packPanel(panel, b + <usize>j * stepN, k, columns, bStepK, stepN);
    for (let i = 0; i < m; i += 4) {
      const rows = min(4, m - i);
      const a0 = a + <usize>i * stepM;
      const a1 = rows > 1 ? a0 + stepM : a0;
      const a2 = rows > 2 ? a1 + stepM : a0;
      const a3 = rows > 3 ? a2 + stepM : a0;
      const to = c + <usize>i * ldc + <usize>(j * 8);
      if (rows == 4 && columns == NR) tile4x8(k, a0, a1, a2, a3, stepK, panel, to, ldc);
      else {
        tile4x8(k, a0, a1, a2, a3, stepK, panel, TILE, 64);
        for (let r = 0; r < rows; r++) memory.copy(to + <usize>r * ldc, TILE + <usize>(r * 64), <usize>(columns * 8));
      }
    }
  }
}

/** Zeros stand for columns that are not there. */
function packPanel(to: usize, from: usize, k: i32, columns: i32, stepK: usize, stepN: usize): void {
  for (let p = 0; p < k; p++) {
    for (let j = 0; j < NR; j++)
      store<f64>(to + <usize>(j * 8), j < columns ? load<f64>(from + <usize>j * stepN) : 0);
    to += 64;
    from += stepK;
  }
}

// @ts-ignore: decorator
@inline
function madd64(x: v128, y: v128, sum: v128): v128 {
  return f64x2.add(sum, f64x2.mul(x, y));
}

function tile4x8(k: i32, a0: usize, a1: usize, a2: usize, a3: usize, stepK: usize, b: usize, c: usize, ldc: usize): void {
  let c00 = f64x2.splat(0), c01 = f64x2.splat(0), c02 = f64x2.splat(0), c03 = f64x2.splat(0);
  let c10 = f64x2.splat(0), c11 = f64x2.splat(0), c12 = f64x2.splat(0), c13 = f64x2.splat(0);
  let c20 = f64x2.splat(0), c21 = f64x2.splat(0), c22 = f64x2.splat(0), c23 = f64x2.splat(0);
  let c30 = f64x2.splat(0), c31 = f64x2.splat(0), c32 = f64x2.splat(0), c33 = f64x2.splat(0);
  for (let p = 0; p < k; p++) {
    const b0 = v128.load(b); const b1 = v128.load(b, 16); const b2 = v128.load(b, 32); const b3 = v128.load(b, 48);
    const x0 = v128.load64_splat(a0);
    c00 = madd64(x0, b0, c00); c01 = madd64(x0, b1, c01); c02 = madd64(x0, b2, c02); c03 = madd64(x0, b3, c03);
    const x1 = v128.load64_splat(a1);
    c10 = madd64(x1, b0, c10); c11 = madd64(x1, b1, c11); c12 = madd64(x1, b2, c12); c13 = madd64(x1, b3, c13);
    const x2 = v128.load64_splat(a2);
    c20 = madd64(x2, b0, c20); c21 = madd64(x2, b1, c21); c22 = madd64(x2, b2, c22); c23 = madd64(x2, b3, c23);
    const x3 = v128.load64_splat(a3);
    c30 = madd64(x3, b0, c30); c31 = madd64(x3, b1, c31); c32 = madd64(x3, b2, c32); c33 = madd64(x3, b3, c33);
    a0 += stepK; a1 += stepK; a2 += stepK; a3 += stepK;
    b += 64;
  }
  const r1 = c + ldc;
  const r2 = r1 + ldc;
  const r3 = r2 + ldc;
  v128.store(c, c00); v128.store(c, c01, 16); v128.store(c, c02, 32); v128.store(c, c03, 48);
  v128.store(r1, c10); v128.store(r1, c11, 16); v128.store(r1, c12, 32); v128.store(r1, c13, 48);
  v128.store(r2, c20); v128.store(r2, c21, 16); v128.store(r2, c22, 32); v128.store(r2, c23, 48);
  v128.store(r3, c30); v128.store(r3, c31, 16); v128.store(r3, c32, 32); v128.store(r3, c33, 48);
}
