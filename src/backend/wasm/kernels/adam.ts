// One step of Adam for n numbers, in one pass; new numbers go to their own places. `rates` are four: the size of the step,
// 1 − β₁, 1 − β₂ and ε.
import { LANES, loadSome, SIZE, storeSome } from "./simd";

export function adam(
  n: i32, parameter: usize, gradient: usize, mean: usize, square: usize,
  newParameter: usize, newMean: usize, newSquare: usize,
  rates: usize,
): void {
  const size = v128.load_splat<real>(rates);
  const b1 = v128.load_splat<real>(rates, SIZE);
  const b2 = v128.load_splat<real>(rates, 2 * SIZE);
  const e = v128.load_splat<real>(rates, 3 * SIZE);
  for (let at: usize = 0; n > 0; n -= LANES) {
    const g = loadSome(gradient + at, n);
    const m0 = loadSome(mean + at, n);
    const v0 = loadSome(square + at, n);
    const m = reals.add(m0, reals.mul(reals.sub(g, m0), b1));
    const v = reals.add(v0, reals.mul(reals.sub(reals.mul(g, g), v0), b2));
    const step = reals.div(reals.mul(m, size), reals.add(reals.sqrt(v), e));
    storeSome(newParameter + at, reals.sub(loadSome(parameter + at, n), step), n);
    storeSome(newMean + at, m, n);
    storeSome(newSquare + at, v, n);
    at += 16;
  }
}
