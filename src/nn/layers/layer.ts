// Layer: a module of the Keras-like face. It is described first and built once the shape of its input is known.
import type { DType } from "../../backend/index.ts";
import { type Json, type Rng, seed, type Tensor } from "../../tensor/index.ts";
import { Module } from "../module.ts";
import type { NamedParameter } from "../parameter.ts";
import type { StateTensors } from "../state.ts";

/** The shape of one sample, without the batch axis; null is a size that may differ from batch to batch. */
export type SampleShape = readonly (number | null)[];

export interface LayerOptions {
  /** The shape of one sample, for the first layer of a model: [T, features]. */
  inputShape?: SampleShape;
  /** Seed of this layer's own starting weights; the model's seed where left out. */
  seed?: number;
  /** The layer's name; made from its kind where left out ("dense", "dense_1", …). */
  name?: string;
}

export interface BuildContext {
  readonly rng: Rng;
  readonly dtype: DType;
}

/** What a layer is told beside its input. */
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

export abstract class Layer extends Module {
  /** Keras's name of the kind of layer, as `summary()` prints it: "SimpleRNN". */
  abstract readonly kind: string;
  readonly options: LayerOptions;
  /** Given by the model that the layer is added to. */
  name: string;
  /** The shape of one sample of the output, once built. */
  outputShape: SampleShape | undefined;

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
    return this.outputShape;
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
    if (this.outputShape) return undefined;
    return `${this.describe()} has no weights yet: its first layer needs an input shape, for example inputShape: [100, 30]`;
  }

  /** @throws Error before the weights are made. */
  protected assertBuilt(): void {
    if (this.lacks !== undefined) throw new Error(this.lacks);
  }

  /** The options of every layer, as far as they were given. */
  protected baseConfig(): LayerConfig {
    const { seed: own } = this.options;
    return { name: this.name, ...(own === undefined ? {} : { seed: own }) };
  }
}

/** (None, 100, 32), as Keras writes a shape. */
export const kerasShape = (shape: SampleShape): string => `(${[null, ...shape].map(n => n ?? "None").join(", ")})`;
