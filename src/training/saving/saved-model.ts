// SavedModel: what a saved model consists of, as plain data.
import type { DType } from "../../backend/index.ts";
import type { SampleShape, SavedLayer, SavedWeights, Source } from "../../nn/index.ts";
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
export type SavedModel = Checksummed<{
  readonly format: typeof format;
  readonly name: string;
  readonly dtype: DType;
  readonly inputShape: SampleShape;
  readonly layers: readonly SavedLayer[];
  readonly weights: SavedWeights;
  /** Of a compiled model. */
  readonly training: SavedTraining | null;
}>;

/** What `save()` of a functional model gives. */
export type SavedFunctional = Checksummed<{
  readonly format: typeof functionalFormat;
  readonly name: string;
  readonly dtype: DType;
  readonly inputs: readonly { readonly name: string; readonly shape: SampleShape }[];
  readonly layers: readonly SavedLayer[];
  /** Each call of a layer (by its number) on inputs and on what calls before it gave. */
  readonly calls: readonly {
    readonly layer: number;
    readonly inputs: readonly Source[];
    readonly states: readonly Source[];
  }[];
  readonly outputs: readonly Source[];
  readonly givesList: boolean;
  readonly weights: SavedWeights;
  readonly training: SavedTraining | null;
}>;

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
