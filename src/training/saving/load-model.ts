// loadModel: a Keras-like model from plain data.
import {
  type CustomLayers,
  chained,
  connected,
  layerFromConfig,
  loadWeights,
  type SavedLayer,
} from "../../nn/index.ts";
import { type Optimizer, optimizerFrom } from "../../optim/index.ts";
import { assertOptions, describe, isObject, type OptionNames } from "../../options.ts";
import { assertChecksum } from "../../serialization/index.ts";
import type { Tensor } from "../../tensor/index.ts";
import { type FunctionalModel, functional } from "../functional-model.ts";
import { type SequentialModel, sequential } from "../sequential-model.ts";
import { randomSourcesOf } from "../step/model-state.ts";
import { assertForm, functionalForm, sequentialForm } from "./saved-form.ts";
import { format, functionalFormat, type SavedFunctional, type SavedModel, type SavedTraining } from "./saved-model.ts";
import { loadState } from "./saved-state.ts";

/** Options of `loadModel`. */
export interface LoadOptions {
  /** How layers of your own are made, by their kind, and the cells of your own that `rnn` runs, by their class. */
  customLayers?: CustomLayers;
}

const loadOptions: OptionNames<LoadOptions> = { customLayers: true };

/** The kind of model that was saved; of data without a type, as `JSON.parse` gives them, what either kind can do. */
export type LoadedModel<Saved> = 0 extends 1 & Saved
  ? SequentialModel &
      Pick<FunctionalModel<Tensor>, "call" | "compile" | "evaluate" | "fit" | "predict" | "trainOnBatch">
  : Saved extends SavedFunctional
    ? FunctionalModel
    : SequentialModel;

/**
 * The model that `save()` wrote, with its weights; compiled where it was, and then ready to go on training.
 * @example const model = loadModel(JSON.parse(text))
 * @throws Error for data that no model gave, or that is incomplete, or that has a layer of one's own that
 * `customLayers` lacks.
 * @example loadModel(saved, { customLayers: { Scale: ({ factor, ...options }) => new Scale(factor, options) } })
 */
export function loadModel<Saved extends SavedModel | SavedFunctional>(
  from: Saved,
  options?: LoadOptions,
): LoadedModel<Saved>;
export function loadModel(
  from: SavedModel | SavedFunctional,
  options: LoadOptions = {},
): SequentialModel | FunctionalModel {
  assertOptions("loadModel", options, loadOptions);
  const { customLayers = {} } = options;
  assertCustomLayers(customLayers);
  if (typeof from === "string") throw new TypeError(`loadModel expects what model.save() gave, ${insteadOf(from)}`);
  if (from?.format !== format && from?.format !== functionalFormat)
    throw new Error(
      `loadModel expects what model.save() gave, but got ${from === null || typeof from !== "object" ? describe(from) : "data of another format"}`,
    );
  assertChecksum("the saved model", from);
  assertForm(from.format === format ? sequentialForm : functionalForm, from);
  const { weights, training } = from;
  const make = (layer: SavedLayer) => layerFromConfig(layer, customLayers);
  const model =
    from.format === format
      ? sequential(chained(from, make), { name: from.name, dtype: from.dtype })
      : functional(connected(from, make));
  loadWeights(model, weights);
  if (!training) return model;
  const { optimizer, optimizerState, random, carried } = training;
  const restored = optimizerFrom(optimizer);
  restored.restore(model, optimizerState);
  compileAs(model, training, restored);
  randomSourcesOf(model).forEach((source, i) => {
    source.restore(random[i]!);
  });
  model.statefulLayers.forEach((layer, i) => {
    layer.carried = loadState(carried[i]!);
  });
  return model;
}

function assertCustomLayers(customLayers: unknown): void {
  if (!isObject(customLayers))
    throw new TypeError(`loadModel expects customLayers by their kinds, { Scale }, but got ${describe(customLayers)}`);
  for (const [kind, make] of Object.entries(customLayers as object)) {
    const fromConfig = (make as { fromConfig?: unknown } | null)?.fromConfig;
    if (typeof make !== "function" && typeof fromConfig !== "function")
      throw new TypeError(
        `loadModel expects customLayers.${kind} to be a class or a function, but got ${describe(make)}`,
      );
  }
}

function compileAs(
  model: SequentialModel | FunctionalModel,
  { loss, metrics, outputs }: SavedTraining,
  optimizer: Optimizer,
): void {
  if (!outputs) model.compile({ loss, metrics, optimizer });
  else
    (model as FunctionalModel).compile({
      loss: outputs.map(one => one.loss),
      lossWeights: outputs.map(one => one.weight),
      metrics: outputs.map(one => one.metrics),
      optimizer,
    });
}

/** Text is JSON that was not parsed, or else the name of a file. */
const insteadOf = (text: string): string =>
  /^\s*[{[]/.test(text)
    ? "but got text; write loadModel(JSON.parse(text))"
    : `but got ${describe(text)}; a file is read by loadModel(JSON.parse(readFileSync(${describe(text)}, "utf8"))), with ` +
      'import { readFileSync } from "node:fs"';
