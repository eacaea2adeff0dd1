// loadModel: a Keras-like model from plain data.
import { layerFromConfig, loadWeights, type SavedModel } from "../nn/index.ts";
import { type SequentialModel, sequential } from "./sequential.ts";

/**
 * The model that `save()` wrote, with its weights. It is not compiled.
 * @example const model = loadModel(JSON.parse(text))
 * @throws Error for data that no model gave, or that is incomplete.
 */
export function loadModel(from: SavedModel): SequentialModel {
  if (from?.format !== "unrolled model 1")
    throw new Error(
      `loadModel expects what model.save() gave, but got ${from === null || typeof from !== "object" ? String(from) : "data of another format"}`,
    );
  const { name, dtype, inputShape, layers, weights } = from;
  const [first, ...rest] = layers;
  if (!first) throw new Error("loadModel expects at least one layer, but got none");
  const withShape = { kind: first.kind, config: { ...first.config, inputShape: [...inputShape] } };
  const model = sequential([withShape, ...rest].map(layerFromConfig), { name, dtype });
  loadWeights(model, weights);
  return model;
}
