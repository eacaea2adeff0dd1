// Optimizer: turns gradients into new parameters.
import { formatShape, sameShape } from "../backend/index.ts";
import { nodeInspect } from "../display/index.ts";
import { type Parameter, parametersOf } from "../nn/index.ts";
import { describe, isObject, type OptionNames } from "../options.ts";
import {
  assertChecksum,
  type Checksummed,
  loadTensor,
  type SavedTensor,
  saveTensor,
  withChecksum,
} from "../serialization/index.ts";
import { gradientOf, noGrad, onBackend, type Tensor } from "../tensor/index.ts";
import { assertBounds, type Bounds, bounded, boundsOptions, type NamedGradient } from "./bounds.ts";
import type { Schedule } from "./schedules.ts";

/** What an optimizer remembers of one parameter from step to step, by name: "velocity", "mean", … */
export type Slots = Record<string, Tensor>;

/** The rule of one parameter's step: from its numbers and its gradient to its new numbers; may put new `slots`. */
export type UpdateRule = (parameter: Tensor, gradient: Tensor, slots: Slots) => Tensor;

/** What every optimizer can be told: a bound on its gradients and a decay of its weights, under Keras's names. */
export interface OptimizerOptions extends Bounds {
  /**
   * λ: each step first shrinks every parameter that has a gradient by η λ of itself; 0 where left out. As in Keras it is apart from
   * the gradient (in PyTorch only AdamW's is; that of its others is added to the gradient).
   */
  weightDecay?: number;
}

/** The names of all of them. */
export const optimizerOptions: OptionNames<OptimizerOptions> = { ...boundsOptions, weightDecay: "number" };

/** An optimizer's memory as plain data; made by `state`, taken by `restore`. */
export type OptimizerState = Checksummed<{
  readonly name: string;
  /** How many steps have been done. */
  readonly steps: number;
  /** Of them, how many each parameter had a gradient in, by its path; as many as `steps` where left out. */
  readonly stepsOf?: Record<string, number>;
  /** By the path of the parameter in the model, then by slot. */
  readonly slots: Record<string, Record<string, SavedTensor>>;
}>;

/** Settings of an optimizer as plain data, under the names of its options. */
export type Settings = Record<string, number | boolean>;

/** What an optimizer keeps of one parameter. */
interface Memory {
  /** Steps in which it had a gradient. */
  readonly steps: number;
  readonly slots: Slots;
}

/**
 * Turns gradients into new parameters: `optimizer.step(model)` after `loss.backward()`. Made by `sgd`, `rmsprop`, `adam`,
 * `adamW`, `nadam`, `adagrad`; one's own gives a `name` and a `rule`.
 */
export abstract class Optimizer {
  /** Keras's string for it: "adam". */
  abstract readonly name: string;
  #learningRate: number | Schedule = 0;
  readonly #bounds: Bounds;
  /** λ: each step first shrinks every parameter that has a gradient by η λ of itself. */
  readonly weightDecay: number;
  #steps = 0;
  readonly #memory = new WeakMap<Parameter, Memory>();

  constructor(who: string, learningRate: number | Schedule, options: OptimizerOptions) {
    const { weightDecay = 0, ...bounds } = options;
    if (typeof learningRate === "object" && learningRate !== null)
      throw new TypeError(
        `${who} expects the learning rate first, by itself, but got ${describe(learningRate)}; write ${who}(0.01), or ${who}(0.01, { … }) with options`,
      );
    assertBounds(who, bounds);
    assertRange(who, "weightDecay", weightDecay, 0, Number.POSITIVE_INFINITY);
    this.#setRate(who, learningRate);
    this.#bounds = bounds;
    this.weightDecay = weightDecay;
  }

  /**
   * η, or how it follows from the number of steps done. It can be set, also during a training: `optimizer.learningRate = 1e-4`.
   * @throws RangeError when set to what is no number ≥ 0 and no schedule
   */
  get learningRate(): number | Schedule {
    return this.#learningRate;
  }
  set learningRate(rate: number | Schedule) {
    this.#setRate(this.name, rate);
  }
  #setRate(who: string, rate: number | Schedule): void {
    if (typeof rate !== "function") assertRange(who, "a learning rate", rate, 0, Number.POSITIVE_INFINITY);
    this.#learningRate = rate;
  }

  /** Shown with its learning rate, which is an accessor. */
  [nodeInspect](): object {
    const learningRate = { value: this.#learningRate, enumerable: true };
    const shown = Object.create(Object.getPrototypeOf(this) as object, { learningRate, [nodeInspect]: {} }) as object;
    for (const [name, value] of Object.entries(this)) Object.defineProperty(shown, name, { value, enumerable: true });
    return shown;
  }

  /** Its settings beside the learning rate, under the names of its options. */
  get settings(): Settings {
    const bounds = Object.entries(this.#bounds).filter(([, limit]) => limit !== undefined);
    return { ...Object.fromEntries(bounds), ...(this.weightDecay === 0 ? {} : { weightDecay: this.weightDecay }) };
  }
  /** How many steps have been done. */
  get steps(): number {
    return this.#steps;
  }

  /**
   * The rule of a parameter's step t with learning rate η. A parameter counts the steps in which it had a gradient, from 1;
   * in one step this is called once for each t that occurs, before any parameter is changed.
   */
  protected abstract rule(t: number, learningRate: number): UpdateRule;

  /** Whether a rule keeps neither a gradient nor its array, so that `zeroGrad` may free it. */
  protected get keepsNoGradient(): boolean {
    return false;
  }

  /** Called after each step of a parameter, with what was remembered of it before the step. Nobody reads that any more: it may be freed. */
  protected replaced(_slots: Slots): void {}

  /**
   * One step for every parameter of a model that has a gradient; the gradients stay (see `zeroGrad`).
   * @param model the model, or any object or list with its parameters
   * @throws Error where no parameter has a gradient: `loss.backward()` comes first. With a bound on the norm also where a
   * gradient is NaN or infinite. Whatever goes wrong, no parameter is changed then.
   */
  step(model: object): void {
    if (typeof model !== "object" || model === null)
      throw new TypeError(
        `step expects the model whose parameters it is to change, step(model), but got ${describe(model)}`,
      );
    const withGradient = gradientsOf(model, this.keepsNoGradient ? gradientOf : undefined);
    if (withGradient.length === 0)
      throw new Error(
        parametersOf(model).every(({ parameter }) => !parameter.trainable)
          ? "step found no parameter that is trainable; set layer.trainable = true where something is to be learned"
          : "step found no gradient on any parameter; call loss.backward() before it",
      );
    noGrad(() => {
      const gradients = bounded(this.name, withGradient, this.#bounds);
      const learningRate = this.#rate();
      const rules = new Map<number, UpdateRule>();
      const updates = withGradient.map(({ parameter }) => {
        const before = this.#memory.get(parameter);
        const t = (before?.steps ?? 0) + 1;
        const rule = rules.get(t) ?? this.rule(t, learningRate);
        rules.set(t, rule);
        return { parameter, t, rule, before, slots: { ...before?.slots } };
      });
      // All new values are computed before the first one is assigned: an interrupt, or an error, leaves everything as after the last whole step.
      const after = updates.map(({ parameter, rule, slots }, i) => {
        const shrunk = this.weightDecay === 0 ? parameter : parameter.mul(1 - learningRate * this.weightDecay);
        return rule(shrunk, gradients[i]!, slots);
      });
      for (const [i, { parameter, t, before, slots }] of updates.entries()) {
        parameter.assign(after[i]!);
        this.#memory.set(parameter, { steps: t, slots });
        if (before) this.replaced(before.slots);
      }
      this.#steps++;
    });
  }

  /** What it remembers of a model's parameters, as plain data. */
  state(model: object): OptimizerState {
    const slots: Record<string, Record<string, SavedTensor>> = {};
    const stepsOf: Record<string, number> = {};
    for (const { path, parameter } of parametersOf(model)) {
      const memory = this.#memory.get(parameter);
      if (!memory) continue;
      stepsOf[path] = memory.steps;
      slots[path] = Object.fromEntries(Object.entries(memory.slots).map(([name, value]) => [name, saveTensor(value)]));
    }
    return withChecksum({ name: this.name, steps: this.#steps, stepsOf, slots });
  }

  /**
   * Goes on from what `state` gave, with the parameters of a model of the same structure.
   * @throws Error where the state is of another optimizer or model, or incomplete; nothing is changed then.
   */
  restore(model: object, state: OptimizerState): void {
    if (state?.name !== this.name)
      throw new Error(
        `${this.name} expects a state of ${this.name}, but got ${typeof state?.name === "string" ? `one of ${state.name}` : describe(state)}`,
      );
    assertChecksum(`the state of ${this.name}`, state);
    if (!isObject(state.slots) || !Number.isInteger(state.steps))
      throw new Error(`${this.name} expects a state with steps and slots, but got ${describe(state)}`);
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
      // Before 0.2.0 every parameter counted the optimizer's steps.
      const steps = state.stepsOf?.[path] ?? state.steps;
      return [parameter, { steps, slots: Object.fromEntries(values) }] as const;
    });
    for (const { parameter } of parametersOf(model)) this.#memory.delete(parameter);
    for (const [parameter, memory] of restored) this.#memory.set(parameter, memory);
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
export const gradientsOf = (model: object, read = (parameter: Parameter) => parameter.grad): NamedGradient[] =>
  parametersOf(model).flatMap(named => {
    const gradient = named.parameter.trainable ? read(named.parameter) : undefined;
    return gradient ? [{ ...named, gradient }] : [];
  });

/** @throws RangeError unless low ≤ value < high. */
export function assertRange(who: string, what: string, value: number, low: number, high: number): void {
  if (typeof value !== "number" || !(value >= low && value < high))
    throw new RangeError(`${who} expects ${what} from ${low} to below ${high}, but got ${describe(value)}`);
}
