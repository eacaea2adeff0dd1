// SavedModel: what a saved model consists of, as plain data.
import type { FunctionalConfig, SavedWeights, SequentialConfig } from "../../nn/index.ts";
import type { OptimizerState, SavedOptimizer } from "../../optim/index.ts";
import type { Checksummed } from "../../serialization/index.ts";
import type { RngState } from "../../tensor/index.ts";
import type { LossName, MetricName } from "../compile/keras-names.ts";
import type { SavedState } from "./saved-state.ts";

export const format = "unrolled model 1";
export const functionalFormat = "unrolled functional 1";

/** Options of `model.save`. */
export interface SaveOptions {
  /** Whether loss, metrics, optimizer and its memory are saved too; true where left out. */
  includeOptimizer?: boolean;
}

/** What `save()` gives and `loadModel` takes. */
export type SavedModel = Checksummed<{ readonly format: typeof format } & SequentialConfig & SavedParts>;

/** What `save()` of a functional model gives. */
export type SavedFunctional = Checksummed<{ readonly format: typeof functionalFormat } & FunctionalConfig & SavedParts>;

interface SavedParts {
  readonly weights: SavedWeights;
  /** Of a compiled model. */
  readonly training: SavedTraining | null;
}

/** The options of compile(), and where training stands. */
export interface SavedTraining {
  readonly loss: LossName;
  readonly metrics: readonly MetricName[];
  /** Of a model of several outputs: those of each. */
  readonly outputs?: readonly {
    readonly loss: LossName;
    readonly weight: number;
    readonly metrics: readonly MetricName[];
  }[];
  readonly optimizer: SavedOptimizer;
  readonly optimizerState: OptimizerState;
  /** Of the model's generator, which shuffles, and of those that dropout draws from. */
  readonly random: readonly RngState[];
  /** The states that stateful layers carry. */
  readonly carried: readonly SavedState[];
}
