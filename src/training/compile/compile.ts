// compile: how a model is trained, brought into one form. Names become functions, and each output gets its own loss.
import { type LayeredModel, type Loss, listByName } from "../../nn/index.ts";
import { Optimizer, type OptimizerName, optimizerNamed } from "../../optim/index.ts";
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import type { Compiled, CompiledOutput } from "./compiled-model.ts";
import { isMetricName, type LossName, lossNamed, type MetricName, metricNamed, nameOfLoss } from "./keras-names.ts";
import { type KnownLoss, knownLosses } from "./known-losses.ts";
import type { Metric } from "./metrics.ts";
import { assertLossFits } from "./output-check.ts";

/** Options of `compile`: how a model is trained. */
export interface CompileOptions {
  /**
   * One of Keras's names; one of the toolkit's losses itself (`crossEntropy`, `binaryCrossEntropyWithLogits` and `ctc` for a model
   * that ends in logits); or a function of your own, (yTrue, yPred, { mask, sampleWeight }) → scalar tensor.
   */
  loss: LossName | Loss;
  /** One of Keras's names (with its defaults), or an optimizer: adam(3e-3). */
  optimizer: OptimizerName | Optimizer;
  /**
   * Keras's names: "accuracy" (what fits the loss), "precision", "auc", "mse", …; the toolkit's functions of these names; or a
   * named function of your own, (yTrue, yPred, { mask }) → number, of which the mean over batches is taken.
   */
  metrics?: readonly (MetricName | Metric)[];
}

export const compileOptions: OptionNames<CompileOptions> = { loss: true, optimizer: true, metrics: true };

/** One for each output: in a list in their order, or by their names. */
type PerOutput<Value> = readonly Value[] | { readonly [output: string]: Value };

/** Options of `compile` of a model that may have several outputs. */
export interface FunctionalCompileOptions extends Omit<CompileOptions, "loss" | "metrics"> {
  /** As for `sequential`; one for all outputs, or one for each: a list, or an object by their names. */
  loss: LossName | Loss | PerOutput<LossName | Loss>;
  /** How much the loss of each output counts in the sum; 1 where left out. */
  lossWeights?: PerOutput<number>;
  /** Of several outputs a list of metrics for each: [["mae"], ["accuracy"]], or { answer: ["accuracy"] }. */
  metrics?: readonly (MetricName | Metric)[] | PerOutput<readonly (MetricName | Metric)[]>;
}

export const functionalCompileOptions: OptionNames<FunctionalCompileOptions> = {
  ...compileOptions,
  lossWeights: true,
};

export function compile(
  model: LayeredModel,
  options: FunctionalCompileOptions,
  known: OptionNames<FunctionalCompileOptions> | OptionNames<CompileOptions>,
): Compiled {
  if (options === undefined)
    throw new TypeError('compile expects options, { loss: "mse", optimizer: "adam", metrics: ["mae"] }, but got none');
  assertOptions("compile", options, known as OptionNames<FunctionalCompileOptions>);
  const { loss, optimizer, metrics = [], lossWeights } = options;
  const names = model.outputs.map(({ name }) => name);
  const several = names.length > 1;
  const isOne = typeof loss === "string" || typeof loss === "function" || !several;
  const losses = isOne ? names.map(() => loss as Loss) : listByName<LossName | Loss>("compile", "losses", loss, names);
  const weights = lossWeights === undefined ? names.map(() => 1) : listByName<number>("compile", "lossWeights", lossWeights, names); // biome-ignore format: a line
  const wrong = weights.find(weight => !(Number.isFinite(weight) && weight >= 0));
  if (wrong !== undefined)
    throw new RangeError(`compile expects lossWeights to be numbers ≥ 0, but got ${describe(wrong)}`);
  const perOutput = several ? metricsByOutput(metrics, names) : [metrics];
  const outputs = model.outputs.map(({ name, layers }, i): CompiledOutput => {
    const own = perOutput[i] ?? [];
    if (!Array.isArray(own))
      throw new TypeError(`compile expects metrics to be a list, ["accuracy"], but got ${describe(own)}`);
    const given = losses[i]!;
    const lossName = typeof given === "function" ? nameOfLoss(given) : lossNamed(given);
    const known: KnownLoss | undefined = lossName && knownLosses[lossName];
    if (lossName) assertLossFits("compile", layers, lossName, knownLosses[lossName]);
    const measured = Object.fromEntries((own as (MetricName | Metric)[]).map(metric => metricNamed(metric, known)));
    const ours = Object.keys(measured).filter(isMetricName);
    if (known?.bySequence && ours.length > 0)
      throw new RangeError(
        `compile knows no ${ours.join(", ")} beside ${lossName}, whose labels are not laid along the time steps; ` +
          "compare what ctcGreedyDecode(model.predict(x)) gives with the labels",
      );
    return {
      name: several ? name : undefined,
      loss: known?.loss ?? (given as Loss),
      lossName,
      weight: weights[i]!,
      metrics: measured,
    };
  });
  const chosen = optimizer instanceof Optimizer ? optimizer : optimizerNamed(optimizer);
  return { ...outputs[0]!, outputs, optimizer: chosen };
}

/** None for an output that an object leaves out. */
function metricsByOutput(metrics: unknown, names: readonly string[]): readonly unknown[] {
  if (Array.isArray(metrics)) {
    if (metrics.length === 0) return [];
    if (metrics.every(Array.isArray)) return listByName("compile", "lists of metrics", metrics, names);
    throw new TypeError(
      `compile expects a list of metrics for each output, { ${names[0]}: ["accuracy"] }, but got one for all of ${names.join(", ")}`,
    );
  }
  const none = Object.fromEntries(names.map(name => [name, []]));
  const given = typeof metrics === "object" && metrics !== null ? { ...none, ...metrics } : metrics;
  return listByName("compile", "lists of metrics", given, names);
}
