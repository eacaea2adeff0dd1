// Layer: a module of the Keras-like face. It is described first and built once the shape of its input is known.
import type { DType } from "../../backend/index.ts";
import type { Rng, Tensor } from "../../tensor/index.ts";
import { Module, type NamedParameter } from "../module.ts";

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
  abstract forward(x: Tensor): Tensor;

  build(inputShape: SampleShape, context: BuildContext): SampleShape {
    this.outputShape = this.createWeights(inputShape, context);
    return this.outputShape;
  }

  override parameters(): NamedParameter[] {
    if (!this.outputShape)
      throw new Error(
        `${this.describe()} has no weights yet: its first layer needs an input shape, for example inputShape: [100, 30]`,
      );
    return this.parts().flatMap(part => part?.parameters() ?? []);
  }
}

/** (None, 100, 32), as Keras writes a shape. */
export const kerasShape = (shape: SampleShape): string => `(${[null, ...shape].map(n => n ?? "None").join(", ")})`;
