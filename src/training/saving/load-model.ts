// loadModel: a Keras-like model from plain data.
import { type CustomLayers, layerFromConfig, loadWeights } from "../../nn/index.ts";
import { optimizerFrom } from "../../optim/index.ts";
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import { assertChecksum } from "../../serialization/index.ts";
import { type SequentialModel, sequential } from "../sequential-model.ts";
import { randomSourcesOf } from "../step/model-state.ts";
import { format, type SavedModel } from "./saved-model.ts";
import { loadState } from "./saved-state.ts";

/** Options of `loadModel`. */
export interface LoadOptions {
  /** How layers of your own are made, by their kind. */
  customLayers?: CustomLayers;
}

const loadOptions: OptionNames<LoadOptions> = { customLayers: true };

/**
 * The model that `save()` wrote, with its weights; compiled where it was, and then ready to go on training.
 * @example const model = loadModel(JSON.parse(text))
 * @throws Error for data that no model gave, or that is incomplete, or that has a layer of one's own that
 * `customLayers` lacks.
 * @example loadModel(saved, { customLayers: { Scale: ({ factor, ...options }) => new Scale(factor, options) } })
 */
export function loadModel(from: SavedModel, options: LoadOptions = {}): SequentialModel {
  assertOptions("loadModel", options, loadOptions);
  const { customLayers = {} } = options;
  if (typeof from === "string") throw new TypeError(`loadModel expects what model.save() gave, ${insteadOf(from)}`);
  if (from?.format !== format)
    throw new Error(
      `loadModel expects what model.save() gave, but got ${from === null || typeof from !== "object" ? describe(from) : "data of another format"}`,
    );
  assertChecksum("the saved model", from);
  const { name, dtype, inputShape, layers, weights, training } = from;
  const [first, ...rest] = layers;
  const withShape = { kind: first!.kind, config: { ...first!.config, inputShape: [...inputShape] } };
  const model = sequential(
    [withShape, ...rest].map(layer => layerFromConfig(layer, customLayers)),
    { name, dtype },
  );
  loadWeights(model, weights);
  if (!training) return model;
  const { loss, metrics, optimizer, optimizerState, random, carried } = training;
  const restored = optimizerFrom(optimizer);
  restored.restore(model, optimizerState);
  model.compile({ loss, metrics, optimizer: restored });
  randomSourcesOf(model).forEach((source, i) => {
    source.restore(random[i]!);
  });
  model.statefulLayers.forEach((layer, i) => {
    layer.carried = loadState(carried[i]!);
  });
  return model;
}

/** Text is JSON that was not parsed, or else the name of a file. */
const insteadOf = (text: string): string =>
  /^\s*[{[]/.test(text)
    ? "but got text; write loadModel(JSON.parse(text))"
    : `but got ${describe(text)}; a file is read by loadModel(JSON.parse(readFileSync(${describe(text)}, "utf8"))), with ` +
      'import { readFileSync } from "node:fs"';
