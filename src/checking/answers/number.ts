// What all answers that are numbers share.
import { describeAnswer, formatAnswer } from "../describe.ts";

/** Why a value is no number that could be an answer. */
export function numberFault(value: unknown): string | undefined {
  if (typeof value !== "number") return `expected a number, but got ${describeAnswer(value)}`;
  if (Number.isNaN(value)) return "NaN is not a number: is a ____ left in your formula, or a 0/0?";
  return Number.isFinite(value) ? undefined : `expected a finite number, but got ${formatAnswer(value)}`;
}
