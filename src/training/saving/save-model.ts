// save: a Keras-like model as plain data, with all that training needs to go on.
import {
  type AnyLayer,
  type FunctionalConfig,
  hasForeignKind,
  Lambda,
  ModelLayer,
  type SequentialConfig,
  saveWeights,
} from "../../nn/index.ts";
import { saveOptimizer } from "../../optim/index.ts";
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import { withChecksum } from "../../serialization/index.ts";
import type { CompiledModel } from "../compile/compiled-model.ts";
import { isMetricName, type MetricName } from "../compile/keras-names.ts";
import { randomSourcesOf } from "../step/model-state.ts";
import {
  format,
  functionalFormat,
  type SavedFunctional,
  type SavedModel,
  type SavedTraining,
  type SaveOptions,
} from "./saved-model.ts";
import { saveState } from "./saved-state.ts";

const saveOptions: OptionNames<SaveOptions> = { includeOptimizer: "boolean" };

export function saveModel(model: CompiledModel, options?: SaveOptions): SavedModel {
  const parts = savedParts(model, options);
  return withChecksum({ format, ...(model.config() as unknown as SequentialConfig), ...parts });
}

/** The same of a model of `functional()`, with the calls of its layers. */
export function saveFunctional(model: CompiledModel, options?: SaveOptions): SavedFunctional {
  const parts = savedParts(model, options);
  return withChecksum({ format: functionalFormat, ...(model.config() as unknown as FunctionalConfig), ...parts });
}

function savedParts(model: CompiledModel, options: SaveOptions = {}) {
  if (typeof options === "string")
    throw new TypeError(
      `save gives the model as plain data and writes no file, but got ${describe(options)}; write ` +
        `writeFileSync(${describe(options)}, JSON.stringify(model.save())), with import { writeFileSync } from "node:fs"`,
    );
  assertOptions("save", options, saveOptions);
  const { includeOptimizer = true } = options;
  if (model.inputs.some(({ shape }) => !shape))
    throw new Error(`${model.name} has no weights to save yet: its first layer needs an inputShape`);
  assertEachOnce(model);
  for (const layer of model.layers) assertSavable(layer);
  const training = model.isCompiled && includeOptimizer ? savedTraining(model) : null;
  return { weights: saveWeights(model), training };
}

function savedTraining(model: CompiledModel): SavedTraining {
  const { optimizer, outputs } = model.compiled("save");
  const savedOptimizer = saveOptimizer(optimizer);
  const rate = typeof optimizer.learningRate === "function" ? "a learning rate that is a function" : "an optimizer";
  const losses = outputs.flatMap(({ lossName }) => lossName ?? []);
  if (losses.length < outputs.length || !savedOptimizer)
    throw new Error(
      `save cannot write down ${losses.length < outputs.length ? "a loss that is a function" : rate} of your own; ` +
        "save({ includeOptimizer: false }) leaves out how the model was compiled, and compile() says it again after loadModel",
    );
  const own = outputs.flatMap(({ metrics }) => Object.keys(metrics)).find(name => !isMetricName(name));
  if (own !== undefined)
    throw new Error(
      `save cannot write down the metric ${own}, a function of your own; save({ includeOptimizer: false }) leaves out how the ` +
        "model was compiled, and compile() says it again after loadModel",
    );
  const each = outputs.map(({ metrics, weight }, i) => ({
    loss: losses[i]!,
    weight,
    metrics: Object.keys(metrics) as MetricName[],
  }));
  const { loss, metrics } = each[0]!;
  return {
    loss,
    metrics,
    ...(each.length > 1 || each[0]!.weight !== 1 ? { outputs: each } : {}),
    optimizer: savedOptimizer,
    optimizerState: optimizer.state(model),
    random: randomSourcesOf(model).map(({ state }) => state),
    carried: model.statefulLayers.map(({ carried }) => saveState(carried)),
  };
}

/** A weight of two layers would be two after `loadModel`. */
function assertEachOnce(model: CompiledModel): void {
  const seen = new Map<object, string>();
  for (const layer of model.layers)
    for (const { parameter } of layer.parameters()) {
      const other = seen.get(parameter);
      if (other !== undefined && other !== layer.name)
        throw new Error(
          `save expects each layer once, but ${other} and ${layer.name} share weights; save the model within by itself, and ` +
            "put them together again after loadModel",
        );
      seen.set(parameter, layer.name);
    }
}

/** What `loadModel` could not make again is refused here, where nothing is lost yet. */
function assertSavable(layer: AnyLayer): void {
  const { name } = layer.constructor;
  if (hasForeignKind(layer))
    throw new Error(
      `save would write down ${layer.describe()} as the toolkit's own ${layer.kind}, but it is of your class ${name}; ` +
        `give it a kind of its own, readonly kind = "${name}", and load it by loadModel(saved, { customLayers: { ${name} } })`,
    );
  if (layer instanceof ModelLayer) for (const inner of layer.model.layers) assertSavable(inner);
  if (layer.wrapped) assertSavable(layer.wrapped);
  if (layer instanceof Lambda)
    throw new TypeError(
      `save cannot write down ${layer.describe()}, since a function is no data; write a layer of your own instead, ` +
        "class Own extends Layer { forward(x) { … } config() { return this.baseConfig() } }, and load it by " +
        "loadModel(saved, { customLayers: { Own } })",
    );
  assertPlain(`config() of ${layer.describe()}`, "", layer.config());
}

function assertPlain(who: string, path: string, value: unknown): void {
  if (value === null || typeof value === "boolean" || typeof value === "string" || Number.isFinite(value)) return;
  const isPlain =
    Array.isArray(value) || (typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype);
  if (!isPlain)
    throw new TypeError(
      `save expects ${who} to give plain data (numbers, texts, true, false, null, lists and objects of them), ` +
        `but got ${describe(value)}${path === "" ? "" : ` as ${path}`}`,
    );
  for (const [key, inner] of Object.entries(value as object))
    assertPlain(who, path === "" ? key : `${path}.${key}`, inner);
}
