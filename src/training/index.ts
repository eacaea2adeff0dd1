// The door of the training room.

export type { CompileOptions, FunctionalCompileOptions } from "./compile/compile.ts";
export type { CompiledModel, EvaluateOptions, Evaluation } from "./compile/compiled-model.ts";
export type { LossName, MetricName } from "./compile/keras-names.ts";
export {
  accuracy,
  binaryAccuracy,
  categoricalAccuracy,
  type Metric,
  type MetricOptions,
  sparseCategoricalAccuracy,
  sparseTopKCategoricalAccuracy,
  type Tally,
  type TopKOptions,
  topKCategoricalAccuracy,
} from "./compile/metrics.ts";
export { auc, precision, recall, type ThresholdOptions } from "./compile/tallied-metrics.ts";
export { type BeamSearchOptions, beamSearch, type Hypothesis } from "./decoding/beam-search.ts";
export { type BleuOptions, type BleuScore, bleu, type Tokens } from "./decoding/bleu.ts";
export { type CtcDecoded, type CtcDecodeOptions, ctcGreedyDecode } from "./decoding/ctc-greedy-decode.ts";
export { greedyDecode, type SampleDecodeOptions, sampleDecode } from "./decoding/decode.ts";
export type { Decoded, DecodeOptions, DecoderStep } from "./decoding/decoder-step.ts";
export { type Taught, type TeacherForcingOptions, teacherForcing } from "./decoding/teacher-forcing.ts";
export type { Callback } from "./fit/callbacks.ts";
export { type EarlyStoppingOptions, earlyStopping } from "./fit/early-stopping.ts";
export type { FitOptions } from "./fit/fit.ts";
export { TrainingHistory } from "./fit/history.ts";
export type { Measures } from "./fit/measures.ts";
export { type ModelCheckpoint, type ModelCheckpointOptions, modelCheckpoint } from "./fit/model-checkpoint.ts";
export type { MonitorOptions } from "./fit/monitor.ts";
export { type ReduceLROnPlateauOptions, reduceLROnPlateau } from "./fit/plateau.ts";
export { FunctionalModel, functional } from "./functional-model.ts";
export type { BatchLoss, LossContext } from "./loop/batch-loss.ts";
export type { Checkpoint } from "./loop/checkpoint.ts";
export {
  type TrainingStep,
  type TrainingSteps,
  type TrainOptions,
  type TrainOptionsWithLoss,
  train,
} from "./loop/train.ts";
export type { EvaluationHook, TrainingRecord } from "./loop/training-record.ts";
export {
  type Generated,
  type GenerateOptions,
  generate,
  type NextSymbol,
  type SampleOptions,
  sample,
  samplingProbabilities,
} from "./sampling.ts";
export { type LoadedModel, type LoadOptions, loadModel } from "./saving/load-model.ts";
export type { SavedFunctional, SavedModel, SaveOptions } from "./saving/saved-model.ts";
export { SequentialModel, sequential } from "./sequential-model.ts";
