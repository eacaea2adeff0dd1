// LayeredModel: what Sequential and Functional share. Layers with names, their weights in an order, and a table.
import type { DType } from "../../backend/index.ts";
import { showOrPrint } from "../../display/index.ts";
import type { Rng, RngState, Tensor, TensorLike } from "../../tensor/index.ts";
import type {
  AnyLayer,
  Layer,
  LayerCall,
  LayerConfig,
  LayerInput,
  SampleShape,
  StatefulLayer,
} from "../layers/layer.ts";
import type { SymbolicTensor } from "../layers/symbolic-tensor.ts";
import { Module } from "../modules/module.ts";
import type { NamedParameter, Parameter } from "../modules/parameter.ts";
import { assignWeights, weightsOf } from "../modules/weights.ts";
import { type Summarized, type SummaryOptions, summarize } from "../summary/index.ts";
import { type ModelInput, ModelLayer, type ModelOutput, type ModelRun, type RunOptions } from "./model-layer.ts";

export type { ModelInput, ModelOutput, ModelRun, RunOptions } from "./model-layer.ts";

export abstract class LayeredModel extends Module {
  abstract readonly name: string;
  /** Keras's name of the kind of model, as `summary()` prints it where it is a layer of another one. */
  abstract readonly kind: "Sequential" | "Functional";
  /** Whether its outputs are a list. @internal */
  abstract readonly givesList: boolean;
  abstract readonly dtype: DType;
  abstract readonly layers: readonly Layer[];
  /** Draws the starting weights in the order of the layers, then the shuffles. */
  abstract readonly rng: Rng;
  abstract get inputs(): readonly ModelInput[];
  abstract get outputs(): readonly ModelOutput[];
  /** @throws RangeError for inputs of other shapes, TypeError for another dtype. @internal */
  abstract expectsAll(xs: readonly Tensor[]): void;
  /** @internal */
  abstract runAll(xs: readonly Tensor[], options?: RunOptions): ModelRun;
  /** Makes the weights for samples of this shape, where there are none yet. */
  abstract build(inputShape: SampleShape): void;
  /** Forgets its weights, where the model around it could not be built; `before` is the state of its generator before `build`. @internal */
  abstract unbuild(before: RngState): void;
  /** Whether each output has a mask, for inputs with one (true) or without. @internal */
  abstract givesMasks(masked: readonly boolean[]): readonly boolean[];
  /** Its layers and how they are connected, as plain data; the weights are kept apart. */
  abstract config(): LayerConfig;
  protected abstract summarized(): Summarized;

  #asLayer: ModelLayer | undefined;
  /** Itself as a layer, the same one each time: models that it is a part of share it. */
  asLayer(): ModelLayer {
    this.#asLayer ??= new ModelLayer(this);
    return this.#asLayer;
  }
  /** `call`, for numbers or symbolic tensors. */
  protected called(x: LayerInput | SymbolicTensor | readonly SymbolicTensor[], options?: LayerCall): unknown {
    return this.asLayer().call(x as LayerInput, options);
  }

  override describe(): string {
    return this.name;
  }

  /** Forgets the states that stateful layers carry from batch to batch. */
  resetStates(): void {
    for (const layer of this.layers) layer.resetStates();
  }
  /** The stateful layers, also those within others. */
  get statefulLayers(): readonly StatefulLayer[] {
    return this.layers.flatMap(layer => layer.statefulLayers);
  }

  /** All weights, layer by layer, in Keras's order and layout. */
  getWeights(): Tensor[] {
    return weightsOf(this);
  }
  /**
   * Takes over weights in the order of `getWeights`, for example those that Keras's `get_weights()` gave.
   * @throws RangeError where their number or a shape differs; nothing is changed then.
   */
  setWeights(weights: readonly TensorLike[]): void {
    assignWeights(this.name, this, weights);
  }

  /** Whether training changes anything. Set, it is set for every layer. */
  get trainable(): boolean {
    return this.layers.some(({ trainable }) => trainable);
  }
  set trainable(trainable: boolean) {
    for (const layer of this.layers) layer.trainable = trainable;
  }

  /** Each once, also where a layer is part of a model within and of this one. */
  override parameters(): NamedParameter[] {
    const found = new Map<Parameter, string>();
    for (const layer of this.layers)
      for (const { path, parameter } of layer.parameters())
        if (!found.has(parameter)) found.set(parameter, `${layer.name}.${path}`);
    return [...found].map(([parameter, path]) => ({ path, parameter }));
  }

  /**
   * Prints the table of layers, output shapes and parameter counts in Keras's layout. A notebook shows it as a table that a
   * screen reader reads as one.
   */
  summary(options?: SummaryOptions): void {
    showOrPrint(summarize(this.summarized(), options));
  }
}

/** Keras's names, counted within the model: simple_rnn, simple_rnn_1, dense. */
export function nameFor(model: string, layer: AnyLayer, taken: ReadonlySet<string | undefined>): string {
  const base = layer.options.name ?? snakeCase(layer.kind);
  if (!taken.has(base)) return base;
  if (layer.options.name) throw new Error(`${model} already has a layer named ${JSON.stringify(base)}`);
  let n = 1;
  while (taken.has(`${base}_${n}`)) n++;
  return `${base}_${n}`;
}

/** Whether a batch holds samples of this shape. */
export const fitsSample = (expected: SampleShape, { shape }: Tensor): boolean =>
  expected.length === shape.length - 1 && expected.every((n, i) => n === null || n === shape[i + 1]);

const snakeCase = (kind: string): string => kind.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase();
