// The LSTM layer: an LSTMCell unrolled over the sequence. https://keras.io/api/layers/recurrent_layers/lstm/

import { assertOptions, type OptionNames } from "../../options.ts";
import type { Tensor } from "../../tensor/index.ts";
import { LSTMCell, type LSTMState } from "../cells/lstm-cell.ts";
import { keepsNoTensor } from "../unmodified.ts";
import { Gated, type GatedOptions, gatedOptions } from "./gated.ts";
import type { BuildContext, LayerConfig } from "./layer.ts";
import type { SymbolicTensor } from "./symbolic-tensor.ts";

/** Options of the layer `lstm`. */
export interface LSTMOptions extends GatedOptions {
  /**
   * Start the bias of the forget gate at 1; true where left out, unless a `biasInitializer` is given (there Keras puts 1 all
   * the same, which would undo `chrono`).
   */
  unitForgetBias?: boolean;
  /** Let the gates see the cell state, each unit its own: 3 units parameters more (see `LSTMCell`); false where left out. */
  peepholes?: boolean;
}

const lstmOptions: OptionNames<LSTMOptions> = { ...gatedOptions, unitForgetBias: "boolean", peepholes: "boolean" };

/** The layer that `lstm` makes: an `LSTMCell` over the sequence. */
export class LSTM<Output = Tensor, Symbolic = SymbolicTensor> extends Gated<LSTMState, Output, Symbolic> {
  static {
    keepsNoTensor(LSTM);
  }
  override readonly kind = "LSTM";
  declare readonly options: LSTMOptions;
  readonly peepholes: boolean;
  cell: LSTMCell | undefined;

  constructor(units: number, options: LSTMOptions = {}) {
    super("lstm", units, options);
    assertOptions("lstm", options, lstmOptions);
    this.peepholes = options.peepholes ?? false;
  }

  twin(options: LSTMOptions): LSTM<unknown, unknown> {
    return new LSTM(this.units, options);
  }

  protected createCell(features: number, context: BuildContext): void {
    const { unitForgetBias, biasInitializer, recurrentBias = false } = this.options;
    const forgetBias = (unitForgetBias ?? biasInitializer === undefined) ? 1 : undefined;
    const { activation, recurrentActivation, peepholes } = this;
    const options = { activation, recurrentActivation, peepholes, forgetBias, recurrentBias };
    this.cell = new LSTMCell(features, this.units, { ...this.cellOptions(context), ...options });
  }

  override config(): LayerConfig {
    return { ...super.config(), peepholes: this.peepholes };
  }
}

/**
 * A layer of long short-term memory: 4 (units (features + units) + units) parameters, gates in the order i, f, c, o.
 * With `peepholes`, which Keras's layer has not, 3 units more.
 * @throws RangeError for units that are no whole number ≥ 1, rates outside 0 … 1, or an unknown activation,
 * initializer or option
 * @example lstm(64, { inputShape: [100, 30], returnSequences: true })
 */
export function lstm(units: number, options: LSTMOptions & { returnState: true }): LSTM<Tensor[], SymbolicTensor[]>;
export function lstm(units: number, options?: LSTMOptions): LSTM;
export function lstm(units: number, options?: LSTMOptions): LSTM<unknown, unknown> {
  return new LSTM(units, options);
}
