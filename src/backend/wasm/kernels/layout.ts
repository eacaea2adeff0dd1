// Moving numbers: rows from here to there, and any order of axes.
import { addInto } from "./elementwise";

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

/** to [n0, n1, n2] ← numbers that lie s0, s1 and s2 bytes apart. */
export function gather(n0: i32, n1: i32, n2: i32, from: usize, s0: usize, s1: usize, s2: usize, to: usize): void {
  for (let i = 0; i < n0; i++)
    for (let j = 0; j < n1; j++) {
      let at = from + <usize>i * s0 + <usize>j * s1;
      if (s2 == 4) {
        memory.copy(to, at, <usize>(n2 * 4));
        to += <usize>(n2 * 4);
      } else
        for (let k = 0; k < n2; k++) {
          store<f32>(to, load<f32>(at));
          at += s2;
          to += 4;
        }
    }
}
