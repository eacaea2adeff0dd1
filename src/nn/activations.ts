// Activation functions by their Keras names.
import { relu, sigmoid, softmax, type Tensor, tanh } from "../tensor/index.ts";

export const activations = { linear: (x: Tensor): Tensor => x, relu, sigmoid, softmax, tanh };

/** "linear" | "relu" | "sigmoid" | "softmax" | "tanh" */
export type ActivationName = keyof typeof activations;

/** @throws RangeError for an unknown name; lists the known ones. */
export function activationNamed(who: string, name: ActivationName): (x: Tensor) => Tensor {
  if (!Object.hasOwn(activations, name))
    throw new RangeError(
      `${who} knows the activations ${Object.keys(activations).join(", ")}, but got ${JSON.stringify(name)}`,
    );
  return activations[name];
}
