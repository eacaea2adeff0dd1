// SampleShape: the shape of one sample, as layers are described by it.
import { describe, isSampleShape } from "../../options.ts";

/** The shape of one sample, without the batch axis; null is a size that may differ from batch to batch. */
export type SampleShape = readonly (number | null)[];

/** @throws RangeError for what is no shape of a sample. */
export function checkedShape(who: string, shape: SampleShape, what = "an inputShape"): SampleShape {
  if (!isSampleShape(shape))
    throw new RangeError(
      `${who} expects ${what} such as [100, 30] (time steps, features), but got ${Array.isArray(shape) ? JSON.stringify(shape) : describe(shape)}`,
    );
  return shape;
}

/** (None, 100, 32), as Keras writes a shape. */
export const kerasShape = (shape: SampleShape): string => `(${[null, ...shape].map(n => n ?? "None").join(", ")})`;

/** Whether two lists of shapes are the same, unknown sizes included. */
export const sameShapes = (a: readonly SampleShape[], b: readonly SampleShape[]): boolean =>
  JSON.stringify(a) === JSON.stringify(b);
