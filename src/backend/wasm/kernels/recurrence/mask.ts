// A masked step: its row of the batch carries the state over, and on the way back the gradient of that state. It is decided
// row by row around the loops over a row, which know nothing of it.
import { flush, LANES, loadSome, SIZE, storeSome } from "../simd";

/** @param mask of one step, [batch], or 0 where all rows count. */
// @ts-ignore: decorator
@inline
export function counts(mask: usize, row: i32): bool {
  return mask == 0 || load<real>(mask + <usize>(row * SIZE)) != 0;
}

/**
 * Back through a masked row: its gates get no gradient, and what reaches its h goes on to the h before it.
 * @param total where ∂L/∂h goes; it may be `dh`.
 */
export function carryBack(n: i32, slots: i32, gates: usize, given: usize, dh: usize, total: usize): void {
  memory.fill(gates, 0, <usize>(slots * n * SIZE));
  for (; n > 0; n -= LANES) {
    const g = flush(reals.add(loadSome(given, n), loadSome(dh, n)));
    storeSome(total, g, n);
    storeSome(dh, g, n);
    given += 16;
    dh += 16;
    total += 16;
  }
}

/** to[i] ← from[i] where row i counts, else zeros: 0 × NaN would be NaN, and padding may hold anything. */
export function keepRows(rows: i32, bytes: i32, from: usize, mask: usize, to: usize): void {
  for (let r = 0; r < rows; r++) {
    if (counts(mask, r)) memory.copy(to, from, <usize>bytes);
    else memory.fill(to, 0, <usize>bytes);
    from += <usize>bytes;
    to += <usize>bytes;
  }
}
