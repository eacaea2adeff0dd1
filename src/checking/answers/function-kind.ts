// How a function is tried: on random arguments, against what each of them should give.
import { isBlank } from "../blank.ts";
import { pointsToHint } from "../by-name.ts";
import {
  type AnyFunction,
  asPlain,
  attemptPlain,
  type Called,
  describeThrown,
  emptyResult,
  runSteps,
  type Steps,
} from "./calling.ts";
import { compare, type Difference, type Tolerance } from "./difference.ts";
import { functionFault } from "./function-fault.ts";
import type { Judge, JudgeContext, Judgement } from "./kind.ts";
import { inOtherSizes, namesOf, sizeFaults, type Trial, type Trials, trialsOf } from "./parameters.ts";

/** What all answers that are functions say of themselves. */
export interface FunctionOptions<Reference extends AnyFunction> extends Trials {
  /** The right function, of plain numbers and nested lists. It calls nothing but what stands in `uses`. */
  readonly reference: Reference;
  /** What the reference uses beside its arguments, by name: the proof makes its mutants with it. `{ matVec, sigmoid, units: 3 }` */
  readonly uses?: Readonly<Record<string, unknown>>;
  /** How near is near enough; relative 1e-5 where left out. */
  readonly tolerance?: Tolerance;
  /** Whether it may change its arguments; false where left out. */
  readonly mayChange?: boolean;
}

/** An answer that is a function with a reference: what the proof asks of it. Mutants are made of such a kind alone. */
export interface ReferenceKind<Answer> extends Judge<Answer> {
  /** The right function with what it uses: mutants are made of its source text. */
  readonly reference: { readonly run: AnyFunction; readonly uses: Readonly<Record<string, unknown>> };
  /** How its arguments are drawn, and the kinds of input. */
  readonly inputs: Pick<Trials, "parameters" | "cases">;
  /** A function of plain lists as an answer: it stands for a student's, which may take tensors. */
  readonly asAnswer: (plain: AnyFunction) => Answer;
  /**
   * How a function of plain lists compares with the reference, on random arguments of a seed that the check does not use, and
   * where `sizes` are "other" also in other sizes. Where it is free what a function computes, it is the same in its properties.
   */
  compareWith(plain: AnyFunction, seed: string, sizes: "the same" | "other"): Compared;
}

/** What a function and a reference have in common. */
export interface Compared {
  /** Whether both gave the same for all arguments, or both have all properties. */
  readonly same: boolean;
  /** Whether the function gave something for any arguments. */
  readonly ran: boolean;
  /** What it threw last, if it did. */
  readonly thrown: string | undefined;
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
 * A kind of answer that is a function.
 * @param options how it is tried
 * @param expect what the student's function should give for these arguments, as plain lists
 */
export function functionKind<Answer extends AnyFunction>(
  options: FunctionOptions<AnyFunction>,
  expect: (args: readonly unknown[]) => unknown,
): ReferenceKind<Answer> {
  const { reference, uses = {}, tolerance = {}, mayChange = false, takes } = options;
  const asAnswer = (plain: AnyFunction) => (takes === "tensors" ? asPlain(plain) : plain) as Answer;
  const isSame = (a: unknown, b: unknown) => compare(a, b, tolerance).differences.length === 0;

  function* judge(answer: Answer, { seed, fingerprints, isLeftBlank }: JudgeContext<Answer>): Steps<Judgement> {
    const tried: Tried[] = [];
    for (const trial of trialsOf(options, seed)) {
      const expected = expect(trial.plain);
      const called = yield { answer, args: trial.given };
      const { parts, differences } =
        "thrown" in called ? { parts: 1, differences: [threw(called)] } : compare(expected, called.value, tolerance);
      tried.push({ trial, called, parts, differences });
    }
    const failed = tried.find(({ differences }) => differences.length > 0);
    if (failed && (isLeftBlank || isBlankResult(failed.called))) return { credit: 0, blank: true };
    const first = tried[0]!;
    const again = yield { answer, args: first.trial.given };
    if (!isRepeated(first, again)) return { credit: 0, message: notRepeated(first) };
    const credit = isConstant(tried) ? 0 : creditOf(tried);
    if (failed === undefined) {
      const changed = tried.flatMap(({ called }) => ("changed" in called ? called.changed : []))[0];
      if (changed === undefined || mayChange) return 1;
      return { credit: credit / 2, message: changesArgument(namesOf(options)[changed]!) };
    }
    const mistake = fingerprints.find(known =>
      tried.every(({ trial, called }) => {
        const result = attemptPlain(known.answer, trial.plain);
        return "value" in result && "value" in called && isSame(result.value, called.value);
      }),
    );
    const parts = Object.keys(options.cases).length;
    return mistake ? { credit, parts, mistake } : { credit, parts, message: describeFailure(tried, failed) };
  }

  /** Whether two functions of plain lists give the same. */
  const agree = (a: AnyFunction, b: AnyFunction): boolean =>
    [...trialsOf(options, "the same?")].every(({ plain }) => {
      const [first, second] = [attemptPlain(a, plain), attemptPlain(b, plain)];
      return "value" in first && "value" in second && isSame(first.value, second.value);
    });

  const compareWith = (plain: AnyFunction, seed: string, sizes: "the same" | "other"): Compared => {
    let [same, ran, thrown]: [boolean, boolean, string | undefined] = [true, false, undefined];
    for (const trial of trialsOf(sizes === "other" ? inOtherSizes(options, seed) : options, seed)) {
      const right = attemptPlain(reference, trial.plain);
      // Sizes that do not fit together are no fault of the function.
      if ("thrown" in right) continue;
      const result = attemptPlain(plain, trial.plain);
      if ("thrown" in result) thrown = describeThrown(result.thrown);
      else ran = true;
      same &&= "value" in result && isSame(right.value, result.value);
    }
    return { same, ran, thrown };
  };

  return {
    right: asAnswer(reference),
    fault: functionFault,
    judge: (answer, context) => runSteps(judge(answer, context)) as Judgement,
    same: (a, b) => a === b || agree(a, b),
    format: () => "your function",
    reference: { run: reference, uses },
    inputs: options,
    asAnswer,
    compareWith,
    faults: () => sizeFaults(options),
  };
}

/** Whether a function gives one and the same for all arguments, and not always what is right. */
const isConstant = (tried: readonly Tried[]): boolean =>
  tried.some(({ differences }) => differences.length > 0) &&
  tried.every(({ differences }) => differences.every(({ kind }) => kind === "values")) &&
  new Set(tried.map(({ trial }) => JSON.stringify(trial.plain))).size > 1 &&
  tried.every(
    ({ called }) => "value" in called && isSameValue((tried[0]!.called as typeof called).value, called.value),
  );

/** Whoever keeps something between calls gives something else when the first arguments come again. */
const isRepeated = ({ called, differences }: Tried, again: Called): boolean =>
  "thrown" in called ||
  differences.some(({ kind }) => kind !== "values") ||
  ("value" in again && isSameValue(called.value, again.value));

const notRepeated = ({ trial }: Tried): string =>
  `called a second time with the same arguments, your function gives something else: for ${trial.description}. Does it keep something between calls, or draw at random?`;

const changesArgument = (name: string): string =>
  `the values are right, but your function changes its argument ${name}: whoever calls it still needs that. Make a new list instead`;

const isSameValue = (a: unknown, b: unknown): boolean =>
  Object.is(a, b) || compare(a, b, { relative: 0, absolute: 0 }).differences.length === 0;

const isBlankResult = (called: Called): boolean => "value" in called && holdsBlank(called.value);

/** Whether a result is blank, or has a part that is: `{ h: ____ }`. */
const holdsBlank = (value: unknown): boolean =>
  isBlank(value) ||
  (typeof value === "object" &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype &&
    Object.values(value).some(isBlank));

const threw = (called: { readonly thrown: unknown }): Difference => ({
  kind: "kind",
  part: "",
  message: `your function failed: ${describeThrown(called.thrown)}`,
});

/**
 * Each kind of input has the same share; within it, a wrong part of a result in any draw takes its share away. Whoever is right only
 * where the result is an empty list has none: it is right by chance.
 */
function creditOf(tried: readonly Tried[]): number {
  const kinds = Map.groupBy(tried, ({ trial }) => trial.kind);
  let credit = 0;
  let isByChance = true;
  for (const draws of kinds.values()) {
    const wrong = new Set(draws.flatMap(({ differences }) => differences.map(({ part }) => part)));
    const whole = draws.some(
      ({ called, differences }) => "thrown" in called || differences.some(({ part }) => part === ""),
    );
    if (whole) continue;
    const share = 1 - wrong.size / Math.max(...draws.map(({ parts }) => parts));
    credit += share;
    isByChance &&= share === 0 || draws.every(({ called }) => "value" in called && isEmptyList(called.value));
  }
  return isByChance ? 0 : Math.min(credit / kinds.size, 1);
}

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

/** "right for one step; for a long sequence (x [40, 2]): …" */
function describeFailure(tried: readonly Tried[], failed: Tried): string {
  if (isConstant(tried))
    return `your function gave the same for all arguments that it was tried on, and should not${pointsToHint}`;
  const bad = new Set(tried.filter(({ differences }) => differences.length > 0).map(({ trial }) => trial.kind));
  const good = [...new Set(tried.map(({ trial }) => trial.kind))].filter(kind => !bad.has(kind));
  const [difference, ...others] = failed.differences;
  const part = difference!.part === "" ? "" : `in the part ${nameOf(difference!)} of what it gives, `;
  const before = good.length > 0 ? `right for ${good.join(", ")}. ` : "";
  const empty = "value" in failed.called ? emptyResult(failed.called.value) : undefined;
  const more = { nothing: ": is a return missing?", values: pointsToHint }[difference!.kind as string] ?? "";
  const names = others.map(nameOf).slice(0, mostNamed).join(", ");
  const also = names === "" ? "" : `, and ${names} ${others.length === 1 ? "is" : "are"} not right, either`;
  const nothing = difference!.message + also + more;
  // Sizes say more of a wrong shape, numbers of wrong ones: they can be tried again by hand.
  const { description, written } = failed.trial;
  return `${before}For ${difference!.kind === "values" ? written : description}: ${part}${empty ?? nothing}`;
}

/** So many wrong parts are named beside the first. */
const mostNamed = 3;

/** ".h" is h, "[2]" stays. */
const nameOf = ({ part }: Difference): string => part.replace(/^\./, "");
