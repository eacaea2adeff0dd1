// The largest of many numbers, and where it is.
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

/** [outer, n, inner] → [outer, inner]: the index of the first largest; the first NaN wins. */
export function argmax(outer: i32, n: i32, inner: i32, a: usize, to: usize): void {
  const row = <usize>(inner * 4);
  for (let o = 0; o < outer; o++) {
    if (inner == 1 && n >= 4) store<f32>(to, argmaxOfRun(n, a));
    else
      for (let i = 0; i < inner; i += 4) {
        const at = <usize>(i * 4);
        argmaxOfColumns(n, inner - i, a + at, row, to + at);
      }
    a += <usize>n * row;
    to += row;
  }
}

/** Of n ≥ 4 numbers, four lanes at a time, each with the place of its own largest; the last four may be seen twice. */
function argmaxOfRun(n: i32, a: usize): f32 {
  const lanes = f32x4(0, 1, 2, 3);
  let best = v128.load(a);
  let place = lanes;
  let none = f32x4.ne(best, best);
  for (let k = 4; k < n; k += 4) {
    const start = k + 4 > n ? n - 4 : k;
    const x = v128.load(a + <usize>(start * 4));
    none = v128.or(none, f32x4.ne(x, x));
    place = v128.bitselect(f32x4.add(lanes, f32x4.splat(<f32>start)), place, f32x4.gt(x, best));
    best = f32x4.pmax(best, x);
  }
  if (v128.any_true(none)) return firstNaN(a);
  let m = f32x4.pmax(best, v128.shuffle<i64>(best, best, 1, 0));
  m = f32x4.pmax(m, v128.shuffle<i32>(m, m, 1, 0, 3, 2));
  let first = v128.bitselect(place, f32x4.splat(Infinity), f32x4.eq(best, m));
  first = f32x4.pmin(first, v128.shuffle<i64>(first, first, 1, 0));
  return f32x4.extract_lane(f32x4.pmin(first, v128.shuffle<i32>(first, first, 1, 0, 3, 2)), 0);
}

/** The place of the first NaN; there is one. */
function firstNaN(a: usize): f32 {
  let k = 0;
  while (load<f32>(a + <usize>(k * 4)) == load<f32>(a + <usize>(k * 4))) k++;
  return <f32>k;
}

/** The place of the largest in each of up to 4 columns, whose numbers lie `row` bytes apart. */
function argmaxOfColumns(n: i32, columns: i32, a: usize, row: usize, to: usize): void {
  let best = loadSome(a, columns);
  let place = f32x4.splat(0);
  for (let k = 1; k < n; k++) {
    a += row;
    const x = loadSome(a, columns);
    const isFirstNaN = v128.andnot(f32x4.ne(x, x), f32x4.ne(best, best));
    const better = v128.or(f32x4.gt(x, best), isFirstNaN);
    best = v128.bitselect(x, best, better);
    place = v128.bitselect(f32x4.splat(<f32>k), place, better);
  }
  storeSome(to, place, columns);
}
