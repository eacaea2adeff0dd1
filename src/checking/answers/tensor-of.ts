// An array of numbers: nested lists, a typed array, or a tensor of the toolkit.
import { pointsToHint } from "../by-name.ts";
import { formatAnswer } from "../describe.ts";
import { digitsEnough, isRounded } from "./approximately.ts";
import { compare, type Tolerance } from "./difference.ts";
import type { Comparison } from "./kind.ts";
import { formatShape, type NumbersLike, readNumbers } from "./numbers-like.ts";

/** A number that is no count is right with three digits. A count of more digits has all of them. */
const isEnough = (right: number, got: number): boolean =>
  !Number.isInteger(right) && isRounded(got, right, digitsEnough);

/** Longer lists are not written out. */
const longest = 16;

/**
 * An array of numbers of any shape, given as nested lists, a typed array or a tensor. The shape is compared first.
 * Each number may be rounded or cut off after three digits. A wrong answer is told how many numbers differ and where the first stands, never its value.
 * @param right the right numbers, as nested lists
 * @param tolerance relative 1e-5 where left out (1e-4 for float32)
 * @example
 * const product = question({
 *   id: "demo/product", asks: "What is [1, 2] · [[1, 2, 3], [4, 5, 6]]?", answer: tensorOf([9, 12, 15]),
 *   because: "each column is multiplied and summed.", hints: ["Column by column."],
 *   fingerprints: [{ answer: [14, 32], hint: "these are the rows' products: three columns give three numbers." }],
 * })
 * product.check(tensor([9, 12, 15])) // ✓
 * product.check([9, 12, 16])         // ✗ not yet: the shape [3] is right, but 1 of 3 numbers differ, the first at [2]; product.hint() gives a hint
 */
export const tensorOf = (right: NumbersLike, tolerance: Tolerance = {}): Comparison<NumbersLike> => ({
  right,
  fault(value) {
    const numbers = readNumbers(value);
    if ("fault" in numbers) return `expected numbers (nested lists or a tensor), but got ${numbers.fault}`;
    return numbers.flat.some(Number.isNaN)
      ? "NaN is among the numbers: is a ____ left in a formula, or a 0/0?"
      : undefined;
  },
  wrong(answer) {
    const [difference] = compare(right, answer, tolerance, isEnough).differences;
    return difference?.kind === "values" ? difference.message + pointsToHint : difference?.message;
  },
  same: (a, b) =>
    (b === right ? compare(b, a, tolerance, isEnough) : compare(a, b, tolerance, isEnough)).differences.length === 0,
  format(answer) {
    const numbers = readNumbers(answer);
    if ("flat" in numbers && numbers.shape.length === 1 && numbers.flat.length <= longest)
      return `[${Array.from(numbers.flat, formatAnswer).join(", ")}]`;
    return "flat" in numbers ? `your array of shape ${formatShape(numbers.shape)}` : "your answer";
  },
});
