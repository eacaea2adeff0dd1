// The GRU through time, the reset gate before or after the recurrent product. A row of gates holds z, r, n and s, what
// the way back needs of the reset gate: h₋₁ Uₙ + b′ₙ where it stands after the product, r × h₋₁ where before. On the way
// back the row is overwritten by ∂L/∂ of each (before: s stays). See rnn.ts for what all recurrences share.
import { ones, sigmoidOf, tanhOf } from "../functions";
import { gemmPacked } from "../gemm";
import { flush, LANES, loadSome, madd, SIZE, storeSome } from "../simd";
import { carryBack, counts } from "./mask";
import { seenOf, unseen } from "./seen";

/** @param product room for h₋₁ U: [batch, 3 · hidden]. @param recurrentBias b′, zeros where there is none. */
export function gruAfterForward(
  steps: i32, batch: i32, between: i32, hidden: i32, direction: i32,
  gates: usize, bias: usize, recurrentBias: usize, packedU: usize, product: usize, before: usize, h: usize,
  mask: usize, factors: usize, seen: usize,
): void {
  const row = <usize>(hidden * SIZE);
  const step = <usize>(direction * between * hidden * SIZE);
  for (let s = 0; s < steps; s++) {
    const read = seenOf(batch * hidden, before, factors, seen);
    gemmPacked(batch, 3 * hidden, hidden, read, row, SIZE, packedU, product, 3 * row, false);
    for (let b = 0; b < batch; b++) {
      const i = <usize>b * row;
      if (counts(mask, b))
        afterForwardRow(hidden, gates + 4 * i, bias, recurrentBias, product + 3 * i, before + i, h + i);
      else memory.copy(h + i, before + i, row);
    }
    before = h;
    h += step;
    gates += 4 * step;
    if (mask) mask += <usize>(direction * between * SIZE);
  }
}

function afterForwardRow(
  n: i32, z: usize, bz: usize, cz: usize, pz: usize, before: usize, h: usize,
): void {
  const row = <usize>(n * SIZE);
  const r = z + row;
  const g = r + row;
  const s = g + row;
  const br = bz + row;
  const bg = br + row;
  const cr = cz + row;
  const cg = cr + row;
  const pr = pz + row;
  const pg = pr + row;
  const one = ones();
  let at: usize = 0;
  for (; n >= 2 * LANES; n -= 2 * LANES) {
    const z0 = sigmoidOf(reals.add(reals.add(v128.load(z + at), v128.load(bz + at)), reals.add(v128.load(pz + at), v128.load(cz + at))));
    const z1 = sigmoidOf(reals.add(reals.add(v128.load(z + at, 16), v128.load(bz + at, 16)), reals.add(v128.load(pz + at, 16), v128.load(cz + at, 16))));
    const r0 = sigmoidOf(reals.add(reals.add(v128.load(r + at), v128.load(br + at)), reals.add(v128.load(pr + at), v128.load(cr + at))));
    const r1 = sigmoidOf(reals.add(reals.add(v128.load(r + at, 16), v128.load(br + at, 16)), reals.add(v128.load(pr + at, 16), v128.load(cr + at, 16))));
    const s0 = reals.add(v128.load(pg + at), v128.load(cg + at));
    const s1 = reals.add(v128.load(pg + at, 16), v128.load(cg + at, 16));
    const n0 = tanhOf(madd(r0, s0, reals.add(v128.load(g + at), v128.load(bg + at))));
    const n1 = tanhOf(madd(r1, s1, reals.add(v128.load(g + at, 16), v128.load(bg + at, 16))));
    const h0 = madd(z0, v128.load(before + at), reals.mul(reals.sub(one, z0), n0));
    const h1 = madd(z1, v128.load(before + at, 16), reals.mul(reals.sub(one, z1), n1));
    v128.store(z + at, z0);
    v128.store(z + at, z1, 16);
    v128.store(r + at, r0);
    v128.store(r + at, r1, 16);
    v128.store(g + at, n0);
    v128.store(g + at, n1, 16);
    v128.store(s + at, s0);
    v128.store(s + at, s1, 16);
    v128.store(h + at, h0);
    v128.store(h + at, h1, 16);
    at += 32;
  }
  for (; n > 0; n -= LANES) {
    const z0 = sigmoidOf(reals.add(reals.add(loadSome(z + at, n), loadSome(bz + at, n)), reals.add(loadSome(pz + at, n), loadSome(cz + at, n))));
    const r0 = sigmoidOf(reals.add(reals.add(loadSome(r + at, n), loadSome(br + at, n)), reals.add(loadSome(pr + at, n), loadSome(cr + at, n))));
    const s0 = reals.add(loadSome(pg + at, n), loadSome(cg + at, n));
    const n0 = tanhOf(madd(r0, s0, reals.add(loadSome(g + at, n), loadSome(bg + at, n))));
    storeSome(z + at, z0, n);
    storeSome(r + at, r0, n);
    storeSome(g + at, n0, n);
    storeSome(s + at, s0, n);
    storeSome(h + at, madd(z0, loadSome(before + at, n), reals.mul(reals.sub(one, z0), n0)), n);
    at += 16;
  }
}

/**
 * Back through some steps, the last one first. @param before h₋₁ of the first of them; @param first h₋₁ of the sequence's
 * first step, for the call that `reachesFirst`. @param packedUzrT, packedUnT Uᵀ of the gates z, r and of n.
 */
export function gruAfterBackward(
  steps: i32, batch: i32, between: i32, hidden: i32, direction: i32,
  gates: usize, before: usize, first: usize, reachesFirst: bool, given: usize,
  packedUzrT: usize, packedUnT: usize, dh: usize, total: usize, mask: usize,
  factors: usize, seen: usize,
): void {
  const row = <usize>(hidden * SIZE);
  const step = <usize>(direction * between * hidden * SIZE);
  for (let s = 0; s < steps; s++) {
    const h = reachesFirst && s == steps - 1 ? first : before;
    for (let b = 0; b < batch; b++) {
      const i = <usize>b * row;
      if (counts(mask, b)) afterBackwardRow(hidden, gates + 4 * i, h + i, given + i, dh + i, total ? total + i : 0);
      else carryBack(hidden, 4, gates + 4 * i, given + i, dh + i, (total ? total : dh) + i);
    }
    const to = factors ? seen : dh;
    gemmPacked(batch, hidden, 2 * hidden, gates, 4 * row, SIZE, packedUzrT, to, row, factors == 0);
    gemmPacked(batch, hidden, hidden, gates + 3 * row, 4 * row, SIZE, packedUnT, to, row, true);
    if (factors) unseen(batch * hidden, seen, factors, dh, true);
    before += step;
    given += step;
    gates += 4 * step;
    if (total) total += step;
    if (mask) mask += <usize>(direction * between * SIZE);
  }
}

function afterBackwardRow(n: i32, z: usize, before: usize, given: usize, dh: usize, total: usize): void {
  const row = <usize>(n * SIZE);
  const r = z + row;
  const g = r + row;
  const s = g + row;
  const one = ones();
  let at: usize = 0;
  for (; n > 0; n -= LANES) {
    const d = flush(reals.add(loadSome(given + at, n), loadSome(dh + at, n)));
    const z0 = loadSome(z + at, n);
    const r0 = loadSome(r + at, n);
    const n0 = loadSome(g + at, n);
    const dn = flush(reals.mul(reals.mul(d, reals.sub(one, z0)), reals.sub(one, reals.mul(n0, n0))));
    const dz = flush(reals.mul(reals.mul(d, reals.sub(loadSome(before + at, n), n0)), reals.mul(z0, reals.sub(one, z0))));
    const dr = flush(reals.mul(reals.mul(dn, loadSome(s + at, n)), reals.mul(r0, reals.sub(one, r0))));
    if (total) storeSome(total + at, d, n);
    storeSome(z + at, dz, n);
    storeSome(r + at, dr, n);
    storeSome(g + at, dn, n);
    storeSome(s + at, flush(reals.mul(dn, r0)), n);
    storeSome(dh + at, flush(reals.mul(d, z0)), n);
    at += 16;
  }
}

/** @param product room for h₋₁ U of the gates z and r: [batch, 2 · hidden]. */
export function gruBeforeForward(
  steps: i32, batch: i32, between: i32, hidden: i32, direction: i32,
  gates: usize, bias: usize, packedUzr: usize, packedUn: usize, product: usize, before: usize, h: usize,
  mask: usize, factors: usize, seen: usize,
): void {
  const row = <usize>(hidden * SIZE);
  const step = <usize>(direction * between * hidden * SIZE);
  for (let s = 0; s < steps; s++) {
    const read = seenOf(batch * hidden, before, factors, seen);
    gemmPacked(batch, 2 * hidden, hidden, read, row, SIZE, packedUzr, product, 2 * row, false);
    for (let i: usize = 0; i < <usize>batch * row; i += row)
      beforeResetRow(hidden, gates + 4 * i, bias, product + 2 * i, read + i);
    gemmPacked(batch, hidden, hidden, gates + 3 * row, 4 * row, SIZE, packedUn, gates + 2 * row, 4 * row, true);
    for (let b = 0; b < batch; b++) {
      const i = <usize>b * row;
      if (counts(mask, b)) beforeStateRow(hidden, gates + 4 * i, bias + 2 * row, before + i, h + i);
      else memory.copy(h + i, before + i, row);
    }
    before = h;
    h += step;
    gates += 4 * step;
    if (mask) mask += <usize>(direction * between * SIZE);
  }
}

function beforeResetRow(n: i32, z: usize, bz: usize, pz: usize, before: usize): void {
  const row = <usize>(n * SIZE);
  const r = z + row;
  const s = r + 2 * row;
  const br = bz + row;
  const pr = pz + row;
  let at: usize = 0;
  for (; n > 0; n -= LANES) {
    const z0 = sigmoidOf(reals.add(reals.add(loadSome(z + at, n), loadSome(bz + at, n)), loadSome(pz + at, n)));
    const r0 = sigmoidOf(reals.add(reals.add(loadSome(r + at, n), loadSome(br + at, n)), loadSome(pr + at, n)));
    storeSome(z + at, z0, n);
    storeSome(r + at, r0, n);
    storeSome(s + at, reals.mul(r0, loadSome(before + at, n)), n);
    at += 16;
  }
}

function beforeStateRow(n: i32, z: usize, bias: usize, before: usize, h: usize): void {
  const g = z + <usize>(2 * n * SIZE);
  const one = ones();
  let at: usize = 0;
  for (; n > 0; n -= LANES) {
    const z0 = loadSome(z + at, n);
    const n0 = tanhOf(reals.add(loadSome(g + at, n), loadSome(bias + at, n)));
    storeSome(g + at, n0, n);
    storeSome(h + at, madd(z0, loadSome(before + at, n), reals.mul(reals.sub(one, z0), n0)), n);
    at += 16;
  }
}

/** @param scaled room for ∂L/∂(r × h₋₁): [batch, hidden]. @param seen room for two as large, where there are factors. */
export function gruBeforeBackward(
  steps: i32, batch: i32, between: i32, hidden: i32, direction: i32,
  gates: usize, before: usize, first: usize, reachesFirst: bool, given: usize,
  packedUzrT: usize, packedUnT: usize, scaled: usize, dh: usize, total: usize, mask: usize,
  factors: usize, seen: usize,
): void {
  const row = <usize>(hidden * SIZE);
  const step = <usize>(direction * between * hidden * SIZE);
  for (let s = 0; s < steps; s++) {
    const h = reachesFirst && s == steps - 1 ? first : before;
    for (let b = 0; b < batch; b++) {
      const i = <usize>b * row;
      if (counts(mask, b)) beforeBackwardRow(hidden, gates + 4 * i, h + i, given + i, dh + i, total ? total + i : 0);
      else carryBack(hidden, 4, gates + 4 * i, given + i, dh + i, (total ? total : dh) + i);
    }
    gemmPacked(batch, hidden, hidden, gates + 2 * row, 4 * row, SIZE, packedUnT, scaled, row, false);
    // With factors `seen` has two parts: ∂L/∂ what was seen, and what was seen.
    const to = factors ? seen : dh;
    const read = seenOf(batch * hidden, h, factors, seen + <usize>batch * row);
    if (factors) memory.fill(seen, 0, <usize>batch * row);
    for (let i: usize = 0; i < <usize>batch * row; i += row)
      resetBackwardRow(hidden, gates + 4 * i + row, read + i, scaled + i, to + i);
    gemmPacked(batch, hidden, 2 * hidden, gates, 4 * row, SIZE, packedUzrT, to, row, true);
    if (factors) unseen(batch * hidden, seen, factors, dh, true);
    before += step;
    given += step;
    gates += 4 * step;
    if (total) total += step;
    if (mask) mask += <usize>(direction * between * SIZE);
  }
}

function beforeBackwardRow(n: i32, z: usize, before: usize, given: usize, dh: usize, total: usize): void {
  const g = z + <usize>(2 * n * SIZE);
  const one = ones();
  let at: usize = 0;
  for (; n > 0; n -= LANES) {
    const d = flush(reals.add(loadSome(given + at, n), loadSome(dh + at, n)));
    const z0 = loadSome(z + at, n);
    const n0 = loadSome(g + at, n);
    const dz = reals.mul(reals.mul(d, reals.sub(loadSome(before + at, n), n0)), reals.mul(z0, reals.sub(one, z0)));
    if (total) storeSome(total + at, d, n);
    storeSome(z + at, flush(dz), n);
    storeSome(g + at, flush(reals.mul(reals.mul(d, reals.sub(one, z0)), reals.sub(one, reals.mul(n0, n0)))), n);
    storeSome(dh + at, flush(reals.mul(d, z0)), n);
    at += 16;
  }
}

function resetBackwardRow(n: i32, r: usize, before: usize, scaled: usize, dh: usize): void {
  const one = ones();
  let at: usize = 0;
  for (; n > 0; n -= LANES) {
    const s0 = flush(loadSome(scaled + at, n));
    const r0 = loadSome(r + at, n);
    storeSome(dh + at, madd(s0, r0, loadSome(dh + at, n)), n);
    storeSome(r + at, flush(reals.mul(reals.mul(s0, loadSome(before + at, n)), reals.mul(r0, reals.sub(one, r0)))), n);
    at += 16;
  }
}
