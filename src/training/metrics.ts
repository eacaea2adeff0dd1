// Metrics: numbers that say how well a model does, without a gradient.
import { formatShape, sameShape } from "../backend/index.ts";
import type { Tensor } from "../tensor/index.ts";

/** From true values and predictions to one number, averaged over all rows. */
export type Metric = (yTrue: Tensor, yPred: Tensor) => number;

/** Share of rows whose largest prediction is the class that is 1 in yTrue (both [..., classes]). */
export const categoricalAccuracy: Metric = (yTrue, yPred) => share(yTrue.argmax().values(), yPred.argmax().values());

/** Share of rows whose largest prediction is the class id in yTrue ([...] against [..., classes]). */
export const sparseCategoricalAccuracy: Metric = (yTrue, yPred) => {
  if (!sameShape(yTrue.shape, yPred.shape.slice(0, -1)))
    throw new RangeError(
      `sparseCategoricalAccuracy expects class ids of shape ${formatShape(yPred.shape.slice(0, -1))}, ` +
        `but got ${formatShape(yTrue.shape)}`,
    );
  return share(yTrue.values(), yPred.argmax().values());
};

function share(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let equal = 0;
  for (let i = 0; i < a.length; i++) if (a[i] === b[i]) equal++;
  return equal / a.length;
}
