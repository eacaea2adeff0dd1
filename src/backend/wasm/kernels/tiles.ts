// Register tiles of the matrix product: a block of c held in registers while k runs.
//
// a is read as it lies or packed: number p of row i lies at a + i · stepM + p · stepK bytes. b is packed [k, columns]. The
// wide tiles are for V8's revectorizer, which joins two 16-byte operations into one of 32 bytes: it wants accumulators
// that start at splat(0) and never come from a branch, every load before the stores, and the two stores of a pair side by
// side. Without it they spill registers, and the narrow tiles are faster.
// Rows fit 16 registers: six where multiply and add are one operation, four where the product needs a register as well.
// The rows that are left over, and a batch of one, go through row tiles, which wait for memory and not for arithmetic.
// k is not unrolled: V8 would hoist the loads and spill. Whatever the tile, a number of c is one sum in the order of k,
// so the tile chosen changes no bit of the result.
import { madd } from "./simd";







/** c[6, 16] ← a b, or c ← c + a b where `accumulate`. */
export function tile6x16(k: i32, a: usize, stepM: usize, stepK: usize, b: usize, c: usize, ldc: usize, accumulate: bool): void {
  let c00 = reals.splat(0), c01 = reals.splat(0), c02 = reals.splat(0), c03 = reals.splat(0);
  let c10 = reals.splat(0), c11 = reals.splat(0), c12 = reals.splat(0), c13 = reals.splat(0);
  let c20 = reals.splat(0), c21 = reals.splat(0), c22 = reals.splat(0), c23 = reals.splat(0);
  let c30 = reals.splat(0), c31 = reals.splat(0), c32 = reals.splat(0), c33 = reals.splat(0);
  let c40 = reals.splat(0), c41 = reals.splat(0), c42 = reals.splat(0), c43 = reals.splat(0);
  let c50 = reals.splat(0), c51 = reals.splat(0), c52 = reals.splat(0), c53 = reals.splat(0);
  let a1 = a + stepM;
  let a2 = a1 + stepM;
  let a3 = a2 + stepM;
  let a4 = a3 + stepM;
  let a5 = a4 + stepM;
  for (let p = 0; p < k; p++) {
    const b0 = v128.load(b); const b1 = v128.load(b, 16); const b2 = v128.load(b, 32); const b3 = v128.load(b, 48);
    const x0 = v128.load_splat<real>(a);
    c00 = madd(x0, b0, c00); c01 = madd(x0, b1, c01); c02 = madd(x0, b2, c02); c03 = madd(x0, b3, c03);
    const x1 = v128.load_splat<real>(a1);
    c10 = madd(x1, b0, c10); c11 = madd(x1, b1, c11); c12 = madd(x1, b2, c12); c13 = madd(x1, b3, c13);
    const x2 = v128.load_splat<real>(a2);
    c20 = madd(x2, b0, c20); c21 = madd(x2, b1, c21); c22 = madd(x2, b2, c22); c23 = madd(x2, b3, c23);
    const x3 = v128.load_splat<real>(a3);
    c30 = madd(x3, b0, c30); c31 = madd(x3, b1, c31); c32 = madd(x3, b2, c32); c33 = madd(x3, b3, c33);
    const x4 = v128.load_splat<real>(a4);
    c40 = madd(x4, b0, c40); c41 = madd(x4, b1, c41); c42 = madd(x4, b2, c42); c43 = madd(x4, b3, c43);
    const x5 = v128.load_splat<real>(a5);
    c50 = madd(x5, b0, c50); c51 = madd(x5, b1, c51); c52 = madd(x5, b2, c52); c53 = madd(x5, b3, c53);
    a += stepK; a1 += stepK; a2 += stepK; a3 += stepK; a4 += stepK; a5 += stepK;
    b += 64;
  }
  const r1 = c + ldc;
  const r2 = r1 + ldc;
  const r3 = r2 + ldc;
  const r4 = r3 + ldc;
  const r5 = r4 + ldc;
  if (accumulate) {
    c00 = reals.add(v128.load(c), c00); c01 = reals.add(v128.load(c, 16), c01); c02 = reals.add(v128.load(c, 32), c02); c03 = reals.add(v128.load(c, 48), c03);
    c10 = reals.add(v128.load(r1), c10); c11 = reals.add(v128.load(r1, 16), c11); c12 = reals.add(v128.load(r1, 32), c12); c13 = reals.add(v128.load(r1, 48), c13);
    c20 = reals.add(v128.load(r2), c20); c21 = reals.add(v128.load(r2, 16), c21); c22 = reals.add(v128.load(r2, 32), c22); c23 = reals.add(v128.load(r2, 48), c23);
    c30 = reals.add(v128.load(r3), c30); c31 = reals.add(v128.load(r3, 16), c31); c32 = reals.add(v128.load(r3, 32), c32); c33 = reals.add(v128.load(r3, 48), c33);
    c40 = reals.add(v128.load(r4), c40); c41 = reals.add(v128.load(r4, 16), c41); c42 = reals.add(v128.load(r4, 32), c42); c43 = reals.add(v128.load(r4, 48), c43);
    c50 = reals.add(v128.load(r5), c50); c51 = reals.add(v128.load(r5, 16), c51); c52 = reals.add(v128.load(r5, 32), c52); c53 = reals.add(v128.load(r5, 48), c53);
    v128.store(c, c00); v128.store(c, c01, 16); v128.store(c, c02, 32); v128.store(c, c03, 48);
    v128.store(r1, c10); v128.store(r1, c11, 16); v128.store(r1, c12, 32); v128.store(r1, c13, 48);
    v128.store(r2, c20); v128.store(r2, c21, 16); v128.store(r2, c22, 32); v128.store(r2, c23, 48);
    v128.store(r3, c30); v128.store(r3, c31, 16); v128.store(r3, c32, 32); v128.store(r3, c33, 48);
    v128.store(r4, c40); v128.store(r4, c41, 16); v128.store(r4, c42, 32); v128.store(r4, c43, 48);
    v128.store(r5, c50); v128.store(r5, c51, 16); v128.store(r5, c52, 32); v128.store(r5, c53, 48);
  } else {
    v128.store(c, c00); v128.store(c, c01, 16); v128.store(c, c02, 32); v128.store(c, c03, 48);
    v128.store(r1, c10); v128.store(r1, c11, 16); v128.store(r1, c12, 32); v128.store(r1, c13, 48);
    v128.store(r2, c20); v128.store(r2, c21, 16); v128.store(r2, c22, 32); v128.store(r2, c23, 48);
    v128.store(r3, c30); v128.store(r3, c31, 16); v128.store(r3, c32, 32); v128.store(r3, c33, 48);
    v128.store(r4, c40); v128.store(r4, c41, 16); v128.store(r4, c42, 32); v128.store(r4, c43, 48);
    v128.store(r5, c50); v128.store(r5, c51, 16); v128.store(r5, c52, 32); v128.store(r5, c53, 48);
  }
}

/** c[6, 8] ← a b, or c ← c + a b where `accumulate`. */
export function tile6x8(k: i32, a: usize, stepM: usize, stepK: usize, b: usize, c: usize, ldc: usize, accumulate: bool): void {
  let c00 = reals.splat(0), c01 = reals.splat(0);
  let c10 = reals.splat(0), c11 = reals.splat(0);
  let c20 = reals.splat(0), c21 = reals.splat(0);
  let c30 = reals.splat(0), c31 = reals.splat(0);
  let c40 = reals.splat(0), c41 = reals.splat(0);
  let c50 = reals.splat(0), c51 = reals.splat(0);
  let a1 = a + stepM;
  let a2 = a1 + stepM;
  let a3 = a2 + stepM;
  let a4 = a3 + stepM;
  let a5 = a4 + stepM;
  for (let p = 0; p < k; p++) {
    const b0 = v128.load(b); const b1 = v128.load(b, 16);
    const x0 = v128.load_splat<real>(a);
    c00 = madd(x0, b0, c00); c01 = madd(x0, b1, c01);
    const x1 = v128.load_splat<real>(a1);
    c10 = madd(x1, b0, c10); c11 = madd(x1, b1, c11);
    const x2 = v128.load_splat<real>(a2);
    c20 = madd(x2, b0, c20); c21 = madd(x2, b1, c21);
    const x3 = v128.load_splat<real>(a3);
    c30 = madd(x3, b0, c30); c31 = madd(x3, b1, c31);
    const x4 = v128.load_splat<real>(a4);
    c40 = madd(x4, b0, c40); c41 = madd(x4, b1, c41);
    const x5 = v128.load_splat<real>(a5);
    c50 = madd(x5, b0, c50); c51 = madd(x5, b1, c51);
    a += stepK; a1 += stepK; a2 += stepK; a3 += stepK; a4 += stepK; a5 += stepK;
    b += 32;
  }
  const r1 = c + ldc;
  const r2 = r1 + ldc;
  const r3 = r2 + ldc;
  const r4 = r3 + ldc;
  const r5 = r4 + ldc;
  if (accumulate) {
    c00 = reals.add(v128.load(c), c00); c01 = reals.add(v128.load(c, 16), c01);
    c10 = reals.add(v128.load(r1), c10); c11 = reals.add(v128.load(r1, 16), c11);
    c20 = reals.add(v128.load(r2), c20); c21 = reals.add(v128.load(r2, 16), c21);
    c30 = reals.add(v128.load(r3), c30); c31 = reals.add(v128.load(r3, 16), c31);
    c40 = reals.add(v128.load(r4), c40); c41 = reals.add(v128.load(r4, 16), c41);
    c50 = reals.add(v128.load(r5), c50); c51 = reals.add(v128.load(r5, 16), c51);
    v128.store(c, c00); v128.store(c, c01, 16);
    v128.store(r1, c10); v128.store(r1, c11, 16);
    v128.store(r2, c20); v128.store(r2, c21, 16);
    v128.store(r3, c30); v128.store(r3, c31, 16);
    v128.store(r4, c40); v128.store(r4, c41, 16);
    v128.store(r5, c50); v128.store(r5, c51, 16);
  } else {
    v128.store(c, c00); v128.store(c, c01, 16);
    v128.store(r1, c10); v128.store(r1, c11, 16);
    v128.store(r2, c20); v128.store(r2, c21, 16);
    v128.store(r3, c30); v128.store(r3, c31, 16);
    v128.store(r4, c40); v128.store(r4, c41, 16);
    v128.store(r5, c50); v128.store(r5, c51, 16);
  }
}

/** c[4, 16] ← a b, or c ← c + a b where `accumulate`. */
export function tile4x16(k: i32, a: usize, stepM: usize, stepK: usize, b: usize, c: usize, ldc: usize, accumulate: bool): void {
  let c00 = reals.splat(0), c01 = reals.splat(0), c02 = reals.splat(0), c03 = reals.splat(0);
  let c10 = reals.splat(0), c11 = reals.splat(0), c12 = reals.splat(0), c13 = reals.splat(0);
  let c20 = reals.splat(0), c21 = reals.splat(0), c22 = reals.splat(0), c23 = reals.splat(0);
  let c30 = reals.splat(0), c31 = reals.splat(0), c32 = reals.splat(0), c33 = reals.splat(0);
  let a1 = a + stepM;
  let a2 = a1 + stepM;
  let a3 = a2 + stepM;
  for (let p = 0; p < k; p++) {
    const b0 = v128.load(b); const b1 = v128.load(b, 16); const b2 = v128.load(b, 32); const b3 = v128.load(b, 48);
    const x0 = v128.load_splat<real>(a);
    c00 = madd(x0, b0, c00); c01 = madd(x0, b1, c01); c02 = madd(x0, b2, c02); c03 = madd(x0, b3, c03);
    const x1 = v128.load_splat<real>(a1);
    c10 = madd(x1, b0, c10); c11 = madd(x1, b1, c11); c12 = madd(x1, b2, c12); c13 = madd(x1, b3, c13);
    const x2 = v128.load_splat<real>(a2);
    c20 = madd(x2, b0, c20); c21 = madd(x2, b1, c21); c22 = madd(x2, b2, c22); c23 = madd(x2, b3, c23);
    const x3 = v128.load_splat<real>(a3);
    c30 = madd(x3, b0, c30); c31 = madd(x3, b1, c31); c32 = madd(x3, b2, c32); c33 = madd(x3, b3, c33);
    a += stepK; a1 += stepK; a2 += stepK; a3 += stepK;
    b += 64;
  }
  const r1 = c + ldc;
  const r2 = r1 + ldc;
  const r3 = r2 + ldc;
  if (accumulate) {
    c00 = reals.add(v128.load(c), c00); c01 = reals.add(v128.load(c, 16), c01); c02 = reals.add(v128.load(c, 32), c02); c03 = reals.add(v128.load(c, 48), c03);
    c10 = reals.add(v128.load(r1), c10); c11 = reals.add(v128.load(r1, 16), c11); c12 = reals.add(v128.load(r1, 32), c12); c13 = reals.add(v128.load(r1, 48), c13);
    c20 = reals.add(v128.load(r2), c20); c21 = reals.add(v128.load(r2, 16), c21); c22 = reals.add(v128.load(r2, 32), c22); c23 = reals.add(v128.load(r2, 48), c23);
    c30 = reals.add(v128.load(r3), c30); c31 = reals.add(v128.load(r3, 16), c31); c32 = reals.add(v128.load(r3, 32), c32); c33 = reals.add(v128.load(r3, 48), c33);
    v128.store(c, c00); v128.store(c, c01, 16); v128.store(c, c02, 32); v128.store(c, c03, 48);
    v128.store(r1, c10); v128.store(r1, c11, 16); v128.store(r1, c12, 32); v128.store(r1, c13, 48);
    v128.store(r2, c20); v128.store(r2, c21, 16); v128.store(r2, c22, 32); v128.store(r2, c23, 48);
    v128.store(r3, c30); v128.store(r3, c31, 16); v128.store(r3, c32, 32); v128.store(r3, c33, 48);
  } else {
    v128.store(c, c00); v128.store(c, c01, 16); v128.store(c, c02, 32); v128.store(c, c03, 48);
    v128.store(r1, c10); v128.store(r1, c11, 16); v128.store(r1, c12, 32); v128.store(r1, c13, 48);
    v128.store(r2, c20); v128.store(r2, c21, 16); v128.store(r2, c22, 32); v128.store(r2, c23, 48);
    v128.store(r3, c30); v128.store(r3, c31, 16); v128.store(r3, c32, 32); v128.store(r3, c33, 48);
  }
}

/** c[4, 8] ← a b, or c ← c + a b where `accumulate`. */
export function tile4x8(k: i32, a: usize, stepM: usize, stepK: usize, b: usize, c: usize, ldc: usize, accumulate: bool): void {
  let c00 = reals.splat(0), c01 = reals.splat(0);
  let c10 = reals.splat(0), c11 = reals.splat(0);
  let c20 = reals.splat(0), c21 = reals.splat(0);
  let c30 = reals.splat(0), c31 = reals.splat(0);
  let a1 = a + stepM;
  let a2 = a1 + stepM;
  let a3 = a2 + stepM;
  for (let p = 0; p < k; p++) {
    const b0 = v128.load(b); const b1 = v128.load(b, 16);
    const x0 = v128.load_splat<real>(a);
    c00 = madd(x0, b0, c00); c01 = madd(x0, b1, c01);
    const x1 = v128.load_splat<real>(a1);
    c10 = madd(x1, b0, c10); c11 = madd(x1, b1, c11);
    const x2 = v128.load_splat<real>(a2);
    c20 = madd(x2, b0, c20); c21 = madd(x2, b1, c21);
    const x3 = v128.load_splat<real>(a3);
    c30 = madd(x3, b0, c30); c31 = madd(x3, b1, c31);
    a += stepK; a1 += stepK; a2 += stepK; a3 += stepK;
    b += 32;
  }
  const r1 = c + ldc;
  const r2 = r1 + ldc;
  const r3 = r2 + ldc;
  if (accumulate) {
    c00 = reals.add(v128.load(c), c00); c01 = reals.add(v128.load(c, 16), c01);
    c10 = reals.add(v128.load(r1), c10); c11 = reals.add(v128.load(r1, 16), c11);
    c20 = reals.add(v128.load(r2), c20); c21 = reals.add(v128.load(r2, 16), c21);
    c30 = reals.add(v128.load(r3), c30); c31 = reals.add(v128.load(r3, 16), c31);
    v128.store(c, c00); v128.store(c, c01, 16);
    v128.store(r1, c10); v128.store(r1, c11, 16);
    v128.store(r2, c20); v128.store(r2, c21, 16);
    v128.store(r3, c30); v128.store(r3, c31, 16);
  } else {
    v128.store(c, c00); v128.store(c, c01, 16);
    v128.store(r1, c10); v128.store(r1, c11, 16);
    v128.store(r2, c20); v128.store(r2, c21, 16);
    v128.store(r3, c30); v128.store(r3, c31, 16);
  }
}

/** One row of c, 64 columns of 4 panels that lie `panel` bytes apart; a as it lies, `step` bytes from number to number. */
export function row4x16(k: i32, a: usize, step: usize, b: usize, panel: usize, c: usize, accumulate: bool): void {
  let c00 = reals.splat(0), c01 = reals.splat(0), c02 = reals.splat(0), c03 = reals.splat(0);
  let c10 = reals.splat(0), c11 = reals.splat(0), c12 = reals.splat(0), c13 = reals.splat(0);
  let c20 = reals.splat(0), c21 = reals.splat(0), c22 = reals.splat(0), c23 = reals.splat(0);
  let c30 = reals.splat(0), c31 = reals.splat(0), c32 = reals.splat(0), c33 = reals.splat(0);
  let b1 = b + panel;
  let b2 = b1 + panel;
  let b3 = b2 + panel;
  for (let p = 0; p < k; p++) {
    const x = v128.load_splat<real>(a);
    c00 = madd(x, v128.load(b), c00); c01 = madd(x, v128.load(b, 16), c01); c02 = madd(x, v128.load(b, 32), c02); c03 = madd(x, v128.load(b, 48), c03);
    c10 = madd(x, v128.load(b1), c10); c11 = madd(x, v128.load(b1, 16), c11); c12 = madd(x, v128.load(b1, 32), c12); c13 = madd(x, v128.load(b1, 48), c13);
    c20 = madd(x, v128.load(b2), c20); c21 = madd(x, v128.load(b2, 16), c21); c22 = madd(x, v128.load(b2, 32), c22); c23 = madd(x, v128.load(b2, 48), c23);
    c30 = madd(x, v128.load(b3), c30); c31 = madd(x, v128.load(b3, 16), c31); c32 = madd(x, v128.load(b3, 32), c32); c33 = madd(x, v128.load(b3, 48), c33);
    a += step;
    b += 64; b1 += 64; b2 += 64; b3 += 64;
  }
  store4(c, c00, c01, c02, c03, accumulate);
  store4(c + 64, c10, c11, c12, c13, accumulate);
  store4(c + 128, c20, c21, c22, c23, accumulate);
  store4(c + 192, c30, c31, c32, c33, accumulate);
}

/** One row of c, 16 columns; a as it lies, `step` bytes from number to number. */
export function row1x16(k: i32, a: usize, step: usize, b: usize, c: usize, accumulate: bool): void {
  let c00 = reals.splat(0), c01 = reals.splat(0), c02 = reals.splat(0), c03 = reals.splat(0);
  for (let p = 0; p < k; p++) {
    const x = v128.load_splat<real>(a);
    c00 = madd(x, v128.load(b), c00); c01 = madd(x, v128.load(b, 16), c01); c02 = madd(x, v128.load(b, 32), c02); c03 = madd(x, v128.load(b, 48), c03);
    a += step;
    b += 64;
  }
  store4(c, c00, c01, c02, c03, accumulate);
}

/** One row of c, 32 columns of 4 panels that lie `panel` bytes apart; a as it lies, `step` bytes from number to number. */
export function row4x8(k: i32, a: usize, step: usize, b: usize, panel: usize, c: usize, accumulate: bool): void {
  let c00 = reals.splat(0), c01 = reals.splat(0);
  let c10 = reals.splat(0), c11 = reals.splat(0);
  let c20 = reals.splat(0), c21 = reals.splat(0);
  let c30 = reals.splat(0), c31 = reals.splat(0);
  let b1 = b + panel;
  let b2 = b1 + panel;
  let b3 = b2 + panel;
  for (let p = 0; p < k; p++) {
    const x = v128.load_splat<real>(a);
    c00 = madd(x, v128.load(b), c00); c01 = madd(x, v128.load(b, 16), c01);
    c10 = madd(x, v128.load(b1), c10); c11 = madd(x, v128.load(b1, 16), c11);
    c20 = madd(x, v128.load(b2), c20); c21 = madd(x, v128.load(b2, 16), c21);
    c30 = madd(x, v128.load(b3), c30); c31 = madd(x, v128.load(b3, 16), c31);
    a += step;
    b += 32; b1 += 32; b2 += 32; b3 += 32;
  }
  store2(c, c00, c01, accumulate);
  store2(c + 32, c10, c11, accumulate);
  store2(c + 64, c20, c21, accumulate);
  store2(c + 96, c30, c31, accumulate);
}

/** One row of c, 8 columns; a as it lies, `step` bytes from number to number. */
export function row1x8(k: i32, a: usize, step: usize, b: usize, c: usize, accumulate: bool): void {
  let c00 = reals.splat(0), c01 = reals.splat(0);
  for (let p = 0; p < k; p++) {
    const x = v128.load_splat<real>(a);
    c00 = madd(x, v128.load(b), c00); c01 = madd(x, v128.load(b, 16), c01);
    a += step;
    b += 32;
  }
  store2(c, c00, c01, accumulate);
}

// @ts-ignore: decorator
@inline
function store4(c: usize, x0: v128, x1: v128, x2: v128, x3: v128, accumulate: bool): void {
  if (accumulate) {
    const y0 = reals.add(v128.load(c), x0);
    const y1 = reals.add(v128.load(c, 16), x1);
    const y2 = reals.add(v128.load(c, 32), x2);
    const y3 = reals.add(v128.load(c, 48), x3);
    v128.store(c, y0);
    v128.store(c, y1, 16);
    v128.store(c, y2, 32);
    v128.store(c, y3, 48);
  } else {
    v128.store(c, x0);
    v128.store(c, x1, 16);
    v128.store(c, x2, 32);
    v128.store(c, x3, 48);
  }
}

// @ts-ignore: decorator
@inline
function store2(c: usize, x0: v128, x1: v128, accumulate: bool): void {
  if (accumulate) {
    const y0 = reals.add(v128.load(c), x0);
    const y1 = reals.add(v128.load(c, 16), x1);
    v128.store(c, y0);
    v128.store(c, y1, 16);
  } else {
    v128.store(c, x0);
    v128.store(c, x1, 16);
  }
}
