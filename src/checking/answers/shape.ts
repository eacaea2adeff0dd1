// The shape of an array.
import { describeAnswer } from "../describe.ts";
import type { Comparison } from "./kind.ts";

/** A tuple of sizes, where null is a size that is not fixed: (None, 100, 32) in Keras. */
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
