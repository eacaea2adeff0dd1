// The Dot layer: products of two inputs along an axis of each. https://keras.io/api/layers/merging_layers/dot/
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import { einsum, type Tensor } from "../../tensor/index.ts";
import { keepsNoTensor } from "../unmodified.ts";
import { kerasShape, Layer, type LayerConfig, type LayerOptions, type SampleShape } from "./layer.ts";

/** Options of `dotLayer`. */
export interface DotLayerOptions extends Pick<LayerOptions, "name"> {
  /** Along which axis the products are summed, the batch counted as axis 0: one for both inputs, or one for each. */
  axes: number | readonly [number, number];
  /** Divide each vector by its length first, so that the result is the cosine of the angle. */
  normalize?: boolean;
}

const dotLayerOptions: OptionNames<DotLayerOptions> = { name: "text", axes: true, normalize: "boolean" };

/** The layer that `dotLayer` makes. */
export class Dot extends Layer {
  static {
    keepsNoTensor(Dot);
  }
  override readonly kind = "Dot";
  declare readonly options: DotLayerOptions;
  readonly axes: readonly [number, number];

  constructor(options: DotLayerOptions) {
    super(options);
    assertOptions("dotLayer", options, dotLayerOptions);
    const axes = typeof options?.axes === "number" ? [options.axes, options.axes] : options?.axes;
    if (!Array.isArray(axes) || axes.length !== 2 || !axes.every(axis => Number.isInteger(axis) && axis !== 0))
      throw new RangeError(
        "dotLayer expects an axis for each input, ≥ 1 or < 0 from the last, such as dotLayer({ axes: [2, 1] }), " +
          `but got ${describe(options?.axes)}`,
      );
    this.axes = axes as [number, number];
  }

  override describe(): string {
    return `dotLayer([${this.axes.join(", ")}])`;
  }
  override get takesSeveral(): boolean {
    return true;
  }

  protected override createWeights(given: SampleShape | readonly SampleShape[]): SampleShape {
    const shapes = given as readonly SampleShape[];
    const isPair = Array.isArray(shapes[0]) && shapes.length === 2;
    const at = isPair ? this.#axesOf(shapes.map(({ length }) => length + 1)) : [];
    const sizes = at.map((axis, i) => shapes[i]![axis - 1]);
    if (!isPair || sizes.includes(undefined) || (sizes[0] !== sizes[1] && !sizes.includes(null)))
      throw new RangeError(
        `${this.describe()} expects two inputs with axes of one size, but got ` +
          (Array.isArray(shapes[0]) ? shapes.map(kerasShape).join(" and ") : "one input"),
      );
    const rest = shapes.flatMap((shape, i) => shape.filter((_, axis) => axis !== at[i]! - 1));
    return rest.length === 0 ? [1] : rest;
  }

  /** Counted from the batch, which is 0. */
  #axesOf(ranks: readonly number[]): number[] {
    return this.axes.map((axis, i) => (axis < 0 ? ranks[i]! + axis : axis));
  }

  protected override parts() {
    return [];
  }

  override config(): LayerConfig {
    const { normalize } = this.options;
    return { ...this.baseConfig(), axes: [...this.axes], ...(normalize === undefined ? {} : { normalize }) };
  }

  /** [batch, …] and [batch, …] → [batch, the axes of the first that are left, those of the second]; [batch, 1] where none is */
  forward(given: Tensor | readonly Tensor[]): Tensor {
    const xs = this.readySeveral(given as readonly Tensor[]);
    const at = this.#axesOf(xs.map(({ shape }) => shape.length));
    const letters = [..."cdefghijklmnopqrstuvwxyz"];
    const names = xs.map(({ shape }, i) =>
      shape.map((_, axis) => (axis === 0 ? "a" : axis === at[i] ? "b" : letters.shift()!)),
    );
    const rest = names.flatMap(own => own.filter(name => name !== "a" && name !== "b"));
    const equation = `${names.map(own => own.join("")).join(",")}->a${rest.join("")}`;
    const [one, other] = xs.map((x, i) => (this.options.normalize ? unit(x, at[i]!) : x));
    const product = einsum(equation, one!, other!);
    return rest.length === 0 ? product.expandDims(-1) : product;
  }

  /** @internal */
  override maskOfCall(): undefined {
    return undefined;
  }
  /** @internal */
  override givesMaskOfCall(): false {
    return false;
  }
}

/** x / ‖x‖ along an axis; 0 where x is. Keras's `normalize`. */
const unit = (x: Tensor, axis: number): Tensor =>
  x.div(x.square().sum(axis, { keepDims: true }).clip(1e-12, Number.MAX_VALUE).sqrt());

/**
 * Products of two inputs, summed along an axis of each: no parameters. Scores of attention are `dotLayer({ axes: 2 })` of queries
 * and keys, the contexts `dotLayer({ axes: [2, 1] })` of weights and values. No mask goes on from it.
 * @throws RangeError for axes that are none or an unknown option; in `call` for sizes that differ
 * @example dotLayer({ axes: 1 }).call([ones([2, 3]), ones([2, 3])]).toArray() // [[3], [3]]
 */
export const dotLayer = (options: DotLayerOptions): Dot => new Dot(options);
