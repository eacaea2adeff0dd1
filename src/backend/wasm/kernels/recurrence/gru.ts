// The GRU through time, the reset gate before or after the recurrent product. A row of gates holds z, r, n and s, what
// the way back needs of the reset gate: h₋₁ Uₙ + b′ₙ where it stands after the product, r × h₋₁ where before. On the way
// back the row is overwritten by ∂L/∂ of each (before: s stays). See rnn.ts for what all recurrences share.
import { ones, sigmoid4, tanh4 } from "../functions";
import { gemmPacked } from "../gemm";
import { flush, loadSome, madd, storeSome } from "../simd";
import { carryBack, counts } from "./mask";
import { seenOf, unseen } from "./seen";

/** @param product room for h₋₁ U: [batch, 3 · hidden]. @param recurrentBias b′, zeros where there is none. */
export function gruAfterForward(
  steps: i32, batch: i32, hidden: i32, direction: i32,
  gates: usize, bias: usize, recurrentBias: usize, packedU: usize, product: usize, before: usize, h: usize,
  mask: usize, factors: usize, seen: usize,
): void {
  const row = <usize>(hidden * 4);
  const step = <usize>(direction * batch * hidden * 4);
  for (let s = 0; s < steps; s++) {
    const read = seenOf(batch * hidden, before, factors, seen);
    gemmPacked(batch, 3 * hidden, hidden, read, row, 4, packedU, product, 3 * row, false);
    for (let b = 0; b < batch; b++) {
      const i = <usize>b * row;
      if (counts(mask, b))
        afterForwardRow(hidden, gates + 4 * i, bias, recurrentBias, product + 3 * i, before + i, h + i);
      else memory.copy(h + i, before + i, row);
    }
    before = h;
    h += step;
    gates += 4 * step;
    if (mask) mask += <usize>(direction * batch * 4);
  }
}

function afterForwardRow(
  n: i32, z: usize, bz: usize, cz: usize, pz: usize, before: usize, h: usize,
): void {
  const row = <usize>(n * 4);
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
  for (; n >= 8; n -= 8) {
    const z0 = sigmoid4(f32x4.add(f32x4.add(v128.load(z + at), v128.load(bz + at)), f32x4.add(v128.load(pz + at), v128.load(cz + at))));
    const z1 = sigmoid4(f32x4.add(f32x4.add(v128.load(z + at, 16), v128.load(bz + at, 16)), f32x4.add(v128.load(pz + at, 16), v128.load(cz + at, 16))));
    const r0 = sigmoid4(f32x4.add(f32x4.add(v128.load(r + at), v128.load(br + at)), f32x4.add(v128.load(pr + at), v128.load(cr + at))));
    const r1 = sigmoid4(f32x4.add(f32x4.add(v128.load(r + at, 16), v128.load(br + at, 16)), f32x4.add(v128.load(pr + at, 16), v128.load(cr + at, 16))));
    const s0 = f32x4.add(v128.load(pg + at), v128.load(cg + at));
    const s1 = f32x4.add(v128.load(pg + at, 16), v128.load(cg + at, 16));
    const n0 = tanh4(madd(r0, s0, f32x4.add(v128.load(g + at), v128.load(bg + at))));
    const n1 = tanh4(madd(r1, s1, f32x4.add(v128.load(g + at, 16), v128.load(bg + at, 16))));
    const h0 = madd(z0, v128.load(before + at), f32x4.mul(f32x4.sub(one, z0), n0));
    const h1 = madd(z1, v128.load(before + at, 16), f32x4.mul(f32x4.sub(one, z1), n1));
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
  for (; n > 0; n -= 4) {
    const z0 = sigmoid4(f32x4.add(f32x4.add(loadSome(z + at, n), loadSome(bz + at, n)), f32x4.add(loadSome(pz + at, n), loadSome(cz + at, n))));
    const r0 = sigmoid4(f32x4.add(f32x4.add(loadSome(r + at, n), loadSome(br + at, n)), f32x4.add(loadSome(pr + at, n), loadSome(cr + at, n))));
    const s0 = f32x4.add(loadSome(pg + at, n), loadSome(cg + at, n));
    const n0 = tanh4(madd(r0, s0, f32x4.add(loadSome(g + at, n), loadSome(bg + at, n))));
    storeSome(z + at, z0, n);
    storeSome(r + at, r0, n);
    storeSome(g + at, n0, n);
    storeSome(s + at, s0, n);
    storeSome(h + at, madd(z0, loadSome(before + at, n), f32x4.mul(f32x4.sub(one, z0), n0)), n);
    at += 16;
  }
}

/**
 * Back through some steps, the last one first. @param before h₋₁ of the first of them; @param first h₋₁ of the sequence's
 * first step, for the call that `reachesFirst`. @param packedUzrT, packedUnT Uᵀ of the gates z, r and of n.
 */
export function gruAfterBackward(
  steps: i32, batch: i32, hidden: i32, direction: i32,
  gates: usize, before: usize, first: usize, reachesFirst: bool, given: usize,
  packedUzrT: usize, packedUnT: usize, dh: usize, total: usize, mask: usize,
  factors: usize, seen: usize,
): void {
  const row = <usize>(hidden * 4);
  const step = <usize>(direction * batch * hidden * 4);
  for (let s = 0; s < steps; s++) {
    const h = reachesFirst && s == steps - 1 ? first : before;
    for (let b = 0; b < batch; b++) {
      const i = <usize>b * row;
      if (counts(mask, b)) afterBackwardRow(hidden, gates + 4 * i, h + i, given + i, dh + i, total ? total + i : 0);
      else carryBack(hidden, 4, gates + 4 * i, given + i, dh + i, (total ? total : dh) + i);
    }
    const to = factors ? seen : dh;
    gemmPacked(batch, hidden, 2 * hidden, gates, 4 * row, 4, packedUzrT, to, row, factors == 0);
    gemmPacked(batch, hidden, hidden, gates + 3 * row, 4 * row, 4, packedUnT, to, row, true);
    if (factors) unseen(batch * hidden, seen, factors, dh, true);
    before += step;
    given += step;
    gates += 4 * step;
    if (total) total += step;
    if (mask) mask += <usize>(direction * batch * 4);
  }
}

function afterBackwardRow(n: i32, z: usize, before: usize, given: usize, dh: usize, total: usize): void {
  const row = <usize>(n * 4);
  const r = z + row;
  const g = r + row;
  const s = g + row;
  const one = ones();
  let at: usize = 0;
  for (; n > 0; n -= 4) {
    const d = flush(f32x4.add(loadSome(given + at, n), loadSome(dh + at, n)));
    const z0 = loadSome(z + at, n);
    const r0 = loadSome(r + at, n);
    const n0 = loadSome(g + at, n);
    const dn = flush(f32x4.mul(f32x4.mul(d, f32x4.sub(one, z0)), f32x4.sub(one, f32x4.mul(n0, n0))));
    const dz = flush(f32x4.mul(f32x4.mul(d, f32x4.sub(loadSome(before + at, n), n0)), f32x4.mul(z0, f32x4.sub(one, z0))));
    const dr = flush(f32x4.mul(f32x4.mul(dn, loadSome(s + at, n)), f32x4.mul(r0, f32x4.sub(one, r0))));
    if (total) storeSome(total + at, d, n);
    storeSome(z + at, dz, n);
    storeSome(r + at, dr, n);
    storeSome(g + at, dn, n);
    storeSome(s + at, flush(f32x4.mul(dn, r0)), n);
    storeSome(dh + at, flush(f32x4.mul(d, z0)), n);
    at += 16;
  }
}

/** @param product room for h₋₁ U of the gates z and r: [batch, 2 · hidden]. */
export function gruBeforeForward(
  steps: i32, batch: i32, hidden: i32, direction: i32,
  gates: usize, bias: usize, packedUzr: usize, packedUn: usize, product: usize, before: usize, h: usize,
  mask: usize, factors: usize, seen: usize,
): void {
  const row = <usize>(hidden * 4);
  const step = <usize>(direction * batch * hidden * 4);
  for (let s = 0; s < steps; s++) {
    const read = seenOf(batch * hidden, before, factors, seen);
    gemmPacked(batch, 2 * hidden, hidden, read, row, 4, packedUzr, product, 2 * row, false);
    for (let i: usize = 0; i < <usize>batch * row; i += row)
      beforeResetRow(hidden, gates + 4 * i, bias, product + 2 * i, read + i);
    gemmPacked(batch, hidden, hidden, gates + 3 * row, 4 * row, 4, packedUn, gates + 2 * row, 4 * row, true);
    for (let b = 0; b < batch; b++) {
      const i = <usize>b * row;
      if (counts(mask, b)) beforeStateRow(hidden, gates + 4 * i, bias + 2 * row, before + i, h + i);
      else memory.copy(h + i, before + i, row);
    }
    before = h;
    h += step;
    gates += 4 * step;
    if (mask) mask += <usize>(direction * batch * 4);
  }
}

function beforeResetRow(n: i32, z: usize, bz: usize, pz: usize, before: usize): void {
  const row = <usize>(n * 4);
  const r = z + row;
  const s = r + 2 * row;
  const br = bz + row;
  const pr = pz + row;
  let at: usize = 0;
  for (; n > 0; n -= 4) {
    const z0 = sigmoid4(f32x4.add(f32x4.add(loadSome(z + at, n), loadSome(bz + at, n)), loadSome(pz + at, n)));
    const r0 = sigmoid4(f32x4.add(f32x4.add(loadSome(r + at, n), loadSome(br + at, n)), loadSome(pr + at, n)));
    storeSome(z + at, z0, n);
    storeSome(r + at, r0, n);
    storeSome(s + at, f32x4.mul(r0, loadSome(before + at, n)), n);
    at += 16;
  }
}

function beforeStateRow(n: i32, z: usize, bias: usize, before: usize, h: usize): void {
  const g = z + <usize>(n * 8);
  const one = ones();
  let at: usize = 0;
  for (; n > 0; n -= 4) {
    const z0 = loadSome(z + at, n);
    const n0 = tanh4(f32x4.add(loadSome(g + at, n), loadSome(bias + at, n)));
    storeSome(g + at, n0, n);
    storeSome(h + at, madd(z0, loadSome(before + at, n), f32x4.mul(f32x4.sub(one, z0), n0)), n);
    at += 16;
  }
}

/** @param scaled room for ∂L/∂(r × h₋₁): [batch, hidden]. @param seen room for two as large, where there are factors. */
export function gruBeforeBackward(
  steps: i32, batch: i32, hidden: i32, direction: i32,
  gates: usize, before: usize, first: usize, reachesFirst: bool, given: usize,
  packedUzrT: usize, packedUnT: usize, scaled: usize, dh: usize, total: usize, mask: usize,
  factors: usize, seen: usize,
): void {
  const row = <usize>(hidden * 4);
  const step = <usize>(direction * batch * hidden * 4);
  for (let s = 0; s < steps; s++) {
    const h = reachesFirst && s == steps - 1 ? first : before;
    for (let b = 0; b < batch; b++) {
      const i = <usize>b * row;
      if (counts(mask, b)) beforeBackwardRow(hidden, gates + 4 * i, h + i, given + i, dh + i, total ? total + i : 0);
      else carryBack(hidden, 4, gates + 4 * i, given + i, dh + i, (total ? total : dh) + i);
    }
    gemmPacked(batch, hidden, hidden, gates + 2 * row, 4 * row, 4, packedUnT, scaled, row, false);
    // With factors `seen` has two parts: ∂L/∂ what was seen, and what was seen.
    const to = factors ? seen : dh;
    const read = seenOf(batch * hidden, h, factors, seen + <usize>batch * row);
    if (factors) memory.fill(seen, 0, <usize>batch * row);
    for (let i: usize = 0; i < <usize>batch * row; i += row)
      resetBackwardRow(hidden, gates + 4 * i + row, read + i, scaled + i, to + i);
    gemmPacked(batch, hidden, 2 * hidden, gates, 4 * row, 4, packedUzrT, to, row, true);
    if (factors) unseen(batch * hidden, seen, factors, dh, true);
    before += step;
    given += step;
    gates += 4 * step;
    if (total) total += step;
    if (mask) mask += <usize>(direction * batch * 4);
  }
}

function beforeBackwardRow(n: i32, z: usize, before: usize, given: usize, dh: usize, total: usize): void {
  const g = z + <usize>(n * 8);
  const one = ones();
  let at: usize = 0;
  for (; n > 0; n -= 4) {
    const d = flush(f32x4.add(loadSome(given + at, n), loadSome(dh + at, n)));
    const z0 = loadSome(z + at, n);
    const n0 = loadSome(g + at, n);
    const dz = f32x4.mul(f32x4.mul(d, f32x4.sub(loadSome(before + at, n), n0)), f32x4.mul(z0, f32x4.sub(one, z0)));
    if (total) storeSome(total + at, d, n);
    storeSome(z + at, flush(dz), n);
    storeSome(g + at, flush(f32x4.mul(f32x4.mul(d, f32x4.sub(one, z0)), f32x4.sub(one, f32x4.mul(n0, n0)))), n);
    storeSome(dh + at, flush(f32x4.mul(d, z0)), n);
    at += 16;
  }
}

function resetBackwardRow(n: i32, r: usize, before: usize, scaled: usize, dh: usize): void {
  const one = ones();
  let at: usize = 0;
  for (; n > 0; n -= 4) {
    const s0 = flush(loadSome(scaled + at, n));
    const r0 = loadSome(r + at, n);
    storeSome(dh + at, madd(s0, r0, loadSome(dh + at, n)), n);
    storeSome(r + at, flush(f32x4.mul(f32x4.mul(s0, loadSome(before + at, n)), f32x4.mul(r0, f32x4.sub(one, r0)))), n);
    at += 16;
  }
}
