// The door of the training room.
export { TrainingHistory } from "./history.ts";
export { categoricalAccuracy, type Metric, sparseCategoricalAccuracy } from "./metrics.ts";
export { type CompileOptions, type Evaluation, type FitOptions, SequentialModel, sequential } from "./sequential.ts";
export type { LossName, MetricName } from "./strings.ts";
