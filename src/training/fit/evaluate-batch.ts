// Loss and metrics of a compiled model on samples, batch by batch.
import { type Batch, type BatchOptions, batches } from "../../data/index.ts";
import { rowsOf } from "../../nn/index.ts";
import { describe } from "../../options.ts";
import { noGrad, Tensor } from "../../tensor/index.ts";
import type { CompiledModel } from "../compile/compiled-model.ts";
import { knownLosses } from "../compile/known-losses.ts";
import { assertNotSquashed } from "../compile/output-check.ts";
import { type Measures, withKerasNames } from "./measures.ts";
import { Average, type Measured, type Tallied } from "./running-average.ts";
import type { Samples } from "./samples.ts";

export type { Measured } from "./running-average.ts";
export type SampleBatch = Batch & { readonly sampleWeight?: Tensor };

export function* sampleBatches(samples: Samples, options: BatchOptions): Generator<SampleBatch> {
  for (const batch of batches<"x" | "y">(samples, options)) {
    rowsOf(samples.y, batch.y);
    yield batch;
  }
}

/**
 * The loss of compile() on a batch, to learn from, with what else the model gave.
 * @returns `rows`, how many the loss is the mean of: the samples or, under a mask, the time steps that it keeps; and `cost`,
 * the loss itself, which there is only where some count
 */
export function lossOf(
  who: string,
  model: CompiledModel,
  { x, y, sampleWeight }: Omit<SampleBatch, "size">,
  training: boolean,
) {
  const { loss, lossName } = model.compiled(who);
  const { output, mask } = model.run(x, { training });
  const rows = mask ? mask.sum().item() : x.shape[0]!;
  if (rows === 0) return { cost: undefined, output, mask, rows };
  if (lossName) assertNotSquashed(who, lossName, knownLosses[lossName], output);
  const options = { ...(mask ? { mask } : {}), ...(sampleWeight ? { sampleWeight } : {}) };
  if (loss.length < 2 + Math.min(1, Object.keys(options).length))
    throw new TypeError(
      `fit expects a loss that takes (yTrue, yPred, { ${Object.keys(options).join(", ")} }), since it would not know of them ` +
        `otherwise, but got one of ${loss.length} parameters; hand them on, for example to meanSquaredError(yTrue, yPred, options)`,
    );
  const cost = loss(y, output, options);
  if (!(cost instanceof Tensor) || cost.size !== 1)
    throw new TypeError(
      `${who} expects a loss that returns a tensor with one number, but got ${describe(cost)}` +
        (typeof cost === "number" ? "; compute with tensors to the end, without item() and toArray()" : ""),
    );
  return { cost, output, mask, rows };
}

/** The same with all measures. Metrics are Keras's `metrics`, which sample weights do not touch. */
export function measure(
  who: string,
  model: CompiledModel,
  batch: SampleBatch,
  training: boolean,
): Measured & { readonly cost: Tensor | undefined } {
  const { cost, output, mask, rows } = lossOf(who, model, batch, training);
  const samples = batch.size;
  if (!cost) return { cost, samples, rows, measures: {} };
  const measures: Measures = { loss: cost.item() };
  const tallies: Record<string, Tallied> = {};
  for (const [name, metric] of Object.entries(model.compiled(who).metrics)) {
    const { tally } = metric;
    const options = mask ? { mask } : {};
    if (tally) tallies[name] = { tally, gathered: tally.of(batch.y, output, options) };
    else measures[name] = numberOf(name, metric(batch.y, output, options));
  }
  return { cost, samples, rows, measures, tallies };
}

/** @throws TypeError for a metric of one's own that gives something else */
function numberOf(name: string, value: unknown): number {
  if (typeof value === "number") return value;
  if (value instanceof Tensor && value.size === 1) return value.item();
  throw new TypeError(`the metric ${name} is expected to give a number, but gave ${describe(value)}`);
}

/**
 * Loss and metrics of samples, averaged, without learning from them.
 * @throws RangeError where all of them are padding.
 */
export function measureAll(who: string, model: CompiledModel, samples: Samples, batchSize: number): Measures {
  const average = new Average("rows");
  noGrad(() => {
    for (const batch of sampleBatches(samples, { batchSize })) average.add(measure(who, model, batch, false));
  });
  return withKerasNames(average.measures(who));
}
