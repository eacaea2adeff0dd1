// The Conv1D and Conv2D layers: a linear map of every window. https://keras.io/api/layers/convolution_layers/
import { assertOptions, type OptionNames } from "../../options.ts";
import { type Tensor, type TensorLike, where } from "../../tensor/index.ts";
import { type ActivationLike, activationInConfig, activationNamed, namedActivation } from "../activations.ts";
import { type InitializerLike, initializerOf } from "../initializers/index.ts";
import { Parameter } from "../modules/parameter.ts";
import type { RegularizerLike } from "../regularizers.ts";
import { assertSizes } from "../size-checks.ts";
import { keepsNoTensor } from "../unmodified.ts";
import {
  type BuildContext,
  type CallContext,
  kerasShape,
  Layer,
  type LayerConfig,
  type LayerOptions,
  layerOptions,
  type SampleShape,
} from "./layer.ts";
import { assertPadding, type Padding, perAxis, type Windows, windowCounts, windowsOf } from "./windows.ts";

/** Options of `conv1d` and `conv2d`. */
export interface ConvOptions extends LayerOptions {
  /** How far a window is from the next, for all axes or a list of them; 1 where left out. */
  strides?: number | readonly number[];
  /**
   * "valid": only windows that lie wholly in the input, where left out. "same": padded with zeros to as many windows as there are
   * strides. "causal" (conv1d): padded before the start, so that no step reads a later one.
   */
  padding?: Padding;
  /** How far the places of a window are from each other; 1 where left out. */
  dilationRate?: number | readonly number[];
  /** "linear" where left out. */
  activation?: ActivationLike;
  useBias?: boolean;
  /** "glorotUniform" where left out. */
  kernelInitializer?: InitializerLike;
  /** "zeros" where left out. */
  biasInitializer?: InitializerLike;
  /** What large weights cost, added to the loss: l2(0.01). */
  kernelRegularizer?: RegularizerLike;
  /** The same of the biases. */
  biasRegularizer?: RegularizerLike;
}

const convOptions: OptionNames<ConvOptions> = {
  ...layerOptions,
  strides: true,
  padding: true,
  dilationRate: true,
  activation: true,
  useBias: "boolean",
  kernelInitializer: true,
  biasInitializer: true,
  kernelRegularizer: true,
  biasRegularizer: true,
};

/** What conv1d and conv2d share: of `rank` spatial axes. */
abstract class Convolution extends Layer {
  abstract readonly rank: 1 | 2;
  readonly filters: number;
  readonly kernelSize: readonly number[];
  readonly strides: readonly number[];
  readonly dilationRate: readonly number[];
  readonly padding: Padding;
  readonly activation: ActivationLike;
  readonly useBias: boolean;
  /** [...kernelSize, channels, filters], once built. */
  kernel: Parameter | undefined;
  /** [filters], once built. */
  bias: Parameter | undefined;
  readonly #activate: (x: Tensor) => Tensor;
  readonly #who: string;
  readonly #initializers: { readonly kernel: InitializerLike; readonly bias: InitializerLike };

  constructor(
    who: string,
    rank: number,
    filters: number,
    kernelSize: number | readonly number[],
    options: ConvOptions,
  ) {
    super(options);
    assertOptions(who, options, convOptions);
    assertSizes(who, { filters });
    this.#who = who;
    this.filters = filters;
    this.kernelSize = perAxis(who, "kernelSize", kernelSize, rank);
    this.strides = perAxis(who, "strides", options.strides ?? 1, rank);
    this.dilationRate = perAxis(who, "dilationRate", options.dilationRate ?? 1, rank);
    this.padding = options.padding ?? "valid";
    assertPadding(who, this.padding, rank === 1 ? ["valid", "same", "causal"] : ["valid", "same"]);
    this.activation = namedActivation(options.activation ?? "linear");
    this.#activate = activationNamed(who, this.activation);
    this.useBias = options.useBias ?? true;
    const { kernelInitializer = "glorotUniform", biasInitializer = "zeros" } = options;
    for (const like of [kernelInitializer, biasInitializer]) initializerOf(who, like);
    this.#initializers = { kernel: kernelInitializer, bias: biasInitializer };
  }

  override describe(): string {
    return `${this.#who}(${this.filters}, ${this.#windows.sizes.join(" × ")})`;
  }

  get #windows(): Windows {
    return { sizes: this.kernelSize, strides: this.strides, dilations: this.dilationRate, padding: this.padding };
  }

  protected override createWeights(inputShape: SampleShape, context: BuildContext): SampleShape {
    const channels = inputShape.at(-1);
    if (inputShape.length !== this.rank + 1 || channels == null)
      throw new RangeError(
        `${this.describe()} expects ${this.rank === 1 ? "(None, T, channels)" : "(None, rows, columns, channels)"} with a known last ` +
          `size, but got ${kerasShape(inputShape)}`,
      );
    const counts = windowCounts(this.describe(), inputShape.slice(0, -1), this.#windows);
    const [rng, { dtype }] = [this.source(context), context];
    const shape = [...this.kernelSize, channels, this.filters];
    this.kernel = new Parameter(initializerOf(this.#who, this.#initializers.kernel)(shape, rng, dtype));
    this.bias = this.useBias
      ? new Parameter(initializerOf(this.#who, this.#initializers.bias)([this.filters], rng, dtype))
      : undefined;
    return [...counts, this.filters];
  }

  protected override parts() {
    return [this.kernel, this.bias];
  }

  override config(): LayerConfig {
    const { filters, padding, useBias } = this;
    const [kernelSize, strides, dilationRate] = [[...this.kernelSize], [...this.strides], [...this.dilationRate]];
    const activation = activationInConfig(this.activation);
    return { ...this.baseConfig(), filters, kernelSize, strides, padding, dilationRate, activation, useBias };
  }

  /** [batch, ...places, channels] → [batch, ...windows, filters]. Masked steps are read as zeros, as padding is. */
  forward(input: TensorLike, { mask }: Partial<CallContext> = {}): Tensor {
    const x = this.ready(input);
    const read = mask === undefined ? x : where(mask.expandDims(-1), x, 0);
    const windows = windowsOf(read, this.#windows, 0);
    const kernel = this.kernel!;
    const width = kernel.size / this.filters;
    const places = windows.shape.slice(0, 1 + this.rank);
    const y = windows.reshape([-1, width]).matmul(kernel.reshape([width, this.filters]));
    return this.#activate((this.bias ? y.add(this.bias) : y).reshape([...places, this.filters]));
  }

  /** Where every step has its own window the mask stays. @throws Error where it would be lost */
  override givesMask(masked: boolean): boolean {
    if (masked && (this.padding === "valid" || this.strides.some(stride => stride !== 1)))
      throw new Error(
        `${this.describe()} expects padding "same" or "causal" and strides of 1 behind a mask, since no step has its own window ` +
          "otherwise; give it those, or leave the mask out",
      );
    return masked;
  }
  override computeMask(_x: Tensor, mask: Tensor | undefined): Tensor | undefined {
    this.givesMask(mask !== undefined);
    return mask;
  }
}

/** The layer that `conv1d` makes. */
export class Conv1D extends Convolution {
  static {
    keepsNoTensor(Conv1D);
  }
  override readonly kind = "Conv1D";
  readonly rank = 1;
  constructor(filters: number, kernelSize: number | readonly number[], options: ConvOptions = {}) {
    super("conv1d", 1, filters, kernelSize, options);
  }
}

/** The layer that `conv2d` makes. */
export class Conv2D extends Convolution {
  static {
    keepsNoTensor(Conv2D);
  }
  override readonly kind = "Conv2D";
  readonly rank = 2;
  constructor(filters: number, kernelSize: number | readonly number[], options: ConvOptions = {}) {
    super("conv2d", 2, filters, kernelSize, options);
  }
}

/**
 * A convolution over time: each window of `kernelSize` steps becomes `filters` numbers, by the same weights.
 * kernelSize · channels · filters + filters parameters, the kernel stored as [kernelSize, channels, filters], as in Keras (PyTorch:
 * [filters, channels, kernelSize]). Y. LeCun et al. 1989, https://doi.org/10.1162/neco.1989.1.4.541
 * [batch, T, channels] → [batch, windows, filters]
 * @throws RangeError for sizes that are no whole numbers ≥ 1, an unknown padding, activation, initializer or option
 * @example conv1d(16, 3, { padding: "causal", activation: "relu", inputShape: [100, 30] }) // 1,456 parameters
 */
export const conv1d = (filters: number, kernelSize: number | readonly number[], options?: ConvOptions): Conv1D =>
  new Conv1D(filters, kernelSize, options);

/**
 * A convolution over rows and columns: each window of `kernelSize` places (a square, or [rows, columns]) becomes `filters` numbers.
 * rows · columns · channels · filters + filters parameters; the channels are the last axis, as in Keras (in PyTorch the first).
 * [batch, rows, columns, channels] → [batch, windows, windows, filters]
 * @throws RangeError for sizes that are no whole numbers ≥ 1, an unknown padding, activation, initializer or option
 * @example conv2d(8, 3, { padding: "same", inputShape: [28, 28, 1] }) // 80 parameters
 */
export const conv2d = (filters: number, kernelSize: number | readonly number[], options?: ConvOptions): Conv2D =>
  new Conv2D(filters, kernelSize, options);
