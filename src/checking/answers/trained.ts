// A training that a student writes: it has to come to a threshold for every one of some seeds.
import { canShowInPlace, showInPlace, shownAsDescribed } from "../../display/index.ts";
import { isBlank } from "../blank.ts";
import { describeAnswer } from "../describe.ts";
import { describeThrown } from "./calling.ts";
import { functionFault } from "./function-fault.ts";
import type { Judge, Judgement } from "./kind.ts";

/** A training: from a seed to what it comes to, a loss or an accuracy. */
export type Training = (seed: number) => number | Promise<number>;

/** What an author writes of a training. */
export interface TrainedOptions {
  /** What the function gives back: "accuracy", "loss on held-out names". */
  readonly measure: string;
  /** What it has to reach: at least this, … */
  readonly atLeast?: number;
  /** … or at most this. */
  readonly atMost?: number;
  /** 0, 1, 2 where left out. It is called with each, and each has to reach the threshold. */
  readonly seeds?: readonly number[];
  /** A training that reaches it: by it a test proves the question. Trainings take long: it may stand for one that was run. */
  readonly right: Training;
}

/**
 * A training function that reaches a threshold for every one of three seeds. Each seed has the same share of the credit. While it
 * runs, each result is shown as it comes; the verdict says them all, and how long they took.
 * @example
 * const learns = question({
 *   id: "demo/learns", asks: "Write train(seed): an accuracy of .9 at least.", because: "it learns from every start.", hints: ["Longer?"],
 *   answer: trained({ measure: "accuracy", atLeast: 0.9, right: seed => 0.95 + seed / 100 }),
 * })
 * await learns.check(async seed => 0.8 + seed / 7) // ◐ partly right (67 %): accuracy 0.8 (seed 0), 0.943 (1), 1.09 (2): …
 */
export function trained({
  measure,
  atLeast,
  atMost,
  seeds = [0, 1, 2],
  right,
}: TrainedOptions): Judge<Training, Promise<Judgement>> {
  if ((atLeast === undefined) === (atMost === undefined))
    throw new TypeError("trained expects a threshold: atLeast for an accuracy, atMost for a loss");
  const reaches = (result: number) => (atLeast === undefined ? result <= atMost! : result >= atLeast);
  const threshold = atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`;
  const list = (results: readonly number[]) =>
    `${measure} ${results.map((result, i) => `${Number(result.toPrecision(3))} (${i === 0 ? "seed " : ""}${seeds[i]})`).join(", ")}`;
  return {
    right,
    fault: functionFault,
    takesTime: true,
    async judge(train, { question, isLeftBlank }) {
      const results: number[] = [];
      const start = performance.now();
      const showProgress = () => {
        const done = `${question}: ${results.length} of ${seeds.length} trainings done`;
        const text = results.length > 0 ? `${done}: ${list(results)}` : done;
        if (canShowInPlace()) showInPlace(question, shownAsDescribed({ describe: () => text }));
      };
      showProgress();
      for (const seed of seeds) {
        let result: unknown;
        try {
          result = await train(seed);
        } catch (thrown) {
          return isLeftBlank
            ? { credit: 0, blank: true }
            : { credit: 0, message: `for seed ${seed}, your function failed: ${describeThrown(thrown)}` };
        }
        if (isBlank(result) || (isLeftBlank && typeof result !== "number")) return { credit: 0, blank: true };
        if (typeof result !== "number")
          return {
            credit: 0,
            message: `for seed ${seed}, expected a number, the ${measure}, but got ${describeAnswer(result)}`,
          };
        if (Number.isNaN(result))
          return {
            credit: 0,
            message: `for seed ${seed}, the ${measure} is NaN: has the training diverged, or is a ____ left in a formula?`,
          };
        results.push(result);
        showProgress();
      }
      const seconds = (performance.now() - start) / 1000;
      const told = `${list(results)}, ${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
      // The last digits of two trainings agree by chance only where the measure has few.
      const [first] = results;
      if (results.length > 1 && results.every(result => result === first) && Number(first!.toPrecision(6)) !== first)
        return {
          credit: 0,
          message: `${told}: the same to the last digit. Hand the seed on: seed(s), and { rng } to layers and batches`,
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
  };
}
