// save: a Keras-like model as plain data, with all that training needs to go on.
import { saveWeights } from "../../nn/index.ts";
import { saveOptimizer } from "../../optim/index.ts";
import { withChecksum } from "../../serialization/index.ts";
import type { CompiledModel } from "../compile/compiled-model.ts";
import type { MetricName } from "../compile/keras-names.ts";
import { randomSourcesOf } from "../step/model-state.ts";
import { format, type SavedModel, type SavedTraining, type SaveOptions } from "./saved-model.ts";
import { saveState } from "./saved-state.ts";

export function saveModel(model: CompiledModel, { includeOptimizer = true }: SaveOptions = {}): SavedModel {
  const { name, dtype, inputShape } = model;
  if (!inputShape) throw new Error(`${name} has no weights to save yet: its first layer needs an inputShape`);
  const layers = model.layers.map(layer => ({ kind: layer.kind, config: layer.config() }));
  const training = model.isCompiled && includeOptimizer ? savedTraining(model) : null;
  return withChecksum({ format, name, dtype, inputShape, layers, weights: saveWeights(model), training });
}

function savedTraining(model: CompiledModel): SavedTraining {
  const { lossName, optimizer, metrics } = model.compiled("save");
  const savedOptimizer = saveOptimizer(optimizer);
  if (!lossName || !savedOptimizer)
    throw new Error(
      `save cannot write down a ${lossName ? "learning rate" : "loss"} that is a function of your own; ` +
        "save({ includeOptimizer: false }) leaves out how the model was compiled, and compile() says it again after loadModel",
    );
  return {
    loss: lossName,
    metrics: Object.keys(metrics) as MetricName[],
    optimizer: savedOptimizer,
    optimizerState: optimizer.state(model),
    random: randomSourcesOf(model).map(({ state }) => state),
    carried: model.statefulLayers.map(({ carried }) => saveState(carried)),
  };
}
