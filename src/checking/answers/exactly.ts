// A number that must be exactly right: a count.
import { formatAnswer } from "../describe.ts";
import type { Comparison } from "./kind.ts";
import { numberFault } from "./number.ts";

/** A number that must be exactly right: a count. */
export const exactly = (right: number): Comparison<number> => ({
  right,
  fault: numberFault,
  same: (a, b) => a === b,
  format: formatAnswer,
});
