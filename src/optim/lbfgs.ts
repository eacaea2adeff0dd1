// L-BFGS: steps by an estimate of the curvature, from the last few steps and how they changed the gradient.
// D. Liu, J. Nocedal 1989, https://doi.org/10.1007/BF01589116; J. Nocedal, S. Wright 2006, "Numerical Optimization", algorithm 7.4.
import { type Parameter, parametersOf, zeroGrad } from "../nn/index.ts";
import { assertOptions, describe, type OptionNames } from "../options.ts";
import { fromFlat, Tensor } from "../tensor/index.ts";
import { type Point, strongWolfe } from "./line-search.ts";
import { assertRange } from "./optimizer.ts";

/** Options of `lbfgs`, under PyTorch's names in camelCase. */
export interface LbfgsOptions {
  /** How many iterations a step does at most; 20 where left out. */
  maxIter?: number;
  /** How many steps are remembered; 10 where left out (PyTorch: 100). */
  historySize?: number;
  /** A step ends where no number of the gradient is larger; 1e-7 where left out. */
  toleranceGrad?: number;
  /** A step ends where the loss, or every parameter, changes by no more; 1e-9 where left out. */
  toleranceChange?: number;
  /**
   * "strongWolfe": each iteration looks for a length that lowers loss and slope enough, starting from the learning rate. Where left
   * out every iteration goes as far as the learning rate says, which may overshoot.
   */
  lineSearch?: "strongWolfe";
}

const lbfgsOptions: OptionNames<LbfgsOptions> = {
  maxIter: "number",
  historySize: "number",
  toleranceGrad: "number",
  toleranceChange: "number",
  lineSearch: true,
};

/** What is remembered of an iteration. */
interface Curvature {
  /** s: how the parameters changed. */
  readonly step: Float64Array;
  /** y: how the gradient changed. */
  readonly change: Float64Array;
  /** 1 / (y · s) */
  readonly rho: number;
}

/** The optimizer that `lbfgs` makes: for small models and whole data sets, since it computes the loss again and again. */
export class LBFGS {
  /** How far an iteration goes along its direction, or where its line search starts. */
  readonly learningRate: number;
  readonly #settings: Required<Omit<LbfgsOptions, "lineSearch">> & { lineSearch: "strongWolfe" | undefined };
  /** Of the last iteration: where it stood, its direction and how far it went. */
  #last: { gradient: Float64Array; direction: Float64Array; length: number } | undefined;
  #memory: Curvature[] = [];

  constructor(learningRate: number, options: LbfgsOptions) {
    assertOptions("lbfgs", options, lbfgsOptions);
    const { maxIter = 20, historySize = 10, toleranceGrad = 1e-7, toleranceChange = 1e-9, lineSearch } = options;
    assertRange("lbfgs", "a learning rate", learningRate, 0, Number.POSITIVE_INFINITY);
    for (const [name, n] of Object.entries({ maxIter, historySize }))
      if (!(Number.isInteger(n) && n >= 1))
        throw new RangeError(`lbfgs expects ${name} to be a whole number ≥ 1, but got ${describe(n)}`);
    assertRange("lbfgs", "toleranceGrad", toleranceGrad, 0, Number.POSITIVE_INFINITY);
    assertRange("lbfgs", "toleranceChange", toleranceChange, 0, Number.POSITIVE_INFINITY);
    if (lineSearch !== undefined && lineSearch !== "strongWolfe")
      throw new RangeError(`lbfgs expects lineSearch "strongWolfe", or none, but got ${describe(lineSearch)}`);
    this.learningRate = learningRate;
    this.#settings = { maxIter, historySize, toleranceGrad, toleranceChange, lineSearch };
  }

  /**
   * Up to `maxIter` iterations on one loss. The curvature is remembered from step to step.
   * @param model the model, or any object or list with its parameters
   * @param loss computes the loss, [] , from the parameters as they are; it is called many times and must draw nothing at random
   * @returns the loss before the step
   * @throws TypeError for a loss that is no function or gives no tensor of one number; Error where it is not finite. The parameters then are as they were.
   */
  step(model: object, loss: () => Tensor): number {
    if (typeof loss !== "function")
      throw new TypeError(
        `lbfgs expects a function that computes the loss, step(model, () => …), but got ${describe(loss)}`,
      );
    const parameters = parametersOf(model).map(({ parameter }) => parameter);
    const before = flat(parameters, parameter => parameter);
    try {
      const { first, now } = this.#iterate(before, at => {
        assign(parameters, at);
        zeroGrad(model);
        const value = loss();
        if (!(value instanceof Tensor) || value.size !== 1)
          throw new TypeError(`lbfgs expects a loss that is a tensor of one number, but got ${describe(value)}`);
        value.backward();
        return { at, loss: value.item(), gradient: flat(parameters, ({ grad }) => grad) };
      });
      assign(parameters, now.at); // a line search may have looked elsewhere last
      return first;
    } catch (error) {
      assign(parameters, before);
      throw error;
    }
  }

  #iterate(before: Float64Array, measure: (at: Float64Array) => Point): { first: number; now: Point } {
    const { maxIter, toleranceGrad, toleranceChange, lineSearch } = this.#settings;
    let now = measure(before);
    const first = now.loss;
    if (!Number.isFinite(first) || !now.gradient.every(Number.isFinite))
      throw new Error(`lbfgs expects a finite loss and gradient to start from, but got a loss of ${first}`);
    for (let iteration = 0; iteration < maxIter && largest(now.gradient) > toleranceGrad; iteration++) {
      const { direction, length: start } = this.#direction(now.gradient);
      const slope = dot(now.gradient, direction);
      if (slope > -toleranceChange) break;
      const along = (length: number) => measure(now.at.map((x, i) => x + length * direction[i]!));
      const { length, point } =
        lineSearch === undefined ? { length: start, point: along(start) } : strongWolfe(now, direction, start, along);
      this.#last = { gradient: now.gradient, direction, length };
      const change = Math.abs(point.loss - now.loss);
      now = point;
      if (!Number.isFinite(now.loss))
        throw new Error(
          `lbfgs expects a finite loss, but got ${now.loss} in iteration ${iteration + 1}; take a smaller learning rate, or ` +
            '{ lineSearch: "strongWolfe" }',
        );
      if (length * largest(direction) <= toleranceChange || change < toleranceChange) break;
    }
    return { first, now };
  }

  /** −H ∇L by the two loops of algorithm 7.4, and how far to go along it at first. */
  #direction(gradient: Float64Array): { direction: Float64Array; length: number } {
    const downhill = gradient.map(g => -g);
    if (!this.#last) {
      const size = gradient.reduce((sum, g) => sum + Math.abs(g), 0);
      return { direction: downhill, length: Math.min(1, 1 / size) * this.learningRate };
    }
    const { gradient: before, direction: went, length } = this.#last;
    const change = gradient.map((g, i) => g - before[i]!);
    const step = went.map(d => d * length);
    const curvature = dot(change, step);
    if (curvature > 1e-10) {
      if (this.#memory.length === this.#settings.historySize) this.#memory.shift();
      this.#memory.push({ step, change, rho: 1 / curvature });
    }
    const newest = this.#memory.at(-1);
    const scale = newest ? 1 / (newest.rho * dot(newest.change, newest.change)) : 1;
    let q = downhill;
    const shares = this.#memory.map(() => 0);
    for (let i = this.#memory.length - 1; i >= 0; i--) {
      const { step, change, rho } = this.#memory[i]!;
      shares[i] = rho * dot(step, q);
      q = q.map((value, j) => value - shares[i]! * change[j]!);
    }
    let direction = q.map(value => value * scale);
    this.#memory.forEach(({ step, change, rho }, i) => {
      const share = shares[i]! - rho * dot(change, direction);
      direction = direction.map((value, j) => value + share * step[j]!);
    });
    return { direction, length: this.learningRate };
  }
}

/** All numbers one behind the other; zeros where there are none. */
function flat(parameters: readonly Parameter[], of: (parameter: Parameter) => Tensor | undefined): Float64Array {
  return Float64Array.from(
    parameters.flatMap(parameter => [...(of(parameter)?.values() ?? new Float64Array(parameter.size))]),
  );
}

function assign(parameters: readonly Parameter[], numbers: Float64Array): void {
  let from = 0;
  for (const parameter of parameters) {
    const { size, shape, dtype } = parameter;
    parameter.assign(fromFlat(numbers.subarray(from, from + size), shape, { dtype }));
    from += size;
  }
}

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
const largest = (a: Float64Array): number => a.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/**
 * L-BFGS: steps by an estimate of the curvature, from the last few steps. For small models and whole data sets: one step computes
 * the loss many times, so it takes a function. It stands beside `fit` and `train`, whose steps are of one gradient.
 * D. Liu, J. Nocedal 1989, https://doi.org/10.1007/BF01589116
 * @param learningRate how far an iteration goes along its direction; 1 where left out, as in PyTorch
 * @throws RangeError for a setting outside its range, or an unknown option
 * @example
 * const w = new Parameter(tensor([3, -2])), optimizer = lbfgs(1, { lineSearch: "strongWolfe" })
 * optimizer.step({ w }, () => square(w.sub([1, 2])).sum())
 */
export const lbfgs = (learningRate = 1, options: LbfgsOptions = {}): LBFGS => new LBFGS(learningRate, options);
