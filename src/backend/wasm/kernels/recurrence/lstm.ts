// The LSTM through time. A row of gates holds i, f, g, o side by side: first x W, then the activations, and on the way
// back ∂L/∂(x W), all in one place, so that a step stays in the cache. See rnn.ts for what all recurrences share.
import { ones, sigmoidOf, tanhOf } from "../functions";
import { gemmPacked } from "../gemm";
import { flush, LANES, loadSome, madd, SIZE, storeSome } from "../simd";
import { carryBack, counts } from "./mask";
import { seenOf, unseen } from "./seen";
import { peepholeBackwardRow, peepholeForwardRow } from "./peephole";

/**
 * @param c the cell state before the first step, [batch, hidden]; the states after each step are written behind it.
 * @param p peepholes, [3, hidden], or 0.
 */
export function lstmForward(
  steps: i32, batch: i32, between: i32, hidden: i32, direction: i32,
  gates: usize, bias: usize, packedU: usize, before: usize, h: usize, c: usize, p: usize, mask: usize,
  factors: usize, seen: usize,
): void {
  const row = <usize>(hidden * SIZE);
  const step = <usize>(direction * between * hidden * SIZE);
  for (let s = 0; s < steps; s++) {
    const read = seenOf(batch * hidden, before, factors, seen);
    gemmPacked(batch, 4 * hidden, hidden, read, row, SIZE, packedU, gates, 4 * row, true);
    const after = c + <usize>between * row;
    for (let b = 0; b < batch; b++) {
      const i = <usize>b * row;
      if (!counts(mask, b)) {
        memory.copy(after + i, c + i, row);
        memory.copy(h + i, before + i, row);
      } else if (p) peepholeForwardRow(hidden, gates + 4 * i, bias, c + i, after + i, h + i, p);
      else forwardRow(hidden, gates + 4 * i, bias, c + i, after + i, h + i);
    }
    before = h;
    c = after;
    h += step;
    gates += 4 * step;
    if (mask) mask += <usize>(direction * between * SIZE);
  }
}

function forwardRow(n: i32, i: usize, bias: usize, before: usize, c: usize, h: usize): void {
  const row = <usize>(n * SIZE);
  const f = i + row;
  const g = f + row;
  const o = g + row;
  const bf = bias + row;
  const bg = bf + row;
  const bo = bg + row;
  let at: usize = 0;
  for (; n >= 2 * LANES; n -= 2 * LANES) {
    const i0 = sigmoidOf(reals.add(v128.load(i + at), v128.load(bias + at)));
    const i1 = sigmoidOf(reals.add(v128.load(i + at, 16), v128.load(bias + at, 16)));
    const f0 = sigmoidOf(reals.add(v128.load(f + at), v128.load(bf + at)));
    const f1 = sigmoidOf(reals.add(v128.load(f + at, 16), v128.load(bf + at, 16)));
    const g0 = tanhOf(reals.add(v128.load(g + at), v128.load(bg + at)));
    const g1 = tanhOf(reals.add(v128.load(g + at, 16), v128.load(bg + at, 16)));
    const o0 = sigmoidOf(reals.add(v128.load(o + at), v128.load(bo + at)));
    const o1 = sigmoidOf(reals.add(v128.load(o + at, 16), v128.load(bo + at, 16)));
    const c0 = madd(f0, v128.load(before + at), reals.mul(i0, g0));
    const c1 = madd(f1, v128.load(before + at, 16), reals.mul(i1, g1));
    const h0 = reals.mul(o0, tanhOf(c0));
    const h1 = reals.mul(o1, tanhOf(c1));
    v128.store(i + at, i0);
    v128.store(i + at, i1, 16);
    v128.store(f + at, f0);
    v128.store(f + at, f1, 16);
    v128.store(g + at, g0);
    v128.store(g + at, g1, 16);
    v128.store(o + at, o0);
    v128.store(o + at, o1, 16);
    v128.store(c + at, c0);
    v128.store(c + at, c1, 16);
    v128.store(h + at, h0);
    v128.store(h + at, h1, 16);
    at += 32;
  }
  for (; n > 0; n -= LANES) {
    const i0 = sigmoidOf(reals.add(loadSome(i + at, n), loadSome(bias + at, n)));
    const f0 = sigmoidOf(reals.add(loadSome(f + at, n), loadSome(bf + at, n)));
    const g0 = tanhOf(reals.add(loadSome(g + at, n), loadSome(bg + at, n)));
    const o0 = sigmoidOf(reals.add(loadSome(o + at, n), loadSome(bo + at, n)));
    const c0 = madd(f0, loadSome(before + at, n), reals.mul(i0, g0));
    storeSome(i + at, i0, n);
    storeSome(f + at, f0, n);
    storeSome(g + at, g0, n);
    storeSome(o + at, o0, n);
    storeSome(c + at, c0, n);
    storeSome(h + at, reals.mul(o0, tanhOf(c0)), n);
    at += 16;
  }
}

/**
 * Back through some steps, the last one first: `direction` is that of going back.
 * @param c the cell state after the first of them; those before it lie in front.
 * @param dh, dc [batch, hidden] in: ∂L/∂h and ∂L/∂c from the later steps; out: for the earlier ones.
 * @param given ∂L/∂h from outside. @param total, totalCells where the whole ∂L/∂h and ∂L/∂c go, or 0.
 */
export function lstmBackward(
  steps: i32, batch: i32, between: i32, hidden: i32, direction: i32,
  gates: usize, c: usize, given: usize, packedUt: usize, dh: usize, dc: usize, total: usize, totalCells: usize,
  p: usize, mask: usize, factors: usize, seen: usize,
): void {
  const row = <usize>(hidden * SIZE);
  const step = <usize>(direction * between * hidden * SIZE);
  for (let s = 0; s < steps; s++) {
    const before = c - <usize>between * row;
    const to = total ? total : dh;
    const toCells = totalCells ? totalCells : dc;
    for (let b = 0; b < batch; b++) {
      const i = <usize>b * row;
      if (!counts(mask, b)) {
        carryBack(hidden, 4, gates + 4 * i, given + i, dh + i, to + i);
        if (totalCells) memory.copy(totalCells + i, dc + i, row);
        continue;
      }
      if (p) peepholeBackwardRow(hidden, gates + 4 * i, before + i, c + i, given + i, dh + i, dc + i, to + i, toCells + i, p);
      else backwardRow(hidden, gates + 4 * i, before + i, c + i, given + i, dh + i, dc + i, to + i, toCells + i);
      if (mask) memory.fill(dh + i, 0, row);
    }
    // With a mask dh holds what masked rows carry back.
    if (factors) {
      gemmPacked(batch, hidden, 4 * hidden, gates, 4 * row, SIZE, packedUt, seen, row, false);
      unseen(batch * hidden, seen, factors, dh, mask != 0);
    } else gemmPacked(batch, hidden, 4 * hidden, gates, 4 * row, SIZE, packedUt, dh, row, mask != 0);
    c = before;
    given += step;
    gates += 4 * step;
    if (total) total += step;
    if (totalCells) totalCells += step;
    if (mask) mask += <usize>(direction * between * SIZE);
  }
}

/** @param totalCells may be `dc`, which is written after it. */
function backwardRow(
  n: i32, i: usize, before: usize, c: usize, given: usize, dh: usize, dc: usize, total: usize, totalCells: usize,
): void {
  const row = <usize>(n * SIZE);
  const f = i + row;
  const g = f + row;
  const o = g + row;
  const one = ones();
  let at: usize = 0;
  for (; n >= 2 * LANES; n -= 2 * LANES) {
    const t0 = tanhOf(v128.load(c + at));
    const t1 = tanhOf(v128.load(c + at, 16));
    const h0 = flush(reals.add(v128.load(given + at), v128.load(dh + at)));
    const h1 = flush(reals.add(v128.load(given + at, 16), v128.load(dh + at, 16)));
    const o0 = v128.load(o + at);
    const o1 = v128.load(o + at, 16);
    const s0 = reals.mul(reals.mul(h0, o0), reals.sub(one, reals.mul(t0, t0)));
    const s1 = reals.mul(reals.mul(h1, o1), reals.sub(one, reals.mul(t1, t1)));
    const c0 = flush(reals.add(v128.load(dc + at), s0));
    const c1 = flush(reals.add(v128.load(dc + at, 16), s1));
    const i0 = v128.load(i + at);
    const i1 = v128.load(i + at, 16);
    const f0 = v128.load(f + at);
    const f1 = v128.load(f + at, 16);
    const g0 = v128.load(g + at);
    const g1 = v128.load(g + at, 16);
    const p0 = v128.load(before + at);
    const p1 = v128.load(before + at, 16);
    const di0 = flush(reals.mul(reals.mul(c0, g0), reals.mul(i0, reals.sub(one, i0))));
    const di1 = flush(reals.mul(reals.mul(c1, g1), reals.mul(i1, reals.sub(one, i1))));
    const df0 = flush(reals.mul(reals.mul(c0, p0), reals.mul(f0, reals.sub(one, f0))));
    const df1 = flush(reals.mul(reals.mul(c1, p1), reals.mul(f1, reals.sub(one, f1))));
    const dg0 = flush(reals.mul(reals.mul(c0, i0), reals.sub(one, reals.mul(g0, g0))));
    const dg1 = flush(reals.mul(reals.mul(c1, i1), reals.sub(one, reals.mul(g1, g1))));
    const do0 = flush(reals.mul(reals.mul(h0, t0), reals.mul(o0, reals.sub(one, o0))));
    const do1 = flush(reals.mul(reals.mul(h1, t1), reals.mul(o1, reals.sub(one, o1))));
    const dc0 = flush(reals.mul(c0, f0));
    const dc1 = flush(reals.mul(c1, f1));
    v128.store(i + at, di0);
    v128.store(i + at, di1, 16);
    v128.store(f + at, df0);
    v128.store(f + at, df1, 16);
    v128.store(g + at, dg0);
    v128.store(g + at, dg1, 16);
    v128.store(o + at, do0);
    v128.store(o + at, do1, 16);
    v128.store(totalCells + at, c0);
    v128.store(totalCells + at, c1, 16);
    v128.store(dc + at, dc0);
    v128.store(dc + at, dc1, 16);
    v128.store(total + at, h0);
    v128.store(total + at, h1, 16);
    at += 32;
  }
  for (; n > 0; n -= LANES) {
    const t0 = tanhOf(loadSome(c + at, n));
    const h0 = flush(reals.add(loadSome(given + at, n), loadSome(dh + at, n)));
    const o0 = loadSome(o + at, n);
    const s0 = reals.mul(reals.mul(h0, o0), reals.sub(one, reals.mul(t0, t0)));
    const c0 = flush(reals.add(loadSome(dc + at, n), s0));
    const i0 = loadSome(i + at, n);
    const f0 = loadSome(f + at, n);
    const g0 = loadSome(g + at, n);
    const p0 = loadSome(before + at, n);
    storeSome(i + at, flush(reals.mul(reals.mul(c0, g0), reals.mul(i0, reals.sub(one, i0)))), n);
    storeSome(f + at, flush(reals.mul(reals.mul(c0, p0), reals.mul(f0, reals.sub(one, f0)))), n);
    storeSome(g + at, flush(reals.mul(reals.mul(c0, i0), reals.sub(one, reals.mul(g0, g0)))), n);
    storeSome(o + at, flush(reals.mul(reals.mul(h0, t0), reals.mul(o0, reals.sub(one, o0)))), n);
    storeSome(totalCells + at, c0, n);
    storeSome(dc + at, flush(reals.mul(c0, f0)), n);
    storeSome(total + at, h0, n);
    at += 16;
  }
}
