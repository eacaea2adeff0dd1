// Loss and metrics of a compiled model on samples, batch by batch.
import { type Batch, type BatchOptions, batches } from "../../data/index.ts";
import { noGrad, type Tensor } from "../../tensor/index.ts";
import type { CompiledModel } from "../compile/compiled-model.ts";
import type { Measures } from "./history.ts";
import { Average } from "./running-average.ts";
import type { Samples } from "./samples.ts";

export type SampleBatch = Batch & { readonly sampleWeight?: Tensor };

export const sampleBatches = (samples: Samples, options: BatchOptions): Iterable<SampleBatch> =>
  batches<"x" | "y">(samples, options);

/** The loss of compile() on a batch, to learn from, with what else the model gave. */
export function lossOf(model: CompiledModel, { x, y, sampleWeight }: Omit<SampleBatch, "size">, training: boolean) {
  const { loss } = model.compiled("fit");
  const { output, mask } = model.run(x, { training });
  const options = { ...(mask ? { mask } : {}), ...(sampleWeight ? { sampleWeight } : {}) };
  if (loss.length < 2 + Math.min(1, Object.keys(options).length))
    throw new TypeError(
      `fit expects a loss that takes (yTrue, yPred, { ${Object.keys(options).join(", ")} }), since it would not know of them ` +
        `otherwise, but got one of ${loss.length} parameters; hand them on, for example to meanSquaredError(yTrue, yPred, options)`,
    );
  return { cost: loss(y, output, options), output, mask };
}

/** The same with all measures. Metrics are Keras's `metrics`, which sample weights do not touch. */
export function measure(model: CompiledModel, batch: SampleBatch, training: boolean) {
  const { cost, output, mask } = lossOf(model, batch, training);
  const { metrics } = model.compiled("fit");
  const measured = Object.entries(metrics).map(
    ([name, metric]) => [name, metric(batch.y, output, mask ? { mask } : {})] as const,
  );
  return { cost, measures: { loss: cost.item(), ...Object.fromEntries(measured) } };
}

/** Loss and metrics of samples, averaged, without learning from them. */
export function measureAll(model: CompiledModel, samples: Samples, batchSize: number): Measures {
  const average = new Average();
  noGrad(() => {
    for (const batch of sampleBatches(samples, { batchSize }))
      average.add(batch.size, measure(model, batch, false).measures);
  });
  return average.measures;
}
