// The door of the training room.

export { type Callback, type EarlyStoppingOptions, earlyStopping } from "./callbacks.ts";
export type { Checkpoint } from "./checkpoint.ts";
export type { FitOptions } from "./fit.ts";
export { type Measures, TrainingHistory } from "./history.ts";
export type { LossName, MetricName } from "./keras-names.ts";
export { loadModel } from "./load-model.ts";
export { binaryAccuracy, categoricalAccuracy, type Metric, sparseCategoricalAccuracy } from "./metrics.ts";
export {
  type Generated,
  type GenerateOptions,
  generate,
  type NextSymbol,
  type SampleOptions,
  sample,
  samplingProbabilities,
} from "./sampling.ts";
export type { SavedModel, SaveOptions } from "./save-model.ts";
export {
  type CompileOptions,
  type EvaluateOptions,
  type Evaluation,
  SequentialModel,
  sequential,
} from "./sequential-model.ts";
export {
  type BatchLoss,
  type LossContext,
  type TrainingStep,
  type TrainingSteps,
  type TrainOptions,
  train,
} from "./train.ts";
export type { TrainingRecord } from "./training-record.ts";
