// Activation functions with up to two parameters, and their slopes times a gradient. Their numbers are their places in
// operations/activations.ts's list. One function an operation, as in elementwise.ts.
import { apply, timesSlope } from "./activation-functions";
import { LANES, loadSome, storeSome } from "./simd";

/** to[i] ← f(x[i]) for n numbers; `parameters` is the address of two numbers. */
export function activation(operation: i32, n: i32, x: usize, to: usize, parameters: usize): void {
  switch (operation) {
    case 0: return eachRelu(n, x, to, parameters);
    case 1: return eachAbs(n, x, to, parameters);
    case 2: return eachClip(n, x, to, parameters);
    case 3: return eachHardSigmoid(n, x, to, parameters);
    case 4: return eachLeakyRelu(n, x, to, parameters);
    case 5: return eachElu(n, x, to, parameters);
    case 6: return eachSoftplus(n, x, to, parameters);
    case 7: return eachSilu(n, x, to, parameters);
    case 8: return eachGelu(n, x, to, parameters);
    case 9: return eachGeluTanh(n, x, to, parameters);
    case 10: return eachSquare(n, x, to, parameters);
    default: return eachHuber(n, x, to, parameters);
  }
}

/** to[i] ← g[i] f′(x[i]) for n numbers. */
export function activationBackward(operation: i32, n: i32, g: usize, x: usize, to: usize, parameters: usize): void {
  switch (operation) {
    case 0: return backRelu(n, g, x, to, parameters);
    case 1: return backAbs(n, g, x, to, parameters);
    case 2: return backClip(n, g, x, to, parameters);
    case 3: return backHardSigmoid(n, g, x, to, parameters);
    case 4: return backLeakyRelu(n, g, x, to, parameters);
    case 5: return backElu(n, g, x, to, parameters);
    case 6: return backSoftplus(n, g, x, to, parameters);
    case 7: return backSilu(n, g, x, to, parameters);
    case 8: return backGelu(n, g, x, to, parameters);
    case 9: return backGeluTanh(n, g, x, to, parameters);
    case 10: return backSquare(n, g, x, to, parameters);
    default: return backHuber(n, g, x, to, parameters);
  }
}

function eachRelu(n: i32, x: usize, to: usize, parameters: usize): void {
  each(0, n, x, to, parameters);
}
function backRelu(n: i32, g: usize, x: usize, to: usize, parameters: usize): void {
  back(0, n, g, x, to, parameters);
}
function eachAbs(n: i32, x: usize, to: usize, parameters: usize): void {
  each(1, n, x, to, parameters);
}
function backAbs(n: i32, g: usize, x: usize, to: usize, parameters: usize): void {
  back(1, n, g, x, to, parameters);
}
function eachClip(n: i32, x: usize, to: usize, parameters: usize): void {
  each(2, n, x, to, parameters);
}
function backClip(n: i32, g: usize, x: usize, to: usize, parameters: usize): void {
  back(2, n, g, x, to, parameters);
}
function eachHardSigmoid(n: i32, x: usize, to: usize, parameters: usize): void {
  each(3, n, x, to, parameters);
}
function backHardSigmoid(n: i32, g: usize, x: usize, to: usize, parameters: usize): void {
  back(3, n, g, x, to, parameters);
}
function eachLeakyRelu(n: i32, x: usize, to: usize, parameters: usize): void {
  each(4, n, x, to, parameters);
}
function backLeakyRelu(n: i32, g: usize, x: usize, to: usize, parameters: usize): void {
  back(4, n, g, x, to, parameters);
}
function eachElu(n: i32, x: usize, to: usize, parameters: usize): void {
  each(5, n, x, to, parameters);
}
function backElu(n: i32, g: usize, x: usize, to: usize, parameters: usize): void {
  back(5, n, g, x, to, parameters);
}
function eachSoftplus(n: i32, x: usize, to: usize, parameters: usize): void {
  each(6, n, x, to, parameters);
}
function backSoftplus(n: i32, g: usize, x: usize, to: usize, parameters: usize): void {
  back(6, n, g, x, to, parameters);
}
function eachSilu(n: i32, x: usize, to: usize, parameters: usize): void {
  each(7, n, x, to, parameters);
}
function backSilu(n: i32, g: usize, x: usize, to: usize, parameters: usize): void {
  back(7, n, g, x, to, parameters);
}
function eachGelu(n: i32, x: usize, to: usize, parameters: usize): void {
  each(8, n, x, to, parameters);
}
function backGelu(n: i32, g: usize, x: usize, to: usize, parameters: usize): void {
  back(8, n, g, x, to, parameters);
}
function eachGeluTanh(n: i32, x: usize, to: usize, parameters: usize): void {
  each(9, n, x, to, parameters);
}
function backGeluTanh(n: i32, g: usize, x: usize, to: usize, parameters: usize): void {
  back(9, n, g, x, to, parameters);
}
function eachSquare(n: i32, x: usize, to: usize, parameters: usize): void {
  each(10, n, x, to, parameters);
}
function backSquare(n: i32, g: usize, x: usize, to: usize, parameters: usize): void {
  back(10, n, g, x, to, parameters);
}
function eachHuber(n: i32, x: usize, to: usize, parameters: usize): void {
  each(11, n, x, to, parameters);
}
function backHuber(n: i32, g: usize, x: usize, to: usize, parameters: usize): void {
  back(11, n, g, x, to, parameters);
}

// @ts-ignore: decorator
@inline
function each(operation: i32, n: i32, x: usize, to: usize, parameters: usize): void {
  const p = v128.load_splat<real>(parameters);
  const q = v128.load_splat<real>(parameters + sizeof<real>());
  for (; n >= 2 * LANES; n -= 2 * LANES) {
    const x0 = v128.load(x);
    const x1 = v128.load(x, 16);
    const y0 = apply(operation, x0, p, q);
    const y1 = apply(operation, x1, p, q);
    v128.store(to, y0);
    v128.store(to, y1, 16);
    x += 32;
    to += 32;
  }
  for (; n > 0; n -= LANES) {
    storeSome(to, apply(operation, loadSome(x, n), p, q), n);
    x += 16;
    to += 16;
  }
}

// @ts-ignore: decorator
@inline
function back(operation: i32, n: i32, g: usize, x: usize, to: usize, parameters: usize): void {
  const p = v128.load_splat<real>(parameters);
  const q = v128.load_splat<real>(parameters + sizeof<real>());
  for (; n >= 2 * LANES; n -= 2 * LANES) {
    const x0 = v128.load(x);
    const x1 = v128.load(x, 16);
    const g0 = v128.load(g);
    const g1 = v128.load(g, 16);
    const y0 = timesSlope(operation, g0, x0, p, q);
    const y1 = timesSlope(operation, g1, x1, p, q);
    v128.store(to, y0);
    v128.store(to, y1, 16);
    x += 32;
    g += 32;
    to += 32;
  }
  for (; n > 0; n -= LANES) {
    storeSome(to, timesSlope(operation, loadSome(g, n), loadSome(x, n), p, q), n);
    x += 16;
    g += 16;
    to += 16;
  }
}
