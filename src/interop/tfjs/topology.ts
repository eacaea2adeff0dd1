// Layers as TensorFlow.js describes them, which is Keras 2's way.
import type { Json } from "../../display/index.ts";
import type { AnyLayer } from "../../nn/index.ts";
import { describe } from "../../options.ts";
import { type Dialect, innerLayer, sharedOptions, snakeCase, type Topology } from "../topology.ts";

/** What a layer of TensorFlow.js does where an option is left out. */
const defaults: { readonly [option: string]: Json } = {
  recurrent_activation: "hard_sigmoid",
  reset_after: false,
  use_bias: true,
  return_sequences: false,
  go_backwards: false,
  merge_mode: "concat",
  mask_zero: false,
  mask_value: 0,
  epsilon: 1e-3,
  center: true,
  scale: true,
  padding: "valid",
};

/** Our activations that are the same functions there, by their name there. */
const activations: { readonly [name: string]: string } = {
  ...Object.fromEntries(["elu", "linear", "relu", "selu", "sigmoid", "softmax", "softplus", "tanh"].map(n => [n, n])),
  silu: "swish",
};

/** Its hardSigmoid is another function than ours, which is Keras 3's. */
export const ofTfjs: Dialect = {
  defaults,
  activation: name => activations[name],
  instead: (_, activation) => (activation === "hard_sigmoid" ? "x => clip(x.mul(0.2).add(0.5), 0, 1)" : undefined),
};

/** @throws Error for a layer or an option that TensorFlow.js has not */
export function topologyOf(who: string, layer: AnyLayer): Topology {
  const refuse = (why: string): never => {
    throw new Error(
      `${who} expects layers that TensorFlow.js has too, but got ${layer.name}, ${layer.describe()}: ${why}`,
    );
  };
  const known = Object.hasOwn(sharedOptions, layer.kind) ? sharedOptions[layer.kind]! : refuse("it has no such layer");
  const own = layer.config();
  if (own.peepholes) refuse("its LSTM has no peepholes");
  if (layer.kind === "GRU" && own.resetAfter) refuse("its GRU has resetAfter: false alone");
  const config: { [option: string]: Json } = { name: layer.name, trainable: layer.trainable };
  for (const option of known) {
    const value = own[option] ?? null;
    if (!/activation$/i.test(option)) config[snakeCase(option)] = value;
    else if (typeof value === "string" && Object.hasOwn(activations, value))
      config[snakeCase(option)] = activations[value]!;
    else refuse(`its activations are ${Object.keys(activations).join(", ")}, but this is ${describe(value)}`);
  }
  // Else it would draw starting weights, orthogonal ones among them, only to lose them again.
  if (/^(LSTM|GRU|SimpleRNN)$/.test(layer.kind)) config.recurrent_initializer = zeros;
  if ("use_bias" in config) config.kernel_initializer = zeros;
  const wrapped = innerLayer(layer);
  return {
    class_name: layer.kind,
    config: wrapped ? { ...config, layer: { ...topologyOf(who, wrapped) } } : config,
  };
}

const zeros = { class_name: "Zeros", config: {} };
