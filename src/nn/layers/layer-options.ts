// What layers are told: their options, what they make weights with, and what comes with a call.
import type { DType } from "../../backend/index.ts";
import type { Json } from "../../display/index.ts";
import { assertKinds, describe, isPlain, type OptionNames } from "../../options.ts";
import type { Rng, Tensor, TensorLike } from "../../tensor/index.ts";
import type { StateTensors } from "../cells/state.ts";
import type { RegularizerLike } from "../regularizers.ts";
import type { SampleShape } from "./sample-shape.ts";

/** Options of every layer. */
export interface LayerOptions {
  /** The shape of one sample, for the first layer of a model: [T, features]. */
  inputShape?: SampleShape;
  /** Seed of this layer's own starting weights; the model's seed where left out. */
  seed?: number;
  /** The layer's name; made from its kind where left out ("dense", "dense_1", …). */
  name?: string;
  /** Whether training changes its weights; true where left out. */
  trainable?: boolean;
  /** What large outputs cost, added to the loss: l2(0.01) of all numbers of the output, divided by the batch size. As in Keras 3. */
  activityRegularizer?: RegularizerLike;
}

export const layerOptions: OptionNames<LayerOptions> = {
  inputShape: "sampleShape",
  seed: "number",
  name: "text",
  trainable: "boolean",
  activityRegularizer: true,
};

/**
 * Checks what every layer is told, also one of a class of one's own, whose further options it does not know.
 * @throws TypeError for what are no options, or a value of another kind
 */
export function assertLayerOptions(who: string, options: LayerOptions): void {
  if (!isPlain(options))
    throw new RangeError(`${who} expects options by name, { inputShape: …, name: … }, but got ${describe(options)}`);
  assertKinds(who, options, layerOptions);
}

/** Of a layer that draws no numbers. */
const { seed: _, ...unseeded } = layerOptions;
export const unseededOptions: OptionNames<Omit<LayerOptions, "seed">> = unseeded;

/** What a layer makes its weights with. */
export interface BuildContext {
  readonly rng: Rng;
  readonly dtype: DType;
}

/** What a layer is given beside its input. */
export interface CallContext {
  /** Whether the result is to learn from: dropout acts only then. */
  readonly training: boolean;
  /** [batch, T]: 1 where a time step counts, 0 where it is padding; none where left out. */
  readonly mask?: Tensor | undefined;
  /** The masks of all inputs, for a layer that takes several. */
  readonly masks?: readonly (Tensor | undefined)[] | undefined;
  /** The tensors of the state that a recurrent layer starts from; zeros where left out. */
  readonly initialState?: readonly Tensor[] | undefined;
  /** Adds a scalar to the loss that the model is trained with; none where the layer is used by itself. */
  readonly addLoss?: ((loss: Tensor) => void) | undefined;
  /** Called with the output of each layer of a model within, by its name. */
  readonly after?: ((name: string, output: Tensor) => void) | undefined;
}

/** Options of `call`. */
export interface LayerCall {
  /** Whether the result is to learn from: dropout acts only then. */
  training?: boolean;
  /** [batch, T]: 0 where a step is padding. */
  mask?: TensorLike;
}

export const layerCall: OptionNames<LayerCall> = { training: "boolean", mask: true };

/** What a layer is called on: one input or, for a layer that joins several, a list. */
export type LayerInput = TensorLike | readonly Tensor[];

/** A layer's options as plain data, from which an equal layer can be made (its weights are kept apart). */
export type LayerConfig = { [option: string]: Json };

/** A layer that carries a state from batch to batch. */
export interface StatefulLayer {
  /** What it carries, or undefined before the first batch. */
  carried: StateTensors | undefined;
}
