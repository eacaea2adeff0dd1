// Loss and metrics of a compiled model on samples, batch by batch.
import { type Batch, type BatchOptions, batches } from "../../data/index.ts";
import { rowsOf, weightPenalties } from "../../nn/index.ts";
import { describe } from "../../options.ts";
import { noGrad, Tensor } from "../../tensor/index.ts";
import type { CompiledModel, CompiledOutput } from "../compile/compiled-model.ts";
import { type KnownLoss, knownLosses } from "../compile/known-losses.ts";
import { measureName } from "../compile/measure-names.ts";
import { assertNotSquashed } from "../compile/output-check.ts";
import { type Measures, withKerasNames } from "./measures.ts";
import { Average, type Measured, type Tallied } from "./running-average.ts";
import { partsOf, type Samples } from "./samples.ts";

export type { Measured } from "./running-average.ts";
export type SampleBatch = Batch & Samples;

export function* sampleBatches(samples: Samples, options: BatchOptions): Generator<SampleBatch> {
  for (const batch of batches<"x" | "y">(samples, options)) {
    const targets = partsOf(batch, "y");
    partsOf(samples, "y").forEach((all, i) => {
      rowsOf(all, targets[i]!);
    });
    yield batch;
  }
}

/** Whether a sequence counts as one row, however many steps it has. */
const bySequence = ({ lossName }: CompiledOutput): boolean =>
  lossName !== undefined && (knownLosses[lossName] as KnownLoss).bySequence === true;

/** What one output of a model gave on a batch. */
interface Judged {
  readonly output: Tensor;
  readonly mask: Tensor | undefined;
  /** How many rows its measures are means of: the samples or, under a mask, the time steps that it keeps. */
  readonly rows: number;
  /** There is a loss only where some count. */
  readonly cost: Tensor | undefined;
}

/**
 * The loss of compile() on a batch, to learn from, with what else the model gave.
 * @returns `rows`, how many count, and `cost`, the loss itself (of several outputs the sum), which there is only where some do
 */
export function lossOf(who: string, model: CompiledModel, batch: Omit<SampleBatch, "size">, training: boolean) {
  const added: Tensor[] = [];
  const addLoss = (loss: Tensor) => {
    added.push(loss);
  };
  const { outputs, masks } = model.runAll(partsOf(batch, "x"), { training, addLoss });
  const targets = partsOf(batch, "y");
  const compiled = model.compiled(who).outputs;
  const judged = compiled.map((of, i): Judged => {
    const [output, mask] = [outputs[i]!, masks[i]];
    const counted = mask?.sum().item();
    const rows = counted === 0 || (mask && !bySequence(of)) ? counted! : output.shape[0]!;
    const cost = rows === 0 ? undefined : costOf(who, of, targets[i]!, output, { mask, weight: batch.sampleWeight });
    return { output, mask, rows, cost };
  });
  const costs = judged.flatMap(({ cost }, i) => {
    const { weight } = compiled[i]!;
    return cost ? [weight === 1 ? cost : cost.mul(weight)] : [];
  });
  const cost =
    costs.length === 0 ? undefined : [...costs, ...added, ...weightPenalties(model)].reduce((sum, one) => sum.add(one));
  return { cost, judged, rows: Math.max(...judged.map(({ rows }) => rows)) };
}

function costOf(
  who: string,
  { loss, lossName }: CompiledOutput,
  target: Tensor,
  output: Tensor,
  { mask, weight }: { mask: Tensor | undefined; weight: Tensor | undefined },
): Tensor {
  if (lossName) assertNotSquashed(who, lossName, knownLosses[lossName], output);
  const options = { ...(mask ? { mask } : {}), ...(weight ? { sampleWeight: weight } : {}) };
  if (loss.length < 2 + Math.min(1, Object.keys(options).length))
    throw new TypeError(
      `fit expects a loss that takes (yTrue, yPred, { ${Object.keys(options).join(", ")} }), since it would not know of them ` +
        `otherwise, but got one of ${loss.length} parameters; hand them on, for example to meanSquaredError(yTrue, yPred, options)`,
    );
  const cost = loss(target, output, options);
  if (!(cost instanceof Tensor) || cost.size !== 1)
    throw new TypeError(
      `${who} expects a loss that returns a tensor with one number, but got ${describe(cost)}` +
        (typeof cost === "number" ? "; compute with tensors to the end, without item() and toArray()" : ""),
    );
  return cost;
}

/** The same with all measures. Metrics are Keras's `metrics`, which sample weights do not touch. */
export function measure(
  who: string,
  model: CompiledModel,
  batch: SampleBatch,
  training: boolean,
): Measured & { readonly cost: Tensor | undefined } {
  const { cost, judged, rows } = lossOf(who, model, batch, training);
  const samples = batch.size;
  if (!cost) return { cost, samples, rows, measures: {} };
  const targets = partsOf(batch, "y");
  const measures: Measures = { loss: cost.item() };
  const tallies: Record<string, Tallied> = {};
  const rowsBy: Record<string, number> = {};
  for (const [i, of] of model.compiled(who).outputs.entries()) {
    const { output, mask, rows, cost } = judged[i]!;
    if (!cost) continue;
    const add = (measure: string, value: number) => {
      measures[measureName(of, measure)] = value;
      rowsBy[measureName(of, measure)] = rows;
    };
    if (of.name !== undefined) add("loss", cost.item());
    for (const [name, metric] of Object.entries(of.metrics)) {
      const { tally } = metric;
      const options = mask ? { mask } : {};
      if (tally) tallies[measureName(of, name)] = { tally, gathered: tally.of(targets[i]!, output, options) };
      else add(name, numberOf(name, metric(targets[i]!, output, options)));
    }
  }
  return { cost, samples, rows, rowsBy, measures, tallies };
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
