// One number in, one out; and pairs of numbers. The operations' numbers are their places in float32/elementwise.ts's lists.
//
// An operation is known where its loop is compiled, so that the loop holds nothing else; two vectors an iteration are for the
// revectorizer (tiles.ts).
import { exp4, expOfNegative4, log4, tanh4 } from "./functions";
import { loadSome, storeSome } from "./simd";

/** to[i] ← f(a[i]) for n numbers. */
export function unary(operation: i32, n: i32, a: usize, to: usize): void {
  switch (operation) {
    case 0: return each(0, n, a, to);
    case 1: return each(1, n, a, to);
    case 2: return each(2, n, a, to);
    case 3: return each(3, n, a, to);
    case 4: return each(4, n, a, to);
    case 5: return each(5, n, a, to);
    case 6: return each(6, n, a, to);
    default: return each(7, n, a, to);
  }
}

// @ts-ignore: decorator
@inline
function each(operation: i32, n: i32, a: usize, to: usize): void {
  for (; n >= 8; n -= 8) {
    const x0 = v128.load(a);
    const x1 = v128.load(a, 16);
    const y0 = apply(operation, x0);
    const y1 = apply(operation, x1);
    v128.store(to, y0);
    v128.store(to, y1, 16);
    a += 32;
    to += 32;
  }
  for (; n > 0; n -= 4) {
    storeSome(to, apply(operation, loadSome(a, n)), n);
    a += 16;
    to += 16;
  }
}

// @ts-ignore: decorator
@inline
function apply(operation: i32, x: v128): v128 {
  const zero = f32x4.splat(0);
  switch (operation) {
    case 0: return f32x4.neg(x);
    case 1: return exp4(x);
    case 2: return log4(x);
    case 3: return f32x4.sqrt(x);
    case 4: return tanh4(x);
    case 5: return sigmoid(x);
    case 6: return f32x4.max(x, zero); // NaN stays NaN
    default: return v128.bitselect(x, v128.and(f32x4.gt(x, zero), f32x4.splat(1)), f32x4.ne(x, x)); // step
  }
}

/** 1 / (1 + e⁻ˣ), relatively exact also near 0, where a logarithm may be taken of it. */
// @ts-ignore: decorator
@inline
function sigmoid(x: v128): v128 {
  const one = f32x4.splat(1);
  const e = expOfNegative4(f32x4.neg(f32x4.abs(x))); // never overflows
  const top = v128.bitselect(one, e, f32x4.ge(x, f32x4.splat(0)));
  return f32x4.div(top, f32x4.add(one, e));
}

/**
 * `rows` rows of n numbers: to ← a ∘ b. The operands' rows lie `aRow` and `bRow` bytes apart (0: the same row for all);
 * `aStep` and `bStep` are 4, or 0 where one number stands for the whole row.
 */
export function binary(
  operation: i32, rows: i32, n: i32,
  a: usize, aRow: usize, aStep: usize,
  b: usize, bRow: usize, bStep: usize,
  to: usize,
): void {
  switch (operation) {
    case 0: return pairs(0, rows, n, a, aRow, aStep, b, bRow, bStep, to);
    case 1: return pairs(1, rows, n, a, aRow, aStep, b, bRow, bStep, to);
    case 2: return pairs(2, rows, n, a, aRow, aStep, b, bRow, bStep, to);
    case 3: return pairs(3, rows, n, a, aRow, aStep, b, bRow, bStep, to);
    case 4: return pairs(4, rows, n, a, aRow, aStep, b, bRow, bStep, to);
    case 5: return pairs(5, rows, n, a, aRow, aStep, b, bRow, bStep, to);
    case 6: return pairs(6, rows, n, a, aRow, aStep, b, bRow, bStep, to);
    case 7: return pairs(7, rows, n, a, aRow, aStep, b, bRow, bStep, to);
    default: return pairs(8, rows, n, a, aRow, aStep, b, bRow, bStep, to);
  }
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
      for (; left >= 8; left -= 8) {
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
    for (; left >= 4; left -= 4) {
      const u = aStep ? v128.load(x) : v128.load32_splat(x);
      const v = bStep ? v128.load(y) : v128.load32_splat(y);
      v128.store(to, combine(operation, u, v));
      x += 4 * aStep;
      y += 4 * bStep;
      to += 16;
    }
    if (left > 0) {
      const u = aStep ? loadSome(x, left) : v128.load32_splat(x);
      const v = bStep ? loadSome(y, left) : v128.load32_splat(y);
      storeSome(to, combine(operation, u, v), left);
      to += <usize>(4 * left);
    }
    a += aRow;
    b += bRow;
  }
}

// @ts-ignore: decorator
@inline
function combine(operation: i32, x: v128, y: v128): v128 {
  switch (operation) {
    case 0: return f32x4.add(x, y);
    case 1: return f32x4.sub(x, y);
    case 2: return f32x4.mul(x, y);
    case 3: return f32x4.div(x, y);
    case 4: return f32x4.max(x, y);
    case 5: return f32x4.min(x, y);
    case 6: return v128.and(f32x4.eq(x, y), f32x4.splat(1)); // equal
    case 7: return f32x4.mul(x, f32x4.sub(f32x4.splat(1), f32x4.mul(y, y))); // tanhBackward
    default: return f32x4.mul(x, f32x4.mul(y, f32x4.sub(f32x4.splat(1), y))); // sigmoidBackward
  }
}

/** to ← to + from, n numbers. */
export function addInto(n: i32, to: usize, from: usize): void {
  for (; n >= 8; n -= 8) {
    const x0 = v128.load(to);
    const x1 = v128.load(to, 16);
    const y0 = v128.load(from);
    const y1 = v128.load(from, 16);
    const z0 = f32x4.add(x0, y0);
    const z1 = f32x4.add(x1, y1);
    v128.store(to, z0);
    v128.store(to, z1, 16);
    to += 32;
    from += 32;
  }
  for (; n > 0; n -= 4) {
    storeSome(to, f32x4.add(loadSome(to, n), loadSome(from, n)), n);
    to += 16;
    from += 16;
  }
}
