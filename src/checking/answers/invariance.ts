// A property that a student's function must have on random arguments, whatever else it computes.

import { isBlank } from "../blank.ts";
import { toPlain, withTensors } from "./array-argument.ts";
import {
  type AnyFunction,
  asPlain,
  attemptPlain,
  describeThrown,
  emptyResult,
  runSteps,
  type Steps,
} from "./calling.ts";
import { type Draw, drawFrom } from "./draw.ts";
import { functionFault } from "./function-fault.ts";
import type { Compared, ReferenceKind, TensorFunction } from "./function-kind.ts";
import type { JudgeContext, Judgement } from "./kind.ts";
import { isList, isTensorLike } from "./numbers-like.ts";
import { inOtherSizes, sizeFaults, type Trials, trialsOf } from "./parameters.ts";

/** One property: what the results of two calls have to do with each other. */
export interface Property<Args extends readonly unknown[] | [], Result> {
  /** Other arguments; the same ones where left out. They may be drawn. The arguments that it gets are its own to change. */
  readonly change?: (args: Args, draw: Draw) => Args;
  /** Whether it holds of the results of the first and the second call, as plain lists, and of their arguments. */
  readonly holds: (first: Result, second: Result, args: Args, changed: Args) => boolean;
}

/** What an author writes of properties. */
export interface InvarianceOptions<Args extends readonly unknown[] | [], Result> extends Trials {
  /** A function, of plain lists, that has all properties: by it a test proves the question. It calls nothing but what stands in `uses`. */
  readonly reference: (...args: Args) => Result;
  /** What the reference uses beside its arguments, by name: the proof makes its mutants with it. */
  readonly uses?: Readonly<Record<string, unknown>>;
  /** Each property by its name, which follows "expected that": "a later input leaves earlier outputs as they are". Each has the same credit. */
  readonly properties: Readonly<Record<string, Property<NoInfer<Args>, NoInfer<Result>>>>;
}

/**
 * A function with properties: what it computes is free. The first property that fails is told, with the kind of input.
 * @example
 * const causal = question({
 *   id: "demo/causal", asks: "Write f(xs): a number for each step, of this and earlier steps alone.", because: "no step sees a later one.",
 *   answer: invariance({
 *     parameters: ({ normal }) => ({ xs: normal("T") }), cases: { "some steps": { T: 6 }, "one step": { T: 1 } },
 *     reference: (xs: number[]) => xs.map((_, t) => xs.slice(0, t + 1).reduce((a, b) => a + b)),
 *     properties: {
 *       "there is an output for each step": { holds: (ys, _, [xs]) => ys.length === xs.length },
 *       "the last input leaves earlier outputs as they are": {
 *         change: ([xs], draw) => [[...xs.slice(0, -1), draw.normal()]],
 *         holds: (ys, zs) => ys.slice(0, -1).every((y, t) => y === zs[t]),
 *       },
 *     },
 *   }),
 *   hints: ["Which steps does step t see?"],
 * })
 * causal.check(xs => xs.toReversed()) // ◐ partly right (50 %): expected that the last input leaves earlier outputs …
 */
export function invariance<Args extends readonly unknown[] | [], Result>(
  options: InvarianceOptions<Args, Result> & { readonly takes: "tensors" },
): ReferenceKind<TensorFunction<(...args: Args) => Result>>;
export function invariance<Args extends readonly unknown[] | [], Result>(
  options: InvarianceOptions<Args, Result>,
): ReferenceKind<(...args: Args) => Result>;
export function invariance(options: InvarianceOptions<AnyArgs, unknown>): ReferenceKind<AnyFunction> {
  const { reference, uses = {}, properties, takes } = options;
  const asAnswer = (plain: AnyFunction) => (takes === "tensors" ? asPlain(plain) : plain);
  const give = (args: readonly unknown[]) => (takes === "tensors" ? args.map(withTensors) : args);

  function* judge(answer: AnyFunction, { seed, isLeftBlank }: JudgeContext<AnyFunction>): Steps<Judgement> {
    const faults: string[] = [];
    for (const [says, property] of Object.entries(properties)) {
      let fault: string | undefined;
      for (const { plain, given, kind, round, description, written } of trialsOf(options, seed)) {
        const changed = changedBy(property, plain, `${seed}, ${says}, ${kind}, ${round}`);
        const first = yield { answer, args: given };
        const second = yield { answer, args: property.change ? give(changed) : given };
        for (const called of [first, second])
          if ("thrown" in called)
            fault ??= `for ${description}, your function failed: ${describeThrown(called.thrown)}`;
          else if (isBlank(called.value)) return { credit: 0, blank: true };
          else if (emptyResult(called.value) !== undefined)
            fault ??= `for ${description}, ${emptyResult(called.value)}`;
        if (fault === undefined && !isSo(property, first, second, plain, changed))
          fault = `expected that ${says}, but that does not hold for ${written}`;
        if (fault !== undefined) break;
      }
      if (fault !== undefined) faults.push(fault);
    }
    if (faults.length === 0) return 1;
    if (isLeftBlank) return { credit: 0, blank: true };
    const parts = Object.keys(properties).length;
    return { credit: 1 - faults.length / parts, parts, message: faults[0]! };
  }

  /** Where the reference itself lacks a property, in sizes that do not fit together, no function needs it. */
  const compareWith = (plain: AnyFunction, seed: string, sizes: "the same" | "other"): Compared => {
    let [same, ran, thrown]: [boolean, boolean, string | undefined] = [true, false, undefined];
    for (const [says, property] of Object.entries(properties))
      for (const { plain: args, kind, round } of trialsOf(
        sizes === "other" ? inOtherSizes(options, seed) : options,
        seed,
      )) {
        const changed = changedBy(property, args, `${seed}, ${says}, ${kind}, ${round}`);
        const pair = (run: AnyFunction) => [attemptPlain(run, args), attemptPlain(run, changed)] as const;
        if (!isSo(property, ...pair(reference), args, changed)) continue;
        const [first, second] = pair(plain);
        if ("thrown" in first) thrown = describeThrown(first.thrown);
        else ran = true;
        same &&= isSo(property, first, second, args, changed);
      }
    return { same, ran, thrown };
  };

  return {
    right: asAnswer(reference),
    fault: functionFault,
    judge: (answer, context) => runSteps(judge(answer, context)) as Judgement,
    format: () => "your function",
    reference: { run: reference, uses },
    inputs: options,
    asAnswer,
    compareWith,
    faults: () => sizeFaults(options),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: the types of an author's function
type AnyArgs = any[];

/** The arguments of the second call. */
const changedBy = (
  { change }: Property<AnyArgs, unknown>,
  args: readonly unknown[],
  seed: string,
): readonly unknown[] => (change ? change(toPlain(args), drawFrom(seed)) : args);

type Result = { readonly value: unknown } | { readonly thrown: unknown };

/** Whether two calls have a property. A result of the wrong kind has it as little as one with wrong values. */
function isSo(
  { holds }: Property<AnyArgs, unknown>,
  first: Result,
  second: Result,
  args: readonly unknown[],
  changed: readonly unknown[],
): boolean {
  if (!("value" in first && "value" in second)) return false;
  try {
    return holds(plainOf(first.value), plainOf(second.value), toPlain(args), toPlain(changed)) === true;
  } catch {
    return false;
  }
}

/** A result as plain lists: tensors and typed arrays are written out. */
function plainOf(value: unknown): unknown {
  if (isTensorLike(value)) return value.toArray();
  if (isList(value)) return Array.from(value, plainOf);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainOf(item)]));
}
