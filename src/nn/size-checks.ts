// The checks that modules make of sizes: their own, and those of what they are given.
import { formatShape, type Shape } from "../backend/index.ts";
import { describe } from "../options.ts";

/** @throws RangeError unless every size is a whole number ≥ 1; says whose size it is. */
export function assertSizes(who: string, sizes: Record<string, number>): void {
  for (const [what, size] of Object.entries(sizes))
    if (!Number.isInteger(size) || size < 1)
      throw new RangeError(
        `${who} expects ${what} to be a whole number ≥ 1, but got ${describe(size)}` +
          (typeof size === "object"
            ? `; ${what} stands by itself, before the options: ${who}(${Object.keys(sizes)
                .map(() => 32)
                .join(", ")}, { … })`
            : ""),
      );
}

/** @throws RangeError unless `shape` is [size] or [batch, size]. */
export function expectsSize(who: string, what: string, size: number, shape: Shape): void {
  if (shape.at(-1) !== size || shape.length > 2)
    throw new RangeError(`${who} expects ${what} of size ${size}, but got ${formatShape(shape)}`);
}
