// SampleShape: the shape of one sample, as layers are described by it.

/** The shape of one sample, without the batch axis; null is a size that may differ from batch to batch. */
export type SampleShape = readonly (number | null)[];

export const isSampleShape = (shape: unknown): shape is SampleShape =>
  Array.isArray(shape) && shape.every(n => n === null || (Number.isInteger(n) && n >= 1));

/** @throws RangeError for what is no shape of a sample. */
export function checkedShape(who: string, shape: SampleShape, what = "an inputShape"): SampleShape {
  if (!isSampleShape(shape))
    throw new RangeError(
      `${who} expects ${what} such as [100, 30] (time steps, features), but got ${JSON.stringify(shape)}`,
    );
  return shape;
}

/** (None, 100, 32), as Keras writes a shape. */
export const kerasShape = (shape: SampleShape): string => `(${[null, ...shape].map(n => n ?? "None").join(", ")})`;

/** Whether two lists of shapes are the same, unknown sizes included. */
export const sameShapes = (a: readonly SampleShape[], b: readonly SampleShape[]): boolean =>
  JSON.stringify(a) === JSON.stringify(b);
