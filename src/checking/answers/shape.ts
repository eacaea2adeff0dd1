// The shape of an array.
import { describeAnswer } from "../describe.ts";
import type { Comparison } from "./kind.ts";
import { isTensorLike } from "./numbers-like.ts";

/** A tuple of sizes, where null is a size that is not fixed: (None, 100, 32) in Keras. */
export type ShapeAnswer = readonly (number | null)[];

/** A shape as a student may write it: what is none the check explains, and not the compiler. */
export type WrittenShape = ShapeAnswer | number | string;

/** What has no fault is a list. */
const sizesOf = (shape: WrittenShape): ShapeAnswer => shape as ShapeAnswer;

const isSame = (a: WrittenShape, b: WrittenShape): boolean =>
  sizesOf(a).length === sizesOf(b).length && sizesOf(a).every((size, i) => size === sizesOf(b)[i]);

/** A shape or tuple, length first, then size by size. One of another length is a wrong answer, and may be a listed mistake. */
export const shape = (right: ShapeAnswer): Comparison<WrittenShape> => ({
  right,
  fault(value) {
    if (!Array.isArray(value)) {
      const help = isTensorLike(value)
        ? ": .shape gives its shape"
        : "; the sizes stand in brackets, with commas between them";
      return `expected a shape such as [null, 100, 32], but got ${describeAnswer(value)}${help}`;
    }
    const strange = value.find(size => size !== null && !(typeof size === "number" && Number.isFinite(size)));
    return value.includes(strange)
      ? `expected sizes that are numbers or null, but got ${describeAnswer(strange)}`
      : undefined;
  },
  wrong(written) {
    const answer = sizesOf(written);
    if (answer.length !== right.length)
      return `expected ${right.length} sizes (one for each axis), but got ${answer.length}`;
    const nulls = (sizes: ShapeAnswer) => sizes.map(size => size === null).join();
    return nulls(answer) === nulls(right)
      ? undefined
      : "null stands for a size that is not fixed: of which axis is that so?";
  },
  same: isSame,
  format: answer =>
    `[${sizesOf(answer)
      .map(size => size ?? "null")
      .join(", ")}]`,
});
