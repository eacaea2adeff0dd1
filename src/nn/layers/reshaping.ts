// The Flatten, Reshape and Permute layers: the same numbers in another shape or order. https://keras.io/api/layers/reshaping_layers/
// flatten and reshape by themselves are functions of tensors.
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import type { Tensor, TensorLike } from "../../tensor/index.ts";
import { keepsNoTensor } from "../unmodified.ts";
import { kerasShape, Layer, type LayerConfig, type LayerOptions, type SampleShape, unseededOptions } from "./layer.ts";
import { refuseMask } from "./pooling.ts";

const reshapingOptions: OptionNames<Omit<LayerOptions, "seed">> = unseededOptions;

/** The layer that `reshapeLayer` makes. */
export class Reshape extends Layer {
  static {
    keepsNoTensor(Reshape);
  }
  override readonly kind = "Reshape";
  readonly targetShape: readonly number[];

  constructor(targetShape: readonly number[], options: Omit<LayerOptions, "seed"> = {}) {
    super(options);
    assertOptions("reshapeLayer", options, reshapingOptions);
    const isShape =
      Array.isArray(targetShape) &&
      targetShape.every(n => Number.isInteger(n) && (n >= 1 || n === -1)) &&
      targetShape.filter(n => n === -1).length <= 1;
    if (!isShape)
      throw new RangeError(
        "reshapeLayer expects the shape of one sample, whole numbers ≥ 1 and at most one −1 for the rest, such as [7, 8], " +
          `but got ${Array.isArray(targetShape) ? `[${targetShape.join(", ")}]` : describe(targetShape)}`,
      );
    this.targetShape = targetShape;
  }

  override describe(): string {
    return `reshapeLayer([${this.targetShape.join(", ")}])`;
  }

  protected override createWeights(inputShape: SampleShape): SampleShape {
    const known = this.targetShape.filter(n => n !== -1).reduce((product, n) => product * n, 1);
    const size = sizeOf(inputShape);
    const hasRest = this.targetShape.includes(-1);
    if (size === null) return this.targetShape.map(n => (n === -1 ? null : n));
    if (hasRest ? size % known !== 0 : size !== known)
      throw new RangeError(
        `${this.describe()} expects ${hasRest ? "a multiple of " : ""}${known} numbers a sample, but got ${kerasShape(inputShape)}`,
      );
    return this.targetShape.map(n => (n === -1 ? size / known : n));
  }

  protected override parts() {
    return [];
  }

  override config(): LayerConfig {
    return { ...this.baseConfig(), targetShape: [...this.targetShape] };
  }

  /** [batch, ...] → [batch, ...targetShape] */
  forward(input: TensorLike): Tensor {
    const x = this.ready(input);
    return x.reshape([x.shape[0]!, ...this.targetShape]);
  }

  override givesMask(masked: boolean): boolean {
    return refuseMask(this, masked);
  }
  override computeMask(_x: Tensor, mask: Tensor | undefined): undefined {
    this.givesMask(mask !== undefined);
  }
}

/** The layer that `flattenLayer` makes. */
export class Flatten extends Layer {
  static {
    keepsNoTensor(Flatten);
  }
  override readonly kind = "Flatten";

  constructor(options: Omit<LayerOptions, "seed"> = {}) {
    super(options);
    assertOptions("flattenLayer", options, reshapingOptions);
  }

  override describe(): string {
    return "flattenLayer()";
  }

  protected override createWeights(inputShape: SampleShape): SampleShape {
    return [sizeOf(inputShape)];
  }

  protected override parts() {
    return [];
  }

  override config(): LayerConfig {
    return this.baseConfig();
  }

  /** [batch, ...] → [batch, all numbers of a sample] */
  forward(input: TensorLike): Tensor {
    const x = this.ready(input);
    return x.reshape([x.shape[0]!, -1]);
  }

  override givesMask(masked: boolean): boolean {
    return refuseMask(this, masked);
  }
  override computeMask(_x: Tensor, mask: Tensor | undefined): undefined {
    this.givesMask(mask !== undefined);
  }
}

/** The layer that `permuteLayer` makes. */
export class Permute extends Layer {
  static {
    keepsNoTensor(Permute);
  }
  override readonly kind = "Permute";
  readonly dims: readonly number[];

  constructor(dims: readonly number[], options: Omit<LayerOptions, "seed"> = {}) {
    super(options);
    assertOptions("permuteLayer", options, reshapingOptions);
    if (!Array.isArray(dims) || [...dims].sort((a, b) => a - b).some((dim, i) => dim !== i + 1))
      throw new RangeError(
        "permuteLayer expects each axis of a sample once, counted from 1, such as [2, 1], " +
          `but got ${Array.isArray(dims) ? `[${dims.join(", ")}]` : describe(dims)}`,
      );
    this.dims = dims;
  }

  override describe(): string {
    return `permuteLayer([${this.dims.join(", ")}])`;
  }

  protected override createWeights(inputShape: SampleShape): SampleShape {
    if (inputShape.length !== this.dims.length)
      throw new RangeError(
        `${this.describe()} expects ${this.dims.length} axes a sample, but got ${kerasShape(inputShape)}`,
      );
    return this.dims.map(dim => inputShape[dim - 1]!);
  }

  protected override parts() {
    return [];
  }

  override config(): LayerConfig {
    return { ...this.baseConfig(), dims: [...this.dims] };
  }

  /** [batch, ...] → the same numbers, the axes of a sample in the order of `dims` */
  forward(input: TensorLike): Tensor {
    return this.ready(input).transpose([0, ...this.dims]);
  }

  override givesMask(masked: boolean): boolean {
    return refuseMask(this, masked);
  }
  override computeMask(_x: Tensor, mask: Tensor | undefined): undefined {
    this.givesMask(mask !== undefined);
  }
}

/** Null where a size is not known. */
const sizeOf = (shape: SampleShape): number | null =>
  shape.reduce<number | null>((product, n) => (product === null || n === null ? null : product * n), 1);

/**
 * Gives each sample another shape: no parameters. The order of the numbers stays.
 * @param targetShape of one sample; −1 for what the others leave
 * @throws RangeError for what is no shape or an unknown option, and where the input has another number of numbers
 * @example reshapeLayer([7, -1])
 */
export const reshapeLayer = (targetShape: readonly number[], options?: Omit<LayerOptions, "seed">): Reshape =>
  new Reshape(targetShape, options);

/**
 * All numbers of a sample one behind the other: no parameters. [batch, T, features] → [batch, T · features]
 * @throws RangeError for an unknown option
 */
export const flattenLayer = (options?: Omit<LayerOptions, "seed">): Flatten => new Flatten(options);

/**
 * The axes of a sample in another order: no parameters. [batch, T, features] → [batch, features, T] for [2, 1]
 * @param dims where each axis of the output comes from, counted from 1: the batch stays first
 * @throws RangeError for what is no order of axes or an unknown option, and where the input has another number of axes
 * @example permuteLayer([2, 1])
 */
export const permuteLayer = (dims: readonly number[], options?: Omit<LayerOptions, "seed">): Permute =>
  new Permute(dims, options);
