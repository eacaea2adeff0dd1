// A gradient that a student computes, against central differences of the loss.
import { toPlain } from "./array-argument.ts";
import type { AnyFunction } from "./calling.ts";
import { type FunctionOptions, functionKind, type ReferenceKind, type TensorFunction } from "./function-kind.ts";
import { namesOf } from "./parameters.ts";

/** What an author writes of a gradient. */
export interface GradientOptions<Reference extends AnyFunction> extends FunctionOptions<Reference> {
  /** The loss whose gradient it is: the same arguments, of plain lists; one number. */
  readonly loss: (...args: Parameters<Reference>) => number;
  /**
   * The arguments for which the gradient is asked, by name. Of one the answer gives the gradient itself, in its shape; of
   * several an object by these names: `{ W: …, b: … }`.
   */
  readonly of: readonly string[];
}

/** The step of the central differences: with it their error in float64 is about 1e-10 of the loss. */
const h = 1e-5;

/** How near a gradient comes to central differences. */
const near = 1e-5;

/**
 * A function that gives the gradient of a loss. It is compared with central differences of the loss, (L(w + h) − L(w − h)) / 2h
 * with h = 1e-5, number by number to 1e-5 of the largest. `reference` is the analytic gradient, by which a test proves the question.
 * @example
 * const slope = question({
 *   id: "demo/slope", asks: "Write ∂L/∂w of L = ½ Σ (w·x − y)².", because: "each error meets its input.", hints: ["Chain rule."],
 *   answer: gradient({
 *     parameters: ({ normal }) => ({ w: normal(), x: normal("n"), y: normal("n") }),
 *     cases: { "several points": { n: 4 }, "one point": { n: 1 } },
 *     loss: (w: number, x: number[], y: number[]) => x.reduce((sum, value, i) => sum + (w * value - y[i]!) ** 2 / 2, 0),
 *     of: ["w"],
 *     reference: (w: number, x: number[], y: number[]) => x.reduce((sum, value, i) => sum + (w * value - y[i]!) * value, 0),
 *   }),
 *   fingerprints: [{ answer: (w, x, y) => x.reduce((sum, value, i) => sum + w * value - y[i]!, 0), hint: "what is ∂(w·x)/∂w?" }],
 * })
 */
export function gradient<Reference extends AnyFunction>(
  options: GradientOptions<Reference> & { readonly takes: "tensors" },
): ReferenceKind<TensorFunction<Reference>>;
export function gradient<Reference extends AnyFunction>(options: GradientOptions<Reference>): ReferenceKind<Reference>;
export function gradient(options: GradientOptions<AnyFunction>): ReferenceKind<AnyFunction> {
  const { loss, of } = options;
  const names = namesOf(options);
  const places = of.map(name => {
    const place = names.indexOf(name);
    if (place < 0) throw new RangeError(`gradient expects of: some of ${names.join(", ")}, but got ${name}`);
    return place;
  });
  const expect = (args: readonly unknown[]) => {
    const slopes = places.map(place => centralDifferences(loss, toPlain(args), place));
    return of.length === 1 ? slopes[0] : Object.fromEntries(of.map((name, i) => [name, slopes[i]]));
  };
  return functionKind({ ...options, tolerance: { relative: near, ofLargest: near, ...options.tolerance } }, expect);
}

type Nested = number | Nested[];

/** ∂loss/∂args[place], in the shape of that argument. */
function centralDifferences(loss: AnyFunction, args: unknown[], place: number): Nested {
  const slope = (value: Nested, replace: (changed: Nested) => void): Nested => {
    if (typeof value === "number") {
      const at = (x: number): number => {
        replace(x);
        return loss(...toPlain(args));
      };
      const result = (at(value + h) - at(value - h)) / (2 * h);
      replace(value);
      return result;
    }
    return value.map((item, i) =>
      slope(item, changed => {
        value[i] = changed;
      }),
    );
  };
  return slope(args[place] as Nested, changed => {
    args[place] = changed;
  });
}
