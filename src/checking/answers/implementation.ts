// A function that a student writes, against a reference on random arguments.
import { isBlank } from "../blank.ts";
import { type AnyFunction, asPlain, type Called, describeThrown, runSteps, type Steps } from "./calling.ts";
import { compare, type Difference, type Tolerance } from "./difference.ts";
import { functionFault } from "./function-fault.ts";
import type { Judge, JudgeContext, Judgement } from "./kind.ts";
import { namesOf, type Trial, type Trials, trialsOf } from "./parameters.ts";

/** What an author writes of a function to be written. */
export interface ImplementationOptions<Reference extends AnyFunction> extends Trials {
  /** The right function, of plain numbers and nested lists. It calls nothing but what stands in `uses`. */
  readonly reference: Reference;
  /** The functions that the reference calls, by name: the proof makes its mutants with them. `{ tanh: Math.tanh, matVec }` */
  readonly uses?: Readonly<Record<string, unknown>>;
  /** How near is near enough; relative 1e-6 where left out. */
  readonly tolerance?: Tolerance;
  /** Whether it may change its arguments; false where left out. */
  readonly mayChange?: boolean;
}

/** An answer that is a function with a reference: what the proof asks of it. */
export interface ReferenceKind<Answer> extends Judge<Answer> {
  /** The right function with what it calls: mutants are made of its source text. */
  readonly reference: { readonly run: AnyFunction; readonly uses: Readonly<Record<string, unknown>> };
  /** A plain function as an answer: it takes and gives what a student's does. */
  asAnswer(plain: AnyFunction): Answer;
  /** Whether two plain functions give the same on random arguments that the check does not use. */
  isEquivalent(a: AnyFunction, b: AnyFunction, seed: string): boolean;
}

/** A student's function that takes tensors where the reference takes lists; this room knows no type of them. */
export type TensorFunction<Reference extends AnyFunction> = (
  // biome-ignore lint/suspicious/noExplicitAny: see above
  ...args: { [I in keyof Parameters<Reference>]: any }
  // biome-ignore lint/suspicious/noExplicitAny: see above
) => any;

/** One draw and what came of it. */
interface Tried {
  readonly trial: Trial;
  readonly called: Called;
  readonly parts: number;
  readonly differences: readonly Difference[];
}

/**
 * A function against a reference, on random arguments of several kinds. It must give the same to 1e-6, the same each time, and
 * leave its arguments as they are. Credit is shared among the kinds of input, and among the parts of a result that is an object.
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
  options: ImplementationOptions<Reference> & { readonly takes: "tensors" },
): ReferenceKind<TensorFunction<Reference>>;
export function implementation<Reference extends AnyFunction>(
  options: ImplementationOptions<Reference>,
): ReferenceKind<Reference>;
export function implementation<Answer extends AnyFunction>(
  options: ImplementationOptions<AnyFunction>,
): ReferenceKind<Answer> {
  const { reference, uses = {}, tolerance = {}, mayChange = false } = options;
  const names = namesOf(options);
  const asAnswer = (plain: AnyFunction) => (options.takes === "tensors" ? asPlain(plain) : plain) as Answer;
  const judge = (answer: Answer, context: JudgeContext<Answer>) => runSteps(judgeSteps(answer, context)) as Judgement;

  function* judgeSteps(answer: Answer, { seed, fingerprints, isLeftBlank }: JudgeContext<Answer>): Steps<Judgement> {
    const tried: Tried[] = [];
    for (const trial of trialsOf(options, seed)) {
      const expected: unknown = reference(...structuredClone(trial.plain));
      const called = yield { answer, args: trial.given };
      const { parts, differences } =
        "thrown" in called ? { parts: 1, differences: [threw(called)] } : compare(expected, called.value, tolerance);
      tried.push({ trial, called, parts, differences });
    }
    const failed = tried.find(({ differences }) => differences.length > 0);
    if (failed && (isBlankResult(failed.called) || isLeftBlank)) return { credit: 0, blank: true };
    // The first draw once more: whoever keeps something between calls now gives something else.
    const first = tried[0]!;
    const again = yield { answer, args: first.trial.given };
    if (!("thrown" in first.called) && !("thrown" in again) && !isSameResult(first.called, again))
      return {
        credit: 0,
        message: `called a second time with the same arguments, your function gives something else: for ${first.trial.description}. Does it keep something between calls, or draw at random?`,
      };
    const credit = creditOf(tried);
    if (failed === undefined) {
      const changed = tried.flatMap(({ called }) => ("changed" in called ? called.changed : []))[0];
      if (changed === undefined || mayChange) return 1;
      return {
        credit: credit / 2,
        message: `the values are right, but your function changes its argument ${names[changed]}: whoever calls it still needs that. Make a new list instead`,
      };
    }
    const mistake = fingerprints.find(({ answer: mistaken }) => givesTheSame(mistaken, tried));
    if (mistake) return { credit, mistake };
    return { credit, message: describeFailure(tried, failed) };
  }

  const givesTheSame = (mistaken: AnyFunction, tried: readonly Tried[]): boolean =>
    tried.every(({ trial, called }) => {
      if ("thrown" in called) return false;
      try {
        return compare(mistaken(...structuredClone(trial.plain)), called.value, tolerance).differences.length === 0;
      } catch {
        return false;
      }
    });
  const isSameResult = (a: Called, b: Called): boolean => "value" in a && "value" in b && isSameValue(a.value, b.value);
  const isEquivalent = (a: AnyFunction, b: AnyFunction, seed: string): boolean => {
    for (const { plain } of trialsOf(options, seed)) {
      const results = [a, b].map(run => {
        try {
          return { value: run(...structuredClone(plain)) as unknown };
        } catch {
          return undefined;
        }
      });
      if (!results[0] || !results[1] || compare(results[0].value, results[1].value, tolerance).differences.length > 0)
        return false;
    }
    return true;
  };

  return {
    right: asAnswer(reference),
    fault: functionFault,
    judge,
    same: (a, b) => a === b || isEquivalent(a, b, "same"),
    format: () => "your function",
    reference: { run: reference, uses },
    asAnswer,
    isEquivalent,
  };
}

const isSameValue = (a: unknown, b: unknown): boolean =>
  Object.is(a, b) || compare(a, b, { relative: 0, absolute: 0 }).differences.length === 0;

const isBlankResult = (called: Called): boolean => "value" in called && holdsBlank(called.value);

const holdsBlank = (value: unknown): boolean =>
  isBlank(value) ||
  (typeof value === "object" &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype &&
    Object.values(value).some(holdsBlank));

const threw = (called: { readonly thrown: unknown }): Difference => ({
  kind: "kind",
  part: "",
  message: `your function failed: ${describeThrown(called.thrown)}`,
});

/** Each kind of input has the same share; within it, a wrong part of a result in any draw takes its share away. */
function creditOf(tried: readonly Tried[]): number {
  const kinds = Map.groupBy(tried, ({ trial }) => trial.kind);
  let credit = 0;
  for (const draws of kinds.values()) {
    const wrong = new Set(draws.flatMap(({ differences }) => differences.map(({ part }) => part)));
    const whole = draws.some(
      ({ called, differences }) => "thrown" in called || differences.some(({ part }) => part === ""),
    );
    if (!whole) credit += 1 - wrong.size / Math.max(...draws.map(({ parts }) => parts));
  }
  return Math.min(credit / kinds.size, 1);
}

/** "right for one step; for a long sequence (x [40, 2]): …" */
function describeFailure(tried: readonly Tried[], failed: Tried): string {
  const bad = new Set(tried.filter(({ differences }) => differences.length > 0).map(({ trial }) => trial.kind));
  const good = [...new Set(tried.map(({ trial }) => trial.kind))].filter(kind => !bad.has(kind));
  const [difference] = failed.differences;
  const part = difference!.part === "" ? "" : `the part ${difference!.part.replace(/^\./, "")}: `;
  const before = good.length > 0 ? `right for ${good.join(", ")}. ` : "";
  const nothing = difference!.kind === "nothing" ? `${difference!.message}: is a return missing?` : difference!.message;
  return `${before}For ${failed.trial.description}: ${part}${nothing}`;
}
