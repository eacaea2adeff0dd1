// Makes a layer from its kind and options, as `layer.config()` wrote them.
import { activation } from "./activation.ts";
import { bidirectional } from "./bidirectional.ts";
import { dense } from "./dense.ts";
import { dropout } from "./dropout.ts";
import { embedding } from "./embedding.ts";
import { gru } from "./gru.ts";
import type { Layer, LayerConfig } from "./layer.ts";
import { layerNormalization } from "./layer-normalization.ts";
import { lstm } from "./lstm.ts";
import { masking } from "./masking.ts";
import { repeatVector } from "./repeat-vector.ts";
import { simpleRNN } from "./simple-rnn.ts";
import { timeDistributed } from "./time-distributed.ts";

/** A layer as plain data. */
export interface SavedLayer {
  readonly kind: string;
  readonly config: LayerConfig;
}

/** The data is checked by the constructors themselves, which refuse unknown names and sizes that are none. */
// biome-ignore lint/suspicious/noExplicitAny: what was read from a file has no type
type Config = any;

const kinds: Record<string, (config: Config) => Layer> = {
  Activation: ({ activation: name, ...options }) => activation(name, options),
  Bidirectional: ({ layer, ...options }) => bidirectional(layerFromConfig(layer), options),
  Dense: ({ units, ...options }) => dense(units, options),
  Dropout: ({ rate, ...options }) => dropout(rate, options),
  Embedding: ({ inputDim, outputDim, ...options }) => embedding(inputDim, outputDim, options),
  GRU: ({ units, ...options }) => gru(units, options),
  LayerNormalization: options => layerNormalization(options),
  LSTM: ({ units, ...options }) => lstm(units, options),
  Masking: options => masking(options),
  RepeatVector: ({ n, ...options }) => repeatVector(n, options),
  SimpleRNN: ({ units, ...options }) => simpleRNN(units, options),
  TimeDistributed: ({ layer, ...options }) => timeDistributed(layerFromConfig(layer), options),
};

/** @throws Error for a kind that is not known; lists the known ones. */
export function layerFromConfig({ kind, config }: SavedLayer): Layer {
  if (!Object.hasOwn(kinds, kind))
    throw new Error(`saved layers are of the kinds ${Object.keys(kinds).join(", ")}, but got ${JSON.stringify(kind)}`);
  const { name, ...options } = config;
  return kinds[kind]!(name === "" ? options : config);
}
