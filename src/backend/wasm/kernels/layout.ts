// Moving numbers: rows from here to there, and any order of axes.
import { addInto } from "./elementwise";
import { SIZE } from "./simd";

/** `rows` runs of `bytes`, which lie `fromStep` bytes apart, to places `toStep` bytes apart. */
export function copyRows(rows: i32, bytes: i32, from: usize, fromStep: usize, to: usize, toStep: usize): void {
  for (let r = 0; r < rows; r++) {
    memory.copy(to, from, <usize>bytes);
    from += fromStep;
    to += toStep;
  }
}

/** As `copyRows`, but adds: runs of n numbers. */
export function addRows(rows: i32, n: i32, from: usize, fromStep: usize, to: usize, toStep: usize): void {
  for (let r = 0; r < rows; r++) {
    addInto(n, to, from);
    from += fromStep;
    to += toStep;
  }
}

/** to[i] ← from[indices[i]], rows of n numbers; indices are 32-bit integers. */
export function takeRows(rows: i32, n: i32, from: usize, indices: usize, to: usize): void {
  const row = <usize>(n * SIZE);
  for (let i = 0; i < rows; i++) {
    memory.copy(to, from + <usize>load<u32>(indices + <usize>(i * 4)) * row, row);
    to += row;
  }
}

/** to[indices[i]] ← to[indices[i]] + from[i], in the order of i. */
export function addIntoRows(rows: i32, n: i32, from: usize, indices: usize, to: usize): void {
  const row = <usize>(n * SIZE);
  for (let i = 0; i < rows; i++) {
    addInto(n, to + <usize>load<u32>(indices + <usize>(i * 4)) * row, from);
    from += row;
  }
}

/** to [n0, n1, n2] ← numbers that lie s0, s1 and s2 bytes apart. */
export function gather(n0: i32, n1: i32, n2: i32, from: usize, s0: usize, s1: usize, s2: usize, to: usize): void {
  for (let i = 0; i < n0; i++)
    for (let j = 0; j < n1; j++) {
      let at = from + <usize>i * s0 + <usize>j * s1;
      if (s2 == SIZE) {
        memory.copy(to, at, <usize>(n2 * SIZE));
        to += <usize>(n2 * SIZE);
      } else
        for (let k = 0; k < n2; k++) {
          store<real>(to, load<real>(at));
          at += s2;
          to += SIZE;
        }
    }
}
