// Register tiles of the matrix product: a block of c held in registers while k runs.
//
// a is packed [k, rows], b [k, columns]. The wide tiles are for V8's revectorizer, which joins two 16-byte operations
// into one of 32 bytes: it wants accumulators that start at splat(0) and never come from a branch, every load before the
// stores, and the two stores of a pair side by side. Without it they spill registers, and the narrow tiles are faster.
// Rows fit 16 registers: six where multiply and add are one operation, four where the product needs a register as well.
// The rows that are left over, and a batch of one, go through row tiles, which wait for memory and not for arithmetic.
// k is not unrolled: V8 would hoist the loads and spill. Whatever the tile, a number of c is one sum in the order of k,
// so the tile chosen changes no bit of the result.
import { madd } from "./simd";

/** c[6, 16] ← a b, or c ← c + a b where `accumulate`. */
export function tile6x16(k: i32, a: usize, b: usize, c: usize, ldc: usize, accumulate: bool): void {
  let c00 = f32x4.splat(0), c01 = f32x4.splat(0), c02 = f32x4.splat(0), c03 = f32x4.splat(0);
  let c10 = f32x4.splat(0), c11 = f32x4.splat(0), c12 = f32x4.splat(0), c13 = f32x4.splat(0);
  let c20 = f32x4.splat(0), c21 = f32x4.splat(0), c22 = f32x4.splat(0), c23 = f32x4.splat(0);
  let c30 = f32x4.splat(0), c31 = f32x4.splat(0), c32 = f32x4.splat(0), c33 = f32x4.splat(0);
  let c40 = f32x4.splat(0), c41 = f32x4.splat(0), c42 = f32x4.splat(0), c43 = f32x4.splat(0);
  let c50 = f32x4.splat(0), c51 = f32x4.splat(0), c52 = f32x4.splat(0), c53 = f32x4.splat(0);
  for (let p = 0; p < k; p++) {
    const b0 = v128.load(b); const b1 = v128.load(b, 16); const b2 = v128.load(b, 32); const b3 = v128.load(b, 48);
    const a0 = v128.load32_splat(a);
    c00 = madd(a0, b0, c00); c01 = madd(a0, b1, c01); c02 = madd(a0, b2, c02); c03 = madd(a0, b3, c03);
    const a1 = v128.load32_splat(a, 4);
    c10 = madd(a1, b0, c10); c11 = madd(a1, b1, c11); c12 = madd(a1, b2, c12); c13 = madd(a1, b3, c13);
    const a2 = v128.load32_splat(a, 8);
    c20 = madd(a2, b0, c20); c21 = madd(a2, b1, c21); c22 = madd(a2, b2, c22); c23 = madd(a2, b3, c23);
    const a3 = v128.load32_splat(a, 12);
    c30 = madd(a3, b0, c30); c31 = madd(a3, b1, c31); c32 = madd(a3, b2, c32); c33 = madd(a3, b3, c33);
    const a4 = v128.load32_splat(a, 16);
    c40 = madd(a4, b0, c40); c41 = madd(a4, b1, c41); c42 = madd(a4, b2, c42); c43 = madd(a4, b3, c43);
    const a5 = v128.load32_splat(a, 20);
    c50 = madd(a5, b0, c50); c51 = madd(a5, b1, c51); c52 = madd(a5, b2, c52); c53 = madd(a5, b3, c53);
    a += 24;
    b += 64;
  }
  const r1 = c + ldc;
  const r2 = r1 + ldc;
  const r3 = r2 + ldc;
  const r4 = r3 + ldc;
  const r5 = r4 + ldc;
  if (accumulate) {
    c00 = f32x4.add(v128.load(c), c00); c01 = f32x4.add(v128.load(c, 16), c01); c02 = f32x4.add(v128.load(c, 32), c02); c03 = f32x4.add(v128.load(c, 48), c03);
    c10 = f32x4.add(v128.load(r1), c10); c11 = f32x4.add(v128.load(r1, 16), c11); c12 = f32x4.add(v128.load(r1, 32), c12); c13 = f32x4.add(v128.load(r1, 48), c13);
    c20 = f32x4.add(v128.load(r2), c20); c21 = f32x4.add(v128.load(r2, 16), c21); c22 = f32x4.add(v128.load(r2, 32), c22); c23 = f32x4.add(v128.load(r2, 48), c23);
    c30 = f32x4.add(v128.load(r3), c30); c31 = f32x4.add(v128.load(r3, 16), c31); c32 = f32x4.add(v128.load(r3, 32), c32); c33 = f32x4.add(v128.load(r3, 48), c33);
    c40 = f32x4.add(v128.load(r4), c40); c41 = f32x4.add(v128.load(r4, 16), c41); c42 = f32x4.add(v128.load(r4, 32), c42); c43 = f32x4.add(v128.load(r4, 48), c43);
    c50 = f32x4.add(v128.load(r5), c50); c51 = f32x4.add(v128.load(r5, 16), c51); c52 = f32x4.add(v128.load(r5, 32), c52); c53 = f32x4.add(v128.load(r5, 48), c53);
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
export function tile6x8(k: i32, a: usize, b: usize, c: usize, ldc: usize, accumulate: bool): void {
  let c00 = f32x4.splat(0), c01 = f32x4.splat(0);
  let c10 = f32x4.splat(0), c11 = f32x4.splat(0);
  let c20 = f32x4.splat(0), c21 = f32x4.splat(0);
  let c30 = f32x4.splat(0), c31 = f32x4.splat(0);
  let c40 = f32x4.splat(0), c41 = f32x4.splat(0);
  let c50 = f32x4.splat(0), c51 = f32x4.splat(0);
  for (let p = 0; p < k; p++) {
    const b0 = v128.load(b); const b1 = v128.load(b, 16);
    const a0 = v128.load32_splat(a);
    c00 = madd(a0, b0, c00); c01 = madd(a0, b1, c01);
    const a1 = v128.load32_splat(a, 4);
    c10 = madd(a1, b0, c10); c11 = madd(a1, b1, c11);
    const a2 = v128.load32_splat(a, 8);
    c20 = madd(a2, b0, c20); c21 = madd(a2, b1, c21);
    const a3 = v128.load32_splat(a, 12);
    c30 = madd(a3, b0, c30); c31 = madd(a3, b1, c31);
    const a4 = v128.load32_splat(a, 16);
    c40 = madd(a4, b0, c40); c41 = madd(a4, b1, c41);
    const a5 = v128.load32_splat(a, 20);
    c50 = madd(a5, b0, c50); c51 = madd(a5, b1, c51);
    a += 24;
    b += 32;
  }
  const r1 = c + ldc;
  const r2 = r1 + ldc;
  const r3 = r2 + ldc;
  const r4 = r3 + ldc;
  const r5 = r4 + ldc;
  if (accumulate) {
    c00 = f32x4.add(v128.load(c), c00); c01 = f32x4.add(v128.load(c, 16), c01);
    c10 = f32x4.add(v128.load(r1), c10); c11 = f32x4.add(v128.load(r1, 16), c11);
    c20 = f32x4.add(v128.load(r2), c20); c21 = f32x4.add(v128.load(r2, 16), c21);
    c30 = f32x4.add(v128.load(r3), c30); c31 = f32x4.add(v128.load(r3, 16), c31);
    c40 = f32x4.add(v128.load(r4), c40); c41 = f32x4.add(v128.load(r4, 16), c41);
    c50 = f32x4.add(v128.load(r5), c50); c51 = f32x4.add(v128.load(r5, 16), c51);
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
export function tile4x16(k: i32, a: usize, b: usize, c: usize, ldc: usize, accumulate: bool): void {
  let c00 = f32x4.splat(0), c01 = f32x4.splat(0), c02 = f32x4.splat(0), c03 = f32x4.splat(0);
  let c10 = f32x4.splat(0), c11 = f32x4.splat(0), c12 = f32x4.splat(0), c13 = f32x4.splat(0);
  let c20 = f32x4.splat(0), c21 = f32x4.splat(0), c22 = f32x4.splat(0), c23 = f32x4.splat(0);
  let c30 = f32x4.splat(0), c31 = f32x4.splat(0), c32 = f32x4.splat(0), c33 = f32x4.splat(0);
  for (let p = 0; p < k; p++) {
    const b0 = v128.load(b); const b1 = v128.load(b, 16); const b2 = v128.load(b, 32); const b3 = v128.load(b, 48);
    const a0 = v128.load32_splat(a);
    c00 = madd(a0, b0, c00); c01 = madd(a0, b1, c01); c02 = madd(a0, b2, c02); c03 = madd(a0, b3, c03);
    const a1 = v128.load32_splat(a, 4);
    c10 = madd(a1, b0, c10); c11 = madd(a1, b1, c11); c12 = madd(a1, b2, c12); c13 = madd(a1, b3, c13);
    const a2 = v128.load32_splat(a, 8);
    c20 = madd(a2, b0, c20); c21 = madd(a2, b1, c21); c22 = madd(a2, b2, c22); c23 = madd(a2, b3, c23);
    const a3 = v128.load32_splat(a, 12);
    c30 = madd(a3, b0, c30); c31 = madd(a3, b1, c31); c32 = madd(a3, b2, c32); c33 = madd(a3, b3, c33);
    a += 16;
    b += 64;
  }
  const r1 = c + ldc;
  const r2 = r1 + ldc;
  const r3 = r2 + ldc;
  if (accumulate) {
    c00 = f32x4.add(v128.load(c), c00); c01 = f32x4.add(v128.load(c, 16), c01); c02 = f32x4.add(v128.load(c, 32), c02); c03 = f32x4.add(v128.load(c, 48), c03);
    c10 = f32x4.add(v128.load(r1), c10); c11 = f32x4.add(v128.load(r1, 16), c11); c12 = f32x4.add(v128.load(r1, 32), c12); c13 = f32x4.add(v128.load(r1, 48), c13);
    c20 = f32x4.add(v128.load(r2), c20); c21 = f32x4.add(v128.load(r2, 16), c21); c22 = f32x4.add(v128.load(r2, 32), c22); c23 = f32x4.add(v128.load(r2, 48), c23);
    c30 = f32x4.add(v128.load(r3), c30); c31 = f32x4.add(v128.load(r3, 16), c31); c32 = f32x4.add(v128.load(r3, 32), c32); c33 = f32x4.add(v128.load(r3, 48), c33);
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
export function tile4x8(k: i32, a: usize, b: usize, c: usize, ldc: usize, accumulate: bool): void {
  let c00 = f32x4.splat(0), c01 = f32x4.splat(0);
  let c10 = f32x4.splat(0), c11 = f32x4.splat(0);
  let c20 = f32x4.splat(0), c21 = f32x4.splat(0);
  let c30 = f32x4.splat(0), c31 = f32x4.splat(0);
  for (let p = 0; p < k; p++) {
    const b0 = v128.load(b); const b1 = v128.load(b, 16);
    const a0 = v128.load32_splat(a);
    c00 = madd(a0, b0, c00); c01 = madd(a0, b1, c01);
    const a1 = v128.load32_splat(a, 4);
    c10 = madd(a1, b0, c10); c11 = madd(a1, b1, c11);
    const a2 = v128.load32_splat(a, 8);
    c20 = madd(a2, b0, c20); c21 = madd(a2, b1, c21);
    const a3 = v128.load32_splat(a, 12);
    c30 = madd(a3, b0, c30); c31 = madd(a3, b1, c31);
    a += 16;
    b += 32;
  }
  const r1 = c + ldc;
  const r2 = r1 + ldc;
  const r3 = r2 + ldc;
  if (accumulate) {
    c00 = f32x4.add(v128.load(c), c00); c01 = f32x4.add(v128.load(c, 16), c01);
    c10 = f32x4.add(v128.load(r1), c10); c11 = f32x4.add(v128.load(r1, 16), c11);
    c20 = f32x4.add(v128.load(r2), c20); c21 = f32x4.add(v128.load(r2, 16), c21);
    c30 = f32x4.add(v128.load(r3), c30); c31 = f32x4.add(v128.load(r3, 16), c31);
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
  let c00 = f32x4.splat(0), c01 = f32x4.splat(0), c02 = f32x4.splat(0), c03 = f32x4.splat(0);
  let c10 = f32x4.splat(0), c11 = f32x4.splat(0), c12 = f32x4.splat(0), c13 = f32x4.splat(0);
  let c20 = f32x4.splat(0), c21 = f32x4.splat(0), c22 = f32x4.splat(0), c23 = f32x4.splat(0);
  let c30 = f32x4.splat(0), c31 = f32x4.splat(0), c32 = f32x4.splat(0), c33 = f32x4.splat(0);
  let b1 = b + panel;
  let b2 = b1 + panel;
  let b3 = b2 + panel;
  for (let p = 0; p < k; p++) {
    const x = v128.load32_splat(a);
    c00 = madd(x, v128.load(b), c00); c01 = madd(x, v128.load(b, 16), c01); c02 = madd(x, v128.load(b, 32), c02); c03 = madd(x, v128.load(b, 48), c03);
    c10 = madd(x, v128.load(b1), c10); c11 = madd(x, v128.load(b1, 16), c11); c12 = madd(x, v128.load(b1, 32), c12); c13 = madd(x, v128.load(b1, 48), c13);
    c20 = madd(x, v128.load(b2), c20); c21 = madd(x, v128.load(b2, 16), c21); c22 = madd(x, v128.load(b2, 32), c22); c23 = madd(x, v128.load(b2, 48), c23);
    c30 = madd(x, v128.load(b3), c30); c31 = madd(x, v128.load(b3, 16), c31); c32 = madd(x, v128.load(b3, 32), c32); c33 = madd(x, v128.load(b3, 48), c33);
    a += step;
    b += 64; b1 += 64; b2 += 64; b3 += 64;
  }
  if (accumulate) {
    c00 = f32x4.add(v128.load(c), c00); c01 = f32x4.add(v128.load(c, 16), c01); c02 = f32x4.add(v128.load(c, 32), c02); c03 = f32x4.add(v128.load(c, 48), c03);
    c10 = f32x4.add(v128.load(c, 64), c10); c11 = f32x4.add(v128.load(c, 80), c11); c12 = f32x4.add(v128.load(c, 96), c12); c13 = f32x4.add(v128.load(c, 112), c13);
    c20 = f32x4.add(v128.load(c, 128), c20); c21 = f32x4.add(v128.load(c, 144), c21); c22 = f32x4.add(v128.load(c, 160), c22); c23 = f32x4.add(v128.load(c, 176), c23);
    c30 = f32x4.add(v128.load(c, 192), c30); c31 = f32x4.add(v128.load(c, 208), c31); c32 = f32x4.add(v128.load(c, 224), c32); c33 = f32x4.add(v128.load(c, 240), c33);
    v128.store(c, c00); v128.store(c, c01, 16); v128.store(c, c02, 32); v128.store(c, c03, 48);
    v128.store(c, c10, 64); v128.store(c, c11, 80); v128.store(c, c12, 96); v128.store(c, c13, 112);
    v128.store(c, c20, 128); v128.store(c, c21, 144); v128.store(c, c22, 160); v128.store(c, c23, 176);
    v128.store(c, c30, 192); v128.store(c, c31, 208); v128.store(c, c32, 224); v128.store(c, c33, 240);
  } else {
    v128.store(c, c00); v128.store(c, c01, 16); v128.store(c, c02, 32); v128.store(c, c03, 48);
    v128.store(c, c10, 64); v128.store(c, c11, 80); v128.store(c, c12, 96); v128.store(c, c13, 112);
    v128.store(c, c20, 128); v128.store(c, c21, 144); v128.store(c, c22, 160); v128.store(c, c23, 176);
    v128.store(c, c30, 192); v128.store(c, c31, 208); v128.store(c, c32, 224); v128.store(c, c33, 240);
  }
}

/** One row of c, 16 columns of 1 panel that lie `panel` bytes apart; a as it lies, `step` bytes from number to number. */
export function row1x16(k: i32, a: usize, step: usize, b: usize, panel: usize, c: usize, accumulate: bool): void {
  let c00 = f32x4.splat(0), c01 = f32x4.splat(0), c02 = f32x4.splat(0), c03 = f32x4.splat(0);
  for (let p = 0; p < k; p++) {
    const x = v128.load32_splat(a);
    c00 = madd(x, v128.load(b), c00); c01 = madd(x, v128.load(b, 16), c01); c02 = madd(x, v128.load(b, 32), c02); c03 = madd(x, v128.load(b, 48), c03);
    a += step;
    b += 64;
  }
  if (accumulate) {
    c00 = f32x4.add(v128.load(c), c00); c01 = f32x4.add(v128.load(c, 16), c01); c02 = f32x4.add(v128.load(c, 32), c02); c03 = f32x4.add(v128.load(c, 48), c03);
    v128.store(c, c00); v128.store(c, c01, 16); v128.store(c, c02, 32); v128.store(c, c03, 48);
  } else {
    v128.store(c, c00); v128.store(c, c01, 16); v128.store(c, c02, 32); v128.store(c, c03, 48);
  }
}

/** One row of c, 32 columns of 4 panels that lie `panel` bytes apart; a as it lies, `step` bytes from number to number. */
export function row4x8(k: i32, a: usize, step: usize, b: usize, panel: usize, c: usize, accumulate: bool): void {
  let c00 = f32x4.splat(0), c01 = f32x4.splat(0);
  let c10 = f32x4.splat(0), c11 = f32x4.splat(0);
  let c20 = f32x4.splat(0), c21 = f32x4.splat(0);
  let c30 = f32x4.splat(0), c31 = f32x4.splat(0);
  let b1 = b + panel;
  let b2 = b1 + panel;
  let b3 = b2 + panel;
  for (let p = 0; p < k; p++) {
    const x = v128.load32_splat(a);
    c00 = madd(x, v128.load(b), c00); c01 = madd(x, v128.load(b, 16), c01);
    c10 = madd(x, v128.load(b1), c10); c11 = madd(x, v128.load(b1, 16), c11);
    c20 = madd(x, v128.load(b2), c20); c21 = madd(x, v128.load(b2, 16), c21);
    c30 = madd(x, v128.load(b3), c30); c31 = madd(x, v128.load(b3, 16), c31);
    a += step;
    b += 32; b1 += 32; b2 += 32; b3 += 32;
  }
  if (accumulate) {
    c00 = f32x4.add(v128.load(c), c00); c01 = f32x4.add(v128.load(c, 16), c01);
    c10 = f32x4.add(v128.load(c, 32), c10); c11 = f32x4.add(v128.load(c, 48), c11);
    c20 = f32x4.add(v128.load(c, 64), c20); c21 = f32x4.add(v128.load(c, 80), c21);
    c30 = f32x4.add(v128.load(c, 96), c30); c31 = f32x4.add(v128.load(c, 112), c31);
    v128.store(c, c00); v128.store(c, c01, 16);
    v128.store(c, c10, 32); v128.store(c, c11, 48);
    v128.store(c, c20, 64); v128.store(c, c21, 80);
    v128.store(c, c30, 96); v128.store(c, c31, 112);
  } else {
    v128.store(c, c00); v128.store(c, c01, 16);
    v128.store(c, c10, 32); v128.store(c, c11, 48);
    v128.store(c, c20, 64); v128.store(c, c21, 80);
    v128.store(c, c30, 96); v128.store(c, c31, 112);
  }
}

/** One row of c, 8 columns of 1 panel that lie `panel` bytes apart; a as it lies, `step` bytes from number to number. */
export function row1x8(k: i32, a: usize, step: usize, b: usize, panel: usize, c: usize, accumulate: bool): void {
  let c00 = f32x4.splat(0), c01 = f32x4.splat(0);
  for (let p = 0; p < k; p++) {
    const x = v128.load32_splat(a);
    c00 = madd(x, v128.load(b), c00); c01 = madd(x, v128.load(b, 16), c01);
    a += step;
    b += 32;
  }
  if (accumulate) {
    c00 = f32x4.add(v128.load(c), c00); c01 = f32x4.add(v128.load(c, 16), c01);
    v128.store(c, c00); v128.store(c, c01, 16);
  } else {
    v128.store(c, c00); v128.store(c, c01, 16);
  }
}
