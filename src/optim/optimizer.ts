// Optimizer: turns gradients into new parameters.
import { formatShape, sameShape } from "../backend/index.ts";
import { type NamedParameter, type Parameter, parametersOf } from "../nn/index.ts";
import {
  assertChecksum,
  type Checksummed,
  loadTensor,
  type SavedTensor,
  saveTensor,
  withChecksum,
} from "../serialization/index.ts";
import { noGrad, onBackend, type Tensor } from "../tensor/index.ts";
import { assertBounds, type Bounds, bounded } from "./bounds.ts";
import type { Schedule } from "./schedules.ts";

/** What an optimizer remembers of one parameter from step to step, by name: "velocity", "mean", … */
export type Slots = Record<string, Tensor>;

/** The rule of one parameter's step: from its numbers and its gradient to its new numbers; may put new `slots`. */
export type UpdateRule = (parameter: Tensor, gradient: Tensor, slots: Slots) => Tensor;

/** What every optimizer can be told: a bound on its gradients, under Keras's names. */
export type OptimizerOptions = Bounds;

/** An optimizer's memory as plain data; made by `state`, taken by `restore`. */
export type OptimizerState = Checksummed<{
  readonly name: string;
  readonly steps: number;
  /** By the path of the parameter in the model, then by slot. */
  readonly slots: Record<string, Record<string, SavedTensor>>;
}>;

export abstract class Optimizer {
  /** Keras's string for it: "adam". */
  abstract readonly name: string;
  /** η, or how it follows from the number of steps done. */
  readonly learningRate: number | Schedule;
  readonly #bounds: Bounds;
  #steps = 0;
  readonly #slots = new WeakMap<Parameter, Slots>();

  constructor(who: string, learningRate: number | Schedule, bounds: Bounds) {
    if (typeof learningRate !== "function")
      assertRange(who, "a learning rate", learningRate, 0, Number.POSITIVE_INFINITY);
    assertBounds(who, bounds);
    this.learningRate = learningRate;
    this.#bounds = bounds;
  }

  /** Its settings beside the learning rate, under the names of its options. */
  get settings(): Record<string, number> {
    return Object.fromEntries(Object.entries(this.#bounds).filter(([, limit]) => limit !== undefined));
  }
  /** How many steps have been done. */
  get steps(): number {
    return this.#steps;
  }

  /** The rule for step t (1 for the first) with learning rate η; called once a step, before any parameter is changed. */
  protected abstract rule(t: number, learningRate: number): UpdateRule;

  /**
   * One step for every parameter of a model that has a gradient; the gradients stay (see `zeroGrad`).
   * @throws Error where no parameter has a gradient: `loss.backward()` comes first.
   */
  step(model: object): void {
    const withGradient = gradientsOf(model);
    if (withGradient.length === 0)
      throw new Error("step found no gradient on any parameter; call loss.backward() before it");
    noGrad(() => {
      const gradients = bounded(
        withGradient.map(({ gradient }) => gradient),
        this.#bounds,
      );
      const update = this.rule(this.#steps + 1, this.#rate());
      withGradient.forEach(({ parameter }, i) => {
        const slots = { ...this.#slots.get(parameter) };
        parameter.assign(update(parameter, gradients[i]!, slots));
        this.#slots.set(parameter, slots);
      });
      this.#steps++;
    });
  }

  /** What it remembers of a model's parameters, as plain data. */
  state(model: object): OptimizerState {
    const slots: Record<string, Record<string, SavedTensor>> = {};
    for (const { path, parameter } of parametersOf(model)) {
      const own = this.#slots.get(parameter);
      if (own) slots[path] = Object.fromEntries(Object.entries(own).map(([name, value]) => [name, saveTensor(value)]));
    }
    return withChecksum({ name: this.name, steps: this.#steps, slots });
  }

  /**
   * Goes on from what `state` gave, with the parameters of a model of the same structure.
   * @throws Error where the state is of another optimizer or model, or incomplete; nothing is changed then.
   */
  restore(model: object, state: OptimizerState): void {
    if (state?.name !== this.name)
      throw new Error(
        `${this.name} expects a state of ${this.name}, but got ${state?.name ? `one of ${state.name}` : "none"}`,
      );
    assertChecksum(`the state of ${this.name}`, state);
    const parameters = new Map(parametersOf(model).map(({ path, parameter }) => [path, parameter]));
    const restored = Object.entries(state.slots).map(([path, slots]) => {
      const parameter = parameters.get(path);
      if (!parameter) throw new Error(`${this.name} expects a state of this model, but got one with ${path}`);
      const values = Object.entries(slots).map(([name, value]) => {
        const slot = loadTensor(value, `${path} ${name}`);
        if (!sameShape(slot.shape, parameter.shape) || slot.dtype !== parameter.dtype)
          throw new Error(
            `${this.name} expects a state of this model, but got one with ${path} as ${slot.dtype} of shape ${formatShape(slot.shape)}`,
          );
        return [name, onBackend(slot, parameter.backend)] as const;
      });
      return [parameter, Object.fromEntries(values)] as const;
    });
    for (const { parameter } of parametersOf(model)) this.#slots.delete(parameter);
    for (const [parameter, slots] of restored) this.#slots.set(parameter, slots);
    this.#steps = state.steps;
  }

  #rate(): number {
    if (typeof this.learningRate !== "function") return this.learningRate;
    const rate = this.learningRate(this.#steps);
    if (!(rate >= 0 && rate < Number.POSITIVE_INFINITY))
      throw new RangeError(
        `${this.name} expects its schedule to give a learning rate ≥ 0, but step ${this.#steps} got ${rate}`,
      );
    return rate;
  }
}

/** Gradients of a model's parameters, those that have one. */
export const gradientsOf = (model: object): (NamedParameter & { gradient: Tensor })[] =>
  parametersOf(model).flatMap(named => (named.parameter.grad ? [{ ...named, gradient: named.parameter.grad }] : []));

/** @throws RangeError unless low ≤ value < high. */
export function assertRange(who: string, what: string, value: number, low: number, high: number): void {
  if (typeof value !== "number" || !(value >= low && value < high))
    throw new RangeError(`${who} expects ${what} from ${low} to below ${high}, but got ${value}`);
}
