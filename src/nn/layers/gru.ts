// The GRU layer: a GRUCell unrolled over the sequence. https://keras.io/api/layers/recurrent_layers/gru/

import { assertOptions, describe, type OptionNames } from "../../options.ts";
import type { Tensor } from "../../tensor/index.ts";
import { GRUCell } from "../cells/gru-cell.ts";
import { keepsNoTensor } from "../unmodified.ts";
import { Gated, type GatedOptions, gatedOptions } from "./gated.ts";
import type { BuildContext } from "./layer.ts";
import type { SymbolicTensor } from "./symbolic-tensor.ts";

/** Options of the layer `gru`. */
export interface GRUOptions extends GatedOptions {
  /** Whether the reset gate acts after the product with the recurrent kernel; true where left out, as in Keras. */
  resetAfter?: boolean;
}

const gruOptions: OptionNames<GRUOptions> = { ...gatedOptions, resetAfter: "boolean" };

/** The layer that `gru` makes: a `GRUCell` over the sequence. */
export class GRU<Output = Tensor, Symbolic = SymbolicTensor> extends Gated<Tensor, Output, Symbolic> {
  static {
    keepsNoTensor(GRU);
  }
  override readonly kind = "GRU";
  declare readonly options: GRUOptions;
  readonly resetAfter: boolean;
  cell: GRUCell | undefined;

  constructor(units: number, options: GRUOptions = {}) {
    super("gru", units, options);
    assertOptions("gru", options, gruOptions);
    this.resetAfter = options.resetAfter ?? true;
    const { recurrentBias } = options;
    const both = this.resetAfter && this.useBias;
    if (recurrentBias !== undefined && recurrentBias !== both)
      throw new RangeError(
        `gru expects recurrentBias: ${both} for resetAfter: ${this.resetAfter} and useBias: ${this.useBias}, but got ` +
          `${describe(recurrentBias)}; leave it out`,
      );
  }

  twin(options: GRUOptions): GRU<unknown, unknown> {
    return new GRU(this.units, options);
  }

  protected createCell(features: number, context: BuildContext): void {
    const { activation, recurrentActivation, resetAfter } = this;
    const options = { ...this.cellOptions(context), activation, recurrentActivation, resetAfter };
    this.cell = new GRUCell(features, this.units, options);
  }

  override config() {
    return { ...super.config(), resetAfter: this.resetAfter };
  }
}

/**
 * A layer of gated recurrent units: 3 (units (features + units) + 2 · units) parameters, or one bias vector less with
 * `resetAfter: false`. Its update gate keeps, as Keras's: 1 copies the state.
 * @throws RangeError for units that are no whole number ≥ 1, rates outside 0 … 1, or an unknown activation,
 * initializer or option
 * @example gru(64, { inputShape: [100, 30] })
 */
export function gru(units: number, options: GRUOptions & { returnState: true }): GRU<Tensor[], SymbolicTensor[]>;
export function gru(units: number, options?: GRUOptions): GRU;
export function gru(units: number, options?: GRUOptions): GRU<unknown, unknown> {
  return new GRU(units, options);
}
