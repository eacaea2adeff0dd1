// Rows of an LSTM whose gates also see the cell state: i and f the one before the step, o the one after it, each unit its
// own, by p [3, hidden]. The rest is lstm.ts's, where the rows without peepholes are; these are rarer and stay short.
import { ones, sigmoidOf, tanhOf } from "../functions";
import { flush, LANES, loadSome, madd, SIZE, storeSome } from "../simd";

export function peepholeForwardRow(n: i32, i: usize, bias: usize, before: usize, c: usize, h: usize, p: usize): void {
  const row = <usize>(n * SIZE);
  let at: usize = 0;
  for (; n > 0; n -= LANES) {
    const f = i + row;
    const g = f + row;
    const o = g + row;
    const b0 = loadSome(before + at, n);
    const ai = reals.add(loadSome(i + at, n), loadSome(bias + at, n));
    const af = reals.add(loadSome(f + at, n), loadSome(bias + row + at, n));
    const ag = reals.add(loadSome(g + at, n), loadSome(bias + 2 * row + at, n));
    const ao = reals.add(loadSome(o + at, n), loadSome(bias + 3 * row + at, n));
    const i0 = sigmoidOf(madd(loadSome(p + at, n), b0, ai));
    const f0 = sigmoidOf(madd(loadSome(p + row + at, n), b0, af));
    const g0 = tanhOf(ag);
    const c0 = madd(f0, b0, reals.mul(i0, g0));
    const o0 = sigmoidOf(madd(loadSome(p + 2 * row + at, n), c0, ao));
    storeSome(i + at, i0, n);
    storeSome(f + at, f0, n);
    storeSome(g + at, g0, n);
    storeSome(o + at, o0, n);
    storeSome(c + at, c0, n);
    storeSome(h + at, reals.mul(o0, tanhOf(c0)), n);
    at += 16;
  }
}

/** @param totalCells may be `dc`, which is written after it. */
export function peepholeBackwardRow(
  n: i32, i: usize, before: usize, c: usize, given: usize, dh: usize, dc: usize, total: usize, totalCells: usize,
  p: usize,
): void {
  const row = <usize>(n * SIZE);
  const one = ones();
  let at: usize = 0;
  for (; n > 0; n -= LANES) {
    const f = i + row;
    const g = f + row;
    const o = g + row;
    const t0 = tanhOf(loadSome(c + at, n));
    const h0 = flush(reals.add(loadSome(given + at, n), loadSome(dh + at, n)));
    const o0 = loadSome(o + at, n);
    const do0 = flush(reals.mul(reals.mul(h0, t0), reals.mul(o0, reals.sub(one, o0))));
    const s0 = reals.mul(reals.mul(h0, o0), reals.sub(one, reals.mul(t0, t0)));
    const c0 = flush(reals.add(loadSome(dc + at, n), madd(do0, loadSome(p + 2 * row + at, n), s0)));
    const i0 = loadSome(i + at, n);
    const f0 = loadSome(f + at, n);
    const g0 = loadSome(g + at, n);
    const di0 = flush(reals.mul(reals.mul(c0, g0), reals.mul(i0, reals.sub(one, i0))));
    const df0 = flush(reals.mul(reals.mul(c0, loadSome(before + at, n)), reals.mul(f0, reals.sub(one, f0))));
    const seen = madd(di0, loadSome(p + at, n), reals.mul(df0, loadSome(p + row + at, n)));
    storeSome(i + at, di0, n);
    storeSome(f + at, df0, n);
    storeSome(g + at, flush(reals.mul(reals.mul(c0, i0), reals.sub(one, reals.mul(g0, g0)))), n);
    storeSome(o + at, do0, n);
    storeSome(totalCells + at, c0, n);
    storeSome(dc + at, flush(madd(c0, f0, seen)), n);
    storeSome(total + at, h0, n);
    at += 16;
  }
}
