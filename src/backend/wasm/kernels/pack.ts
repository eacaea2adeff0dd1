// Packing: a block of a matrix is copied into the order in which a register tile reads it, panels of `width` lines side
// by side: panel[p, i] = line i at position p. Missing lines of the last panel are zeros.
//
// A line is a row of the left matrix or a column of the right one. Neighbours along a line lie `step` bytes apart, lines
// `between` bytes; one of the two is a number's size, so there are two ways to copy: across the lines, and along them.
import { LANES, loadSome, SIZE } from "./simd";

/** Columns of a register tile: 16 and 8 of float32, 8 and 4 of float64. */
export const WIDE: i32 = 64 / SIZE;
export const NARROW: i32 = 32 / SIZE;

/** Packs `lines` lines of `length` numbers into panels of `width`: 4, 6, or a tile's columns; of wide ones the last may be narrow. */
export function pack(to: usize, from: usize, lines: i32, length: i32, step: usize, between: usize, width: i32): void {
  for (let first = 0; first < lines; first += width) {
    const panel = to + <usize>(first * length * SIZE);
    const source = from + <usize>first * between;
    const count = min(width, lines - first);
    const wide = panelWidth(count, width);
    if (between == SIZE) {
      if (width == 6 && count == 6) packSix(panel, source, length, step);
      else if (count == wide) packAcross(panel, source, length, step, wide);
      else packSome(panel, source, count, length, step, wide);
    } else if (count == wide && step == SIZE) {
      if (SIZE == 8) packPairs(panel, source, length, between, wide);
      else packAlong(panel, source, length, between, wide);
    } else packEdge(panel, source, count, length, step, between, wide);
  }
}

/** How wide the panel is that begins with `lines` lines left. */
// @ts-ignore: decorator
@inline
export function panelWidth(lines: i32, width: i32): i32 {
  return width == WIDE && lines <= NARROW ? NARROW : width;
}

/** Lines are neighbours: each position is one run of `width` numbers. */
function packAcross(panel: usize, from: usize, length: i32, step: usize, width: i32): void {
  const bytes = <usize>(width * SIZE);
  for (let p = 0; p < length; p++) {
    let i: usize = 0;
    for (; i + 16 <= bytes; i += 16) v128.store(panel + i, v128.load(from + i));
    if (i < bytes) store<u64>(panel + i, load<u64>(from + i));
    panel += bytes;
    from += step;
  }
}

/** The same for six lines. */
function packSix(panel: usize, from: usize, length: i32, step: usize): void {
  for (let p = 0; p < length; p++) {
    v128.store(panel, v128.load(from));
    if (SIZE == 8) {
      v128.store(panel, v128.load(from, 16), 16);
      v128.store(panel, v128.load(from, 32), 32);
    } else store<u64>(panel, load<u64>(from, 16), 16);
    panel += 6 * SIZE;
    from += step;
  }
}

/** Neighbouring lines that do not fill the panel: zeros for those that are not there. */
function packSome(panel: usize, from: usize, count: i32, length: i32, step: usize, width: i32): void {
  for (let p = 0; p < length; p++) {
    for (let i = 0; i < width; i += LANES) {
      const at = <usize>(i * SIZE);
      v128.store(panel + at, i < count ? loadSome(from + at, count - i) : reals.splat(0));
    }
    panel += <usize>(width * SIZE);
    from += step;
  }
}

/** Each line is a run of float32: four lines by four positions at a time, transposed in registers; two lines at the end of six. */
function packAlong(panel: usize, from: usize, length: i32, between: usize, width: i32): void {
  const bytes = <usize>width * 4;
  const whole = length & ~3;
  let i = 0;
  for (; i + 4 <= width; i += 4) {
    let r0 = from + <usize>i * between;
    let r1 = r0 + between;
    let r2 = r1 + between;
    let r3 = r2 + between;
    let to = panel + <usize>(i * 4);
    for (let p = 0; p < whole; p += 4) {
      const a = v128.load(r0);
      const b = v128.load(r1);
      const c = v128.load(r2);
      const d = v128.load(r3);
      const ab = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
      const cd = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
      const abHigh = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
      const cdHigh = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
      v128.store(to, v128.shuffle<i64>(ab, cd, 0, 2));
      v128.store(to + bytes, v128.shuffle<i64>(ab, cd, 1, 3));
      v128.store(to + 2 * bytes, v128.shuffle<i64>(abHigh, cdHigh, 0, 2));
      v128.store(to + 3 * bytes, v128.shuffle<i64>(abHigh, cdHigh, 1, 3));
      to += 4 * bytes;
      r0 += 16;
      r1 += 16;
      r2 += 16;
      r3 += 16;
    }
  }
  for (; i < width; i += 2) {
    let r0 = from + <usize>i * between;
    let r1 = r0 + between;
    let to = panel + <usize>(i * 4);
    for (let p = 0; p < whole; p += 4) {
      const a = v128.load(r0);
      const b = v128.load(r1);
      const low = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
      const high = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
      v128.store64_lane(to, low, 0);
      v128.store64_lane(to + bytes, low, 1);
      v128.store64_lane(to + 2 * bytes, high, 0);
      v128.store64_lane(to + 3 * bytes, high, 1);
      to += 4 * bytes;
      r0 += 16;
      r1 += 16;
    }
  }
  if (whole < length)
    packEdge(panel + <usize>whole * bytes, from + <usize>whole * 4, width, length - whole, 4, between, width);
}

/** Each line is a run of float64: two lines by two positions at a time. */
function packPairs(panel: usize, from: usize, length: i32, between: usize, width: i32): void {
  const bytes = <usize>width * 8;
  const whole = length & ~1;
  for (let i = 0; i < width; i += 2) {
    let r0 = from + <usize>i * between;
    let r1 = r0 + between;
    let to = panel + <usize>(i * 8);
    for (let p = 0; p < whole; p += 2) {
      const a = v128.load(r0);
      const b = v128.load(r1);
      v128.store(to, v128.shuffle<i64>(a, b, 0, 2));
      v128.store(to + bytes, v128.shuffle<i64>(a, b, 1, 3));
      to += 2 * bytes;
      r0 += 16;
      r1 += 16;
    }
  }
  if (whole < length)
    packEdge(panel + <usize>whole * bytes, from + <usize>whole * 8, width, length - whole, 8, between, width);
}

/** Any lines and steps, a number at a time; zeros for the lines that are not there. */
function packEdge(panel: usize, from: usize, count: i32, length: i32, step: usize, between: usize, width: i32): void {
  for (let p = 0; p < length; p++) {
    let source = from + <usize>p * step;
    let i = 0;
    for (; i < count; i++) {
      store<real>(panel + <usize>(i * SIZE), load<real>(source));
      source += between;
    }
    for (; i < width; i++) store<real>(panel + <usize>(i * SIZE), 0);
    panel += <usize>(width * SIZE);
  }
}
