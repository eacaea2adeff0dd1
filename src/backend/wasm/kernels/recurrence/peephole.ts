// Rows of an LSTM whose gates also see the cell state: i and f the one before the step, o the one after it, each unit its
// own, by p [3, hidden]. The rest is lstm.ts's, where the rows without peepholes are; these are rarer and stay short.
import { ones, sigmoid4, tanh4 } from "../functions";
import { flush, loadSome, madd, storeSome } from "../simd";

export function peepholeForwardRow(n: i32, i: usize, bias: usize, before: usize, c: usize, h: usize, p: usize): void {
  const row = <usize>(n * 4);
  let at: usize = 0;
  for (; n > 0; n -= 4) {
    const f = i + row;
    const g = f + row;
    const o = g + row;
    const b0 = loadSome(before + at, n);
    const ai = f32x4.add(loadSome(i + at, n), loadSome(bias + at, n));
    const af = f32x4.add(loadSome(f + at, n), loadSome(bias + row + at, n));
    const ag = f32x4.add(loadSome(g + at, n), loadSome(bias + 2 * row + at, n));
    const ao = f32x4.add(loadSome(o + at, n), loadSome(bias + 3 * row + at, n));
    const i0 = sigmoid4(madd(loadSome(p + at, n), b0, ai));
    const f0 = sigmoid4(madd(loadSome(p + row + at, n), b0, af));
    const g0 = tanh4(ag);
    const c0 = madd(f0, b0, f32x4.mul(i0, g0));
    const o0 = sigmoid4(madd(loadSome(p + 2 * row + at, n), c0, ao));
    storeSome(i + at, i0, n);
    storeSome(f + at, f0, n);
    storeSome(g + at, g0, n);
    storeSome(o + at, o0, n);
    storeSome(c + at, c0, n);
    storeSome(h + at, f32x4.mul(o0, tanh4(c0)), n);
    at += 16;
  }
}

/** @param totalCells may be `dc`, which is written after it. */
export function peepholeBackwardRow(
  n: i32, i: usize, before: usize, c: usize, given: usize, dh: usize, dc: usize, total: usize, totalCells: usize,
  p: usize,
): void {
  const row = <usize>(n * 4);
  const one = ones();
  let at: usize = 0;
  for (; n > 0; n -= 4) {
    const f = i + row;
    const g = f + row;
    const o = g + row;
    const t0 = tanh4(loadSome(c + at, n));
    const h0 = flush(f32x4.add(loadSome(given + at, n), loadSome(dh + at, n)));
    const o0 = loadSome(o + at, n);
    const do0 = flush(f32x4.mul(f32x4.mul(h0, t0), f32x4.mul(o0, f32x4.sub(one, o0))));
    const s0 = f32x4.mul(f32x4.mul(h0, o0), f32x4.sub(one, f32x4.mul(t0, t0)));
    const c0 = flush(f32x4.add(loadSome(dc + at, n), madd(do0, loadSome(p + 2 * row + at, n), s0)));
    const i0 = loadSome(i + at, n);
    const f0 = loadSome(f + at, n);
    const g0 = loadSome(g + at, n);
    const di0 = flush(f32x4.mul(f32x4.mul(c0, g0), f32x4.mul(i0, f32x4.sub(one, i0))));
    const df0 = flush(f32x4.mul(f32x4.mul(c0, loadSome(before + at, n)), f32x4.mul(f0, f32x4.sub(one, f0))));
    const seen = madd(di0, loadSome(p + at, n), f32x4.mul(df0, loadSome(p + row + at, n)));
    storeSome(i + at, di0, n);
    storeSome(f + at, df0, n);
    storeSome(g + at, flush(f32x4.mul(f32x4.mul(c0, i0), f32x4.sub(one, f32x4.mul(g0, g0)))), n);
    storeSome(o + at, do0, n);
    storeSome(totalCells + at, c0, n);
    storeSome(dc + at, flush(madd(c0, f0, seen)), n);
    storeSome(total + at, h0, n);
    at += 16;
  }
}
