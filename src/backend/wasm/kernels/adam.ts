// One step of Adam for n numbers, in one pass; new numbers go to their own places.
import { loadSome, storeSome } from "./simd";

export function adam(
  n: i32, parameter: usize, gradient: usize, mean: usize, square: usize,
  newParameter: usize, newMean: usize, newSquare: usize,
  stepSize: f32, oneMinusBeta1: f32, oneMinusBeta2: f32, epsilon: f32,
): void {
  const size = f32x4.splat(stepSize);
  const b1 = f32x4.splat(oneMinusBeta1);
  const b2 = f32x4.splat(oneMinusBeta2);
  const e = f32x4.splat(epsilon);
  for (let at: usize = 0; n > 0; n -= 4) {
    const g = loadSome(gradient + at, n);
    const m0 = loadSome(mean + at, n);
    const v0 = loadSome(square + at, n);
    const m = f32x4.add(m0, f32x4.mul(f32x4.sub(g, m0), b1));
    const v = f32x4.add(v0, f32x4.mul(f32x4.sub(f32x4.mul(g, g), v0), b2));
    const step = f32x4.div(f32x4.mul(m, size), f32x4.add(f32x4.sqrt(v), e));
    storeSome(newParameter + at, f32x4.sub(loadSome(parameter + at, n), step), n);
    storeSome(newMean + at, m, n);
    storeSome(newSquare + at, v, n);
    at += 16;
  }
}
