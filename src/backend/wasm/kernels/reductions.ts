// The largest of many numbers, and where it is.
import { LANES, laneNumbers, loadSome, neighbors, SIZE, storeSome } from "./simd";

/** [outer, n, inner] → [outer, inner]: the largest; NaN wins. */
export function max(outer: i32, n: i32, inner: i32, a: usize, to: usize): void {
  for (let o = 0; o < outer; o++) {
    if (inner == 1) {
      store<real>(to, maxRun(n, a));
      a += <usize>(n * SIZE);
    } else {
      for (let i = 0; i < inner; i++) store<real>(to + <usize>(i * SIZE), -Infinity);
      for (let k = 0; k < n; k++) {
        for (let i = 0; i < inner; i += LANES) {
          const at = <usize>(i * SIZE);
          storeSome(to + at, reals.max(loadSome(to + at, inner - i), loadSome(a + at, inner - i)), inner - i);
        }
        a += <usize>(inner * SIZE);
      }
    }
    to += <usize>(inner * SIZE);
  }
}

/** The largest of n numbers. */
export function maxRun(n: i32, a: usize): real {
  let m = reals.splat(-Infinity);
  for (; n >= LANES; n -= LANES) {
    m = reals.max(m, v128.load(a));
    a += 16;
  }
  for (; n > 0; n--) {
    m = reals.max(m, v128.load_splat<real>(a));
    a += SIZE;
  }
  m = reals.max(m, v128.shuffle<i64>(m, m, 1, 0));
  return reals.extract_lane(reals.max(m, neighbors(m)), 0);
}

/** [outer, n, inner] → [outer, inner]: the index of the first largest; the first NaN wins. */
export function argmax(outer: i32, n: i32, inner: i32, a: usize, to: usize): void {
  const row = <usize>(inner * SIZE);
  for (let o = 0; o < outer; o++) {
    if (inner == 1 && n >= LANES) store<real>(to, argmaxOfRun(n, a));
    else
      for (let i = 0; i < inner; i += LANES) {
        const at = <usize>(i * SIZE);
        argmaxOfColumns(n, inner - i, a + at, row, to + at);
      }
    a += <usize>n * row;
    to += row;
  }
}

/** Of as many numbers as there are lanes or more, a vector at a time, each with the place of its own largest; those of the last vector may be seen twice. */
function argmaxOfRun(n: i32, a: usize): real {
  const lanes = laneNumbers();
  let best = v128.load(a);
  let place = lanes;
  let none = reals.ne(best, best);
  for (let k = LANES; k < n; k += LANES) {
    const start = k + LANES > n ? n - LANES : k;
    const x = v128.load(a + <usize>(start * SIZE));
    none = v128.or(none, reals.ne(x, x));
    place = v128.bitselect(reals.add(lanes, reals.splat(<real>start)), place, reals.gt(x, best));
    best = reals.pmax(best, x);
  }
  if (v128.any_true(none)) return firstNaN(a);
  let m = reals.pmax(best, v128.shuffle<i64>(best, best, 1, 0));
  m = reals.pmax(m, neighbors(m));
  let first = v128.bitselect(place, reals.splat(Infinity), reals.eq(best, m));
  first = reals.pmin(first, v128.shuffle<i64>(first, first, 1, 0));
  return reals.extract_lane(reals.pmin(first, neighbors(first)), 0);
}

/** The place of the first NaN; there is one. */
function firstNaN(a: usize): real {
  let k = 0;
  while (load<real>(a + <usize>(k * SIZE)) == load<real>(a + <usize>(k * SIZE))) k++;
  return <real>k;
}

/** The place of the largest in each of up to a vector of columns, whose numbers lie `row` bytes apart. */
function argmaxOfColumns(n: i32, columns: i32, a: usize, row: usize, to: usize): void {
  let best = loadSome(a, columns);
  let place = reals.splat(0);
  for (let k = 1; k < n; k++) {
    a += row;
    const x = loadSome(a, columns);
    const isFirstNaN = v128.andnot(reals.ne(x, x), reals.ne(best, best));
    const better = v128.or(reals.gt(x, best), isFirstNaN);
    best = v128.bitselect(x, best, better);
    place = v128.bitselect(reals.splat(<real>k), place, better);
  }
  storeSome(to, place, columns);
}
