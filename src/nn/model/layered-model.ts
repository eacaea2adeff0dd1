// LayeredModel: what Sequential and Functional share. Layers with names, their weights in an order, and a table.
import type { DType } from "../../backend/index.ts";
import { showOrPrint } from "../../display/index.ts";
import type { Rng, Tensor, TensorLike } from "../../tensor/index.ts";
import type { AnyLayer, Layer, SampleShape, StatefulLayer } from "../layers/layer.ts";
import { Module } from "../modules/module.ts";
import type { NamedParameter } from "../modules/parameter.ts";
import { assignWeights, weightsOf } from "../modules/weights.ts";
import { type Summarized, type SummaryOptions, summarize } from "../summary/index.ts";

/** Where samples enter a model. */
export interface ModelInput {
  readonly name: string;
  /** Of one sample; undefined while it is not known. */
  readonly shape: SampleShape | undefined;
  /** The layers that read it. */
  readonly readers: readonly AnyLayer[];
}

/** Where a model gives something. */
export interface ModelOutput {
  readonly name: string;
  readonly shape: SampleShape | undefined;
  /** The layers that lead to it, as far as they follow one another; the last one gives it. */
  readonly layers: readonly AnyLayer[];
}

/** What a run of a model is given beside its input. */
export interface RunOptions {
  /** Whether dropout acts; false where left out. */
  training?: boolean;
  /** Called with the output of each layer. */
  after?: (layer: Layer, output: Tensor) => void;
  /** Called with what outputs of layers cost beside the loss. */
  addLoss?: (loss: Tensor) => void;
}

/** Every output of a run, each with its mask where it still has masked time steps. */
export interface ModelRun {
  readonly outputs: readonly Tensor[];
  readonly masks: readonly (Tensor | undefined)[];
}

export abstract class LayeredModel extends Module {
  abstract readonly name: string;
  abstract readonly dtype: DType;
  abstract readonly layers: readonly Layer[];
  /** Draws the starting weights in the order of the layers, then the shuffles. */
  abstract readonly rng: Rng;
  abstract get inputs(): readonly ModelInput[];
  abstract get outputs(): readonly ModelOutput[];
  /** @throws RangeError for inputs of other shapes, TypeError for another dtype. */
  abstract expectsAll(xs: readonly Tensor[]): void;
  abstract runAll(xs: readonly Tensor[], options?: RunOptions): ModelRun;
  protected abstract summarized(): Summarized;

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

  override parameters(): NamedParameter[] {
    return this.layers.flatMap(layer =>
      layer.parameters().map(({ path, parameter }) => ({ path: `${layer.name}.${path}`, parameter })),
    );
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
