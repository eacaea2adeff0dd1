// Sequential: layers one after the other. Its training (compile, fit, evaluate) is in the training room.
import { type DType, formatShape } from "../backend/index.ts";
import { type Rng, seed, type Tensor } from "../tensor/index.ts";
import { type BuildContext, Layer, type SampleShape } from "./layers/layer.ts";
import { Module, type NamedParameter } from "./module.ts";
import { type SummaryOptions, summaryText } from "./summary/index.ts";

export interface SequentialOptions {
  /** Seed of starting weights and of shuffling; 0 where left out. */
  seed?: number;
  /** "float32" where left out, as in Keras. */
  dtype?: DType;
  /** "sequential" where left out. */
  name?: string;
}

export class Sequential extends Module {
  readonly name: string;
  readonly dtype: DType;
  readonly layers: Layer[] = [];
  /** Draws the starting weights in the order of the layers, then the shuffles. */
  readonly rng: Rng;
  /** The shape of one sample, once known. */
  inputShape: SampleShape | undefined;

  constructor(layers: readonly Layer[] = [], options: SequentialOptions = {}) {
    super();
    this.name = options.name ?? "sequential";
    this.dtype = options.dtype ?? "float32";
    this.rng = seed(options.seed ?? 0);
    for (const layer of layers) this.add(layer);
  }

  describe(): string {
    return this.name;
  }

  /**
   * Appends a layer. Where the input shape is known, its weights are made at once.
   * @throws RangeError where the layer cannot follow the one before; the model is then unchanged.
   */
  add(layer: Layer): void {
    if (!(layer instanceof Layer))
      throw new TypeError('add expects a layer such as simpleRNN(32), dense(10) or activation("softmax")');
    if (layer.outputShape || this.layers.includes(layer))
      throw new Error(`${layer.describe()} is already part of a model; make a new layer for each place`);
    const before = this.layers.at(-1);
    const inputShape = before ? before.outputShape : layer.options.inputShape;
    if (inputShape) layer.build(this.#checked(inputShape), this.#context());
    if (!before) this.inputShape = inputShape;
    layer.name = this.#nameFor(layer);
    this.layers.push(layer);
  }

  /** Makes the weights of every layer for samples of this shape, where no layer gave an inputShape. */
  build(inputShape: SampleShape): void {
    if (this.inputShape) return;
    let shape = this.#checked(inputShape);
    for (const layer of this.layers) shape = layer.build(shape, this.#context());
    this.inputShape = inputShape;
  }

  /** [batch, ...inputShape] → [batch, ...outputShape of the last layer] */
  forward(x: Tensor): Tensor {
    if (this.layers.length === 0) throw new Error(`${this.name} has no layers yet; add some first`);
    this.build(x.shape.slice(1));
    const expected = this.inputShape!;
    const fits = expected.length === x.shape.length - 1 && expected.every((n, i) => n === null || n === x.shape[i + 1]);
    if (!fits)
      throw new RangeError(
        `${this.name} expects inputs of shape [batch, ${expected.map(n => n ?? "any").join(", ")}], ` +
          `but got ${formatShape(x.shape)}`,
      );
    return this.layers.reduce((value, layer) => layer.forward(value), x);
  }

  override parameters(): NamedParameter[] {
    return this.layers.flatMap(layer =>
      layer.parameters().map(({ path, parameter }) => ({ path: `${layer.name}.${path}`, parameter })),
    );
  }

  /** Prints the table of layers, output shapes and parameter counts in Keras's layout. */
  summary(options?: SummaryOptions): void {
    console.log(summaryText(this, options));
  }

  #context(): BuildContext {
    return { rng: this.rng, dtype: this.dtype };
  }

  #checked(shape: SampleShape): SampleShape {
    if (!Array.isArray(shape) || !shape.every(n => n === null || (Number.isInteger(n) && n >= 1)))
      throw new RangeError(
        `${this.name} expects an inputShape such as [100, 30] (time steps, features), but got ${JSON.stringify(shape)}`,
      );
    return shape;
  }

  /** Keras's names, counted within the model: simple_rnn, simple_rnn_1, dense. */
  #nameFor(layer: Layer): string {
    const taken = new Set(this.layers.map(other => other.name));
    const base = layer.options.name ?? snakeCase(layer.kind);
    if (!taken.has(base)) return base;
    if (layer.options.name) throw new Error(`${this.name} already has a layer named ${JSON.stringify(base)}`);
    let n = 1;
    while (taken.has(`${base}_${n}`)) n++;
    return `${base}_${n}`;
  }
}

const snakeCase = (kind: string): string => kind.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase();
