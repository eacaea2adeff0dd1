// Class weights: sample weights that follow from the class of each target. https://keras.io/api/models/model_training_apis/
import { formatShape, sameShape } from "../../backend/index.ts";
import { type ClassWeight, weightsOfClasses } from "../../nn/index.ts";
import { fromFlat, Tensor } from "../../tensor/index.ts";
import type { Samples } from "./samples.ts";

/**
 * The samples, each target weighted by its class: of class ids [n] or [n, T], of yes or no [n, 1], of one-hot rows [..., classes].
 * @throws RangeError for weights that are none, for targets that are no classes, or a class beyond a list of weights
 */
export function weightedByClass(who: string, samples: Samples, classWeight: ClassWeight): Samples {
  const { y, sampleWeight } = samples;
  const weights = weightsOfClasses(who, classWeight);
  const isList = Array.isArray(classWeight) || classWeight instanceof Tensor;
  const ids = idsOfTargets(y);
  const byClass = Float64Array.from(ids.values(), id => {
    if (!(Number.isInteger(id) && id >= 0))
      throw new RangeError(`${who} expects targets that are classes where there is a classWeight, but got ${id}`);
    if (isList && id >= weights.length)
      throw new RangeError(
        `${who} expects a classWeight for each class, but got ${weights.length} and a target of ${id}`,
      );
    return weights[id] ?? 1;
  });
  const given = fromFlat(byClass, ids.shape, { dtype: y.dtype });
  return { ...samples, sampleWeight: sampleWeight ? product(who, sampleWeight, given) : given };
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
