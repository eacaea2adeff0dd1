// The Activation layer: a function without weights. https://keras.io/api/layers/core_layers/activation/

import { assertOptions } from "../../options.ts";
import type { Tensor, TensorLike } from "../../tensor/index.ts";
import { type ActivationName, activationNamed } from "../activations.ts";
import { keepsNoTensor } from "../unmodified.ts";
import { Layer, type LayerOptions, layerOptions, type SampleShape } from "./layer.ts";

/** The layer that `activation` makes: a function, no weights. */
export class Activation extends Layer {
  static {
    keepsNoTensor(Activation);
  }
  override readonly kind = "Activation";
  readonly activation: ActivationName;
  readonly #activate: (x: Tensor) => Tensor;

  constructor(name: ActivationName, options: Omit<LayerOptions, "seed"> = {}) {
    super(options);
    assertOptions("activation", options, layerOptions);
    this.activation = name;
    this.#activate = activationNamed("activation", name);
  }

  override describe(): string {
    return `activation("${this.activation}")`;
  }

  protected override createWeights(inputShape: SampleShape): SampleShape {
    return inputShape;
  }

  protected override parts() {
    return [];
  }

  override config() {
    return { ...this.baseConfig(), activation: this.activation };
  }

  forward(x: TensorLike): Tensor {
    return this.#activate(this.ready(x));
  }
}

/**
 * An activation as a layer of its own: no parameters.
 * @throws RangeError for an unknown name, with the known ones
 */
export const activation = (name: ActivationName, options?: Omit<LayerOptions, "seed">): Activation =>
  new Activation(name, options);
