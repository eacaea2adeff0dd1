// Layers as Keras and TensorFlow.js describe them: a class, and its options in snake_case; compared with a layer of ours.
import type { Json } from "../display/index.ts";
import { type AnyLayer, Bidirectional, TimeDistributed } from "../nn/index.ts";
import { describe } from "../options.ts";

/** A layer as plain data. */
export interface Topology {
  readonly class_name: string;
  readonly config: { readonly [option: string]: Json };
}

/** How a library describes its layers. */
export interface Dialect {
  /** What a layer does where an option is left out. */
  readonly defaults: { readonly [option: string]: Json };
  /** The name there of an activation of ours; undefined where it has another function, or none. */
  activation(name: string): string | undefined;
  /** What to write here for an activation there that we call otherwise. */
  instead(option: string, activation: Json): string | undefined;
}

const rnn = ["units", "activation", "useBias", "returnSequences", "goBackwards", "stateful", "dropout", "recurrentDropout"] as const; // biome-ignore format: a list
const convolution = ["filters", "kernelSize", "strides", "padding", "dilationRate", "activation", "useBias"] as const;
const pooling = ["poolSize", "strides", "padding"] as const;

/** By kind, the options that Keras and TensorFlow.js have, too. */
export const sharedOptions: { readonly [kind: string]: readonly string[] } = {
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

/** What only training depends on. */
const ofTraining = new Set(["stateful", "dropout", "recurrentDropout", "rate", "momentum"]);

/** The layer that another one applies. */
export const innerLayer = (layer: AnyLayer): AnyLayer | undefined =>
  layer instanceof Bidirectional || layer instanceof TimeDistributed ? layer.wrapped : undefined;

export const snakeCase = (name: string): string => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);

type Fields = { readonly [name: string]: unknown };
export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The layers of a Sequential model, without its input; undefined for what is none. */
export function layersOf(model: unknown): Topology[] | undefined {
  const { class_name: kind, config } = isFields(model) ? model : {};
  const layers = Array.isArray(config) ? config : isFields(config) ? config.layers : undefined;
  if (kind !== "Sequential" || !Array.isArray(layers) || !layers.every(isTopology)) return undefined;
  return layers.filter(({ class_name }) => class_name !== "InputLayer");
}

const isTopology = (layer: unknown): layer is Topology =>
  isFields(layer) &&
  typeof layer.class_name === "string" &&
  isFields(layer.config) &&
  (layer.config.layer === undefined || isTopology(layer.config.layer));

/**
 * Compares the layers of a model with what a file says of them, as far as outputs depend on that.
 * @throws RangeError for another number of layers; or names the layer and the option, with both values
 */
export function assertSameLayers(
  who: string,
  ours: readonly AnyLayer[],
  theirs: readonly Topology[],
  dialect: Dialect,
): void {
  if (theirs.length !== ours.length)
    throw new RangeError(
      `${who} expects ${ours.length} layers, as this model has, but got ${theirs.length}: ` +
        `${theirs.map(layer => layer.class_name).join(", ")}; nothing was changed`,
    );
  ours.forEach((layer, i) => {
    assertSame(who, layer, theirs[i]!, dialect);
  });
}

function assertSame(who: string, layer: AnyLayer, theirs: Topology, dialect: Dialect): void {
  const refuse = (what: string, ours: unknown, got: unknown, next: string): never => {
    throw new RangeError(
      `${who} expects ${what} ${describe(ours)} for ${layer.name}, as this model has it, but got ${describe(got)}; ${next}; ` +
        "nothing was changed",
    );
  };
  if (theirs.class_name !== layer.kind)
    refuse("a layer", layer.kind, theirs.class_name, "the model needs the same layers in the same order");
  const own = layer.config();
  for (const option of sharedOptions[layer.kind] ?? []) {
    const name = snakeCase(option);
    const [ours, got] = [own[option], theirs.config[name] ?? dialect.defaults[name]];
    if (ofTraining.has(option) || got === undefined || typeof ours === "function") continue;
    const isActivation = /activation$/i.test(option);
    const expected = isActivation && typeof ours === "string" ? (dialect.activation(ours) ?? ours) : ours;
    if (JSON.stringify(expected) === JSON.stringify(got)) continue;
    const value = (isActivation && dialect.instead(option, got)) || JSON.stringify(got);
    refuse(option, ours, got, `make the layer with ${option}: ${value}`);
  }
  const wrapped = innerLayer(layer);
  const described = theirs.config.layer ?? { class_name: "none", config: {} };
  if (wrapped) assertSame(who, wrapped, described as unknown as Topology, dialect);
}
