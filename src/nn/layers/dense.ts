// The Dense layer: a linear map and an activation. https://keras.io/api/layers/core_layers/dense/

import { assertOptions, type OptionNames } from "../../options.ts";
import type { Tensor, TensorLike } from "../../tensor/index.ts";
import { type ActivationLike, activationInConfig, activationNamed, namedActivation } from "../activations.ts";
import { type InitializerLike, initializerOf } from "../initializers/index.ts";
import { Linear } from "../modules/linear.ts";
import type { RegularizerLike } from "../regularizers.ts";
import { assertSizes } from "../size-checks.ts";
import { keepsNoTensor } from "../unmodified.ts";
import { type BuildContext, kerasShape, Layer, type LayerOptions, layerOptions, type SampleShape } from "./layer.ts";

/** Options of `dense`. */
export interface DenseOptions extends LayerOptions {
  /** "linear" where left out. */
  activation?: ActivationLike;
  useBias?: boolean;
  /** "glorotUniform" where left out. */
  kernelInitializer?: InitializerLike;
  /** "zeros" where left out. */
  biasInitializer?: InitializerLike;
  /** What large weights cost, added to the loss: l2(0.01). */
  kernelRegularizer?: RegularizerLike;
  /** The same of the biases. */
  biasRegularizer?: RegularizerLike;
}

const denseOptions: OptionNames<DenseOptions> = {
  ...layerOptions,
  activation: true,
  useBias: "boolean",
  kernelInitializer: true,
  biasInitializer: true,
  kernelRegularizer: true,
  biasRegularizer: true,
};

/** The layer that `dense` makes: y = f(x W + b). */
export class Dense extends Layer {
  static {
    keepsNoTensor(Dense);
  }
  override readonly kind = "Dense";
  readonly units: number;
  readonly activation: ActivationLike;
  readonly useBias: boolean;
  readonly #initializers: Pick<DenseOptions, "kernelInitializer" | "biasInitializer">;
  /** The map with the weights, once built. */
  linear: Linear | undefined;
  readonly #activate: (x: Tensor) => Tensor;

  constructor(units: number, options: DenseOptions = {}) {
    super(options);
    assertOptions("dense", options, denseOptions);
    assertSizes("dense", { units });
    this.units = units;
    this.activation = namedActivation(options.activation ?? "linear");
    this.useBias = options.useBias ?? true;
    this.#activate = activationNamed("dense", this.activation);
    const { kernelInitializer = "glorotUniform", biasInitializer = "zeros" } = options;
    for (const like of [kernelInitializer, biasInitializer]) initializerOf("dense", like);
    this.#initializers = { kernelInitializer, biasInitializer };
  }

  override describe(): string {
    return `dense(${this.units})`;
  }

  protected override createWeights(inputShape: SampleShape, context: BuildContext): SampleShape {
    const features = inputShape.at(-1);
    if (features == null)
      throw new RangeError(`${this.describe()} expects a known last size, but got ${kerasShape(inputShape)}`);
    const { dtype } = context;
    const options = { rng: this.source(context), dtype, bias: this.useBias, ...this.#initializers };
    this.linear = new Linear(features, this.units, options);
    return [...inputShape.slice(0, -1), this.units];
  }

  protected override parts() {
    return [this.linear];
  }

  override config() {
    const { units, useBias } = this;
    return { ...this.baseConfig(), units, activation: activationInConfig(this.activation), useBias };
  }

  /** [batch, ..., features] → [batch, ..., units] */
  forward(x: TensorLike): Tensor {
    const input = this.ready(x);
    return this.#activate(this.linear!.forward(input));
  }
}

/**
 * A fully connected layer with `units` outputs: features · units + units parameters.
 * @throws RangeError for units that are no whole number ≥ 1, or an unknown activation, initializer or option
 * @example dense(10, { activation: "softmax" })
 */
export const dense = (units: number, options?: DenseOptions): Dense => new Dense(units, options);
