// Layer: a module of the Keras-like face. It is described first and built once the shape of its input is known.
import type { DType } from "../../backend/index.ts";
import { assertOptions, describe, isSampleShape } from "../../options.ts";
import { asTensor, noGrad, type Rng, seed, Tensor, type TensorLike, zeros } from "../../tensor/index.ts";
import { shapesOnly } from "../initializers/index.ts";
import { maskLike } from "../masks.ts";
import { Module, walk } from "../modules/module.ts";
import { type NamedParameter, Parameter } from "../modules/parameter.ts";
import { assignWeights, weightsOf } from "../modules/weights.ts";
import { penaltyOf, type RegularizerLike } from "../regularizers.ts";
import {
  assertLayerOptions,
  type BuildContext,
  type CallContext,
  type LayerCall,
  type LayerConfig,
  type LayerInput,
  type LayerOptions,
  layerCall,
  type StatefulLayer,
} from "./layer-options.ts";
import { regularizersIn, regularizeWeights } from "./regularized.ts";
import { checkedShape, type SampleShape, sameShapes } from "./sample-shape.ts";
import { type SymbolicCall, SymbolicTensor, symbolicInputs } from "./symbolic-tensor.ts";

export {
  type BuildContext,
  type CallContext,
  type LayerCall,
  type LayerConfig,
  type LayerInput,
  type LayerOptions,
  layerOptions,
  type StatefulLayer,
  unseededOptions,
} from "./layer-options.ts";
export { checkedShape, kerasShape, type SampleShape } from "./sample-shape.ts";

/** Any layer, also one that gives several tensors. */
export type AnyLayer = Layer<unknown, unknown>;

/**
 * Base of all layers, and of your own. It needs `forward`, which starts with `this.ready(x)`: that makes the weights of a layer
 * that is in no model yet. Further there are, where wanted: `createWeights` (from the shape of one sample to that of its
 * output), `parts` (what holds weights; all fields where left out), `describe`, and `config`, from which `loadModel` makes it
 * again.
 * @example
 * class Scale extends Layer {
 *   factor?: Parameter
 *   createWeights(shape: SampleShape) {
 *     this.factor = new Parameter(ones([shape.at(-1)!]))
 *     return shape
 *   }
 *   forward(x: TensorLike) { return this.ready(x).mul(this.factor!) }
 *   config() { return this.baseConfig() }
 * }
 */
export abstract class Layer<out Output = Tensor, out Symbolic = SymbolicTensor> extends Module {
  /** Keras's name of the kind of layer, as `summary()` prints it: "SimpleRNN"; the name of the class where left out. */
  readonly kind: string = this.constructor.name;
  readonly options: LayerOptions;
  /** Given by the model that the layer is added to. */
  name: string;
  /** The shape of one sample of the output, once built. */
  outputShape: SampleShape | undefined;
  /** Of the weights, once built. */
  #dtype: DType | undefined;
  /** The shapes that the weights were made for, once built. */
  #builtFor: readonly SampleShape[] = [];
  #trainable: boolean;
  /**
   * Whether the weights were made only to be counted or shown ("weights"), or to know shapes (zeros in place of numbers): a model
   * that the layer is added to makes its own.
   */
  #preview: "weights" | "shapes" | undefined;
  /** What large outputs cost, where something does. */
  readonly activityRegularizer: Exclude<RegularizerLike, string> | undefined;

  constructor(options: LayerOptions = {}) {
    super();
    assertLayerOptions(this.constructor.name, options);
    this.options = options;
    this.activityRegularizer = regularizersIn(this.constructor.name, options).activityRegularizer;
    this.name = options.name ?? "";
    this.#trainable = options.trainable ?? true;
  }

  /** Makes the weights for samples of this shape and returns the shape of the output: the same one where not overridden. */
  protected createWeights(inputShape: SampleShape, _context: BuildContext): SampleShape {
    return inputShape;
  }
  /** The parts that hold weights, in their order; where not overridden, every field that is one or holds some. */
  protected parts(): readonly (Module | Parameter | undefined)[] {
    return [];
  }
  /** [batch, ...inputShape] → [batch, ...outputShape] */
  abstract forward(x: Tensor, context?: CallContext): Tensor;
  /**
   * Everything that `layerFromConfig` needs beside the kind; initializers are left out, since weights are kept.
   * @throws Error where not overridden: `save` needs it
   */
  config(): LayerConfig {
    throw new Error(
      `${this.describe()} has no config(), from which loadModel could make it again; ` +
        "write one: config() { return { ...this.baseConfig(), /* its own options */ } }",
    );
  }

  /** The mask of the output, for an input with this mask. Passed on as it is, unless a layer says otherwise. */
  computeMask(_x: Tensor, mask: Tensor | undefined): Tensor | undefined {
    return mask;
  }
  /**
   * Whether its output has a mask, where its input has one (`masked`) or none. Known before there are numbers, so that a layer
   * that would lose a mask is refused when it is added or called. Of a layer of one's own with a `computeMask`: false, where not
   * overridden, which is not known.
   * @throws Error where a mask would be lost
   */
  givesMask(masked: boolean): boolean {
    return masked && this.computeMask === Layer.prototype.computeMask;
  }
  /** The same of the first output of a call on several inputs, once built. @internal */
  givesMaskOfCall(masked: readonly boolean[]): boolean {
    return this.givesMask(masked[0] ?? false);
  }
  /** Whether training changes its weights. Set to false, it freezes them: they get no gradients, which saves the time, and others flow on. */
  get trainable(): boolean {
    return this.#trainable;
  }
  set trainable(trainable: boolean) {
    if (typeof trainable !== "boolean")
      throw new TypeError(`${this.describe()} expects trainable to be true or false, but got ${describe(trainable)}`);
    this.#trainable = trainable;
    if (this.outputShape) for (const { parameter } of this.parameters()) parameter.trainable = trainable;
  }
  /** Its weights, in Keras's order and layout. @throws Error where there are none yet and no inputShape */
  getWeights(): Tensor[] {
    return weightsOf(this);
  }
  /**
   * Takes over weights in the order of `getWeights`.
   * @throws RangeError where their number or a shape differs; nothing is changed then.
   */
  setWeights(weights: readonly TensorLike[]): void {
    assignWeights(this.describe(), this, weights);
  }

  /** The layer that this one applies, for wrappers; Keras counts it when it makes names. */
  get wrapped(): AnyLayer | undefined {
    return undefined;
  }
  /** Whether it gives several tensors (its states, two directions apart), so that no layer can follow it. */
  get givesSeveral(): boolean {
    return this.wrapped?.givesSeveral ?? false;
  }
  /** Forgets what a stateful layer carries from batch to batch. */
  resetStates(): void {
    this.wrapped?.resetStates();
  }
  /** The stateful layers in it. */
  get statefulLayers(): readonly StatefulLayer[] {
    return this.wrapped?.statefulLayers ?? [];
  }

  /** Whether it joins several inputs: `call`, `forward` and `createWeights` then get lists. */
  get takesSeveral(): boolean {
    return false;
  }
  /** The shapes of all that it gives, once built. @internal */
  outputShapes(): readonly SampleShape[] {
    return [this.outputShape!];
  }

  /**
   * The layer by itself, as a function. For a tensor: the output, as `forward` gives it; the weights are made at the first call.
   * For what `input()` or another layer's `call` gave: a part of a model that `functional` makes.
   * @param x [batch, ...inputShape]; a list for a layer that joins several
   * @throws RangeError for a shape that does not fit, TypeError for numbers and symbolic tensors in one list
   * @example dense(3).call([[1, 2]])
   * @example const y = dense(3).call(input({ shape: [2] }))
   */
  call(x: SymbolicTensor | readonly SymbolicTensor[], options?: LayerCall): Symbolic;
  call(x: LayerInput, options?: LayerCall): Output;
  call(x: LayerInput | SymbolicTensor | readonly SymbolicTensor[], options: LayerCall = {}): unknown {
    const who = `${this.describe()}.call`;
    assertOptions(who, options, layerCall);
    const { training = false, mask } = options;
    const symbolic = symbolicInputs(who, x);
    if (symbolic) {
      for (const [name, value] of Object.entries({ training: training || undefined, mask }))
        if (value !== undefined)
          throw new Error(`${who} expects no ${name} for symbolic tensors, since the model is told when it runs`);
      return this.resultOf(this.callSymbolic(symbolic));
    }
    if (this.takesSeveral) {
      if (mask !== undefined) throw new Error(`${who} joins several inputs and expects no mask`);
      return this.resultOf(this.forwardCall(x as readonly Tensor[], { training }));
    }
    const given = mask === undefined ? undefined : asTensor(mask, this.#dtype, who); // refused before weights are made
    const ready = this.ready(x as TensorLike);
    return this.forward(ready, { training, mask: maskLike(who, given, ready) });
  }

  /** All that a call on symbolic tensors gives. @internal */
  callSymbolic(inputs: readonly SymbolicTensor[], states: readonly SymbolicTensor[] = []): readonly SymbolicTensor[] {
    if (!this.takesSeveral && inputs.length !== 1)
      throw new TypeError(
        `${this.describe()}.call expects one tensor, but got ${inputs.length}; concatenate().call([a, b]) joins them`,
      );
    const call: SymbolicCall = { layer: this, inputs, states };
    const shapes = this.shapesFor(inputs.map(({ shape }) => shape));
    const masked = this.givesMaskOfCall(inputs.map(({ masked }) => masked));
    return shapes.map((shape, index) => new SymbolicTensor(shape, { call, index, masked: masked && index === 0 }));
  }
  /** What `call` gives of its outputs: the one, or a list where the layer gives several. */
  protected resultOf(outputs: readonly unknown[]): unknown {
    return this.givesSeveral ? outputs : outputs[0];
  }

  /** The shapes of all outputs for inputs of these shapes; makes weights of a layer that has none, only to know. @internal */
  shapesFor(shapes: readonly SampleShape[]): readonly SampleShape[] {
    if (!this.outputShape) {
      shapesOnly(() => this.buildFor(shapes, alone("float32")));
      this.#markAs("shapes");
    }
    const known = sameShapes(this.#builtFor, shapes) ? this.outputShapes() : undefined;
    const isOpen = (of: readonly SampleShape[]) => of.some(shape => shape.includes(null));
    return known && (isOpen(shapes) || !isOpen(known)) ? known : this.#tried(shapes);
  }

  /** By running it on zeros: a size that follows one that is not known differs when that does. */
  #tried(shapes: readonly SampleShape[]): readonly SampleShape[] {
    const carried = this.statefulLayers.map(layer => layer.carried);
    const run = (unknown: number) => {
      const xs = shapes.map(shape => zeros([1, ...shape.map(n => n ?? unknown)], { dtype: this.#dtype ?? "float32" }));
      this.resetStates();
      return noGrad(() => this.forwardCall(xs, { training: false })).map(({ shape }) => shape.slice(1));
    };
    const preview = this.#preview;
    this.#markAs(undefined);
    const [one, other] = [run(32), run(33)];
    this.#markAs(preview);
    this.statefulLayers.forEach((layer, i) => {
      layer.carried = carried[i];
    });
    return one.map((shape, i) => shape.map((n, axis) => (n === other[i]![axis] ? n : null)));
  }

  /** All outputs of one call in a model, from all its inputs. @internal */
  forwardCall(xs: readonly Tensor[], context: CallContext): readonly Tensor[] {
    return [this.forward((this.takesSeveral ? xs : xs[0]) as Tensor, context)];
  }
  /** All outputs of one call in a model, and the mask of the first. @internal */
  runCall(
    xs: readonly Tensor[],
    context: CallContext,
  ): { readonly outputs: readonly Tensor[]; readonly mask: Tensor | undefined } {
    const outputs = this.forwardCall(xs, context);
    return { outputs, mask: this.maskOfCall(xs, context.masks ?? [context.mask]) };
  }
  /** Adds what the outputs of one call in a model cost, where it has an `activityRegularizer`. @internal */
  addActivityLoss(outputs: readonly Tensor[], { addLoss }: Pick<CallContext, "addLoss">): void {
    const like = this.activityRegularizer;
    if (like && addLoss) for (const output of outputs) addLoss(penaltyOf(like, output).div(output.shape[0]!));
  }
  /** The mask of the first output of one call in a model. @internal */
  maskOfCall(xs: readonly Tensor[], masks: readonly (Tensor | undefined)[]): Tensor | undefined {
    return this.computeMask(xs[0]!, masks[0]);
  }

  /** The dtype of the weights, once built. */
  get dtype(): DType | undefined {
    return this.outputShape && this.#dtype;
  }
  /** As `build`, from the shapes of all inputs. @internal */
  buildFor(shapes: readonly SampleShape[], context: BuildContext): SampleShape {
    return this.build((this.takesSeveral ? shapes : shapes[0]) as SampleShape, context);
  }

  build(inputShape: SampleShape, context: BuildContext): SampleShape {
    const outputShape: unknown = this.createWeights(inputShape, context);
    if (!isSampleShape(outputShape))
      throw new TypeError(
        `${this.describe()} expects createWeights to return the shape of one sample of the output, such as [100, 30], ` +
          `but got ${Array.isArray(outputShape) ? JSON.stringify(outputShape) : describe(outputShape)}`,
      );
    this.outputShape = outputShape;
    this.#preview = undefined;
    this.#assertPartsComplete();
    this.#dtype = context.dtype;
    this.#builtFor = this.takesSeveral ? (inputShape as unknown as readonly SampleShape[]) : [inputShape];
    if (!this.#trainable) for (const { parameter } of this.parameters()) parameter.trainable = false;
    regularizeWeights(this);
    return this.outputShape;
  }
  /** Forgets the weights of a layer whose model could not be built. @internal */
  unbuild(): void {
    this.outputShape = undefined;
    this.wrapped?.unbuild();
  }
  /** Whether it has weights that something relies on: it is part of a model, or was given an input. @internal */
  get isInUse(): boolean {
    return this.outputShape !== undefined && this.#preview === undefined;
  }

  /**
   * The input of `forward` as a tensor. A layer that is in no model makes its weights here, for the first input, in its dtype
   * (or for `inputShape`), by `seed` (0 where left out).
   */
  protected ready(x: TensorLike): Tensor {
    const input = asTensor(x, this.#dtype);
    if (!this.#hasNumbers) this.build(this.options.inputShape ?? input.shape.slice(1), alone(input.dtype));
    this.#markAs(undefined);
    return input;
  }

  /** The same for a layer that joins several inputs. @throws TypeError for what is no list of tensors */
  protected readySeveral(given: readonly Tensor[]): readonly Tensor[] {
    if (!Array.isArray(given) || given.length === 0 || !given.every(x => x instanceof Tensor))
      throw new TypeError(`${this.describe()} expects a list of tensors, but got ${describe(given)}`);
    const list = given as readonly Tensor[];
    if (!this.#hasNumbers)
      this.buildFor(
        list.map(({ shape }) => shape.slice(1)),
        alone(list[0]!.dtype),
      );
    this.#markAs(undefined);
    return list;
  }

  /** Where this layer's random numbers come from: its own seed, or what the model draws from. */
  protected source(context: BuildContext): Rng {
    return this.options.seed === undefined ? context.rng : seed(this.options.seed);
  }

  override parameters(): NamedParameter[] {
    this.assertBuilt();
    if (this.parts === Layer.prototype.parts) return super.parameters();
    return this.parts().flatMap(part => {
      if (part instanceof Parameter) return [{ path: this.#fieldOf(part), parameter: part }];
      if (part === undefined || typeof part?.parameters === "function") return part?.parameters() ?? [];
      throw new TypeError(
        `${this.describe()} expects parts() to list modules and parameters, but got ${describe(part)} in it`,
      );
    });
  }

  #fieldOf(part: Parameter): string {
    return Object.entries(this).find(([, value]) => value === part)?.[0] ?? "parameter";
  }

  /** A parameter in a field that `parts` leaves out would be neither trained nor saved. Looked for once, when it is made. */
  #assertPartsComplete(): void {
    if (this.parts === Layer.prototype.parts) return;
    const listed = new Set(this.parameters().map(({ parameter }) => parameter));
    const missing = walk(Object.entries(this)).find(({ parameter }) => !listed.has(parameter));
    if (missing)
      throw new Error(
        `${this.describe()} holds the parameter ${missing.path}, but its parts() leaves it out: it would not be trained or ` +
          `saved; return [this.${missing.path}] there, or leave parts() out`,
      );
  }

  /** @internal */
  override get lacks(): string | undefined {
    if (this.outputShape || this.options.inputShape) return undefined;
    return (
      `${this.describe()} has no weights yet: they are made for its first input, or at once where the first layer has an ` +
      "inputShape, for example inputShape: [100, 30]"
    );
  }

  /** Makes the weights of a layer by itself where its input shape is known. @throws Error where it is not. */
  protected assertBuilt(): void {
    if (this.lacks !== undefined) throw new Error(this.lacks);
    if (this.#hasNumbers) return;
    const shapes = this.outputShape ? this.#builtFor : [checkedShape(this.describe(), this.options.inputShape!)];
    this.buildFor(shapes, alone("float32"));
    this.#markAs("weights");
  }

  get #hasNumbers(): boolean {
    return this.outputShape !== undefined && this.#preview !== "shapes";
  }
  #markAs(preview: "weights" | "shapes" | undefined): void {
    for (let layer: AnyLayer | undefined = this; layer; layer = layer.wrapped) layer.#preview = preview;
  }

  /** The options of every layer, as far as they were given. */
  protected baseConfig(): LayerConfig {
    const { seed: own } = this.options;
    const frozen = this.#trainable ? {} : { trainable: false };
    const regularizers = regularizersIn(this.describe(), this.options) as LayerConfig;
    return { name: this.name, ...(own === undefined ? {} : { seed: own }), ...frozen, ...regularizers };
  }
}

const alone = (dtype: DType): BuildContext => ({ rng: seed(0), dtype });
