// Class weights: sample weights that follow from the class of each target. https://keras.io/api/models/model_training_apis/
import { formatShape, pollInterruptAt, sameShape } from "../../backend/index.ts";
import { type ClassWeight, weightsOfClasses } from "../../nn/index.ts";
import { fromFlat, Tensor } from "../../tensor/index.ts";
import type { Samples } from "./samples.ts";

/** Weights by class, or "balanced": n / (classes · samples of the class), as scikit-learn's. */
type FitClassWeight = ClassWeight | "balanced";

/**
 * The samples, each target weighted by its class: of class ids [n] or [n, T], of yes or no [n, 1], of one-hot rows [..., classes].
 * @throws RangeError for weights that are none, for targets that are no classes, or a class beyond a list of weights
 */
export function weightedByClass(who: string, samples: Samples, given: FitClassWeight): Samples {
  const { y, sampleWeight } = samples;
  const ids = idsOfTargets(y);
  const none = ids.values().find(id => !(Number.isInteger(id) && id >= 0));
  if (none !== undefined)
    throw new RangeError(`${who} expects targets that are classes where there is a classWeight, but got ${none}`);
  const classWeight = given === "balanced" ? balanced(who, ids) : given;
  const weights = weightsOfClasses(who, classWeight);
  const isList = Array.isArray(classWeight) || classWeight instanceof Tensor;
  const byClass = Float64Array.from(ids.values(), (id, i) => {
    pollInterruptAt(i);
    if (isList && id >= weights.length)
      throw new RangeError(
        `${who} expects a classWeight for each class, but got ${weights.length} and a target of ${id}`,
      );
    return weights[id] ?? 1;
  });
  const weighted = fromFlat(byClass, ids.shape, { dtype: y.dtype });
  return { ...samples, sampleWeight: sampleWeight ? product(who, sampleWeight, weighted) : weighted };
}

/**
 * G. King and L. Zeng 2001, "Logistic regression in rare events data"; `compute_class_weight("balanced")` of scikit-learn.
 * @throws RangeError for several targets a sample: padding would count as a class
 */
function balanced(who: string, ids: Tensor): { [classId: number]: number } {
  if (ids.shape.length !== 1)
    throw new RangeError(
      `${who} expects one class a sample where classWeight is "balanced", but got targets of shape ${formatShape(ids.shape)}; ` +
        "give each class its weight: { 0: 1, 1: 5 }",
    );
  const counts = new Map<number, number>();
  for (const id of ids.values()) counts.set(id, (counts.get(id) ?? 0) + 1);
  return Object.fromEntries([...counts].map(([id, count]) => [id, ids.size / (counts.size * count)]));
}

/** Of one-hot rows the place of the 1; a last axis of size 1 is left out. */
function idsOfTargets(y: Tensor): Tensor {
  if (y.shape.length < 2) return y;
  if (y.shape.at(-1) === 1) return y.reshape(y.shape.slice(0, -1));
  const rows = y.reshape([-1, y.shape.at(-1)!]);
  const sums = rows.sum(-1).values();
  const largest = rows.max(-1).values();
  return sums.every((sum, i) => sum === 1 && largest[i] === 1) ? y.argmax(-1) : y;
}

/** One weight a sample also counts for each of its time steps. */
function product(who: string, sampleWeight: Tensor, byClass: Tensor): Tensor {
  if (sameShape(sampleWeight.shape, byClass.shape)) return sampleWeight.mul(byClass);
  if (sampleWeight.shape.length === 1)
    return byClass.mul(sampleWeight.reshape([-1, ...byClass.shape.slice(1).map(() => 1)]));
  throw new RangeError(
    `${who} expects sample weights of shape ${formatShape(byClass.shape)} beside a classWeight, but got ${formatShape(sampleWeight.shape)}`,
  );
}
