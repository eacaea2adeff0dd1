// Comparisons: what counts as an answer to a question, and when two answers are the same.
import { describeAnswer, formatNumber } from "./describe.ts";

/** How the answers of one question are compared. */
export interface Comparison<Answer> {
  readonly right: Answer;
  /** Why a value is no possible answer: 'expected a number, but got the text "468"'. Undefined where it is one. */
  fault(value: unknown): string | undefined;
  same(a: Answer, b: Answer): boolean;
  format(answer: Answer): string;
}

/** A number that must be exactly right: a count. */
export const exactly = (right: number): Comparison<number> => ({
  right,
  fault: numberFault,
  same: (a, b) => a === b,
  format: formatNumber,
});

/** A number that may differ by a relative error (an absolute one where the right answer is 0). */
export function approximately(right: number, { tolerance = 1e-6 } = {}): Comparison<number> {
  return {
    right,
    fault: numberFault,
    same: (a, b) => Math.abs(a - b) <= tolerance * (Math.max(Math.abs(a), Math.abs(b)) || 1),
    format: formatNumber,
  };
}

/** The shape of an array: a tuple of sizes, where null is a size that is not fixed, (None, 100, 32) in Keras. */
export type ShapeAnswer = readonly (number | null)[];

/** A shape or tuple, length first, then size by size. */
export const shape = (right: ShapeAnswer): Comparison<ShapeAnswer> => ({
  right,
  fault(value) {
    if (!Array.isArray(value)) return `expected a shape such as [null, 100, 32], but got ${describeAnswer(value)}`;
    if (value.length !== right.length)
      return `expected ${right.length} sizes (one for each axis), but got ${value.length}`;
    const strange = value.find(size => size !== null && !(typeof size === "number" && Number.isFinite(size)));
    return value.includes(strange)
      ? `expected sizes that are numbers or null, but got ${describeAnswer(strange)}`
      : undefined;
  },
  same: (a, b) => a.length === b.length && a.every((size, i) => size === b[i]),
  format: answer => `[${answer.map(size => size ?? "null").join(", ")}]`,
});

function numberFault(value: unknown): string | undefined {
  if (typeof value !== "number") return `expected a number, but got ${describeAnswer(value)}`;
  if (Number.isNaN(value)) return "NaN is not a number: is a ____ left in your formula, or a 0/0?";
  return Number.isFinite(value) ? undefined : `expected a finite number, but got ${formatNumber(value)}`;
}
