// The Activation layer: a function without weights. https://keras.io/api/layers/core_layers/activation/

import { assertOptions } from "../../options.ts";
import type { Tensor, TensorLike } from "../../tensor/index.ts";
import { type ActivationLike, activationInConfig, activationNamed, namedActivation } from "../activations.ts";
import { keepsNoTensor } from "../unmodified.ts";
import { Layer, type LayerOptions, layerOptions, type SampleShape } from "./layer.ts";

/** The layer that `activation` makes: a function, no weights. */
export class Activation extends Layer {
  static {
    keepsNoTensor(Activation);
  }
  override readonly kind = "Activation";
  readonly activation: ActivationLike;
  readonly #activate: (x: Tensor) => Tensor;

  constructor(name: ActivationLike, options: Omit<LayerOptions, "seed"> = {}) {
    super(options);
    assertOptions("activation", options, layerOptions);
    this.activation = namedActivation(name);
    this.#activate = activationNamed("activation", name);
  }

  override describe(): string {
    const { activation } = this;
    return typeof activation === "string"
      ? `activation("${activation}")`
      : `activation(${activation.name || "x => …"})`;
  }

  protected override createWeights(inputShape: SampleShape): SampleShape {
    return inputShape;
  }

  protected override parts() {
    return [];
  }

  override config() {
    return { ...this.baseConfig(), activation: activationInConfig(this.activation) };
  }

  forward(x: TensorLike): Tensor {
    return this.#activate(this.ready(x));
  }
}

/**
 * An activation as a layer of its own: no parameters. By a name, or by a function of tensors that keeps their shape; a model
 * with a function of one's own cannot be saved.
 * @throws RangeError for an unknown name, with the known ones, or an unknown option; TypeError for what is no name either
 * @example activation("gelu")
 * @example activation(x => leakyRelu(x, { negativeSlope: 0.01 }))
 */
export const activation = (name: ActivationLike, options?: Omit<LayerOptions, "seed">): Activation =>
  new Activation(name, options);
