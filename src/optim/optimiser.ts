// Optimiser: turns gradients into new parameters.
import { type NamedParameter, type Parameter, parametersOf } from "../nn/index.ts";
import { noGrad, type Tensor } from "../tensor/index.ts";

/** The rule of one parameter's step: from its numbers and its gradient to its new numbers. */
export type UpdateRule = (parameter: Parameter, gradient: Tensor) => Tensor;

export abstract class Optimiser {
  /** The rule for one step; called once a step, before any parameter is changed. */
  protected abstract nextStep(): UpdateRule;

  /**
   * One step for every parameter of a model that has a gradient; the gradients stay (see `zeroGrad`).
   * @throws Error where no parameter has a gradient: `loss.backward()` comes first.
   */
  step(model: object): void {
    const withGradient = parametersOf(model).filter(({ parameter }) => parameter.grad);
    if (withGradient.length === 0)
      throw new Error("step found no gradient on any parameter; call loss.backward() before it");
    noGrad(() => {
      const update = this.nextStep();
      for (const { parameter } of withGradient) parameter.assign(update(parameter, parameter.grad!));
    });
  }
}

/** Gradients of a model's parameters, those that have one. */
export const gradientsOf = (model: object): (NamedParameter & { gradient: Tensor })[] =>
  parametersOf(model).flatMap(named => (named.parameter.grad ? [{ ...named, gradient: named.parameter.grad }] : []));

/** @throws RangeError unless low ≤ value < high. */
export function needsRange(who: string, what: string, value: number, low: number, high: number): void {
  if (!(value >= low && value < high))
    throw new RangeError(`${who} expects ${what} from ${low} to below ${high}, but got ${value}`);
}
