// ModelLayer: a model as a layer of another one. https://keras.io/guides/functional_api/ ("All models are callable, like layers")
import type { DType } from "../../backend/index.ts";
import { asTensor, type Rng, type RngState, seed, type Tensor, type TensorLike } from "../../tensor/index.ts";
import { type AnyLayer, type CallContext, Layer, type LayerConfig, type SampleShape, type StatefulLayer } from "../layers/layer.ts"; // biome-ignore format: a line
import type { Module } from "../modules/module.ts";
import type { NamedParameter } from "../modules/parameter.ts";
import { keepsNoTensor } from "../unmodified.ts";

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
  /** The mask of each input, [batch, T]; none where left out. */
  masks?: readonly (Tensor | undefined)[] | undefined;
  /** Called with the output of each layer, by its name; of a layer of a model within, "encoder.lstm". */
  after?: ((name: string, output: Tensor) => void) | undefined;
  /** Called with what outputs of layers cost beside the loss. */
  addLoss?: ((loss: Tensor) => void) | undefined;
}

/** Every output of a run, each with its mask where it still has masked time steps. */
export interface ModelRun {
  readonly outputs: readonly Tensor[];
  readonly masks: readonly (Tensor | undefined)[];
}

/** What a ModelLayer needs of its model. */
interface Nested extends Module {
  readonly name: string;
  readonly dtype: DType;
  readonly kind: "Sequential" | "Functional";
  /** @internal */
  readonly givesList: boolean;
  readonly inputs: readonly ModelInput[];
  readonly outputs: readonly ModelOutput[];
  readonly layers: readonly AnyLayer[];
  readonly statefulLayers: readonly StatefulLayer[];
  trainable: boolean;
  config(): LayerConfig;
  /** Makes the weights, where no layer gave an input shape. */
  build(inputShape: SampleShape): void;
  readonly rng: Rng;
  /** Forgets the weights that `build` made; `before` is the state of the generator before that. @internal */
  unbuild(before: RngState): void;
  /** @internal */
  expectsAll(xs: readonly Tensor[]): void;
  /** @internal */
  runAll(xs: readonly Tensor[], options?: RunOptions): ModelRun;
  /** @internal */
  givesMasks(masked: readonly boolean[]): readonly boolean[];
  resetStates(): void;
}

/** A model as a layer: called, it is shared, with its weights. Made by `model.call(x)` and by `sequential().add(model)`. */
export class ModelLayer extends Layer<unknown, unknown> {
  static {
    keepsNoTensor(ModelLayer);
  }
  override readonly kind: "Sequential" | "Functional";
  readonly model: Nested;
  /** Where the model's generator stood before this layer had it make its weights; undefined where it had some. */
  #before: RngState | undefined;

  constructor(model: Nested) {
    super({ name: model.name });
    this.kind = model.kind;
    this.model = model;
  }

  override describe(): string {
    return this.model.name;
  }
  /** @internal */
  override get lacks(): string | undefined {
    return this.model.lacks;
  }
  override get dtype(): DType {
    return this.model.dtype;
  }
  override get trainable(): boolean {
    return this.model.trainable;
  }
  override set trainable(trainable: boolean) {
    this.model.trainable = trainable;
  }
  override config(): LayerConfig {
    return this.model.config();
  }
  override parameters(): NamedParameter[] {
    return this.model.parameters();
  }
  override get statefulLayers(): readonly StatefulLayer[] {
    return this.model.statefulLayers;
  }
  override resetStates(): void {
    this.model.resetStates();
  }

  override get takesSeveral(): boolean {
    return this.model.inputs.length > 1;
  }
  override get givesSeveral(): boolean {
    return this.model.givesList;
  }
  /** @internal */
  override outputShapes(): readonly SampleShape[] {
    return this.model.outputs.map(({ shape }) => shape!);
  }

  /** The weights are the model's own: it makes them, if it has none yet. */
  protected override createWeights(given: SampleShape | readonly SampleShape[]): SampleShape {
    const shapes = (this.takesSeveral ? given : [given]) as readonly SampleShape[];
    if (shapes.length !== this.model.inputs.length)
      throw new RangeError(
        `${this.model.name} expects ${this.model.inputs.length} inputs, but is called on ${shapes.length}`,
      );
    this.#before = this.model.inputs.some(({ shape }) => shape) ? undefined : this.model.rng.state;
    this.model.build(shapes[0]!);
    this.model.inputs.forEach(({ name, shape }, i) => {
      const got = shapes[i]!;
      if (shape!.length !== got.length || shape!.some((n, axis) => n !== null && got[axis] !== null && n !== got[axis]))
        throw new RangeError(
          `${this.model.name} expects ${name} of shape ${samples(shape!)}, but is called on ${samples(got)}`,
        );
    });
    return this.model.outputs[0]!.shape!;
  }
  /** @internal */
  override unbuild(): void {
    super.unbuild();
    if (this.#before) this.model.unbuild(this.#before);
    this.#before = undefined;
  }
  /** A model without a shape learns from the first numbers which sizes are open, as in its own `forward`. */
  protected override ready(x: TensorLike): Tensor {
    const input = asTensor(x, this.dtype);
    if (this.model.inputs.length === 1 && !this.model.inputs[0]!.shape) this.model.expectsAll([input]);
    return super.ready(input);
  }
  /** @internal */
  override shapesFor(shapes: readonly SampleShape[]): readonly SampleShape[] {
    if (!this.outputShape) this.buildFor(shapes, { rng: seed(0), dtype: this.dtype });
    return super.shapesFor(shapes);
  }

  forward(x: TensorLike, context: CallContext = { training: false }): Tensor {
    return this.forwardCall([this.ready(x)], context)[0]!;
  }
  /** @internal */
  override forwardCall(xs: readonly Tensor[], context: CallContext): readonly Tensor[] {
    return this.runCall(xs, context).outputs;
  }
  /** @internal */
  override runCall(xs: readonly Tensor[], { training, mask, masks = [mask], addLoss, after }: CallContext) {
    const within = after && ((name: string, output: Tensor) => after(`${this.name}.${name}`, output));
    const run = this.model.runAll(xs, { training, masks, addLoss, after: within });
    return { outputs: run.outputs, mask: run.masks[0] };
  }

  override givesMask(masked: boolean): boolean {
    return this.givesMaskOfCall([masked]);
  }
  /** @internal */
  override givesMaskOfCall(masked: readonly boolean[]): boolean {
    return this.model.givesMasks(masked)[0] ?? false;
  }
  override computeMask(x: Tensor, mask: Tensor | undefined): Tensor | undefined {
    return this.maskOfCall([x], [mask]);
  }
  /** @internal */
  override maskOfCall(xs: readonly Tensor[], masks: readonly (Tensor | undefined)[]): Tensor | undefined {
    return this.runCall(xs, { training: false, masks }).mask;
  }
}

/** With the layers of models within in the place of those. */
export const flattened = (layers: readonly AnyLayer[]): readonly AnyLayer[] =>
  layers.flatMap(layer =>
    layer instanceof ModelLayer && !layer.givesSeveral ? flattened(layer.model.outputs[0]!.layers) : [layer],
  );

/** The layers that read the input of this number of a layer: itself, or those of the model that it is. */
export const readersOf = (layer: AnyLayer, input: number): readonly AnyLayer[] =>
  layer instanceof ModelLayer ? (layer.model.inputs[input]?.readers ?? []) : [layer];

const samples = (shape: SampleShape): string => `[batch, ${shape.map(n => n ?? "any").join(", ")}]`;
