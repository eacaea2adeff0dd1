// CompiledModel: what fit, its callbacks and saving see of the model that they are given.
import type { LayeredModel, Loss, ModelInputs } from "../../nn/index.ts";
import type { Optimizer } from "../../optim/index.ts";
import type { TensorLike } from "../../tensor/index.ts";
import type { SavedFunctional, SavedModel, SaveOptions } from "../saving/saved-model.ts";
import type { MetricName } from "./keras-names.ts";
import type { KnownLossName } from "./known-losses.ts";
import type { Metric } from "./metrics.ts";

/** Options of `model.evaluate`. */
export interface EvaluateOptions {
  /** Samples at a time; 32 where left out. */
  batchSize?: number;
  /** How much each sample counts in the loss; as for fit. */
  sampleWeight?: TensorLike;
}

/** What evaluate() measures: the loss and each metric of compile(). */
export type Evaluation = { loss: number } & { [metric in Exclude<MetricName, "acc">]?: number };

/** How one output of a compiled model is judged. */
export interface CompiledOutput {
  /** The name of the output, where there are several: its measures then begin with it. */
  readonly name: string | undefined;
  /** In Keras's order, (yTrue, yPred, options), also where compile() was given one of PyTorch's order. */
  readonly loss: Loss;
  /** Its name, where it is one of the toolkit's. */
  readonly lossName: KnownLossName | undefined;
  /** How much its loss counts in the sum. */
  readonly weight: number;
  readonly metrics: Readonly<Record<string, Metric>>;
}

/** A compiled model's loss, optimizer and metrics; those of its first output, and of all. */
export interface Compiled extends CompiledOutput {
  readonly optimizer: Optimizer;
  readonly outputs: readonly CompiledOutput[];
}

/** A layered model with `compile`: the model that callbacks get. */
export interface CompiledModel extends LayeredModel {
  /** Set to true by a callback, ends `fit` after the epoch. */
  stopTraining: boolean;
  readonly isCompiled: boolean;
  /** The loss, optimizer and metrics of compile(). @throws Error before it; `who` is named in the message. */
  compiled(who: string): Compiled;
  evaluate(x: ModelInputs, y: ModelInputs, options?: EvaluateOptions): Evaluation;
  predict(x: ModelInputs, options?: { batchSize?: number }): unknown;
  save(options?: SaveOptions): SavedModel | SavedFunctional;
}
