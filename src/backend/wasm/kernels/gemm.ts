// Matrix product: c ← a b or c ← c + a b, for matrices stored either way round.
//
// Goto & van de Geijn 2008, https://doi.org/10.1145/1356052.1356053: k is cut into blocks of KC, so that a packed panel of
// b stays in the first cache; rows of a into blocks of MC, so that packed a stays in the second.
import { PACKED_A, PACKED_B, TILE } from "./memory";
import { NARROW, pack, panelWidth, WIDE } from "./pack";
import { LANES, loadSome, MR, SIZE, storeSome } from "./simd";
import { row1x8, row1x16, row4x8, row4x16, tile4x8, tile4x16, tile6x8, tile6x16 } from "./tiles";
import { matrixTimesColumn, outer, rowTimesMatrix } from "./vectors";

// What memory.ts has room for; MC is a multiple of MR.
const KC: i32 = 256;
const MC: i32 = 96;
const NC: i32 = 4096 / SIZE;

let NR: i32 = NARROW;

/** Chooses the register tiles: narrow ones, or wide ones for an engine that revectorizes. Packed matrices depend on it. */
export function setTile(wide: bool): void {
  NR = wide ? WIDE : NARROW;
}

/** What one `packRight` fills: b [k, n] packed whole. */
export function packedRightBytes(k: i32, n: i32): i32 {
  return panelled(n) * k * SIZE;
}

/** Packs all of b [k, n] for `gemmPacked`; element (p, j) lies at b + p · stepK + j · stepN bytes. */
export function packRight(to: usize, b: usize, k: i32, n: i32, stepK: usize, stepN: usize): void {
  for (let p = 0; p < k; p += KC) {
    const depth = min(KC, k - p);
    pack(to, b + <usize>p * stepK, n, depth, stepK, stepN, NR);
    to += <usize>(panelled(n) * depth * SIZE);
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
    packedB += <usize>(panelled(n) * depth * SIZE);
  }
}

/** As `gemmPacked`, for some steps: their rows of a lie `aStep` bytes apart, those of c `cStep`. */
export function gemmPackedSteps(
  steps: i32, m: i32, n: i32, k: i32,
  a: usize, stepM: usize, aStep: usize,
  packedB: usize,
  c: usize, ldc: usize, cStep: usize,
): void {
  for (; steps > 0; steps--) {
    gemmPacked(m, n, k, a, stepM, SIZE, packedB, c, ldc, false);
    a += aStep;
    c += cStep;
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
  if (k == 0 && !accumulate) for (let i = 0; i < m; i++) memory.fill(c + <usize>i * ldc, 0, <usize>(n * SIZE));
  for (let j = 0; j < n; j += NC) {
    const columns = min(NC, n - j);
    for (let p = 0; p < k; p += KC) {
      const depth = min(KC, k - p);
      const adds = accumulate || p > 0;
      pack(PACKED_B, b + <usize>p * bStepK + <usize>j * stepN, columns, depth, bStepK, stepN, NR);
      for (let i = 0; i < m; i += MC) {
        const rows = min(MC, m - i);
        const from = a + <usize>i * stepM + <usize>p * stepK;
        block(rows, columns, depth, from, stepM, stepK, PACKED_B, c + <usize>i * ldc + <usize>(j * SIZE), ldc, adds);
      }
    }
  }
}

/** As `gemm`, for `count` products of dense matrices, one behind the other in memory. */
export function gemmBatch(
  count: i32, m: i32, n: i32, k: i32,
  a: usize, stepM: usize, stepK: usize,
  b: usize, bStepK: usize, stepN: usize,
  c: usize,
): void {
  const row = <usize>(n * SIZE);
  for (let i = 0; i < count; i++) {
    if (m == 1 && stepN == SIZE) rowTimesMatrix(n, k, a, stepK, b, bStepK, c);
    else if (n == 1 && stepM == SIZE) rowTimesMatrix(m, k, b, bStepK, a, stepK, c);
    else if (n == 1 && stepK == SIZE) matrixTimesColumn(m, k, a, stepM, b, bStepK, c);
    else if (k == 1) outer(m, n, a, stepM, b, stepN, c);
    else gemm(m, n, k, a, stepM, stepK, b, bStepK, stepN, c, row, false);
    a += <usize>(m * k * SIZE);
    b += <usize>(k * n * SIZE);
    c += <usize>(m * n * SIZE);
  }
}

/** Rows of a times one packed block of b: in tiles of MR rows and of four, so that one row at most is left over. */
function block(
  m: i32, n: i32, k: i32,
  a: usize, stepM: usize, stepK: usize,
  packedB: usize,
  c: usize, ldc: usize,
  accumulate: bool,
): void {
  const left = m % MR;
  const fours = MR == 4 ? 0 : left >= 4 ? 4 : left >= 2 && m > MR ? 8 : 0;
  const whole = m - fours - ((m - fours) % MR);
  if (whole > 0) band(MR, whole, n, k, a, stepM, stepK, packedB, c, ldc, accumulate);
  if (fours > 0)
    band(4, fours, n, k, a + <usize>whole * stepM, stepM, stepK, packedB, c + <usize>whole * ldc, ldc, accumulate);
  for (let i = whole + fours; i < m; i++)
    row(n, k, a + <usize>i * stepM, stepK, packedB, c + <usize>i * ldc, accumulate);
}

/** Rows in tiles of `height`; each panel of b meets all of a while it is in the cache. */
function band(
  height: i32, m: i32, n: i32, k: i32,
  a: usize, stepM: usize, stepK: usize,
  packedB: usize,
  c: usize, ldc: usize,
  accumulate: bool,
): void {
  let tileStep = <usize>height * stepM;
  if (stepK != SIZE) {
    // A row that is one run of numbers is read where it lies; others would fetch a line of the cache for each number.
    pack(PACKED_A, a, m, k, stepK, stepM, height);
    a = PACKED_A;
    stepM = SIZE;
    stepK = <usize>(height * SIZE);
    tileStep = <usize>(height * k * SIZE);
  }
  for (let j = 0; j < n; j += NR) {
    const b = packedB + <usize>(j * k * SIZE);
    const columns = panelWidth(n - j, NR);
    const edge = columns > n - j;
    for (let i = 0; i < m; i += height) {
      const from = a + <usize>(i / height) * tileStep;
      const to = c + <usize>i * ldc + <usize>(j * SIZE);
      if (edge) {
        tile(height, columns, k, from, stepM, stepK, b, TILE, <usize>(columns * SIZE), false);
        copyEdge(height, n - j, columns, to, ldc, accumulate);
      } else tile(height, columns, k, from, stepM, stepK, b, to, ldc, accumulate);
    }
  }
}

/** One row of a times one packed block of b. */
function row(n: i32, k: i32, a: usize, step: usize, packedB: usize, c: usize, accumulate: bool): void {
  const panel = <usize>(NR * k * SIZE);
  let j = 0;
  for (; j + 4 * NR <= n; j += 4 * NR) {
    if (NR == WIDE) row4x16(k, a, step, packedB, panel, c, accumulate);
    else row4x8(k, a, step, packedB, panel, c, accumulate);
    packedB += 4 * panel;
    c += <usize>(4 * NR * SIZE);
  }
  for (; j < n; j += NR) {
    const columns = panelWidth(n - j, NR);
    const edge = columns > n - j;
    const to = edge ? TILE : c;
    const adds = accumulate && !edge;
    if (columns == WIDE) row1x16(k, a, step, packedB, to, adds);
    else row1x8(k, a, step, packedB, to, adds);
    if (edge) copyEdge(1, n - j, columns, c, 0, accumulate);
    packedB += panel;
    c += <usize>(NR * SIZE);
  }
}

// @ts-ignore: decorator
@inline
function tile(
  height: i32, columns: i32, k: i32,
  a: usize, stepM: usize, stepK: usize,
  b: usize,
  c: usize, ldc: usize,
  accumulate: bool,
): void {
  if (MR == 6 && height == 6) {
    if (columns == WIDE) tile6x16(k, a, stepM, stepK, b, c, ldc, accumulate);
    else tile6x8(k, a, stepM, stepK, b, c, ldc, accumulate);
  } else {
    if (columns == WIDE) tile4x16(k, a, stepM, stepK, b, c, ldc, accumulate);
    else tile4x8(k, a, stepM, stepK, b, c, ldc, accumulate);
  }
}

/** The part of the spare tile that belongs to c, which ends here. */
function copyEdge(rows: i32, columns: i32, width: i32, to: usize, ldc: usize, accumulate: bool): void {
  let from = TILE;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j += LANES) {
      const at = <usize>(j * SIZE);
      const x = v128.load(from + at);
      storeSome(to + at, accumulate ? reals.add(loadSome(to + at, columns - j), x) : x, columns - j);
    }
    from += <usize>(width * SIZE);
    to += ldc;
  }
}

/** Columns of a packed matrix: the last panel is narrow where that is enough. */
// @ts-ignore: decorator
@inline
function panelled(n: i32): i32 {
  return (n + NARROW - 1) & ~(NARROW - 1);
}
