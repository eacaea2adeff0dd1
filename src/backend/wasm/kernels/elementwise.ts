// One number in, one out. The operations' numbers are their places in float32/elementwise.ts's lists.
//
// An operation is known where its loop is compiled, so that the loop holds nothing else (a chain of `if`, because the compiler
// decides those itself; loops with a `switch` in them were joined into one). Two vectors an iteration are for the revectorizer
// (tiles.ts).
import { signOf } from "./activation-functions";
import { exactSigmoidOf, expOf, logOf, tanhOf } from "./functions";
import { LANES, loadSome, SIZE, storeSome } from "./simd";
import { cosOf, sinOf } from "./waves";

/** to[i] ← f(a[i]) for n numbers. */
export function unary(operation: i32, n: i32, a: usize, to: usize): void {
  switch (operation) {
    case 0: return eachNeg(n, a, to);
    case 1: return eachExp(n, a, to);
    case 2: return eachLog(n, a, to);
    case 3: return eachSqrt(n, a, to);
    case 4: return eachTanh(n, a, to);
    case 5: return eachSigmoid(n, a, to);
    case 6: return eachRelu(n, a, to);
    case 7: return eachStep(n, a, to);
    case 8: return eachSign(n, a, to);
    case 9: return eachFloor(n, a, to);
    case 10: return eachCeil(n, a, to);
    case 11: return eachRound(n, a, to);
    case 12: return eachSin(n, a, to);
    default: return eachCos(n, a, to);
  }
}

function eachNeg(n: i32, a: usize, to: usize): void {
  each(0, n, a, to);
}
function eachExp(n: i32, a: usize, to: usize): void {
  each(1, n, a, to);
}
function eachLog(n: i32, a: usize, to: usize): void {
  each(2, n, a, to);
}
function eachSqrt(n: i32, a: usize, to: usize): void {
  each(3, n, a, to);
}
function eachTanh(n: i32, a: usize, to: usize): void {
  each(4, n, a, to);
}
function eachSigmoid(n: i32, a: usize, to: usize): void {
  each(5, n, a, to);
}
function eachRelu(n: i32, a: usize, to: usize): void {
  each(6, n, a, to);
}
function eachStep(n: i32, a: usize, to: usize): void {
  each(7, n, a, to);
}
function eachSign(n: i32, a: usize, to: usize): void {
  each(8, n, a, to);
}
function eachFloor(n: i32, a: usize, to: usize): void {
  each(9, n, a, to);
}
function eachCeil(n: i32, a: usize, to: usize): void {
  each(10, n, a, to);
}
function eachRound(n: i32, a: usize, to: usize): void {
  each(11, n, a, to);
}
function eachSin(n: i32, a: usize, to: usize): void {
  each(12, n, a, to);
}
function eachCos(n: i32, a: usize, to: usize): void {
  each(13, n, a, to);
}

// @ts-ignore: decorator
@inline
function each(operation: i32, n: i32, a: usize, to: usize): void {
  for (; n >= 2 * LANES; n -= 2 * LANES) {
    const x0 = v128.load(a);
    const x1 = v128.load(a, 16);
    const y0 = apply(operation, x0);
    const y1 = apply(operation, x1);
    v128.store(to, y0);
    v128.store(to, y1, 16);
    a += 32;
    to += 32;
  }
  for (; n > 0; n -= LANES) {
    storeSome(to, apply(operation, loadSome(a, n)), n);
    a += 16;
    to += 16;
  }
}

// @ts-ignore: decorator
@inline
function apply(operation: i32, x: v128): v128 {
  const zero = reals.splat(0);
  if (operation == 0) return reals.neg(x);
  if (operation == 1) return expOf(x);
  if (operation == 2) return logOf(x);
  if (operation == 3) return reals.sqrt(x);
  if (operation == 4) return tanhOf(x);
  if (operation == 5) return exactSigmoidOf(x);
  if (operation == 6) return reals.max(x, zero); // NaN stays NaN
  if (operation == 7) return v128.bitselect(x, v128.and(reals.gt(x, zero), reals.splat(1)), reals.ne(x, x)); // step
  if (operation == 8) return signOf(x);
  if (operation == 9) return reals.floor(x);
  if (operation == 10) return reals.ceil(x);
  if (operation == 11) return reals.nearest(x);
  if (operation == 12) return sinOf(x);
  return cosOf(x);
}

/** to ← to + from, n numbers. */
export function addInto(n: i32, to: usize, from: usize): void {
  for (; n >= 2 * LANES; n -= 2 * LANES) {
    const x0 = v128.load(to);
    const x1 = v128.load(to, 16);
    const y0 = v128.load(from);
    const y1 = v128.load(from, 16);
    const z0 = reals.add(x0, y0);
    const z1 = reals.add(x1, y1);
    v128.store(to, z0);
    v128.store(to, z1, 16);
    to += 32;
    from += 32;
  }
  for (; n > 0; n -= LANES) {
    storeSome(to, reals.add(loadSome(to, n), loadSome(from, n)), n);
    to += 16;
    from += 16;
  }
}
