// Pairs of numbers. The operations' numbers are their places in operations/elementwise.ts's list. One function an operation, as in
// elementwise.ts.
import { LANES, loadSome, SIZE, storeSome } from "./simd";

/**
 * `rows` rows of n numbers: to ← a ∘ b. The operands' rows lie `aRow` and `bRow` bytes apart (0: the same row for all);
 * `aStep` and `bStep` are a number's size, or 0 where one number stands for the whole row.
 */
export function binary(
  operation: i32, rows: i32, n: i32,
  a: usize, aRow: usize, aStep: usize,
  b: usize, bRow: usize, bStep: usize,
  to: usize,
): void {
  switch (operation) {
    case 0: return pairsAdd(rows, n, a, aRow, aStep, b, bRow, bStep, to);
    case 1: return pairsSub(rows, n, a, aRow, aStep, b, bRow, bStep, to);
    case 2: return pairsMul(rows, n, a, aRow, aStep, b, bRow, bStep, to);
    case 3: return pairsDiv(rows, n, a, aRow, aStep, b, bRow, bStep, to);
    case 4: return pairsMaximum(rows, n, a, aRow, aStep, b, bRow, bStep, to);
    case 5: return pairsMinimum(rows, n, a, aRow, aStep, b, bRow, bStep, to);
    case 6: return pairsEqual(rows, n, a, aRow, aStep, b, bRow, bStep, to);
    case 7: return pairsTanhBackward(rows, n, a, aRow, aStep, b, bRow, bStep, to);
    case 8: return pairsSigmoidBackward(rows, n, a, aRow, aStep, b, bRow, bStep, to);
    case 9: return pairsNotEqual(rows, n, a, aRow, aStep, b, bRow, bStep, to);
    case 10: return pairsGreater(rows, n, a, aRow, aStep, b, bRow, bStep, to);
    default: return pairsGreaterEqual(rows, n, a, aRow, aStep, b, bRow, bStep, to);
  }
}

function pairsAdd(
  rows: i32, n: i32, a: usize, aRow: usize, aStep: usize, b: usize, bRow: usize, bStep: usize, to: usize,
): void {
  pairs(0, rows, n, a, aRow, aStep, b, bRow, bStep, to);
}
function pairsSub(
  rows: i32, n: i32, a: usize, aRow: usize, aStep: usize, b: usize, bRow: usize, bStep: usize, to: usize,
): void {
  pairs(1, rows, n, a, aRow, aStep, b, bRow, bStep, to);
}
function pairsMul(
  rows: i32, n: i32, a: usize, aRow: usize, aStep: usize, b: usize, bRow: usize, bStep: usize, to: usize,
): void {
  pairs(2, rows, n, a, aRow, aStep, b, bRow, bStep, to);
}
function pairsDiv(
  rows: i32, n: i32, a: usize, aRow: usize, aStep: usize, b: usize, bRow: usize, bStep: usize, to: usize,
): void {
  pairs(3, rows, n, a, aRow, aStep, b, bRow, bStep, to);
}
function pairsMaximum(
  rows: i32, n: i32, a: usize, aRow: usize, aStep: usize, b: usize, bRow: usize, bStep: usize, to: usize,
): void {
  pairs(4, rows, n, a, aRow, aStep, b, bRow, bStep, to);
}
function pairsMinimum(
  rows: i32, n: i32, a: usize, aRow: usize, aStep: usize, b: usize, bRow: usize, bStep: usize, to: usize,
): void {
  pairs(5, rows, n, a, aRow, aStep, b, bRow, bStep, to);
}
function pairsEqual(
  rows: i32, n: i32, a: usize, aRow: usize, aStep: usize, b: usize, bRow: usize, bStep: usize, to: usize,
): void {
  pairs(6, rows, n, a, aRow, aStep, b, bRow, bStep, to);
}
function pairsTanhBackward(
  rows: i32, n: i32, a: usize, aRow: usize, aStep: usize, b: usize, bRow: usize, bStep: usize, to: usize,
): void {
  pairs(7, rows, n, a, aRow, aStep, b, bRow, bStep, to);
}
function pairsSigmoidBackward(
  rows: i32, n: i32, a: usize, aRow: usize, aStep: usize, b: usize, bRow: usize, bStep: usize, to: usize,
): void {
  pairs(8, rows, n, a, aRow, aStep, b, bRow, bStep, to);
}
function pairsNotEqual(
  rows: i32, n: i32, a: usize, aRow: usize, aStep: usize, b: usize, bRow: usize, bStep: usize, to: usize,
): void {
  pairs(9, rows, n, a, aRow, aStep, b, bRow, bStep, to);
}
function pairsGreater(
  rows: i32, n: i32, a: usize, aRow: usize, aStep: usize, b: usize, bRow: usize, bStep: usize, to: usize,
): void {
  pairs(10, rows, n, a, aRow, aStep, b, bRow, bStep, to);
}
function pairsGreaterEqual(
  rows: i32, n: i32, a: usize, aRow: usize, aStep: usize, b: usize, bRow: usize, bStep: usize, to: usize,
): void {
  pairs(11, rows, n, a, aRow, aStep, b, bRow, bStep, to);
}

// @ts-ignore: decorator
@inline
function pairs(
  operation: i32, rows: i32, n: i32,
  a: usize, aRow: usize, aStep: usize,
  b: usize, bRow: usize, bStep: usize,
  to: usize,
): void {
  for (let r = 0; r < rows; r++) {
    let left = n;
    let x = a;
    let y = b;
    if (aStep && bStep)
      for (; left >= 2 * LANES; left -= 2 * LANES) {
        const x0 = v128.load(x);
        const x1 = v128.load(x, 16);
        const y0 = v128.load(y);
        const y1 = v128.load(y, 16);
        const z0 = combine(operation, x0, y0);
        const z1 = combine(operation, x1, y1);
        v128.store(to, z0);
        v128.store(to, z1, 16);
        x += 32;
        y += 32;
        to += 32;
      }
    else if (aStep) {
      const v = v128.load_splat<real>(y);
      for (; left >= 2 * LANES; left -= 2 * LANES) {
        const x0 = v128.load(x);
        const x1 = v128.load(x, 16);
        const z0 = combine(operation, x0, v);
        const z1 = combine(operation, x1, v);
        v128.store(to, z0);
        v128.store(to, z1, 16);
        x += 32;
        to += 32;
      }
    } else if (bStep) {
      const u = v128.load_splat<real>(x);
      for (; left >= 2 * LANES; left -= 2 * LANES) {
        const y0 = v128.load(y);
        const y1 = v128.load(y, 16);
        const z0 = combine(operation, u, y0);
        const z1 = combine(operation, u, y1);
        v128.store(to, z0);
        v128.store(to, z1, 16);
        y += 32;
        to += 32;
      }
    } else {
      const z = combine(operation, v128.load_splat<real>(x), v128.load_splat<real>(y));
      for (; left >= 2 * LANES; left -= 2 * LANES) {
        v128.store(to, z);
        v128.store(to, z, 16);
        to += 32;
      }
    }
    for (; left >= LANES; left -= LANES) {
      const u = aStep ? v128.load(x) : v128.load_splat<real>(x);
      const v = bStep ? v128.load(y) : v128.load_splat<real>(y);
      v128.store(to, combine(operation, u, v));
      x += aStep * LANES;
      y += bStep * LANES;
      to += 16;
    }
    if (left > 0) {
      const u = aStep ? loadSome(x, left) : v128.load_splat<real>(x);
      const v = bStep ? loadSome(y, left) : v128.load_splat<real>(y);
      storeSome(to, combine(operation, u, v), left);
      to += <usize>(left * SIZE);
    }
    a += aRow;
    b += bRow;
  }
}

// @ts-ignore: decorator
@inline
function combine(operation: i32, x: v128, y: v128): v128 {
  if (operation == 0) return reals.add(x, y);
  if (operation == 1) return reals.sub(x, y);
  if (operation == 2) return reals.mul(x, y);
  if (operation == 3) return reals.div(x, y);
  if (operation == 4) return reals.max(x, y);
  if (operation == 5) return reals.min(x, y);
  if (operation == 6) return v128.and(reals.eq(x, y), reals.splat(1)); // equal
  if (operation == 7) return reals.mul(x, reals.sub(reals.splat(1), reals.mul(y, y))); // tanhBackward
  if (operation == 8) return reals.mul(x, reals.mul(y, reals.sub(reals.splat(1), y))); // sigmoidBackward
  if (operation == 9) return v128.and(reals.ne(x, y), reals.splat(1)); // notEqual
  if (operation == 10) return v128.and(reals.gt(x, y), reals.splat(1)); // greater
  return v128.and(reals.ge(x, y), reals.splat(1)); // greaterEqual
}
