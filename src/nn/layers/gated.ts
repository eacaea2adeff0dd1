// Gated: what lstm and gru share beside a Recurrent, the functions of their state and of their gates.

import type { OptionNames } from "../../options.ts";
import { type ActivationLike, activationInConfig, activationNamed, namedActivation } from "../activations.ts";
import type { StateTensors } from "../cells/state.ts";
import type { LayerConfig } from "./layer.ts";
import { Recurrent, type RecurrentOptions, recurrentOptions } from "./recurrent.ts";

export interface GatedOptions extends RecurrentOptions {
  /** Of what is written to the state; "tanh" where left out. */
  activation?: ActivationLike;
  /** Of the gates; "sigmoid" where left out. */
  recurrentActivation?: ActivationLike;
}

export const gatedOptions: OptionNames<GatedOptions> = {
  ...recurrentOptions,
  activation: true,
  recurrentActivation: true,
};

export abstract class Gated<State extends StateTensors, Output, Symbolic> extends Recurrent<State, Output, Symbolic> {
  declare readonly options: GatedOptions;
  readonly activation: ActivationLike;
  readonly recurrentActivation: ActivationLike;

  constructor(who: string, units: number, options: GatedOptions) {
    super(who, units, options);
    this.activation = namedActivation(options.activation ?? "tanh");
    this.recurrentActivation = namedActivation(options.recurrentActivation ?? "sigmoid");
    for (const name of [this.activation, this.recurrentActivation]) activationNamed(who, name);
  }

  override config(): LayerConfig {
    const activation = activationInConfig(this.activation);
    return { ...super.config(), activation, recurrentActivation: activationInConfig(this.recurrentActivation) };
  }
}
