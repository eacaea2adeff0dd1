// A training that a student writes: what it has trained is measured by the check, for every one of some seeds.
import { canShowInPlace, showInPlace, shownAsDescribed } from "../../display/index.ts";
import { isBlank } from "../blank.ts";
import { isReadable } from "../describe.ts";
import { asPlain, callLate, describeThrown, emptyResult } from "./calling.ts";
import { functionFault } from "./function-fault.ts";
import type { Judge, Judgement } from "./kind.ts";
import { type NumbersLike, readNumbers } from "./numbers-like.ts";
import { type Argument, namesOf, type ParameterMakers, type Sizes, type Trial, trialsOf } from "./parameters.ts";

/** Draws of each argument by their names. */
type Arguments = Readonly<Record<string, Argument>>;
/** What they draw, in order. An object keeps the order in which its names were written. */
type Drawn<Drawing extends Arguments> = { [Name in keyof Drawing]: ReturnType<Drawing[Name]> };

/** A training: trains from a seed, and gives what the trained network says to inputs that it has not seen. */
// biome-ignore lint/suspicious/noExplicitAny: inputs are lists or tensors, as the author says
export type Training = (seed: number, ...inputs: any[]) => NumbersLike | Promise<NumbersLike>;

/** What an author writes of a training. */
export interface TrainedOptions<Drawing extends Arguments> {
  /** What the check measures: "accuracy", "loss on held-out names". */
  readonly measure: string;
  /** What it has to reach: at least this, … */
  readonly atLeast?: number;
  /** … or at most this. */
  readonly atMost?: number;
  /** 0, 1, 2 where left out. The function is called with each, and each has to reach the threshold. */
  readonly seeds?: readonly number[];
  /** How the inputs are drawn on which what was trained is measured; the function gets them after the seed, in this order. */
  readonly inputs: (makers: ParameterMakers) => Drawing;
  /** The sizes of their axes: `{ n: 200, T: 100 }`. */
  readonly sizes: Sizes;
  /** How many numbers it is to give: the name of an axis or several of them, whose sizes are multiplied. */
  readonly gives: string | readonly string[];
  /** The measure, from what it gave (all numbers in a row, the last axis fastest) and the inputs. Labels stay here. */
  readonly measured: (given: readonly number[], inputs: Drawn<Drawing>) => number;
  /** What the function gets in the place of arrays: plain "lists" (where left out), or "tensors" of float64. */
  readonly takes?: "lists" | "tensors";
  /** A training that reaches it, of plain lists: by it a test proves the question. It may stand for one that was run. */
  readonly right: Training;
}

/**
 * A training function that reaches a threshold for every one of three seeds. It is no number that it says of itself: it is given
 * inputs that it has not seen, and the check measures what it gives to them. Each seed has the same share of the credit. While it
 * runs, each result is shown as it comes; the verdict says them all, and how long they took.
 * @example
 * const learns = question({
 *   id: "demo/learns", asks: "Write train(seed, xs): trained from the seed, it says of each number whether it is above 0: a score.",
 *   because: "it learns from every start.", hints: ["Longer?"],
 *   answer: trained({
 *     measure: "accuracy", atLeast: 0.9,
 *     inputs: ({ normal }) => ({ xs: normal("n") }), sizes: { n: 200 }, gives: "n",
 *     measured: (scores, { xs }) => scores.filter((score, i) => score > 0 === xs[i]! > 0).length / xs.length,
 *     right: (seed, xs: number[]) => xs.map(x => (1 + seed / 10) * x),
 *   }),
 * })
 * await learns.check(async (seed, xs) => xs.map(() => 1 + seed)) // ✗ not yet: accuracy 0.515 (seed 0), 0.515 (1), 0.515 (2), …
 */
export function trained<Drawing extends Arguments>({
  measure,
  atLeast,
  atMost,
  seeds = [0, 1, 2],
  inputs,
  sizes,
  gives,
  measured,
  takes = "lists",
  right,
}: TrainedOptions<Drawing>): Judge<Training, Promise<Judgement>> {
  if ((atLeast === undefined) === (atMost === undefined))
    throw new TypeError("trained expects a threshold: atLeast for an accuracy, atMost for a loss");
  const reaches = (result: number) => (atLeast === undefined ? result <= atMost! : result >= atLeast);
  const threshold = atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`;
  const list = (results: readonly number[]) =>
    `${measure} ${results.map((result, i) => `${Number(result.toPrecision(3))} (${i === 0 ? "seed " : ""}${seeds[i]})`).join(", ")}`;
  const trials = { parameters: inputs, cases: { "new inputs": sizes }, draws: 1, takes };
  const count = [gives].flat().reduce((all, axis) => all * (sizes[axis] ?? Number.NaN), 1);

  /** What one training came to, or why it came to nothing. */
  const numbersOf = async (train: Training, seed: number, { given }: Trial): Promise<Came> => {
    const called = await callLate({ answer: train, args: [seed, ...given] });
    if ("thrown" in called) return { fault: `your function failed: ${describeThrown(called.thrown)}` };
    if (isBlank(called.value)) return { blank: true };
    if (!isReadable(called.value)) return { fault: "what came back cannot be read" };
    const empty = emptyResult(called.value);
    if (empty !== undefined) return { fault: empty };
    const numbers = readNumbers(called.value);
    const wanted = `expected ${count} numbers, what the trained network says to ${namesOf(trials).join(", ")}`;
    if ("fault" in numbers) return { fault: `${wanted}, but got ${numbers.fault}` };
    const { flat, shape } = numbers;
    if (shape.length === 0)
      return {
        fault: `${wanted}, but got one number: the check measures the ${measure} itself, on inputs of its own`,
      };
    if (flat.length !== count) return { fault: `${wanted}, but got ${flat.length}: shape [${shape.join(", ")}]` };
    if (!flat.every(Number.isFinite))
      return {
        fault: `${flat.find(value => !Number.isFinite(value))} is among the numbers: has the training diverged, or is a ____ left in a formula?`,
      };
    return { flat };
  };

  return {
    right: takes === "tensors" ? asPlain(right) : right,
    asAnswer: plain => (takes === "tensors" ? asPlain(plain) : plain) as Training,
    fault: functionFault,
    takesTime: true,
    async judge(train, { question, seed: words, isLeftBlank }) {
      const [trial] = trialsOf(trials, words);
      const drawn = Object.fromEntries(
        namesOf(trials).map((name, i) => [name, trial!.plain[i]]),
      ) as unknown as Drawn<Drawing>;
      const results: number[] = [];
      const said = new Set<string>();
      const start = performance.now();
      const showProgress = () => {
        const done = `${question}: ${results.length} of ${seeds.length} trainings done`;
        // The verdict says them all.
        const isOver = results.length === seeds.length;
        const text = results.length > 0 && !isOver ? `${done}: ${list(results)}` : done;
        if (canShowInPlace()) showInPlace(question, shownAsDescribed({ describe: () => text }));
      };
      showProgress();
      for (const seed of seeds) {
        const came = await numbersOf(train, seed, trial!);
        if ("blank" in came || (isLeftBlank && "fault" in came)) return { credit: 0, blank: true };
        if ("fault" in came) return { credit: 0, message: `for seed ${seed}, ${came.fault}` };
        said.add(came.flat.join());
        results.push(measured(came.flat, drawn));
        showProgress();
      }
      const seconds = (performance.now() - start) / 1000;
      const told = `${list(results)}, ${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
      // Two trainings never say the same to the last digit.
      if (said.size < seeds.length)
        return {
          credit: 0,
          message: `${told}: two seeds give the same numbers, to the last digit. Hand the seed on, seed(s) and { rng } to layers and batches, and give what the network says, not what is made of it`,
        };
      const reached = results.filter(reaches).length;
      if (reached === seeds.length) return { credit: 1, message: `${told}: each is ${threshold}` };
      return {
        credit: reached / seeds.length,
        parts: seeds.length,
        message: `${told}: ${reached} of ${seeds.length} ${reached === 1 ? "is" : "are"} ${threshold}, and all have to be`,
      };
    },
    format: () => "your training",
    faults: () => (count > 0 ? [] : [`gives expects names of sizes, but got ${JSON.stringify(gives)}`]),
  };
}

/** What came of one training. */
type Came = { readonly flat: readonly number[] } | { readonly fault: string } | { readonly blank: true };
