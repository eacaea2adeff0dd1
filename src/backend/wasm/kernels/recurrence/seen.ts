// What the recurrent kernel sees of a state: the state times factors, which are the same at every step (recurrent dropout).
import { LANES, loadSome, SIZE, storeSome } from "../simd";

/** Each of `blocks` blocks of n numbers × the same n factors; `to` may be `from`. */
export function timesBlocks(blocks: i32, n: i32, from: usize, factors: usize, to: usize): void {
  const bytes = <usize>(n * SIZE);
  for (let b = 0; b < blocks; b++) {
    times(n, from, factors, to);
    from += bytes;
    to += bytes;
  }
}

/** The state before a step as the recurrent kernel sees it: in `room` where there are factors, else itself. */
export function seenOf(n: i32, before: usize, factors: usize, room: usize): usize {
  if (!factors) return before;
  times(n, before, factors, room);
  return room;
}

function times(n: i32, x: usize, factors: usize, to: usize): void {
  for (; n >= 2 * LANES; n -= 2 * LANES) {
    const x0 = reals.mul(v128.load(x), v128.load(factors));
    const x1 = reals.mul(v128.load(x, 16), v128.load(factors, 16));
    v128.store(to, x0);
    v128.store(to, x1, 16);
    x += 32;
    factors += 32;
    to += 32;
  }
  for (; n > 0; n -= LANES) {
    storeSome(to, reals.mul(loadSome(x, n), loadSome(factors, n)), n);
    x += 16;
    factors += 16;
    to += 16;
  }
}

/** ∂L/∂ the state, from that of what was seen of it: to = x × factors, or to += that. */
export function unseen(n: i32, x: usize, factors: usize, to: usize, accumulate: bool): void {
  if (!accumulate) {
    times(n, x, factors, to);
    return;
  }
  for (; n >= 2 * LANES; n -= 2 * LANES) {
    const x0 = reals.add(v128.load(to), reals.mul(v128.load(x), v128.load(factors)));
    const x1 = reals.add(v128.load(to, 16), reals.mul(v128.load(x, 16), v128.load(factors, 16)));
    v128.store(to, x0);
    v128.store(to, x1, 16);
    x += 32;
    factors += 32;
    to += 32;
  }
  for (; n > 0; n -= LANES) {
    storeSome(to, reals.add(loadSome(to, n), reals.mul(loadSome(x, n), loadSome(factors, n))), n);
    x += 16;
    factors += 16;
    to += 16;
  }
}
