// The evaluation hook of train: measures between steps that leave the training as it is.
import { describe } from "../../options.ts";
import { noGrad } from "../../tensor/index.ts";
import { type ChangedByStep, unchanged } from "../step/atomic-step.ts";
import type { EvaluationHook, TrainingRecord } from "./training-record.ts";

/** @throws TypeError or RangeError for what is no such hook */
export function assertEvaluation(evaluate: unknown): void {
  const { every, measure } = (evaluate ?? {}) as Partial<EvaluationHook>;
  if (typeof measure !== "function")
    throw new TypeError(
      `train expects evaluate as { every: 100, measure: () => ({ valLoss: … }) }, but got ${describe(evaluate)}`,
    );
  if (!(Number.isInteger(every) && every! >= 1))
    throw new RangeError(`train expects evaluate.every to be a whole number of steps ≥ 1, but got ${describe(every)}`);
}

/**
 * The record of a step with what the hook measures. Stateful layers begin anew for it; they and generators are then as they were, so
 * that a training with measures gives the numbers of one without.
 * @throws TypeError for a measure that is no number; the step has been done
 */
export function evaluated(run: ChangedByStep, record: TrainingRecord, { measure }: EvaluationHook): TrainingRecord {
  const { step, epoch } = record;
  const measures: unknown = unchanged(run, () => {
    for (const layer of run.stateful) layer.carried = undefined;
    return noGrad(() => measure({ step, epoch }));
  });
  if (typeof measures !== "object" || measures === null)
    throw new TypeError(
      `train expects evaluate.measure to give numbers by name, { valLoss: … }, but got ${describe(measures)}`,
    );
  for (const [name, value] of Object.entries(measures))
    if (typeof value !== "number")
      throw new TypeError(
        `train expects evaluate.measure to give numbers by name, but got ${describe(value)} for ${name}` +
          (typeof (value as { item?: unknown } | null)?.item === "function"
            ? "; a tensor of one number becomes one by .item()"
            : ""),
      );
  return { ...record, evaluation: { ...measures } as Record<string, number> };
}
