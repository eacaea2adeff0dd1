// Weights of Keras 3 in a model, and a model's weights as Keras 3 keeps them: .weights.h5.
import { formatShape, sameShape } from "../../backend/index.ts";
import { LayeredModel, Sequential } from "../../nn/index.ts";
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import { fromFlat } from "../../tensor/index.ts";
import { bytesOf } from "../bytes.ts";
import type { Hdf5Contents } from "../hdf5/read.ts";
import { type Hdf5Library, type WrittenGroup, writeHdf5 } from "../hdf5/write.ts";
import { assertSameLayers } from "../topology.ts";
import { isZip, ofKeras, readArchive } from "./archive.ts";
import { isKeras2, readKeras2 } from "./keras2.ts";
import { variablesOf } from "./places.ts";

const next = 'save the weights again in Python: model.save_weights("model.weights.h5")';

/**
 * Gives a model of `sequential` or `functional` the weights that Keras saved of one with the same layers. What an optimizer
 * remembered is not read.
 * @param bytes those of model.weights.h5, of model.h5 (Keras 2), or of model.keras. What the last two say of the layers of a
 * Sequential model is compared with those of `model`, and an option that would make another output is an error
 * @throws Error for a file that is damaged or of another format; RangeError for weights that are missing or too many,
 * and for other shapes or options; TypeError for what is no model or no bytes. The model is then unchanged.
 * @example
 * const { readFileSync } = await import("node:fs")
 * await fromKeras(model, readFileSync("model.weights.h5"))
 */
export async function fromKeras(model: LayeredModel, bytes: Uint8Array | ArrayBuffer): Promise<void> {
  assertModel("fromKeras", model);
  const plain = bytesOf("fromKeras", bytes, 'await fromKeras(model, readFileSync("model.weights.h5"))');
  const { weights: hdf5, layers } = isZip(plain) ? readArchive("fromKeras", plain, next) : { weights: plain };
  if (layers && model instanceof Sequential) assertSameLayers("fromKeras", model.layers, layers, ofKeras);
  const { readHdf5 } = await import("../hdf5/read.ts");
  const contents = readHdf5("fromKeras", hdf5, next, isWeight);
  if (isKeras2(contents)) return fromKeras2(model, contents);
  const datasets = new Map([...contents.datasets].filter(([path]) => path.startsWith("layers/")));
  const weights = variablesOf("fromKeras", model).flatMap(group => group.weights);
  const left = new Set(datasets.keys());
  const values = weights.map(({ path, what, parameter }) => {
    const { shape, dtype } = parameter;
    const found = datasets.get(path);
    left.delete(path);
    if (!found || !sameShape(found.shape, shape)) {
      const got = found ? formatShape(found.shape) : whatIsThere(path, [...datasets.keys()]);
      throw new RangeError(
        `fromKeras expects ${path} of shape ${formatShape(shape)} for ${what}, but got ${got}; ` +
          "the model needs the same layers in the same order as in Keras; nothing was changed",
      );
    }
    return fromFlat(found.values, shape, { dtype });
  });
  if (left.size > 0)
    throw new RangeError(
      `fromKeras expects weights of ${model.layers.length} layers, but got ${[...left].slice(0, 3).join(", ")} beside them; ` +
        "the model needs the same layers in the same order as in Keras; nothing was changed",
    );
  weights.forEach((weight, i) => {
    weight.read(values[i]!);
  });
}

/** The weights of a file of Keras 2, in the order of `get_weights()`, which is ours. */
function fromKeras2(model: LayeredModel, contents: Hdf5Contents): void {
  const { weights, layers } = readKeras2(contents, got => {
    throw new Error(`fromKeras expects a whole .h5 of Keras 2, but got ${got}; ${next}`);
  });
  if (layers && model instanceof Sequential) assertSameLayers("fromKeras", model.layers, layers, ofKeras);
  const parameters = model.parameters();
  if (weights.length !== parameters.length)
    throw new RangeError(
      `fromKeras expects ${parameters.length} weights, as this model has, but got ${weights.length}, the last one ` +
        `${weights.at(-1)?.path ?? "of none"}; the model needs the same layers in the same order as in Keras; nothing was changed`,
    );
  const values = weights.map(({ path, shape, values }, i) => {
    const { path: ours, parameter } = parameters[i]!;
    if (sameShape(shape, parameter.shape)) return fromFlat(values, parameter.shape, { dtype: parameter.dtype });
    throw new RangeError(
      `fromKeras expects ${ours} of shape ${formatShape(parameter.shape)}, but got ${path} of shape ${formatShape(shape)}; ` +
        "the model needs the same layers in the same order as in Keras; nothing was changed",
    );
  });
  parameters.forEach(({ parameter }, i) => {
    parameter.assign(values[i]!);
  });
}

/** Generators of dropout are kept beside the weights, and an optimizer's memory. */
const isWeight = (path: string): boolean => !/seed_generator|^optimizer(_weights)?\//.test(path);

function whatIsThere(path: string, all: readonly string[]): string {
  const above = path.replace(/\/(cell\/)?vars\/\d+$/, "");
  const near = all.filter(other => other.startsWith(`${above}/`));
  return near.length > 0 ? `only ${near.join(", ")}` : `none; the file has ${layersIn(all).join(", ") || "no layers"}`;
}

const layersIn = (all: readonly string[]): string[] => [...new Set(all.map(path => path.split("/")[1]!))].slice(0, 8);

/** Options of `toKeras`. */
export interface ToKerasOptions {
  /** The package h5wasm, which writes HDF5, where it is not installed beside the toolkit: `import * as h5wasm from "h5wasm"`. */
  h5wasm?: Hdf5Library;
}

const toKerasOptions: OptionNames<ToKerasOptions> = { h5wasm: true };

/**
 * The weights of a model of `sequential` or `functional` as the bytes of a .weights.h5: `model.load_weights` of Keras 3 takes them
 * for one with the same layers. A second bias vector (`recurrentBias`) is added to the first, since Keras has one.
 * @throws Error where h5wasm is not installed, and for a layer that Keras does not have; TypeError for what is no model
 * @example
 * const { writeFileSync } = await import("node:fs")
 * writeFileSync("model.weights.h5", await toKeras(model))
 */
export async function toKeras(model: LayeredModel, options: ToKerasOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
  assertModel("toKeras", model);
  assertOptions("toKeras", options, toKerasOptions);
  const groups = variablesOf("toKeras", model).map(({ path, name, weights }): [string, WrittenGroup] => [
    path,
    { name, datasets: Object.fromEntries(weights.map((weight, i) => [`${i}`, weight.write()])) },
  ]);
  return writeHdf5("toKeras", new Map(groups), options.h5wasm);
}

function assertModel(who: string, model: unknown): asserts model is LayeredModel {
  if (!(model instanceof LayeredModel))
    throw new TypeError(
      `${who} expects a model of sequential() or functional(), but got ${describe(model)}; weights in Keras's order go into ` +
        "a layer by layer.setWeights([…])",
    );
  model.parameters(); // says where there are no weights yet
}
