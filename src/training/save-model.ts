// save: a Keras-like model as plain data, with all that training needs to go on.
import type { DType } from "../backend/index.ts";
import { type SampleShape, type SavedLayer, type SavedWeights, saveWeights } from "../nn/index.ts";
import { type OptimizerState, type SavedOptimizer, saveOptimizer } from "../optim/index.ts";
import { type Checksummed, withChecksum } from "../serialization/index.ts";
import type { RngState } from "../tensor/index.ts";
import { type LossName, type MetricName, nameOfLoss } from "./keras-names.ts";
import { randomSourcesOf } from "./model-state.ts";
import { type SavedState, saveState } from "./saved-state.ts";
import type { SequentialModel } from "./sequential-model.ts";

export const format = "unrolled model 1";

export interface SaveOptions {
  /** Whether what compile() was told and what training remembers is saved too; true where left out. */
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

/** What compile() was told, and where training stands. */
export interface SavedTraining {
  readonly loss: LossName;
  readonly metrics: readonly MetricName[];
  readonly optimizer: SavedOptimizer;
  readonly optimizerState: OptimizerState;
  /** Of the model's generator, which shuffles, and of those that dropout draws from. */
  readonly random: readonly RngState[];
  /** The states that stateful layers carry. */
  readonly carried: readonly SavedState[];
}

export function saveModel(model: SequentialModel, { includeOptimizer = true }: SaveOptions = {}): SavedModel {
  const { name, dtype, inputShape } = model;
  if (!inputShape) throw new Error(`${name} has no weights to save yet: its first layer needs an inputShape`);
  const layers = model.layers.map(layer => ({ kind: layer.kind, config: layer.config() }));
  const training = model.isCompiled && includeOptimizer ? savedTraining(model) : null;
  return withChecksum({ format, name, dtype, inputShape, layers, weights: saveWeights(model), training });
}

function savedTraining(model: SequentialModel): SavedTraining {
  const { loss, optimizer, metrics } = model.compiled("save");
  const named = nameOfLoss(loss);
  const savedOptimizer = saveOptimizer(optimizer);
  if (!named || !savedOptimizer)
    throw new Error(
      `save cannot write down a ${named ? "learning rate" : "loss"} that is a function of your own; ` +
        "save({ includeOptimizer: false }) leaves out how the model was compiled, and compile() says it again after loadModel",
    );
  return {
    loss: named,
    metrics: Object.keys(metrics) as MetricName[],
    optimizer: savedOptimizer,
    optimizerState: optimizer.state(model),
    random: randomSourcesOf(model).map(({ state }) => state),
    carried: model.statefulLayers.map(({ carried }) => saveState(carried)),
  };
}
