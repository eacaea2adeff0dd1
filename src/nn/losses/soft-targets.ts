// What options make of targets: smoothed labels, classes that weigh differently, a class id that does not count.
import { formatShape, sameShape } from "../../backend/index.ts";
import { describe } from "../../options.ts";
import { asTensor, fromFlat, type Tensor, tensor } from "../../tensor/index.ts";
import type { LossOptions } from "./weighted-mean.ts";

/** How much each class counts: a list with one number for each class, or numbers by class, 1 where one is left out. */
export type ClassWeight = readonly number[] | Tensor | { readonly [classId: number]: number };

/**
 * y → y (1 − ε) + ε / classes.
 * @throws RangeError for an ε outside 0 … 1
 */
export function smoothing(who: string, epsilon: number, classes: number): (y: Tensor) => Tensor {
  if (!(typeof epsilon === "number" && epsilon >= 0 && epsilon <= 1))
    throw new RangeError(`${who} expects labelSmoothing from 0 to 1, but got ${describe(epsilon)}`);
  return epsilon === 0 ? y => y : y => y.mul(1 - epsilon).add(epsilon / classes);
}

/** One-hot rows times the weights of their classes. */
export const weighing = (y: Tensor, weights: readonly number[] | undefined): Tensor =>
  weights ? y.mul(tensor(weights, { dtype: y.dtype })) : y;

/**
 * The weight of each class.
 * @param classes how many there are; as many as are named where left out
 * @throws RangeError for a list of another length, a class that is not there, or a weight that is no number ≥ 0
 */
export function weightsOfClasses(who: string, given: ClassWeight, classes?: number): number[] {
  const isList = Array.isArray(given) || typeof (given as Tensor)?.values === "function";
  if (typeof given !== "object" || given === null)
    throw new TypeError(`${who} expects classWeight as a list or by class, { 0: 1, 1: 5 }, but got ${describe(given)}`);
  const list = isList ? Array.from(asTensor(given as readonly number[], "float64").values()) : undefined;
  const named = list ? [...list.entries()] : Object.entries(given).map(([id, weight]) => [Number(id), weight] as const);
  if (!list)
    for (const name of Object.keys(given))
      if (!/^\d+$/.test(name))
        throw new RangeError(
          `${who} expects classWeight for classes, whole numbers from 0, but got one for ${describe(name)}`,
        );
  const count = classes ?? list?.length ?? Math.max(0, ...named.map(([id]) => id + 1));
  if (list && list.length !== count)
    throw new RangeError(`${who} expects a classWeight for each of ${count} classes, but got ${list.length}`);
  const weights = new Array<number>(count).fill(1);
  for (const [id, weight] of named) {
    if (!(Number.isInteger(id) && id >= 0 && id < count))
      throw new RangeError(`${who} expects classWeight for classes from 0 to ${count - 1}, but got one for ${id}`);
    if (!(typeof weight === "number" && weight >= 0 && weight < Number.POSITIVE_INFINITY))
      throw new RangeError(`${who} expects classWeight to be numbers ≥ 0, but got ${describe(weight)} for class ${id}`);
    weights[id] = weight;
  }
  return weights;
}

/**
 * The options with a mask that also leaves out rows of the class id `ignoreIndex`.
 * @throws RangeError where all of them are, and where targets are no class ids
 */
export function ignoring(
  who: string,
  ignoreIndex: number | undefined,
  targets: Tensor,
  areIds: boolean,
  options: LossOptions,
): LossOptions {
  if (ignoreIndex === undefined) return options;
  if (!Number.isInteger(ignoreIndex))
    throw new RangeError(`${who} expects ignoreIndex to be a whole number, but got ${describe(ignoreIndex)}`);
  if (!areIds)
    throw new RangeError(
      `${who} expects class ids as targets where there is an ignoreIndex, but got probabilities ${formatShape(targets.shape)}`,
    );
  const ids = targets.values();
  if (ids.every(id => id === ignoreIndex))
    throw new RangeError(`${who} expects a target that counts, but all are ${ignoreIndex}, the ignoreIndex`);
  const mask = options.mask === undefined ? undefined : asTensor(options.mask);
  if (mask && !sameShape(mask.shape, targets.shape)) return options; // refused by its shape
  const before = mask?.values();
  const kept = Float64Array.from(ids, (id, i) => (id === ignoreIndex ? 0 : (before?.[i] ?? 1)));
  return { ...options, mask: fromFlat(kept, targets.shape, { dtype: targets.dtype }) };
}
