// Gated: what lstm and gru share beside a Recurrent, the functions of their state and of their gates.

import type { OptionNames } from "../../options.ts";
import { type ActivationName, activationNamed } from "../activations.ts";
import type { StateTensors } from "../cells/state.ts";
import type { LayerConfig } from "./layer.ts";
import { Recurrent, type RecurrentOptions, recurrentOptions } from "./recurrent.ts";

export interface GatedOptions extends RecurrentOptions {
  /** Of what is written to the state; "tanh" where left out. */
  activation?: ActivationName;
  /** Of the gates; "sigmoid" where left out. */
  recurrentActivation?: ActivationName;
}

export const gatedOptions: OptionNames<GatedOptions> = {
  ...recurrentOptions,
  activation: true,
  recurrentActivation: true,
};

export abstract class Gated<State extends StateTensors, Output> extends Recurrent<State, Output> {
  declare readonly options: GatedOptions;
  readonly activation: ActivationName;
  readonly recurrentActivation: ActivationName;

  constructor(who: string, units: number, options: GatedOptions) {
    super(who, units, options);
    this.activation = options.activation ?? "tanh";
    this.recurrentActivation = options.recurrentActivation ?? "sigmoid";
    for (const name of [this.activation, this.recurrentActivation]) activationNamed(who, name);
  }

  override config(): LayerConfig {
    const { activation, recurrentActivation } = this;
    return { ...super.config(), activation, recurrentActivation };
  }
}
