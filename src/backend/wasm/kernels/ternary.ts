// Three numbers in, one out; each operand is an array, or one number for all. The operations' numbers are their places in
// operations/elementwise.ts's list.
import { LANES, loadSome, storeSome } from "./simd";

/** to[i] ← f(a[i], b[i], c[i]) for n numbers. A step is a number's size, or 0 where one number stands for all. */
export function ternary(
  operation: i32, n: i32,
  a: usize, aStep: usize, b: usize, bStep: usize, c: usize, cStep: usize,
  to: usize,
): void {
  switch (operation) {
    case 0: return eachWhere(n, a, aStep, b, bStep, c, cStep, to);
    case 1: return eachMaximumBackward(n, a, aStep, b, bStep, c, cStep, to);
    default: return eachMinimumBackward(n, a, aStep, b, bStep, c, cStep, to);
  }
}

function eachWhere(
  n: i32, a: usize, aStep: usize, b: usize, bStep: usize, c: usize, cStep: usize, to: usize,
): void {
  each(0, n, a, aStep, b, bStep, c, cStep, to);
}
function eachMaximumBackward(
  n: i32, a: usize, aStep: usize, b: usize, bStep: usize, c: usize, cStep: usize, to: usize,
): void {
  each(1, n, a, aStep, b, bStep, c, cStep, to);
}
function eachMinimumBackward(
  n: i32, a: usize, aStep: usize, b: usize, bStep: usize, c: usize, cStep: usize, to: usize,
): void {
  each(2, n, a, aStep, b, bStep, c, cStep, to);
}

// @ts-ignore: decorator
@inline
function each(
  operation: i32, n: i32, a: usize, aStep: usize, b: usize, bStep: usize, c: usize, cStep: usize, to: usize,
): void {
  for (; n >= LANES; n -= LANES) {
    const x = aStep ? v128.load(a) : v128.load_splat<real>(a);
    const y = bStep ? v128.load(b) : v128.load_splat<real>(b);
    const z = cStep ? v128.load(c) : v128.load_splat<real>(c);
    v128.store(to, combine(operation, x, y, z));
    a += aStep * LANES;
    b += bStep * LANES;
    c += cStep * LANES;
    to += 16;
  }
  if (n > 0) {
    const x = aStep ? loadSome(a, n) : v128.load_splat<real>(a);
    const y = bStep ? loadSome(b, n) : v128.load_splat<real>(b);
    const z = cStep ? loadSome(c, n) : v128.load_splat<real>(c);
    storeSome(to, combine(operation, x, y, z), n);
  }
}

// @ts-ignore: decorator
@inline
function combine(operation: i32, x: v128, y: v128, z: v128): v128 {
  if (operation == 0) return v128.bitselect(y, z, reals.ne(x, reals.splat(0)));
  return share(x, operation == 1 ? reals.gt(y, z) : reals.lt(y, z), y, z);
}

/** A gradient where y was chosen, half of it where both are equal, else 0; NaN where one of them is. */
// @ts-ignore: decorator
@inline
function share(g: v128, chosen: v128, y: v128, z: v128): v128 {
  const half = v128.and(reals.mul(g, reals.splat(0.5)), reals.eq(y, z));
  const none = v128.or(reals.ne(y, y), reals.ne(z, z));
  return v128.or(v128.or(v128.and(g, chosen), half), none); // all bits set is NaN
}
