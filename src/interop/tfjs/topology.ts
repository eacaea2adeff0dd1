// Layers as TensorFlow.js describes them, which is Keras 2's way: a class, and its options in snake_case.

import type { Json } from "../../display/index.ts";
import { type AnyLayer, Bidirectional, TimeDistributed } from "../../nn/index.ts";
import { describe } from "../../options.ts";

/** A layer of model.json. */
export interface Topology {
  readonly class_name: string;
  readonly config: { readonly [option: string]: Json };
}

const rnn = ["units", "activation", "useBias", "returnSequences", "goBackwards", "stateful", "dropout", "recurrentDropout"] as const; // biome-ignore format: a list
const convolution = ["filters", "kernelSize", "strides", "padding", "dilationRate", "activation", "useBias"] as const;
const pooling = ["poolSize", "strides", "padding"] as const;

/** By kind, the options that TensorFlow.js has, too. */
const options: { readonly [kind: string]: readonly string[] } = {
  Activation: ["activation"],
  AveragePooling1D: pooling,
  AveragePooling2D: pooling,
  BatchNormalization: ["momentum", "epsilon", "center", "scale"],
  Bidirectional: ["mergeMode"],
  Conv1D: convolution,
  Conv2D: convolution,
  Dense: ["units", "activation", "useBias"],
  Dropout: ["rate"],
  Embedding: ["inputDim", "outputDim", "maskZero"],
  Flatten: [],
  GRU: [...rnn, "recurrentActivation", "resetAfter"],
  GlobalAveragePooling1D: [],
  GlobalAveragePooling2D: [],
  GlobalMaxPooling1D: [],
  GlobalMaxPooling2D: [],
  LSTM: [...rnn, "recurrentActivation"],
  LayerNormalization: ["epsilon"],
  Masking: ["maskValue"],
  MaxPooling1D: pooling,
  MaxPooling2D: pooling,
  RepeatVector: ["n"],
  Reshape: ["targetShape"],
  SimpleRNN: rnn,
  TimeDistributed: [],
};

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

/** What only training depends on. */
const ofTraining = new Set(["stateful", "dropout", "recurrentDropout", "rate", "momentum"]);

/** Our activations that are the same functions there, by their name there. */
const activations: { readonly [name: string]: string } = {
  ...Object.fromEntries(["elu", "linear", "relu", "selu", "sigmoid", "softmax", "softplus", "tanh"].map(n => [n, n])),
  silu: "swish",
};

const inner = (layer: AnyLayer): AnyLayer | undefined =>
  layer instanceof Bidirectional || layer instanceof TimeDistributed ? layer.wrapped : undefined;

const snake = (name: string): string => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);

/** @throws Error for a layer or an option that TensorFlow.js has not */
export function topologyOf(who: string, layer: AnyLayer): Topology {
  const refuse = (why: string): never => {
    throw new Error(
      `${who} expects layers that TensorFlow.js has too, but got ${layer.name}, ${layer.describe()}: ${why}`,
    );
  };
  const known = Object.hasOwn(options, layer.kind) ? options[layer.kind]! : refuse("it has no such layer");
  const own = layer.config();
  if (own.peepholes) refuse("its LSTM has no peepholes");
  if (layer.kind === "GRU" && own.resetAfter) refuse("its GRU has resetAfter: false alone");
  const config: { [option: string]: Json } = { name: layer.name, trainable: layer.trainable };
  for (const option of known) {
    const value = own[option] ?? null;
    if (!/activation$/i.test(option)) config[snake(option)] = value;
    else if (typeof value === "string" && Object.hasOwn(activations, value))
      config[snake(option)] = activations[value]!;
    else refuse(`its activations are ${Object.keys(activations).join(", ")}, but this is ${describe(value)}`);
  }
  // Else it would draw starting weights, orthogonal ones among them, only to lose them again.
  if (/^(LSTM|GRU|SimpleRNN)$/.test(layer.kind)) config.recurrent_initializer = zeros;
  if ("use_bias" in config) config.kernel_initializer = zeros;
  const wrapped = inner(layer);
  return {
    class_name: layer.kind,
    config: wrapped ? { ...config, layer: { ...topologyOf(who, wrapped) } } : config,
  };
}

const zeros = { class_name: "Zeros", config: {} };

/**
 * Compares a layer with what model.json says of it, as far as its output depends on that.
 * @throws RangeError that names the option, with both values
 */
export function assertSame(who: string, layer: AnyLayer, theirs: Topology): void {
  const refuse = (what: string, ours: unknown, got: unknown, next: string): never => {
    throw new RangeError(
      `${who} expects ${what} ${describe(ours)} for ${layer.name}, as this model has it, but got ${describe(got)}; ${next}; ` +
        "nothing was changed",
    );
  };
  if (theirs.class_name !== layer.kind)
    refuse("a layer", layer.kind, theirs.class_name, "the model needs the same layers in the same order");
  const own = layer.config();
  for (const option of options[layer.kind] ?? []) {
    const name = snake(option);
    const [ours, got] = [own[option], theirs.config[name] ?? defaults[name]];
    if (ofTraining.has(option) || got === undefined || typeof ours === "function") continue;
    const isActivation = /activation$/i.test(option);
    const expected = isActivation && typeof ours === "string" ? (activations[ours] ?? ours) : ours;
    if (JSON.stringify(expected) === JSON.stringify(got)) continue;
    const next =
      got === "hard_sigmoid"
        ? `its hardSigmoid is ${option}: x => clip(x.mul(0.2).add(0.5), 0, 1)`
        : `make the layer with ${option}: ${JSON.stringify(got)}`;
    refuse(option, ours, got, next);
  }
  const wrapped = inner(layer);
  if (wrapped) assertSame(who, wrapped, (theirs.config.layer ?? { class_name: "none", config: {} }) as unknown as Topology); // biome-ignore format: a line
}
