// A number that need not be right to the last digit.
import { formatAnswer } from "../describe.ts";
import type { Comparison } from "./kind.ts";
import { numberFault } from "./number.ts";

/** So many times the tolerance away, an answer is told to be near. */
const near = 20;

/**
 * A number that may differ by a part of its size, 1e-6 where left out, and by an absolute amount where one is given; where the right
 * answer is 0, `tolerance` is absolute. An answer that is near, but not near enough, is asked for more digits.
 */
export function approximately(
  right: number,
  { tolerance = 1e-6, absolute = 0 }: { tolerance?: number; absolute?: number } = {},
): Comparison<number> {
  const isWithin = (a: number, b: number, times = 1) =>
    Math.abs(a - b) <= times * Math.max(absolute, tolerance * (Math.max(Math.abs(a), Math.abs(b)) || 1));
  return {
    right,
    fault: numberFault,
    wrong: answer =>
      isWithin(answer, right, near) ? `${formatAnswer(answer)} is near, but more digits are asked for` : undefined,
    same: (a, b) => isWithin(a, b),
    format: formatAnswer,
    faults: () =>
      tolerance >= 0 && tolerance < 1 / near
        ? []
        : [`a tolerance is expected from 0 to ${1 / near}, but it is ${tolerance}`],
  };
}
