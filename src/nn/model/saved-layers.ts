// The layers of a model as plain data, and again from it.
import type { DType } from "../../backend/index.ts";
import type { AnyLayer, LayerConfig, SampleShape } from "../layers/layer.ts";
import { input, type SymbolicTensor } from "../layers/symbolic-tensor.ts";
import type { Source } from "./graph.ts";

/** A layer as plain data. */
export interface SavedLayer {
  readonly kind: string;
  readonly config: LayerConfig;
}

/** What `config()` of a functional model gives. */
export interface FunctionalConfig {
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
}

/** What `config()` of a sequential model gives. */
export interface SequentialConfig {
  readonly name: string;
  readonly dtype: DType;
  readonly inputShape: SampleShape;
  readonly layers: readonly SavedLayer[];
}

export const savedLayer = (layer: AnyLayer): { kind: string; config: LayerConfig } => ({
  kind: layer.kind,
  config: layer.config(),
});

type Make = (saved: SavedLayer) => AnyLayer;

/** The layers of a sequential model: the first knows the shape of its input. */
export function chained({ inputShape, layers: [first, ...rest] }: SequentialConfig, make: Make): AnyLayer[] {
  const isModel = "layers" in first!.config;
  const withShape = { kind: first!.kind, config: { ...first!.config, inputShape: [...inputShape] } };
  return [isModel ? first! : withShape, ...rest].map(make);
}

/** @throws Error for what saved calls name and the saved model does not have */
function there<Part>(part: Part | undefined, named: object): Part {
  if (part !== undefined) return part;
  throw new Error(
    `loadModel expects calls of layers on inputs that the saved model has, but got one of ${JSON.stringify(named)}; save the model again`,
  );
}

/** The options of a functional model: its layers are called again, as they were called. */
export function connected({ name, dtype, inputs, layers, calls, outputs, givesList }: FunctionalConfig, make: Make) {
  const made = layers.map(make);
  const entries = inputs.map(({ name, shape }) => input({ name, shape }));
  const results: (readonly SymbolicTensor[])[] = [];
  const at = (source: Source) =>
    there("input" in source ? entries[source.input] : results[source.call]?.[source.output], source);
  for (const call of calls)
    results.push(there(made[call.layer], { layer: call.layer }).callSymbolic(call.inputs.map(at), call.states.map(at)));
  const ends = outputs.map(at);
  return { name, dtype, inputs: entries, outputs: givesList ? ends : ends[0]! };
}
