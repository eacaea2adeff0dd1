// A number that need not be right to the last digit.
import { formatAnswer } from "../describe.ts";
import type { Comparison } from "./kind.ts";
import { numberFault } from "./number.ts";

/** A number that may differ by a relative error (an absolute one where the right answer is 0); by 1e-6 where left out. */
export const approximately = (right: number, { tolerance = 1e-6 } = {}): Comparison<number> => ({
  right,
  fault: numberFault,
  same: (a, b) => Math.abs(a - b) <= tolerance * (Math.max(Math.abs(a), Math.abs(b)) || 1),
  format: formatAnswer,
});
