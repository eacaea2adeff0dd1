// Weights of TensorFlow.js in a model, and a model as TensorFlow.js loads it: a LayersModel.
import { formatShape, sameShape } from "../../backend/index.ts";
import { type AnyLayer, Bidirectional, type Parameter, Sequential, TimeDistributed } from "../../nn/index.ts";
import { describe } from "../../options.ts";
import { fromFlat, type Tensor } from "../../tensor/index.ts";
import { weightsIn } from "../keras/places.ts";
import { assertSameLayers } from "../topology.ts";
import { readTfjs, type TfjsFiles, writtenFiles } from "./files.ts";
import { ofTfjs, topologyOf } from "./topology.ts";

/**
 * Gives a model of `sequential` the weights of a LayersModel with the same layers. What model.json says of them is compared: an
 * option that would make another output is an error.
 * @param files model.json as text or bytes, and the files of weights that it lists, by name
 * @throws TypeError for what is no model or no files, Error for files that are missing, damaged or of another format, RangeError
 * for other layers, options, names or shapes. The model is then unchanged.
 * @example
 * const { readFileSync } = await import("node:fs")
 * const files = ["model.json", "weights.bin"].map(name => [name, readFileSync(name)])
 * fromTfjs(model, Object.fromEntries(files))
 */
export function fromTfjs(model: Sequential, files: TfjsFiles): void {
  assertSequential("fromTfjs", model);
  const { layers, weights } = readTfjs(files);
  assertSameLayers("fromTfjs", model.layers, layers, ofTfjs);
  const left = new Set(weights.keys());
  const found = model.layers.flatMap((layer, i) =>
    namedWeights(layer, String(layers[i]!.config.name)).map(weight => {
      const name = [...weights.keys()].find(other => isNameOf(other, weight.name));
      const { shape, dtype } = weight.parameter;
      const value = name === undefined ? undefined : weights.get(name)!;
      if (!value || !sameShape(value.shape, shape))
        throw new RangeError(
          `fromTfjs expects ${weight.name} of shape ${formatShape(shape)} for ${weight.what}, but got ` +
            `${value ? formatShape(value.shape) : `none; the files have ${[...weights.keys()].slice(0, 6).join(", ")}`}; ` +
            "nothing was changed",
        );
      left.delete(name!);
      return { weight, value: fromFlat(value.values, shape, { dtype }) };
    }),
  );
  if (left.size > 0)
    throw new RangeError(
      `fromTfjs expects only what the model has, but got ${[...left].slice(0, 4).join(", ")}; nothing was changed`,
    );
  for (const { weight, value } of found) weight.read(value);
}

/**
 * A model of `sequential` as TensorFlow.js loads it by `tf.loadLayersModel`: its files by name, model.json and weights.bin. Numbers
 * become float32, which is all it has.
 * @throws TypeError for what is no model; Error for a layer, an activation or an option that TensorFlow.js has not, such as a gru
 * with resetAfter: true
 * @example
 * const { writeFileSync } = await import("node:fs")
 * for (const [name, file] of Object.entries(toTfjs(model))) writeFileSync(name, file)
 */
export function toTfjs(model: Sequential): { "model.json": string; "weights.bin": Uint8Array<ArrayBuffer> } {
  assertSequential("toTfjs", model);
  const layers = model.layers.map(layer => topologyOf("toTfjs", layer));
  const [first, ...others] = layers;
  const batchInputShape = [null, ...model.inputShape!];
  const weights = model.layers.flatMap(layer => namedWeights(layer, layer.name));
  return writtenFiles(
    model.name,
    [{ ...first!, config: { ...first!.config, batch_input_shape: batchInputShape } }, ...others],
    weights.map(({ name, write }) => {
      const value = write();
      return { name, shape: value.shape, values: value.values() };
    }),
  );
}

interface NamedWeight {
  readonly name: string;
  readonly what: string;
  readonly parameter: Parameter;
  write(): Tensor;
  read(value: Tensor): void;
}

/** A layer's weights by TensorFlow.js's names, where the layer is called `name`. */
function namedWeights(layer: AnyLayer, name: string): NamedWeight[] {
  if (layer instanceof Bidirectional) {
    const { forwardLayer, backwardLayer } = layer;
    return [
      ...namedWeights(forwardLayer, `${name}/forward_${forwardLayer.name}`),
      ...namedWeights(backwardLayer, `${name}/backward_${forwardLayer.name}`),
    ];
  }
  if (layer instanceof TimeDistributed) return namedWeights(layer.layer, name);
  return weightsIn("", layer, layer.name).map(weight => ({
    ...weight,
    name: `${name}/${weight.what.replace(/^.*[ .]/, "").replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)}`,
  }));
}

/** The inner layer of two directions may be called otherwise there, and a converted model puts a cell's name between. */
function isNameOf(theirs: string, ours: string): boolean {
  const [a, b] = [theirs.split("/"), ours.split("/")];
  const direction = (parts: readonly string[]) =>
    parts.find((part, i) => i > 0 && /^(forward|backward)_/.test(part))?.[0];
  return a[0] === b[0] && a.at(-1) === b.at(-1) && direction(a) === direction(b);
}

function assertSequential(who: string, model: unknown): asserts model is Sequential {
  if (!(model instanceof Sequential))
    throw new TypeError(
      `${who} expects a model of sequential(), but got ${describe(model)}; it has no other kind here`,
    );
  model.parameters(); // says where there are no weights yet
}
