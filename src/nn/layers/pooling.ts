// Pooling layers: of each window, or of all steps, the largest number or the mean. https://keras.io/api/layers/pooling_layers/
import { assertOptions, type OptionNames } from "../../options.ts";
import { type Tensor, type TensorLike, where } from "../../tensor/index.ts";
import { maskLike } from "../masks.ts";
import { keepsNoTensor } from "../unmodified.ts";
import {
  type CallContext,
  kerasShape,
  Layer,
  type LayerConfig,
  type LayerOptions,
  type SampleShape,
  unseededOptions,
} from "./layer.ts";
import { assertPadding, coverage, type Padding, perAxis, type Windows, windowCounts, windowsOf } from "./windows.ts";

/** Options of pooling over windows. */
export interface PoolingOptions extends Omit<LayerOptions, "seed"> {
  /** How far a window is from the next; the size of the window where left out. */
  strides?: number | readonly number[];
  /** "valid" (only whole windows) where left out, or "same". What is padded is neither the largest nor counted in a mean. */
  padding?: Exclude<Padding, "causal">;
}

const poolingOptions: OptionNames<PoolingOptions> = {
  ...unseededOptions,
  strides: true,
  padding: true,
};
const globalOptions: OptionNames<Omit<LayerOptions, "seed">> = unseededOptions;

/** The largest number or the mean: of what, over how many spatial axes. */
type Kind = "MaxPooling" | "AveragePooling";

/** The layer of the pooling functions over windows, such as `maxPooling1d`. */
export class Pooling extends Layer {
  static {
    keepsNoTensor(Pooling);
  }
  override readonly kind: string;
  readonly poolSize: readonly number[];
  readonly strides: readonly number[];
  readonly padding: Exclude<Padding, "causal">;
  readonly #of: Kind;

  constructor(of: Kind, rank: 1 | 2, poolSize: number | readonly number[], options: PoolingOptions = {}) {
    super(options);
    const who = factoryName(of, rank);
    assertOptions(who, options, poolingOptions);
    this.kind = `${of}${rank}D`;
    this.#of = of;
    this.poolSize = perAxis(who, "poolSize", poolSize, rank);
    this.strides = perAxis(who, "strides", options.strides ?? this.poolSize, rank);
    this.padding = options.padding ?? "valid";
    assertPadding(who, this.padding, ["valid", "same"]);
  }

  override describe(): string {
    return `${factoryName(this.#of, this.poolSize.length)}(${this.poolSize.join(" × ")})`;
  }

  get #windows(): Windows {
    const { poolSize: sizes, strides, padding } = this;
    return { sizes, strides, padding, dilations: sizes.map(() => 1) };
  }

  protected override createWeights(inputShape: SampleShape): SampleShape {
    assertRank(this.describe(), inputShape, this.poolSize.length);
    return [...windowCounts(this.describe(), inputShape.slice(0, -1), this.#windows), inputShape.at(-1)!];
  }

  protected override parts() {
    return [];
  }

  override config(): LayerConfig {
    return { ...this.baseConfig(), poolSize: [...this.poolSize], strides: [...this.strides], padding: this.padding };
  }

  /** [batch, ...places, channels] → [batch, ...windows, channels] */
  forward(input: TensorLike): Tensor {
    const x = this.ready(input);
    const rank = this.poolSize.length;
    const isMax = this.#of === "MaxPooling";
    const windows = windowsOf(x, this.#windows, isMax ? Number.NEGATIVE_INFINITY : 0);
    const axes = this.poolSize.map((_, i) => 1 + rank + i);
    if (isMax) return windows.max(axes);
    const covered = coverage(x, this.#windows);
    return covered ? windows.mean(axes).div(covered) : windows.mean(axes);
  }

  override givesMask(masked: boolean): boolean {
    return refuseMask(this, masked);
  }
  override computeMask(_x: Tensor, mask: Tensor | undefined): undefined {
    this.givesMask(mask !== undefined);
  }
}

/** The layer of the pooling functions over all places, such as `globalMaxPooling1d`. */
export class GlobalPooling extends Layer {
  static {
    keepsNoTensor(GlobalPooling);
  }
  override readonly kind: string;
  readonly #of: Kind;
  readonly #rank: 1 | 2;

  constructor(of: Kind, rank: 1 | 2, options: Omit<LayerOptions, "seed"> = {}) {
    super(options);
    assertOptions(globalName(of, rank), options, globalOptions);
    this.kind = `Global${of}${rank}D`;
    this.#of = of;
    this.#rank = rank;
  }

  override describe(): string {
    return `${globalName(this.#of, this.#rank)}()`;
  }

  protected override createWeights(inputShape: SampleShape): SampleShape {
    assertRank(this.describe(), inputShape, this.#rank);
    return [inputShape.at(-1)!];
  }

  protected override parts() {
    return [];
  }

  override config(): LayerConfig {
    return this.baseConfig();
  }

  /** [batch, ...places, channels] → [batch, channels], over the steps that a mask keeps. */
  forward(input: TensorLike, { mask }: Partial<CallContext> = {}): Tensor {
    const x = this.ready(input);
    const axes = this.#rank === 1 ? [1] : [1, 2];
    const isMax = this.#of === "MaxPooling";
    if (!mask) return isMax ? x.max(axes) : x.mean(axes);
    const keeps = maskLike(this.describe(), mask, x).expandDims(-1); // [batch, T, 1]
    if (isMax) return where(keeps, x, Number.NEGATIVE_INFINITY).max(1);
    return where(keeps, x, 0).sum(1).div(keeps.sum(1));
  }

  override computeMask(): undefined {
    return undefined;
  }
}

const factoryName = (of: Kind, rank: number): string => `${of === "MaxPooling" ? "max" : "average"}Pooling${rank}d`;
const globalName = (of: Kind, rank: number): string => `global${of}${rank}d`;

function assertRank(who: string, shape: SampleShape, rank: number): void {
  if (shape.length !== rank + 1 || shape.at(-1) == null)
    throw new RangeError(
      `${who} expects ${rank === 1 ? "(None, T, channels)" : "(None, rows, columns, channels)"}, but got ${kerasShape(shape)}`,
    );
}

/** @throws Error where there is a mask that would be lost */
export function refuseMask(layer: Layer, masked: boolean): false {
  if (masked)
    throw new Error(
      `${layer.describe()} would lose the mask of the steps before it; leave the mask out, or take a layer that reads it ` +
        "(a recurrent one, globalAveragePooling1d)",
    );
  return false;
}

/**
 * The largest number of each window of `poolSize` steps: no parameters. [batch, T, channels] → [batch, windows, channels]. Equal
 * largest numbers share the gradient (in PyTorch and Keras the first gets it).
 * @param poolSize 2 where left out
 * @throws RangeError for sizes that are no whole numbers ≥ 1, an unknown padding or option
 */
export const maxPooling1d = (poolSize: number | readonly number[] = 2, options?: PoolingOptions): Pooling =>
  new Pooling("MaxPooling", 1, poolSize, options);
/**
 * The mean of each window of `poolSize` steps: no parameters. [batch, T, channels] → [batch, windows, channels]
 * @param poolSize 2 where left out
 * @throws RangeError for sizes that are no whole numbers ≥ 1, an unknown padding or option
 */
export const averagePooling1d = (poolSize: number | readonly number[] = 2, options?: PoolingOptions): Pooling =>
  new Pooling("AveragePooling", 1, poolSize, options);
/**
 * The largest number of each window of `poolSize` rows and columns: no parameters.
 * [batch, rows, columns, channels] → [batch, windows, windows, channels]
 * @param poolSize 2 (a square) where left out, or [rows, columns]
 * @throws RangeError for sizes that are no whole numbers ≥ 1, an unknown padding or option
 */
export const maxPooling2d = (poolSize: number | readonly number[] = 2, options?: PoolingOptions): Pooling =>
  new Pooling("MaxPooling", 2, poolSize, options);
/**
 * The mean of each window of `poolSize` rows and columns: no parameters.
 * [batch, rows, columns, channels] → [batch, windows, windows, channels]
 * @param poolSize 2 (a square) where left out, or [rows, columns]
 * @throws RangeError for sizes that are no whole numbers ≥ 1, an unknown padding or option
 */
export const averagePooling2d = (poolSize: number | readonly number[] = 2, options?: PoolingOptions): Pooling =>
  new Pooling("AveragePooling", 2, poolSize, options);

/**
 * The largest number of each channel over all time steps that count: no parameters. [batch, T, channels] → [batch, channels]
 * @throws RangeError for an unknown option
 */
export const globalMaxPooling1d = (options?: Omit<LayerOptions, "seed">): GlobalPooling =>
  new GlobalPooling("MaxPooling", 1, options);
/**
 * The mean of each channel over all time steps that count: no parameters. [batch, T, channels] → [batch, channels]
 * @throws RangeError for an unknown option
 */
export const globalAveragePooling1d = (options?: Omit<LayerOptions, "seed">): GlobalPooling =>
  new GlobalPooling("AveragePooling", 1, options);
/**
 * The largest number of each channel over all places: no parameters. [batch, rows, columns, channels] → [batch, channels]
 * @throws RangeError for an unknown option
 */
export const globalMaxPooling2d = (options?: Omit<LayerOptions, "seed">): GlobalPooling =>
  new GlobalPooling("MaxPooling", 2, options);
/**
 * The mean of each channel over all places: no parameters. [batch, rows, columns, channels] → [batch, channels]
 * @throws RangeError for an unknown option
 */
export const globalAveragePooling2d = (options?: Omit<LayerOptions, "seed">): GlobalPooling =>
  new GlobalPooling("AveragePooling", 2, options);
