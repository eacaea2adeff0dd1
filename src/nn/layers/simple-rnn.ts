// The SimpleRNN layer: an RNNCell unrolled over the sequence. https://keras.io/api/layers/recurrent_layers/simple_rnn/

import { assertOptions, type OptionNames } from "../../options.ts";
import type { Tensor } from "../../tensor/index.ts";
import { type ActivationLike, activationInConfig, activationNamed, namedActivation } from "../activations.ts";
import { RNNCell } from "../cells/rnn-cell.ts";
import { keepsNoTensor } from "../unmodified.ts";
import type { BuildContext, LayerConfig } from "./layer.ts";
import { Recurrent, type RecurrentOptions, recurrentOptions } from "./recurrent.ts";
import type { SymbolicTensor } from "./symbolic-tensor.ts";

/** Options of the layer `simpleRNN`. */
export interface SimpleRNNOptions extends RecurrentOptions {
  /** "tanh" where left out. */
  activation?: ActivationLike;
}

const simpleRNNOptions: OptionNames<SimpleRNNOptions> = { ...recurrentOptions, activation: true };

/** The layer that `simpleRNN` makes: an `RNNCell` over the sequence. */
export class SimpleRNN<Output = Tensor, Symbolic = SymbolicTensor> extends Recurrent<Tensor, Output, Symbolic> {
  static {
    keepsNoTensor(SimpleRNN);
  }
  override readonly kind = "SimpleRNN";
  declare readonly options: SimpleRNNOptions;
  readonly activation: ActivationLike;
  cell: RNNCell | undefined;

  constructor(units: number, options: SimpleRNNOptions = {}) {
    super("simpleRNN", units, options);
    assertOptions("simpleRNN", options, simpleRNNOptions);
    this.activation = namedActivation(options.activation ?? "tanh");
    activationNamed("simpleRNN", this.activation);
  }

  twin(options: SimpleRNNOptions): SimpleRNN<unknown, unknown> {
    return new SimpleRNN(this.units, options);
  }

  protected createCell(features: number, context: BuildContext): void {
    const { activation, options } = this;
    const { recurrentBias = false } = options;
    this.cell = new RNNCell(features, this.units, { ...this.cellOptions(context), activation, recurrentBias });
  }

  override config(): LayerConfig {
    return { ...super.config(), activation: activationInConfig(this.activation) };
  }
}

/**
 * A simple recurrent layer with `units` hidden units: units (features + units) + units parameters.
 * @throws RangeError for units that are no whole number ≥ 1, rates outside 0 … 1, or an unknown activation,
 * initializer or option
 * @example simpleRNN(32, { inputShape: [100, 30], returnSequences: true }) // 2,016 parameters
 */
export function simpleRNN(
  units: number,
  options: SimpleRNNOptions & { returnState: true },
): SimpleRNN<Tensor[], SymbolicTensor[]>;
export function simpleRNN(units: number, options?: SimpleRNNOptions): SimpleRNN;
export function simpleRNN(units: number, options?: SimpleRNNOptions): SimpleRNN<unknown, unknown> {
  return new SimpleRNN(units, options);
}
