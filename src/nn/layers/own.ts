// Which layers are the toolkit's own: of those it is known that they keep nothing of what passes through them.
import { Activation } from "./activation.ts";
import { Bidirectional } from "./bidirectional.ts";
import { Dense } from "./dense.ts";
import { DropoutLayer } from "./dropout.ts";
import { EmbeddingLayer } from "./embedding.ts";
import { GRU } from "./gru.ts";
import type { Layer } from "./layer.ts";
import { LayerNormalization } from "./layer-normalization.ts";
import { LSTM } from "./lstm.ts";
import { Masking } from "./masking.ts";
import { RepeatVector } from "./repeat-vector.ts";
import { SimpleRNN } from "./simple-rnn.ts";
import { TimeDistributed } from "./time-distributed.ts";

const own = new Set<unknown>([
  Activation,
  Bidirectional,
  Dense,
  DropoutLayer,
  EmbeddingLayer,
  GRU,
  LayerNormalization,
  LSTM,
  Masking,
  RepeatVector,
  SimpleRNN,
  TimeDistributed,
]);

/** Not one derived from them, nor one that wraps another's, nor one whose `forward` was replaced. */
export const isOwnLayer = (layer: Layer): boolean =>
  own.has(layer.constructor) && !Object.hasOwn(layer, "forward") && (!layer.wrapped || isOwnLayer(layer.wrapped));
