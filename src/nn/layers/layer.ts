// Layer: a module of the Keras-like face. It is described first and built once the shape of its input is known.
import type { DType } from "../../backend/index.ts";
import type { Json } from "../../display/index.ts";
import type { OptionNames } from "../../options.ts";
import { asTensor, type Rng, seed, type Tensor, type TensorLike } from "../../tensor/index.ts";
import { Module } from "../module.ts";
import type { NamedParameter } from "../parameter.ts";
import type { StateTensors } from "../state.ts";

/** The shape of one sample, without the batch axis; null is a size that may differ from batch to batch. */
export type SampleShape = readonly (number | null)[];

/** Options of every layer. */
export interface LayerOptions {
  /** The shape of one sample, for the first layer of a model: [T, features]. */
  inputShape?: SampleShape;
  /** Seed of this layer's own starting weights; the model's seed where left out. */
  seed?: number;
  /** The layer's name; made from its kind where left out ("dense", "dense_1", …). */
  name?: string;
}

export const layerOptions: OptionNames<LayerOptions> = { inputShape: true, seed: true, name: true };

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
}

/** A layer's options as plain data, from which an equal layer can be made (its weights are kept apart). */
export type LayerConfig = { [option: string]: Json };

/** A layer that carries a state from batch to batch. */
export interface StatefulLayer {
  /** What it carries, or undefined before the first batch. */
  carried: StateTensors | undefined;
}

/**
 * Base of all layers, and of your own: give it a `kind`, `createWeights` (from the shape of one sample to that of its output),
 * `parts` with what holds weights, `forward`, and `config`, from which `loadModel` makes it again.
 * @example
 * class Scale extends Layer {
 *   readonly kind = "Scale"
 *   describe() { return "scale()" }
 *   createWeights(shape: SampleShape) { return shape }
 *   parts() { return [] }
 *   config() { return this.baseConfig() }
 *   forward(x: Tensor) { return x.mul(2) }
 * }
 */
export abstract class Layer extends Module {
  /** Keras's name of the kind of layer, as `summary()` prints it: "SimpleRNN". */
  abstract readonly kind: string;
  readonly options: LayerOptions;
  /** Given by the model that the layer is added to. */
  name: string;
  /** The shape of one sample of the output, once built. */
  outputShape: SampleShape | undefined;
  /** Of the weights, once built. */
  #dtype: DType | undefined;
  /** Whether the weights were made only to be counted or shown: a model that the layer is added to makes its own. */
  #isPreview = false;

  constructor(options: LayerOptions) {
    super();
    this.options = options;
    this.name = options.name ?? "";
  }

  /** Makes the weights for samples of this shape and returns the shape of the output. */
  protected abstract createWeights(inputShape: SampleShape, context: BuildContext): SampleShape;
  /** The parts that hold weights; none for a layer that learns nothing. */
  protected abstract parts(): readonly (Module | undefined)[];
  /** [batch, ...inputShape] → [batch, ...outputShape] */
  abstract forward(x: Tensor, context?: CallContext): Tensor;
  /** Everything that `layerFromConfig` needs beside the kind; initializers are left out, since weights are kept. */
  abstract config(): LayerConfig;

  /** The mask of the output, for an input with this mask. Passed on as it is, unless a layer says otherwise. */
  computeMask(_x: Tensor, mask: Tensor | undefined): Tensor | undefined {
    return mask;
  }
  /** The layer that this one applies, for wrappers; Keras counts it when it makes names. */
  get wrapped(): Layer | undefined {
    return undefined;
  }
  /** Whether it gives several tensors (its states, two directions apart), so that no layer can follow it. */
  get givesSeveral(): boolean {
    return this.wrapped?.givesSeveral ?? false;
  }
  /** Forgets what a stateful layer carries from batch to batch. */
  resetStates(): void {
    this.wrapped?.resetStates();
  }
  /** The stateful layers in it. */
  get statefulLayers(): readonly StatefulLayer[] {
    return this.wrapped?.statefulLayers ?? [];
  }

  build(inputShape: SampleShape, context: BuildContext): SampleShape {
    this.outputShape = this.createWeights(inputShape, context);
    this.#dtype = context.dtype;
    this.#isPreview = false;
    return this.outputShape;
  }
  /** Forgets the weights of a layer whose model could not be built. */
  unbuild(): void {
    this.outputShape = undefined;
    this.wrapped?.unbuild();
  }
  /** Whether it has weights that something relies on: it is part of a model, or was given an input. */
  get isInUse(): boolean {
    return this.outputShape !== undefined && !this.#isPreview;
  }

  /**
   * The input of `forward` as a tensor. A layer that is in no model makes its weights here, for the first input, in its dtype
   * (or for `inputShape`), by `seed` (0 where left out).
   */
  protected ready(x: TensorLike): Tensor {
    const input = asTensor(x, this.#dtype);
    if (!this.outputShape) this.build(this.options.inputShape ?? input.shape.slice(1), alone(input.dtype));
    this.#preview(false);
    return input;
  }

  /** Where this layer's random numbers come from: its own seed, or what the model draws from. */
  protected source(context: BuildContext): Rng {
    return this.options.seed === undefined ? context.rng : seed(this.options.seed);
  }

  override parameters(): NamedParameter[] {
    this.assertBuilt();
    return this.parts().flatMap(part => part?.parameters() ?? []);
  }

  override get lacks(): string | undefined {
    if (this.outputShape || this.options.inputShape) return undefined;
    return (
      `${this.describe()} has no weights yet: they are made for its first input, or at once where the first layer has an ` +
      "inputShape, for example inputShape: [100, 30]"
    );
  }

  /** Makes the weights of a layer by itself where its input shape is known. @throws Error where it is not. */
  protected assertBuilt(): void {
    if (this.lacks !== undefined) throw new Error(this.lacks);
    if (this.outputShape) return;
    this.build(checkedShape(this.describe(), this.options.inputShape!), alone("float32"));
    this.#preview(true);
  }

  #preview(isPreview: boolean): void {
    for (let layer: Layer | undefined = this; layer; layer = layer.wrapped) layer.#isPreview = isPreview;
  }

  /** The options of every layer, as far as they were given. */
  protected baseConfig(): LayerConfig {
    const { seed: own } = this.options;
    return { name: this.name, ...(own === undefined ? {} : { seed: own }) };
  }
}

const alone = (dtype: DType): BuildContext => ({ rng: seed(0), dtype });

/** @throws RangeError for what is no shape of a sample. */
export function checkedShape(who: string, shape: SampleShape): SampleShape {
  if (!Array.isArray(shape) || !shape.every(n => n === null || (Number.isInteger(n) && n >= 1)))
    throw new RangeError(
      `${who} expects an inputShape such as [100, 30] (time steps, features), but got ${JSON.stringify(shape)}`,
    );
  return shape;
}

/** (None, 100, 32), as Keras writes a shape. */
export const kerasShape = (shape: SampleShape): string => `(${[null, ...shape].map(n => n ?? "None").join(", ")})`;
