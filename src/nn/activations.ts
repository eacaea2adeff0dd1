// Activation functions by their Keras names, or as functions of one's own.
import type { Json } from "../display/index.ts";
import { describe, nearest } from "../options.ts";
import {
  elu,
  gelu,
  hardSigmoid,
  leakyRelu,
  relu,
  selu,
  sigmoid,
  silu,
  softmax,
  softplus,
  Tensor,
  tanh,
} from "../tensor/index.ts";

export const activations = {
  linear: (x: Tensor): Tensor => x,
  relu,
  sigmoid,
  softmax,
  tanh,
  elu: (x: Tensor): Tensor => elu(x),
  gelu: (x: Tensor): Tensor => gelu(x),
  geluTanh: (x: Tensor): Tensor => gelu(x, { approximate: true }),
  hardSigmoid,
  leakyRelu: (x: Tensor): Tensor => leakyRelu(x),
  selu,
  silu,
  softplus,
};

/**
 * "elu" | "gelu" (exact) | "geluTanh" (GPT-2's approximation) | "hardSigmoid" | "leakyRelu" | "linear" | "relu" | "selu" |
 * "sigmoid" | "silu" | "softmax" | "softplus" | "tanh"
 */
export type ActivationName = keyof typeof activations;

/**
 * One of the names, or a function of tensors that keeps their shape: `x => leakyRelu(x, { negativeSlope: 0.01 })`. A model
 * with a function of one's own cannot be saved.
 */
export type ActivationLike = ActivationName | ((x: Tensor) => Tensor);

/** The toolkit's functions as somebody hands them on, and what they are called. */
const names = new Map<unknown, ActivationName>([
  ...Object.entries(activations).map(([name, activate]) => [activate, name as ActivationName] as const),
  [elu, "elu"],
  [gelu, "gelu"],
  [leakyRelu, "leakyRelu"],
]);

/** The name of one of the toolkit's functions; the function itself where it is one's own. */
export const namedActivation = (activation: ActivationLike): ActivationLike => names.get(activation) ?? activation;

/** As `config()` gives it: `save` refuses a function, and says which layer has it. */
export const activationInConfig = (activation: ActivationLike): Json => activation as Json;

/** @throws RangeError for an unknown name, with the known ones; TypeError for what is neither a name nor a function */
export function activationNamed(who: string, activation: ActivationLike): (x: Tensor) => Tensor {
  if (typeof activation === "function") return names.has(activation) ? activation : checkedActivation(who, activation);
  if (typeof activation === "string" && Object.hasOwn(activations, activation)) return activations[activation];
  const known = Object.keys(activations);
  const near = typeof activation === "string" ? (aliases[activation] ?? nearest(activation, known)) : undefined;
  throw new (typeof activation === "string" ? RangeError : TypeError)(
    `${who} knows the activations ${known.join(", ")}, or a function of tensors, but got ${describe(activation)}` +
      (near ? `; did you mean "${near}"?` : ""),
  );
}

/** A function of one's own, which has to give a tensor. */
const checkedActivation =
  (who: string, activate: (x: Tensor) => Tensor) =>
  (x: Tensor): Tensor => {
    const y: unknown = activate(x);
    if (y instanceof Tensor) return y;
    throw new TypeError(
      `${who} expects an activation of your own to give a tensor, x => x.tanh(), but got ${describe(y)}`,
    );
  };

/** What others call them. */
const aliases: Partial<Record<string, ActivationName>> = { swish: "silu", identity: "linear", none: "linear" };
