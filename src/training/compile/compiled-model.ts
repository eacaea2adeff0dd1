// CompiledModel: what fit, its callbacks and saving see of the model that they are given.
import type { Loss, Sequential } from "../../nn/index.ts";
import type { Optimizer } from "../../optim/index.ts";
import type { Tensor, TensorLike } from "../../tensor/index.ts";
import type { SavedModel, SaveOptions } from "../saving/saved-model.ts";
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
export type Evaluation = { loss: number } & { [metric in MetricName]?: number };

/** A compiled model's loss, optimizer and metrics. */
export interface Compiled {
  /** In Keras's order, (yTrue, yPred, options), also where compile() was given one of PyTorch's order. */
  readonly loss: Loss;
  /** Its name, where it is one of the toolkit's. */
  readonly lossName: KnownLossName | undefined;
  readonly optimizer: Optimizer;
  readonly metrics: Readonly<Record<string, Metric>>;
}

/** A layered model with `compile`: the model that callbacks get. */
export interface CompiledModel extends Sequential {
  /** Set to true by a callback, ends `fit` after the epoch. */
  stopTraining: boolean;
  readonly isCompiled: boolean;
  /** The loss, optimizer and metrics of compile(). @throws Error before it; `who` is named in the message. */
  compiled(who: string): Compiled;
  evaluate(x: TensorLike, y: TensorLike, options?: EvaluateOptions): Evaluation;
  predict(x: TensorLike, options?: { batchSize?: number }): Tensor;
  save(options?: SaveOptions): SavedModel;
}
