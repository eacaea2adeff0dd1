// Matrix product: c ← a b or c ← c + a b, for matrices stored either way round.
//
// Goto & van de Geijn 2008, https://doi.org/10.1145/1356052.1356053: k is cut into blocks of KC, so that a packed panel of
// b stays in the first cache; rows of a into blocks of MC, so that packed a stays in the second.
import { pack } from "./pack";
import { MR } from "./simd";
import { row1x8, row1x16, row4x8, row4x16, tile4x8, tile4x16, tile6x8, tile6x16 } from "./tiles";

const KC: i32 = 256;
const MC: i32 = 96; // a multiple of MR
const NC: i32 = 1024;

/** Room for packed a, packed b and one tile; the first bytes of the memory. */
const PACKED_A: usize = 1024;
const PACKED_B: usize = PACKED_A + <usize>(MC * KC * 4);
const TILE: usize = PACKED_B + <usize>(NC * KC * 4);
/** Where the heap may begin. */
export const heapBase: usize = TILE + 1024;

let NR: i32 = 8;

/** Chooses the register tiles: `columns` is 8, or 16 for an engine that revectorizes. Packed matrices depend on it. */
export function setTile(columns: i32): void {
  NR = columns;
}

/** What one `packRight` fills: b [k, n] packed whole. */
export function packedRightBytes(k: i32, n: i32): i32 {
  return ((n + 15) & ~15) * k * 4;
}

/** Packs all of b [k, n] for `gemmPacked`; element (p, j) lies at b + p · stepK + j · stepN bytes. */
export function packRight(to: usize, b: usize, k: i32, n: i32, stepK: usize, stepN: usize): void {
  for (let p = 0; p < k; p += KC) {
    const depth = min(KC, k - p);
    pack(to, b + <usize>p * stepK, n, depth, stepK, stepN, NR);
    to += <usize>(panelled(n) * depth * 4);
  }
}

/** c [m, n] with rows `ldc` bytes apart; element (i, p) of a lies at a + i · stepM + p · stepK bytes; b from `packRight`. */
export function gemmPacked(
  m: i32, n: i32, k: i32,
  a: usize, stepM: usize, stepK: usize,
  packedB: usize,
  c: usize, ldc: usize,
  accumulate: bool,
): void {
  for (let p = 0; p < k; p += KC) {
    const depth = min(KC, k - p);
    const adds = accumulate || p > 0;
    for (let i = 0; i < m; i += MC) {
      const rows = min(MC, m - i);
      block(rows, n, depth, a + <usize>i * stepM + <usize>p * stepK, stepM, stepK, packedB, c + <usize>i * ldc, ldc, adds);
    }
    packedB += <usize>(panelled(n) * depth * 4);
  }
}

/** As `gemmPacked`, with b as it lies: element (p, j) at b + p · bStepK + j · stepN bytes. */
export function gemm(
  m: i32, n: i32, k: i32,
  a: usize, stepM: usize, stepK: usize,
  b: usize, bStepK: usize, stepN: usize,
  c: usize, ldc: usize,
  accumulate: bool,
): void {
  if (k == 0 && !accumulate) for (let i = 0; i < m; i++) memory.fill(c + <usize>i * ldc, 0, <usize>(n * 4));
  for (let j = 0; j < n; j += NC) {
    const columns = min(NC, n - j);
    for (let p = 0; p < k; p += KC) {
      const depth = min(KC, k - p);
      const adds = accumulate || p > 0;
      pack(PACKED_B, b + <usize>p * bStepK + <usize>j * stepN, columns, depth, bStepK, stepN, NR);
      for (let i = 0; i < m; i += MC) {
        const rows = min(MC, m - i);
        const from = a + <usize>i * stepM + <usize>p * stepK;
        block(rows, columns, depth, from, stepM, stepK, PACKED_B, c + <usize>i * ldc + <usize>(j * 4), ldc, adds);
      }
    }
  }
}

/** Rows of a times one packed block of b: tile after tile; each panel of b meets all of a while it is in the cache. */
function block(
  m: i32, n: i32, k: i32,
  a: usize, stepM: usize, stepK: usize,
  packedB: usize,
  c: usize, ldc: usize,
  accumulate: bool,
): void {
  const whole = m - (m % MR);
  pack(PACKED_A, a, whole, k, stepK, stepM, MR);
  for (let j = 0; j < n; j += NR) {
    const b = packedB + <usize>(j * k * 4);
    for (let i = 0; i < whole; i += MR) {
      const panel = PACKED_A + <usize>(i * k * 4);
      const to = c + <usize>i * ldc + <usize>(j * 4);
      if (j + NR <= n) tile(k, panel, b, to, ldc, accumulate);
      else {
        tile(k, panel, b, TILE, <usize>(NR * 4), false);
        copyEdge(MR, n - j, to, ldc, accumulate);
      }
    }
  }
  for (let i = whole; i < m; i++) row(n, k, a + <usize>i * stepM, stepK, packedB, c + <usize>i * ldc, accumulate);
}

/** One row of a times one packed block of b. */
function row(n: i32, k: i32, a: usize, step: usize, packedB: usize, c: usize, accumulate: bool): void {
  const panel = <usize>(NR * k * 4);
  let j = 0;
  for (; j + 4 * NR <= n; j += 4 * NR) {
    if (NR == 16) row4x16(k, a, step, packedB, panel, c, accumulate);
    else row4x8(k, a, step, packedB, panel, c, accumulate);
    packedB += 4 * panel;
    c += <usize>(4 * NR * 4);
  }
  for (; j < n; j += NR) {
    const to = j + NR <= n ? c : TILE;
    const adds = accumulate && to == c;
    if (NR == 16) row1x16(k, a, step, packedB, panel, to, adds);
    else row1x8(k, a, step, packedB, panel, to, adds);
    if (to != c) copyEdge(1, n - j, c, 0, accumulate);
    packedB += panel;
    c += <usize>(NR * 4);
  }
}

// @ts-ignore: decorator
@inline
function tile(k: i32, a: usize, b: usize, c: usize, ldc: usize, accumulate: bool): void {
  if (ASC_FEATURE_RELAXED_SIMD) {
    if (NR == 16) tile6x16(k, a, b, c, ldc, accumulate);
    else tile6x8(k, a, b, c, ldc, accumulate);
  } else {
    if (NR == 16) tile4x16(k, a, b, c, ldc, accumulate);
    else tile4x8(k, a, b, c, ldc, accumulate);
  }
}

/** The part of the spare tile that belongs to c, which ends here. */
function copyEdge(rows: i32, columns: i32, c: usize, ldc: usize, accumulate: bool): void {
  for (let i = 0; i < rows; i++) {
    const from = TILE + <usize>(i * NR * 4);
    const to = c + <usize>i * ldc;
    let j = 0;
    for (; j + 4 <= columns; j += 4) {
      const at = <usize>(j * 4);
      const x = v128.load(from + at);
      v128.store(to + at, accumulate ? f32x4.add(v128.load(to + at), x) : x);
    }
    for (; j < columns; j++) {
      const at = <usize>(j * 4);
      const x = load<f32>(from + at);
      store<f32>(to + at, accumulate ? load<f32>(to + at) + x : x);
    }
  }
}

// @ts-ignore: decorator
@inline
function panelled(n: i32): i32 {
  return ((n + NR - 1) / NR) * NR;
}
