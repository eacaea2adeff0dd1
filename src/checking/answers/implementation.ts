// A function that a student writes, against a reference on random arguments.

import { toPlain } from "./array-argument.ts";
import type { AnyFunction } from "./calling.ts";
import { type FunctionOptions, functionKind, type ReferenceKind, type TensorFunction } from "./function-kind.ts";

/**
 * A function against a reference, on random arguments of several kinds. It must give the same to 1e-5 (so much may float32 be off), the same each time, and
 * leave its arguments as they are. Credit is shared among the kinds of input, and among the parts of a result that is an object;
 * a function that gives the same for all of them has none.
 * Known mistakes are `fingerprints` whose answer is the mistaken function, of plain lists like the reference: where the student's
 * function gives the same as one of them, its hint is shown.
 * @example
 * const leaky = question({
 *   id: "demo/leaky", asks: "Write step(x, h, a): a·h + (1 − a)·x.", because: "it keeps the part a of its past.", hints: ["Two products."],
 *   answer: implementation({
 *     parameters: ({ normal, uniform }) => ({ x: normal("u"), h: normal("u"), a: uniform(0, 1) }),
 *     cases: { "some units": { u: 3 }, "one unit": { u: 1 } },
 *     reference: (x: number[], h: number[], a: number) => x.map((value, i) => a * h[i]! + (1 - a) * value),
 *   }),
 *   fingerprints: [{ answer: (x, h, a) => x.map((value, i) => a * value + (1 - a) * h[i]!), hint: "what does a weigh: past or input?" }],
 * })
 * leaky.check((x, h, a) => x.map((value, i) => (1 - a) * value + a * h[i]!)) // ✓
 */
export function implementation<Reference extends AnyFunction>(
  options: FunctionOptions<Reference> & { readonly takes: "tensors" },
): ReferenceKind<TensorFunction<Reference>>;
export function implementation<Reference extends AnyFunction>(
  options: FunctionOptions<Reference>,
): ReferenceKind<Reference>;
export function implementation(options: FunctionOptions<AnyFunction>): ReferenceKind<AnyFunction> {
  return functionKind(options, args => options.reference(...toPlain(args)));
}
