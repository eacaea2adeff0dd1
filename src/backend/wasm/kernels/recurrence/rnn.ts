// The simple recurrent network through time: h = f(a + b + h₋₁ U), where a = x W is there for all steps.
//
// In all recurrences: sequences are [T, between, ·], of which a call does `batch` rows, all of them or a thread's; `direction` is 1 or −1, the way in which the steps follow one another
// in memory; a call does some steps, so that the caller can look up in between; `mask` is [batch] of the first of them, or
// 0 where every step counts; `factors` are [batch, hidden], what U reads of the state is multiplied by them, or 0, with `seen` room for
// as many numbers. Pairs of vectors are for the revectorizer.
import { ones, tanhOf } from "../functions";
import { gemmPacked } from "../gemm";
import { flush, LANES, loadSome, SIZE, storeSome } from "../simd";
import { carryBack, counts } from "./mask";
import { seenOf, unseen } from "./seen";

/** @param a [batch, hidden] of the first step: x W. @param before h₋₁ of it. @param h where its h goes. */
export function rnnForward(
  steps: i32, batch: i32, between: i32, hidden: i32, direction: i32, relu: bool,
  a: usize, bias: usize, packedU: usize, before: usize, h: usize, mask: usize, factors: usize, seen: usize,
): void {
  const row = <usize>(hidden * SIZE);
  const step = <usize>(direction * between * hidden * SIZE);
  for (let s = 0; s < steps; s++) {
    const read = seenOf(batch * hidden, before, factors, seen);
    gemmPacked(batch, hidden, hidden, read, row, SIZE, packedU, a, row, true);
    for (let b = 0; b < batch; b++) {
      const i = <usize>b * row;
      if (!counts(mask, b)) memory.copy(h + i, before + i, row);
      else if (relu) reluRow(hidden, a + i, bias, h + i);
      else tanhRow(hidden, a + i, bias, h + i);
    }
    before = h;
    h += step;
    a += step;
    if (mask) mask += <usize>(direction * between * SIZE);
  }
}

function tanhRow(n: i32, a: usize, bias: usize, h: usize): void {
  for (; n >= 2 * LANES; n -= 2 * LANES) {
    const h0 = tanhOf(reals.add(v128.load(a), v128.load(bias)));
    const h1 = tanhOf(reals.add(v128.load(a, 16), v128.load(bias, 16)));
    v128.store(h, h0);
    v128.store(h, h1, 16);
    a += 32;
    bias += 32;
    h += 32;
  }
  for (; n > 0; n -= LANES) {
    storeSome(h, tanhOf(reals.add(loadSome(a, n), loadSome(bias, n))), n);
    a += 16;
    bias += 16;
    h += 16;
  }
}

function reluRow(n: i32, a: usize, bias: usize, h: usize): void {
  const zero = reals.splat(0);
  for (; n > 0; n -= LANES) {
    storeSome(h, reals.pmax(reals.add(loadSome(a, n), loadSome(bias, n)), zero), n);
    a += 16;
    bias += 16;
    h += 16;
  }
}

/**
 * Back through some steps, the last one first: `direction` is that of going back.
 * @param h the step's own h; @param given ∂L/∂h of it from outside; @param da where ∂L/∂a goes.
 * @param dh [batch, hidden] in: ∂L/∂h from the later steps; out: for the earlier ones. @param total where ∂L/∂h goes, or 0.
 */
export function rnnBackward(
  steps: i32, batch: i32, between: i32, hidden: i32, direction: i32, relu: bool,
  h: usize, given: usize, packedUt: usize, dh: usize, da: usize, total: usize, mask: usize,
  factors: usize, seen: usize,
): void {
  const row = <usize>(hidden * SIZE);
  const step = <usize>(direction * between * hidden * SIZE);
  for (let s = 0; s < steps; s++) {
    const to = total ? total : dh;
    if (!mask) backRows(batch * hidden, relu, h, given, dh, da, to); // the batch is one run of numbers
    else
      for (let b = 0; b < batch; b++) {
        const i = <usize>b * row;
        if (!counts(mask, b)) carryBack(hidden, 1, da + i, given + i, dh + i, to + i);
        else {
          backRows(hidden, relu, h + i, given + i, dh + i, da + i, to + i);
          memory.fill(dh + i, 0, row);
        }
      }
    // With a mask dh holds what masked rows carry back.
    if (factors) {
      gemmPacked(batch, hidden, hidden, da, row, SIZE, packedUt, seen, row, false);
      unseen(batch * hidden, seen, factors, dh, mask != 0);
    } else gemmPacked(batch, hidden, hidden, da, row, SIZE, packedUt, dh, row, mask != 0);
    h += step;
    given += step;
    da += step;
    if (total) total += step;
    if (mask) mask += <usize>(direction * between * SIZE);
  }
}

function backRows(n: i32, relu: bool, h: usize, given: usize, dh: usize, da: usize, total: usize): void {
  const one = ones();
  const zero = reals.splat(0);
  for (; n >= 2 * LANES; n -= 2 * LANES) {
    const g0 = flush(reals.add(v128.load(given), v128.load(dh)));
    const g1 = flush(reals.add(v128.load(given, 16), v128.load(dh, 16)));
    const y0 = v128.load(h);
    const y1 = v128.load(h, 16);
    const d0 = relu ? v128.and(g0, reals.gt(y0, zero)) : reals.mul(g0, reals.sub(one, reals.mul(y0, y0)));
    const d1 = relu ? v128.and(g1, reals.gt(y1, zero)) : reals.mul(g1, reals.sub(one, reals.mul(y1, y1)));
    v128.store(total, g0);
    v128.store(total, g1, 16);
    v128.store(da, d0);
    v128.store(da, d1, 16);
    h += 32;
    given += 32;
    dh += 32;
    da += 32;
    total += 32;
  }
  for (; n > 0; n -= LANES) {
    const g = flush(reals.add(loadSome(given, n), loadSome(dh, n)));
    const y = loadSome(h, n);
    const d = relu ? v128.and(g, reals.gt(y, zero)) : reals.mul(g, reals.sub(one, reals.mul(y, y)));
    storeSome(total, g, n);
    storeSome(da, d, n);
    h += 16;
    given += 16;
    dh += 16;
    da += 16;
    total += 16;
  }
}
