// The largest of many numbers.
import { loadSome, storeSome } from "./simd";

/** [outer, n, inner] → [outer, inner]: the largest; NaN wins. */
export function max(outer: i32, n: i32, inner: i32, a: usize, to: usize): void {
  for (let o = 0; o < outer; o++) {
    if (inner == 1) {
      store<f32>(to, maxRun(n, a));
      a += <usize>(n * 4);
    } else {
      for (let i = 0; i < inner; i++) store<f32>(to + <usize>(i * 4), -Infinity);
      for (let k = 0; k < n; k++) {
        for (let i = 0; i < inner; i += 4) {
          const at = <usize>(i * 4);
          storeSome(to + at, f32x4.max(loadSome(to + at, inner - i), loadSome(a + at, inner - i)), inner - i);
        }
        a += <usize>(inner * 4);
      }
    }
    to += <usize>(inner * 4);
  }
}

/** The largest of n numbers. */
export function maxRun(n: i32, a: usize): f32 {
  let m = f32x4.splat(-Infinity);
  for (; n >= 4; n -= 4) {
    m = f32x4.max(m, v128.load(a));
    a += 16;
  }
  for (; n > 0; n--) {
    m = f32x4.max(m, v128.load32_splat(a));
    a += 4;
  }
  m = f32x4.max(m, v128.shuffle<i64>(m, m, 1, 0));
  return f32x4.extract_lane(f32x4.max(m, v128.shuffle<i32>(m, m, 1, 0, 3, 2)), 0);
}
