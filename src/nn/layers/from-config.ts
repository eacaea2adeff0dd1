// Makes a layer from its kind and options, as `layer.config()` wrote them.
import { describe } from "../../options.ts";
import { type CustomCell, cellFromSaved, type SavedCell } from "../cells/saved-cells.ts";
import { Functional } from "../model/functional.ts";
import { ModelLayer } from "../model/model-layer.ts";
import { chained, connected, type SavedLayer } from "../model/saved-layers.ts";
import { Sequential } from "../model/sequential.ts";
import { Activation, activation } from "./activation.ts";
import { AttentionLayer, attention } from "./attention.ts";
import { BatchNormalization, batchNormalization } from "./batch-normalization.ts";
import { Bidirectional, bidirectional } from "./bidirectional.ts";
import { Concatenate, concatenate } from "./concatenate.ts";
import { Conv1D, Conv2D, conv1d, conv2d } from "./convolution.ts";
import { Dense, dense } from "./dense.ts";
import { Dot, dotLayer } from "./dot-layer.ts";
import { DropoutLayer, dropout } from "./dropout.ts";
import { EmbeddingLayer, embedding } from "./embedding.ts";
import { GRU, gru } from "./gru.ts";
import { type AnyLayer, type BuildContext, Layer, type LayerConfig } from "./layer.ts";
import { LayerNormalization, layerNormalization } from "./layer-normalization.ts";
import { LSTM, lstm } from "./lstm.ts";
import { Masking, masking } from "./masking.ts";
import {
  addLayer,
  averageLayer,
  Merging,
  maximumLayer,
  minimumLayer,
  multiplyLayer,
  subtractLayer,
} from "./merging.ts";
import {
  averagePooling1d,
  averagePooling2d,
  GlobalPooling,
  globalAveragePooling1d,
  globalAveragePooling2d,
  globalMaxPooling1d,
  globalMaxPooling2d,
  maxPooling1d,
  maxPooling2d,
  Pooling,
} from "./pooling.ts";
import { RepeatVector, repeatVector } from "./repeat-vector.ts";
import { Flatten, flattenLayer, Permute, permuteLayer, Reshape, reshapeLayer } from "./reshaping.ts";
import { RNN, rnn } from "./rnn.ts";
import { SimpleRNN, simpleRNN } from "./simple-rnn.ts";
import { Softmax, softmaxLayer } from "./softmax-layer.ts";
import { TimeDistributed, timeDistributed } from "./time-distributed.ts";

/** The data is checked by the constructors themselves, which refuse unknown names and sizes that are none. */
// biome-ignore lint/suspicious/noExplicitAny: what was read from a file has no type
type Config = any;

type Make = (config: Config, customLayers: CustomLayers) => AnyLayer;

/** A way to pool, as `kinds` lists it. */
const pooling = (make: (poolSize: number[], options: object) => Pooling): readonly [typeof Pooling, Make] => [
  Pooling,
  ({ poolSize, ...options }) => make(poolSize, options),
];

/** By kind: the class, and how its config() becomes what its factory takes. */
const kinds: Record<string, readonly [Class: abstract new (...options: never[]) => AnyLayer, make: Make]> = {
  Activation: [Activation, ({ activation: name, ...options }) => activation(name, options)],
  BatchNormalization: [BatchNormalization, options => batchNormalization(options)],
  Add: [Merging, options => addLayer(options)],
  Average: [Merging, options => averageLayer(options)],
  Maximum: [Merging, options => maximumLayer(options)],
  Minimum: [Merging, options => minimumLayer(options)],
  Multiply: [Merging, options => multiplyLayer(options)],
  Subtract: [Merging, options => subtractLayer(options)],
  Dot: [Dot, options => dotLayer(options)],
  Attention: [AttentionLayer, options => attention(options)],
  Bidirectional: [Bidirectional, ({ layer, ...options }, own) => bidirectional(layerFromConfig(layer, own), options)],
  Concatenate: [Concatenate, options => concatenate(options)],
  Functional: [
    ModelLayer,
    (config, own) => new Functional(connected(config, layer => layerFromConfig(layer, own))).asLayer(),
  ],
  Sequential: [
    ModelLayer,
    (config, own) => {
      const { name, dtype } = config;
      return new Sequential(
        chained(config, layer => layerFromConfig(layer, own)),
        { name, dtype },
      ).asLayer();
    },
  ],
  AveragePooling1D: pooling(averagePooling1d),
  AveragePooling2D: pooling(averagePooling2d),
  Conv1D: [Conv1D, ({ filters, kernelSize, ...options }) => conv1d(filters, kernelSize, options)],
  Conv2D: [Conv2D, ({ filters, kernelSize, ...options }) => conv2d(filters, kernelSize, options)],
  Dense: [Dense, ({ units, ...options }) => dense(units, options)],
  Dropout: [DropoutLayer, ({ rate, ...options }) => dropout(rate, options)],
  Embedding: [EmbeddingLayer, ({ inputDim, outputDim, ...options }) => embedding(inputDim, outputDim, options)],
  Flatten: [Flatten, options => flattenLayer(options)],
  GlobalAveragePooling1D: [GlobalPooling, options => globalAveragePooling1d(options)],
  GlobalAveragePooling2D: [GlobalPooling, options => globalAveragePooling2d(options)],
  GlobalMaxPooling1D: [GlobalPooling, options => globalMaxPooling1d(options)],
  GlobalMaxPooling2D: [GlobalPooling, options => globalMaxPooling2d(options)],
  GRU: [GRU, ({ units, ...options }) => gru(units, options)],
  LayerNormalization: [LayerNormalization, options => layerNormalization(options)],
  LSTM: [LSTM, ({ units, ...options }) => lstm(units, options)],
  Masking: [Masking, options => masking(options)],
  MaxPooling1D: pooling(maxPooling1d),
  MaxPooling2D: pooling(maxPooling2d),
  Permute: [Permute, ({ dims, ...options }) => permuteLayer(dims, options)],
  Reshape: [Reshape, ({ targetShape, ...options }) => reshapeLayer(targetShape, options)],
  RepeatVector: [RepeatVector, ({ n, ...options }) => repeatVector(n, options)],
  RNN: [
    RNN,
    ({ cells, ...options }, own) =>
      rnn(
        (cells as SavedCell[]).map(cell => (_: number, context: BuildContext) => cellFromSaved(cell, own, context)),
        options,
      ),
  ],
  SimpleRNN: [SimpleRNN, ({ units, ...options }) => simpleRNN(units, options)],
  Softmax: [Softmax, options => softmaxLayer(options)],
  TimeDistributed: [
    TimeDistributed,
    ({ layer, ...options }, own) => timeDistributed(layerFromConfig(layer, own), options),
  ],
};

/**
 * Layers of one's own by their kind: how each is made from what its config() gave. A function; a class with a static
 * `fromConfig`, as in Keras; or a class whose constructor takes such a config.
 * Cells of one's own that `rnn` runs are listed there, too, by the names of their classes.
 * @example const customLayers = { Scale: ({ factor, ...options }) => new Scale(factor, options) }
 */
export type CustomLayers = { readonly [kind: string]: CustomLayer };
export type CustomLayer =
  | CustomCell
  | ((config: Config) => AnyLayer)
  | { fromConfig(config: Config): AnyLayer }
  | (new (
      config: Config,
    ) => AnyLayer);

/** Whether `kind` is a kind of the toolkit's, and `layer` is of another class all the same. */
export const hasForeignKind = (layer: AnyLayer): boolean =>
  Object.hasOwn(kinds, layer.kind) && Object.getPrototypeOf(layer) !== kinds[layer.kind]![0].prototype;

/** @throws Error for a kind that is not known; lists the known ones. */
export function layerFromConfig({ kind, config }: SavedLayer, customLayers: CustomLayers = {}): Layer {
  const { name, ...rest } = config;
  const given = name === "" ? rest : config;
  if (Object.hasOwn(customLayers, kind)) return customLayer(kind, customLayers[kind]!, given);
  if (!Object.hasOwn(kinds, kind))
    throw new Error(
      `saved layers are of the kinds ${Object.keys(kinds).join(", ")}, but got ${describe(kind)}; ` +
        `for one of your own say how it is made: loadModel(saved, { customLayers: { ${kind}: config => new ${kind}(…) } })`,
    );
  return kinds[kind]![1](given, customLayers) as Layer;
}

function customLayer(kind: string, custom: CustomLayer, config: LayerConfig): Layer {
  const make =
    "fromConfig" in custom
      ? () => custom.fromConfig(config)
      : custom.prototype instanceof Layer
        ? () => new (custom as new (config: LayerConfig) => AnyLayer)(config)
        : () => (custom as (config: LayerConfig) => AnyLayer)(config);
  const layer = make();
  if (!(layer instanceof Layer) || layer.kind !== kind)
    throw new TypeError(
      `loadModel expects customLayers.${kind} to make a layer of the kind ${JSON.stringify(kind)}, but got ` +
        (layer instanceof Layer ? `one of the kind ${JSON.stringify(layer.kind)}` : describe(layer)),
    );
  return layer as Layer;
}
