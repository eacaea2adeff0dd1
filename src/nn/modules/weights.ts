// Weights as a list, as Keras's get_weights and set_weights have them.

import { formatShape, sameShape } from "../../backend/index.ts";
import { describe } from "../../options.ts";
import { asTensor, type Tensor, type TensorLike } from "../../tensor/index.ts";
import type { Module } from "./module.ts";

/** All weights of a module in their order, cut off from training. */
export const weightsOf = (module: Module): Tensor[] => module.parameters().map(({ parameter }) => parameter.detach());

/**
 * Gives a module weights in the order of `weightsOf`.
 * @throws RangeError where their number or a shape differs; nothing is changed then.
 */
export function assignWeights(who: string, module: Module, weights: readonly TensorLike[]): void {
  const parameters = module.parameters();
  if (!Array.isArray(weights) || weights.length !== parameters.length)
    throw new RangeError(
      `${who} expects ${parameters.length} weights, but got ${Array.isArray(weights) ? weights.length : describe(weights)}`,
    );
  const values = weights.map((weight, i) => {
    const { path, parameter } = parameters[i]!;
    const value = asTensor(weight, parameter.dtype).astype(parameter.dtype).detach();
    if (!sameShape(value.shape, parameter.shape))
      throw new RangeError(
        `${who} expects ${path} of shape ${formatShape(parameter.shape)}, but got ${formatShape(value.shape)}`,
      );
    return value;
  });
  values.forEach((value, i) => {
    parameters[i]!.parameter.assign(value);
  });
}
