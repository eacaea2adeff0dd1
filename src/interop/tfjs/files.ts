// The files of a LayersModel: model.json, and the shards of its weights, which it lists.
import type { Json } from "../../display/index.ts";
import { describe } from "../../options.ts";
import { bytesOf, formatOf } from "../bytes.ts";
import { isFields, layersOf, type Topology } from "../topology.ts";

/** The files of a model of TensorFlow.js by their names: "model.json" and what its manifest lists. */
export interface TfjsFiles {
  readonly [name: string]: string | Uint8Array;
}

/** What they say. */
export interface TfjsModel {
  readonly layers: readonly Topology[];
  readonly weights: ReadonlyMap<string, { readonly shape: readonly number[]; readonly values: Float32Array }>;
}

const next = "save it again: await model.save(…) in TensorFlow.js";

function refuse(expected: string, got: string): never {
  throw new Error(
    `fromTfjs expects ${expected}, but got ${got === "undefined" ? "none" : got}; the files are damaged or of another format; ${next}`,
  );
}

/** @throws TypeError for what is no files by name, Error for files that are missing, damaged or of another format */
export function readTfjs(files: TfjsFiles): TfjsModel {
  const isNamed = typeof files === "object" && files !== null && !Array.isArray(files) && !ArrayBuffer.isView(files);
  if (!isNamed || !Object.hasOwn(files, "model.json"))
    throw new TypeError(
      `fromTfjs expects files by name, { "model.json": …, "weights.bin": … }, but got ${describe(files)}; read them: ` +
        '{ "model.json": readFileSync("model.json", "utf8"), … }',
    );
  const { modelTopology, weightsManifest } = parsed(files["model.json"]!);
  return { layers: sequentialLayers(modelTopology), weights: weightsIn(weightsManifest, files) };
}

function parsed(file: string | Uint8Array): { readonly [name: string]: unknown } {
  try {
    const text = typeof file === "string" ? file : new TextDecoder("utf-8", { fatal: true }).decode(file);
    const value: unknown = JSON.parse(text);
    if (isFields(value)) return value;
  } catch {
    // told below
  }
  return refuse("model.json to be JSON", typeof file === "string" ? describe(file) : formatOf(file));
}

function sequentialLayers(topology: unknown): readonly Topology[] {
  const model = isFields(topology) && isFields(topology.model_config) ? topology.model_config : topology; // of a converted one
  const kind = isFields(model) ? model.class_name : undefined;
  if (kind === "Model" || kind === "Functional")
    throw new Error(
      "fromTfjs expects a Sequential model, but got one of several inputs or ways; give layers their weights by hand: " +
        "layer.setWeights([…])",
    );
  return layersOf(model) ?? refuse("the layers of a Sequential model in model.json", describe(topology));
}

function weightsIn(manifest: unknown, files: TfjsFiles): TfjsModel["weights"] {
  if (!Array.isArray(manifest)) return refuse("a weightsManifest in model.json", describe(manifest));
  const found = new Map<string, { shape: readonly number[]; values: Float32Array }>();
  for (const group of manifest) {
    const { paths, weights } = isFields(group) ? group : {};
    if (!Array.isArray(paths) || !Array.isArray(weights))
      return refuse("paths and weights in the manifest", describe(group));
    const bytes = joined(paths, files); // a tensor may go over from one shard into the next
    let at = 0;
    for (const spec of weights) {
      const { name, shape } = checkedSpec(spec);
      const size = shape.reduce((product, n) => product * n, 4);
      if (!(at + size <= bytes.length)) refuse(`${at + size} bytes of weights up to ${name}`, `${bytes.length}`);
      found.set(name, { shape, values: new Float32Array(new Uint8Array(bytes.subarray(at, at + size)).buffer) });
      at += size;
    }
    if (at !== bytes.length) refuse(`${at} bytes of weights`, `${bytes.length}`);
  }
  return found;
}

function joined(paths: readonly unknown[], files: TfjsFiles): Uint8Array {
  const shards = paths.map(path => {
    if (typeof path !== "string" || !Object.hasOwn(files, path))
      throw new Error(
        `fromTfjs expects the file ${describe(path)}, which model.json lists, but got only ${Object.keys(files).join(", ")}; add it`,
      );
    return bytesOf("fromTfjs", files[path], `{ ${JSON.stringify(path)}: readFileSync(${JSON.stringify(path)}) }`);
  });
  const bytes = new Uint8Array(shards.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const shard of shards) {
    bytes.set(shard, at);
    at += shard.length;
  }
  return bytes;
}

function checkedSpec(spec: unknown): { name: string; shape: readonly number[] } {
  const { name, shape, dtype, quantization } = isFields(spec) ? spec : {};
  const isShape = Array.isArray(shape) && shape.every(n => Number.isSafeInteger(n) && n >= 0);
  if (typeof name !== "string" || !isShape) return refuse("name and shape of each weight", describe(spec));
  if (dtype !== "float32" || quantization !== undefined)
    throw new Error(
      `fromTfjs expects weights in float32, but ${name} is ${quantization !== undefined ? "quantized" : dtype === undefined ? "without a dtype" : describe(dtype)}; ` +
        "convert the model without quantization",
    );
  return { name, shape: shape as number[] };
}

/** model.json and weights.bin of a model with these layers and weights. */
export function writtenFiles(
  name: string,
  layers: readonly Topology[],
  weights: readonly { readonly name: string; readonly shape: readonly number[]; readonly values: ArrayLike<number> }[],
): { "model.json": string; "weights.bin": Uint8Array<ArrayBuffer> } {
  const numbers = weights.map(({ values }) => Float32Array.from(values));
  const bytes = new Uint8Array(numbers.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const { buffer, byteLength } of numbers) {
    bytes.set(new Uint8Array(buffer), at);
    at += byteLength;
  }
  const specs = weights.map(({ name: weight, shape }) => ({ name: weight, shape: [...shape], dtype: "float32" }));
  const config = { name, layers: layers as unknown as Json };
  const json = {
    format: "layers-model",
    generatedBy: "unrolled",
    convertedBy: null,
    modelTopology: { class_name: "Sequential", config, keras_version: "tfjs-layers 4.22.0", backend: "tensor_flow.js" },
    weightsManifest: [{ paths: ["weights.bin"], weights: specs }],
  };
  return { "model.json": JSON.stringify(json), "weights.bin": bytes };
}
