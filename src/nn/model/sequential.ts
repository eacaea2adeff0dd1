// Sequential: layers one after the other. Its training (compile, fit, evaluate) is in the training room.
import { type DType, formatShape } from "../../backend/index.ts";
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import { type Rng, type RngState, seed, Tensor } from "../../tensor/index.ts";
import { EmbeddingLayer } from "../layers/embedding.ts";
import {
  type AnyLayer,
  type BuildContext,
  checkedShape,
  kerasShape,
  Layer,
  type LayerCall,
  type LayerConfig,
  type LayerInput,
  type SampleShape,
} from "../layers/layer.ts";
import { sameShapes } from "../layers/sample-shape.ts";
import { SymbolicTensor } from "../layers/symbolic-tensor.ts";
import { maskLike } from "../masks.ts";
import type { Summarized } from "../summary/index.ts";
import { adviceForLength, freeShape } from "./free-sizes.ts";
import {
  fitsSample,
  LayeredModel,
  type ModelInput,
  type ModelOutput,
  type ModelRun,
  nameFor,
  type RunOptions,
} from "./layered-model.ts";
import { flattened, ModelLayer, readersOf } from "./model-layer.ts";
import { savedLayer } from "./saved-layers.ts";
import { currentTurn } from "./turn.ts";

/** Options of `sequential`. */
export interface SequentialOptions {
  /** Seed of starting weights and of shuffling; 0 where left out. */
  seed?: number;
  /** "float32" where left out, as in Keras. */
  dtype?: DType;
  /** "sequential" where left out. */
  name?: string;
}

const sequentialOptions: OptionNames<SequentialOptions> = { seed: "number", dtype: "dtype", name: "text" };

export class Sequential extends LayeredModel {
  readonly kind = "Sequential";
  /** @internal */
  readonly givesList = false;
  readonly name: string;
  readonly dtype: DType;
  readonly layers: Layer[] = [];
  /** Draws the starting weights in the order of the layers, then the shuffles. */
  readonly rng: Rng;
  /** The shape of one sample, once known. */
  inputShape: SampleShape | undefined;
  /** What `input()` said of the samples, where it stands first. */
  #given: SampleShape | undefined;
  /** Where the first samples told its shape: the layer that depends on their number of time steps, if one does. */
  #needsLength: Layer | undefined;
  /** When each layer was added, and where the generator stood before and after. */
  readonly #added = new WeakMap<
    Layer,
    { readonly turn: object; readonly before: RngState; readonly after: RngState }
  >();

  constructor(layers: readonly (AnyLayer | LayeredModel | SymbolicTensor)[] = [], options: SequentialOptions = {}) {
    super();
    assertOptions("sequential", options, sequentialOptions);
    this.name = options.name ?? "sequential";
    this.dtype = options.dtype ?? "float32";
    this.rng = seed(options.seed ?? 0);
    if (!Array.isArray(layers))
      throw new TypeError(`sequential expects a list of layers, [dense(3), dense(2)], but got ${describe(layers)}`);
    for (const layer of layers) this.add(layer as Layer | LayeredModel | SymbolicTensor);
  }

  /** @internal */
  override get lacks(): string | undefined {
    return this.layers.find(({ lacks }) => lacks !== undefined)?.lacks;
  }

  /**
   * Appends a layer, or a model, which is then shared with its weights. Where the input shape is known, its weights are made at once. Warns of a layer
   * like one that an earlier cell added: the cell may have been run twice. `input({ shape })` may stand first, as in Keras 3.
   * @throws RangeError where the layer cannot follow the one before; the model is then unchanged.
   */
  add(added: Layer | LayeredModel | SymbolicTensor): void {
    if (added instanceof SymbolicTensor) {
      this.#startWith(added);
      return;
    }
    const layer = added instanceof LayeredModel ? (added.asLayer() as Layer) : added;
    const model = layer instanceof ModelLayer ? layer.model : undefined;
    if (!(layer instanceof Layer))
      throw new TypeError(
        `add expects a layer such as simpleRNN(32), dense(10) or activation("softmax"), but got ${describe(layer)}` +
          (typeof layer === "function" ? "; call it, with its size" : ""),
      );
    if (model && model.dtype !== this.dtype)
      throw new TypeError(
        `${this.name} has ${this.dtype} weights, but ${model.name} has ${model.dtype} ones; ` +
          `sequential(layers, { dtype: "${model.dtype}" }) makes a model for it`,
      );
    if ((layer.isInUse && !model) || layer.wrapped?.isInUse || this.layers.includes(layer))
      throw new Error(
        `${layer.describe()} is already part of a model, or was given an input by itself; make a new layer for each place`,
      );
    if (layer.givesSeveral)
      throw new Error(
        `${this.name} hands one tensor from layer to layer, but ${layer.describe()} gives several; ` +
          "leave returnState out here, or use the layer by itself: layer.call(x)",
      );
    layer.givesMask(this.givesMasks([])[0]!);
    const before = this.layers.at(-1);
    const own = model ? model.inputs[0]!.shape : layer.options.inputShape;
    if (!before && this.#given && own && !sameShapes([this.#given], [own]))
      throw new RangeError(
        `${this.name} expects one shape of its samples, but input says ${kerasShape(this.#given)} and ` +
          `${layer.describe()} ${kerasShape(own)}; leave one of them out`,
      );
    const inputShape = before ? before.outputShape : (this.#given ?? own);
    const taken = new Set(this.layers.flatMap(other => [other.name, other.wrapped?.name]));
    const name = nameFor(this.name, layer, taken);
    const innerName = layer.wrapped && nameFor(this.name, layer.wrapped, taken);
    const random = this.rng.state;
    if (inputShape) this.#made([layer], inputShape);
    if (!before) this.inputShape = inputShape;
    if (layer.wrapped) layer.wrapped.name = innerName!;
    layer.name = name;
    this.layers.push(layer);
    this.#added.set(layer, { turn: currentTurn(), before: random, after: this.rng.state });
    this.#warnOfRepeats(layer);
  }

  /** Keras's `Input` as the first of the list: no layer, but the shape of the samples. */
  #startWith({ call, shape }: SymbolicTensor): void {
    if (call)
      throw new TypeError(
        `${this.name} expects layers, but got what one gave that was called; ` +
          "write the layers one after the other, or make the model by functional({ inputs, outputs })",
      );
    if (this.layers.length > 0 || this.#given)
      throw new RangeError(`${this.name} expects input({ shape }) once, before its layers`);
    this.#given = shape;
  }

  /**
   * Takes the last layer away again, as if it had never been added.
   * @returns the layer, with its weights; a model takes only new ones
   * @throws Error where there is none
   */
  pop(): Layer {
    const layer = this.layers.pop();
    if (!layer) throw new Error(`${this.name} has no layers to take away`);
    if (this.layers.length === 0) this.inputShape = undefined;
    const added = this.#added.get(layer);
    // What is added in its place draws the same numbers, unless something was drawn meanwhile.
    if (added && sameState(added.after, this.rng.state)) this.rng.restore(added.before);
    return layer;
  }

  /** Makes the weights of every layer for samples of this shape, where no layer gave an inputShape. */
  build(inputShape: SampleShape): void {
    if (this.inputShape) return;
    checkedShape(`${this.name}.build`, inputShape);
    try {
      this.#made(this.layers, inputShape);
    } catch (cause) {
      if (!(cause instanceof RangeError) || inputShape[0] !== null || inputShape.length < 2) throw cause;
      const sample = JSON.stringify(inputShape.slice(1));
      throw new RangeError(
        `${cause.message}; build expects the shape of one sample: leave the batch out, ${this.name}.build(${sample})`,
        { cause },
      );
    }
    this.inputShape = inputShape;
  }

  /**
   * The same for the first samples where nobody gave a shape: as in Keras, later ones may have another number of time steps,
   * unless a layer depends on it.
   */
  #buildForSamples({ shape: [, ...sample] }: Tensor): void {
    if (this.inputShape) return;
    const before = this.rng.state;
    const ids = readersOf(this.layers[0]!, 0).some(layer => layer instanceof EmbeddingLayer);
    const undo = () => this.#unmade(this.layers, before);
    const { shape, needs } = freeShape(sample, ids, (shape, made) => this.#made(this.layers, shape, made), undo);
    this.#needsLength = needs === undefined ? undefined : this.layers[needs];
    this.build(shape);
  }

  /** Forgets its weights, where the model around it could not be built; `before` is the state of its generator before `build`. @internal */
  unbuild(before: RngState): void {
    this.#unmade(this.layers, before);
    this.inputShape = undefined;
  }

  /**
   * The model as a layer, as `call` of a layer: of symbolic tensors a part of another model, which shares its weights.
   * @example
   * const encoder = sequential([lstm(8, { inputShape: [5, 3] })])
   * const code = encoder.call(input({ shape: [5, 3] }))
   */
  call(x: SymbolicTensor | readonly SymbolicTensor[], options?: LayerCall): SymbolicTensor;
  call(x: LayerInput, options?: LayerCall): Tensor;
  call(x: LayerInput | SymbolicTensor | readonly SymbolicTensor[], options?: LayerCall): unknown {
    return this.called(x, options);
  }

  /** [batch, ...inputShape] → [batch, ...outputShape of the last layer] */
  forward(x: Tensor, options?: { training?: boolean }): Tensor {
    return this.run(x, options).output;
  }

  /** As `forward`, with the mask that masking or an embedding with `maskZero` made, where the output still has time steps. */
  run(
    x: Tensor,
    { training = false, masks, after, addLoss }: RunOptions = {},
  ): { output: Tensor; mask: Tensor | undefined } {
    this.expectsInputs(x);
    let output = x;
    let mask = maskLike(this.name, masks?.[0], x);
    for (const layer of this.layers) {
      const input = output;
      const run = layer instanceof ModelLayer ? layer.runCall([input], { training, mask, addLoss, after }) : undefined;
      output = run ? run.outputs[0]! : layer.forward(input, { training, mask, addLoss });
      if (!(output instanceof Tensor && fitsSample(layer.outputShape!, output))) refuseOutput(layer, output);
      layer.addActivityLoss([output], { addLoss });
      mask = run ? run.mask : layer.computeMask(input, mask);
      after?.(layer.name, output);
    }
    return { output, mask };
  }

  /**
   * Makes the weights, where no layer gave an inputShape.
   * @throws RangeError for inputs of another shape, TypeError for another dtype.
   */
  expectsInputs(x: Tensor): void {
    if (this.layers.length === 0) throw new Error(`${this.name} has no layers yet; add some first`);
    if (x.dtype !== this.dtype)
      throw new TypeError(
        `${this.name} expects ${this.dtype} inputs, but got ${x.dtype}; ` +
          `sequential(layers, { dtype: "${x.dtype}" }) makes a model for them`,
      );
    this.#buildForSamples(x);
    const expected = this.inputShape!;
    if (!fitsSample(expected, x))
      throw new RangeError(
        `${this.name} expects inputs of shape [batch, ${expected.map(n => n ?? "any").join(", ")}], ` +
          `but got ${formatShape(x.shape)}${adviceForLength(expected, x, open => `a first layer with inputShape: ${open}`, this.#needsLength)}`,
      );
  }

  get inputs(): readonly ModelInput[] {
    return [
      {
        name: this.layers[0]?.name ?? "x",
        shape: this.inputShape,
        readers: this.layers.slice(0, 1).flatMap(layer => readersOf(layer, 0)),
      },
    ];
  }
  get outputs(): readonly ModelOutput[] {
    const last = this.layers.at(-1);
    return [{ name: last?.name ?? "y", shape: last?.outputShape, layers: flattened(this.layers) }];
  }
  /** @internal */
  expectsAll([x]: readonly [Tensor]): void {
    this.expectsInputs(x);
  }
  /** @internal */
  runAll([x]: readonly [Tensor], options?: RunOptions): ModelRun {
    const { output, mask } = this.run(x, options);
    return { outputs: [output], masks: [mask] };
  }

  /** @internal */
  givesMasks([masked = false]: readonly boolean[]): readonly boolean[] {
    return [this.layers.reduce((given, layer) => layer.givesMask(given), masked)];
  }
  config(): LayerConfig {
    const { name, dtype, inputShape } = this;
    if (!inputShape) throw new Error(`${name} has no weights to save yet: its first layer needs an inputShape`);
    return { name, dtype, inputShape: [...inputShape], layers: this.layers.map(savedLayer) };
  }

  protected override summarized(): Summarized {
    if (!this.inputShape)
      throw new Error(
        `${this.name} has no weights to count yet: give its first layer an inputShape, for example inputShape: [100, 30]`,
      );
    const rows = this.layers.map(layer => ({ layer, shape: kerasShape(layer.outputShape!) }));
    return { name: this.name, dtype: this.dtype, rows };
  }
  /** Makes the weights of layers that follow one another, of all or of none: the generator then draws the same numbers again. */
  #made(layers: readonly Layer[], inputShape: SampleShape, made: (layer: Layer) => void = () => {}): void {
    const before = this.rng.state;
    const context: BuildContext = { rng: this.rng, dtype: this.dtype };
    let shape = checkedShape(this.name, inputShape);
    const begun: Layer[] = [];
    try {
      for (const layer of layers) {
        begun.push(layer);
        shape = layer.build(shape, context);
        made(layer);
      }
    } catch (error) {
      this.#unmade(begun, before);
      throw error;
    }
  }
  #unmade(layers: readonly Layer[], before: RngState): void {
    this.rng.restore(before);
    for (const layer of layers) layer.unbuild();
  }

  /** A layer like one of those that the run before this one added. */
  #warnOfRepeats(layer: Layer): void {
    const { turn } = this.#added.get(layer)!;
    const earlier = this.layers.filter(other => this.#added.get(other)?.turn !== turn);
    const last = earlier.at(-1);
    const lastRun = earlier.filter(other => this.#added.get(other)?.turn === this.#added.get(last!)?.turn);
    const like = lastRun.find(other => isLike(other, layer));
    if (like)
      console.warn(
        `The model ${JSON.stringify(this.name)} has now ${this.layers.length} layers: ${layer.name} was added, which is like ` +
          `${like.name}. If a cell ran twice by mistake, model.pop() takes the last layer away.`,
      );
  }
}

/** Of one kind, with the same options but for their names. */
function isLike(one: Layer, other: Layer): boolean {
  const options = (layer: AnyLayer): string =>
    JSON.stringify({
      ...(hasConfig(layer) ? layer.config() : layer.options),
      name: "",
      layer: layer.wrapped && options(layer.wrapped),
    });
  return one.kind === other.kind && options(one) === options(other);
}

/** What follows a layer, and the loss, were made for the shape that its `createWeights` returned. */
function refuseOutput(layer: Layer, output: unknown): never {
  throw new RangeError(
    `${layer.name} expects its forward to return [batch, ${layer.outputShape!.map(n => n ?? "any").join(", ")}], as its ` +
      `createWeights says, but got ${describe(output)}`,
  );
}

/** A layer of one's own that is never saved may have none. */
const hasConfig = (layer: AnyLayer): boolean => layer.config !== Layer.prototype.config;

const sameState = (one: RngState, other: RngState): boolean => JSON.stringify(one) === JSON.stringify(other);
