// gradientCheck: are the gradients of backward() those that central differences measure?
import { formatShape } from "../backend/index.ts";
import { formatNumber, jupyterDisplay, type MimeBundle, nodeInspect, table } from "../display/index.ts";
import { parametersOf } from "../nn/index.ts";
import { assertOptions, describe } from "../options.ts";
import { fromFlat, noGrad, place, Tensor } from "../tensor/index.ts";

/** Options of `gradientCheck`. */
export interface GradientCheckOptions {
  /** How far each number is moved up and down; 1e-5 where left out, about ∛ε of float64. */
  h?: number;
  /** The largest relative error that passes; 1e-6 where left out. */
  tolerance?: number;
}

/** What was found for one parameter. */
export interface GradientComparison {
  readonly path: string;
  /** ‖analytic − numeric‖ / max(‖analytic‖, ‖numeric‖); 0 where both are 0, but for what rounding makes of differences. */
  readonly relativeError: number;
  /** From `backward()`; zeros where it left no gradient. */
  readonly analytic: Tensor;
  /** (f(w + h) − f(w − h)) / 2h for each number w. */
  readonly numeric: Tensor;
  /** Where the two differ most. */
  readonly worst: string;
}

/** Shows itself as a table; `passed` is the verdict, `comparisons` hold the numbers. */
export class GradientCheck {
  readonly passed: boolean;
  readonly relativeError: number;
  readonly comparisons: readonly GradientComparison[];
  readonly tolerance: number;

  constructor(comparisons: readonly GradientComparison[], tolerance: number) {
    this.comparisons = comparisons;
    this.tolerance = tolerance;
    this.relativeError = Math.max(0, ...comparisons.map(({ relativeError }) => relativeError)); // NaN stays NaN
    this.passed = this.relativeError <= tolerance;
  }

  toString(): string {
    const width = Math.max(...this.comparisons.map(({ path }) => path.length));
    return [
      this.#verdict(),
      ...this.comparisons.map(found => `  ${found.path.padEnd(width)}  ${this.#line(found)}`),
    ].join("\n");
  }
  [jupyterDisplay](): MimeBundle {
    const html = table({
      caption: this.#verdict(),
      columns: ["Parameter", "Relative error"],
      rows: this.comparisons.map(found => [found.path, this.#line(found)]),
    });
    return { "text/plain": this.toString(), "text/html": html };
  }
  [nodeInspect](): string {
    return this.toString();
  }

  #verdict(): string {
    const [sign, relation] = this.passed ? ["✓", "≤"] : ["✗", "is not ≤"];
    return `${sign} gradient check: largest relative error ${formatNumber(this.relativeError)} ${relation} ${this.tolerance}`;
  }
  #line({ relativeError, worst, analytic, numeric }: GradientComparison): string {
    const size = `${formatNumber(relativeError)}  ${formatShape(analytic.shape)}`;
    if (relativeError <= this.tolerance) return size;
    const offset = offsetOfWorst(analytic, numeric);
    const [a, n] = [analytic, numeric].map(x => formatNumber(x.values()[offset]!));
    return `${size}  ⚠ at ${worst}: backward() says ${a}, differences say ${n}`;
  }
}

/**
 * Compares the gradient of every parameter with central differences: f is called twice for each of their numbers.
 * @param f computes a single number from the parameters, the same one each time (no dropout, no fresh random numbers)
 * @param parameters a model, a module, a tensor that requires a gradient, or a list or object of these; all float64
 * @throws TypeError for what is not float64, or no function; Error where nothing is to be differentiated; RangeError for an unknown option
 * @example gradientCheck(() => crossEntropy(model.forward(x), y), model).passed
 */
export function gradientCheck(f: () => Tensor, parameters: object, options: GradientCheckOptions = {}): GradientCheck {
  assertOptions("gradientCheck", options, { h: "number", tolerance: "number" });
  if (typeof f !== "function")
    throw new TypeError(
      `gradientCheck expects a function that computes the loss, () => loss, as its first argument, but got ${describe(f)}`,
    );
  const { h = 1e-5, tolerance = 1e-6 } = options;
  if (!(h > 0 && h < Number.POSITIVE_INFINITY)) throw new RangeError(`gradientCheck expects h > 0, but got ${h}`);
  const leaves = leavesOf("", parameters);
  if (leaves.length === 0) throw new Error("gradientCheck found no parameter and no tensor to differentiate by");
  for (const { path, leaf } of leaves)
    if (leaf.dtype !== "float64")
      throw new TypeError(
        `gradientCheck expects float64, since differences of float32 numbers are too coarse, but ${path || "the tensor"} ` +
          'is float32; make the model with { dtype: "float64" }',
      );
  const before = leaves.map(({ leaf }) => leaf.grad);
  for (const { leaf } of leaves) leaf.grad = undefined;
  try {
    const value: unknown = f();
    if (!(value instanceof Tensor) || value.size !== 1)
      throw new TypeError(
        `gradientCheck expects a function that returns the loss, a tensor of one number, but got ${describe(value)}` +
          (typeof value === "number" ? "; leave item() out: no gradient leads through a plain number" : ""),
      );
    value.backward();
    if (!Object.is(value.item(), noGrad(f).item()))
      throw new Error(
        "gradientCheck expects f to give the same number each time, but two calls differ (dropout? a random draw?)",
      );
    return new GradientCheck(
      leaves.map(({ path, leaf }) => compare(f, path, leaf, { h, noise: roundingOf(value.item(), h) })),
      tolerance,
    );
  } finally {
    leaves.forEach(({ leaf }, i) => {
      leaf.grad = before[i];
    });
  }
}

/** What rounding alone may make of a difference: some units in the last place of f (of 1, where its terms cancel), over h. */
const roundingOf = (f: number, h: number): number => (10 * Number.EPSILON * Math.max(1, Math.abs(f))) / h;

function compare(
  f: () => Tensor,
  path: string,
  leaf: Tensor,
  { h, noise }: { h: number; noise: number },
): GradientComparison {
  const { array, backend, shape } = leaf;
  const flat = leaf.values();
  const differences = new Float64Array(flat.length);
  const at = (k: number, value: number) => {
    leaf.array = backend.fromValues(flat.with(k, value), shape, "float64");
    return noGrad(f).item();
  };
  try {
    for (let k = 0; k < flat.length; k++) differences[k] = (at(k, flat[k]! + h) - at(k, flat[k]! - h)) / (2 * h);
  } finally {
    leaf.array = array;
  }
  const numeric = fromFlat(differences, shape, { dtype: "float64" });
  const analytic = leaf.grad ?? numeric.mul(0);
  const [a, n] = [analytic.values(), differences];
  const length = (values: ArrayLike<number>) => Math.hypot(...Array.from(values));
  const size = Math.max(length(a), length(n));
  const difference = length(n.map((x, k) => x - a[k]!));
  // A parameter on which f does not depend has a gradient of rounding errors; a NaN is no such error.
  const relativeError = size <= noise * Math.sqrt(flat.length) ? 0 : difference / size;
  return { path, relativeError, analytic, numeric, worst: place(offsetOfWorst(analytic, numeric), shape) };
}

function offsetOfWorst(analytic: Tensor, numeric: Tensor): number {
  const [a, n] = [analytic.values(), numeric.values()];
  let worst = 0;
  const error = (k: number) => Math.abs(a[k]! - n[k]!);
  for (let k = 0; k < a.length; k++) if (!(error(k) <= error(worst))) worst = k;
  return worst;
}

/** The tensors to differentiate by: parameters of models, and tensors that stand in the tree themselves. */
function leavesOf(path: string, tree: unknown): { path: string; leaf: Tensor }[] {
  if (tree instanceof Tensor) {
    if (!tree.requiresGrad || tree.origin)
      throw new TypeError(
        `gradientCheck expects parameters or tensors made with requiresGrad: true, but ${path || "the tensor"} is not one`,
      );
    return [{ path, leaf: tree }];
  }
  if (typeof tree !== "object" || tree === null) return [];
  if (Array.isArray(tree) || Object.getPrototypeOf(tree) === Object.prototype)
    return Object.entries(tree).flatMap(([key, value]) => leavesOf(path === "" ? key : `${path}.${key}`, value));
  return parametersOf(tree).map(({ path: inner, parameter }) => ({
    path: path === "" ? inner : `${path}.${inner}`,
    leaf: parameter,
  }));
}
