// A number that must be exactly right: a count.
import { formatAnswer } from "../describe.ts";
import type { Comparison } from "./kind.ts";
import { numberFault } from "./number.ts";

/** A number that must be exactly right: a count. A fraction where a whole number is asked for is told so; −0 is 0. */
export const exactly = (right: number): Comparison<number> => ({
  right,
  fault: numberFault,
  same: (a, b) => a === b,
  wrong: answer =>
    Number.isInteger(right) && !Number.isInteger(answer)
      ? `${formatAnswer(answer)} is no whole number, and one is asked for`
      : undefined,
  format: formatAnswer,
});
