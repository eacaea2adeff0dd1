// Bounds on gradients: the three ways to clip, over a list of gradients.
import { clip, lengthOf, type Tensor } from "../tensor/index.ts";

/** Keras's options of an optimizer; at most one of them. https://keras.io/api/optimizers/ */
export interface Bounds {
  /** The largest joint norm of all gradients: `clipByGlobalNorm`. */
  globalClipnorm?: number;
  /** The largest norm of each parameter's gradient by itself: `clipByNorm`. */
  clipnorm?: number;
  /** The largest absolute value of each number of a gradient: `clipByValue`. */
  clipvalue?: number;
}

/** √ Σ g² over all gradients together. */
export const globalNorm = (gradients: readonly Tensor[]): number => Math.hypot(...gradients.map(lengthOf));

/** All scaled by one factor where their joint norm is above the limit: the direction of the step stays the same. */
export function byGlobalNorm(gradients: readonly Tensor[], limit: number, joint = globalNorm(gradients)): Tensor[] {
  return joint > limit ? gradients.map(gradient => gradient.mul(limit / joint)) : [...gradients];
}

/** Each scaled by its own factor where its norm is above the limit: the direction may turn. */
export const byNorm = (gradients: readonly Tensor[], limit: number): Tensor[] =>
  gradients.flatMap(gradient => byGlobalNorm([gradient], limit));

/** Each number brought into −limit … limit: the direction may turn. */
export const byValue = (gradients: readonly Tensor[], limit: number): Tensor[] =>
  gradients.map(gradient => clip(gradient, -limit, limit));

const bounds = { globalClipnorm: byGlobalNorm, clipnorm: byNorm, clipvalue: byValue };

export function bounded(gradients: readonly Tensor[], limits: Bounds): readonly Tensor[] {
  for (const [name, limit] of Object.entries(limits))
    if (limit !== undefined && name in bounds) return bounds[name as keyof Bounds](gradients, limit);
  return gradients;
}

/** @throws RangeError for a limit that is no number > 0, or for more than one. */
export function assertBounds(who: string, limits: Bounds): void {
  const given = (Object.keys(bounds) as (keyof Bounds)[]).filter(name => limits[name] !== undefined);
  if (given.length > 1)
    throw new RangeError(`${who} expects one way to clip gradients, but got ${given.join(" and ")}`);
  for (const name of given)
    if (!(limits[name]! > 0)) throw new RangeError(`${who} expects ${name} > 0, but got ${limits[name]}`);
}
