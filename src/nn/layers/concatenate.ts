// The Concatenate layer: several inputs side by side. https://keras.io/api/layers/merging_layers/concatenate/
import { assertOptions, type OptionNames } from "../../options.ts";
import { concat, Tensor } from "../../tensor/index.ts";
import { keepsNoTensor } from "../unmodified.ts";
import { kerasShape, Layer, type LayerOptions, type SampleShape } from "./layer.ts";

/** Options of `concatenate`. */
export interface ConcatenateOptions extends Pick<LayerOptions, "name"> {
  /** The axis along which they are joined, the batch counted as axis 0; −1, the last one, where left out. */
  axis?: number;
}

const concatenateOptions: OptionNames<ConcatenateOptions> = { name: "text", axis: "number" };

/** The layer that `concatenate` makes. */
export class Concatenate extends Layer {
  static {
    keepsNoTensor(Concatenate);
  }
  override readonly kind = "Concatenate";
  readonly axis: number;

  constructor(options: ConcatenateOptions = {}) {
    super(options);
    assertOptions("concatenate", options, concatenateOptions);
    this.axis = options.axis ?? -1;
    if (!Number.isInteger(this.axis) || this.axis === 0)
      throw new RangeError(`concatenate expects an axis ≥ 1, or < 0 from the last, but got ${this.axis}`);
  }

  override describe(): string {
    return "concatenate()";
  }
  override get takesSeveral(): boolean {
    return true;
  }

  protected override createWeights(shapes: SampleShape | readonly SampleShape[]): SampleShape {
    const list = shapes as readonly SampleShape[];
    const first = assertList(this.describe(), list, ([shape]) => Array.isArray(shape));
    const axis = this.axis < 0 ? first.length + this.axis : this.axis - 1; // without the batch
    const fits = (shape: SampleShape) =>
      shape.length === first.length && shape.every((n, i) => i === axis || n === null || !first[i] || n === first[i]);
    if (axis < 0 || axis >= first.length || !list.every(fits))
      throw new RangeError(
        `${this.describe()} expects shapes that differ along axis ${this.axis} alone, ` +
          `but got ${list.map(kerasShape).join(" and ")}`,
      );
    const sizes = list.map(shape => shape[axis] ?? null);
    const size = sizes.includes(null) ? null : (sizes as number[]).reduce((sum, n) => sum + n, 0);
    return first.map((n, i) => (i === axis ? size : (n ?? list.find(shape => shape[i])?.[i] ?? null)));
  }

  protected override parts() {
    return [];
  }

  override config() {
    return { ...this.baseConfig(), axis: this.axis };
  }

  /** Tensors that differ along `axis` alone → one */
  forward(xs: Tensor | readonly Tensor[]): Tensor {
    assertList(this.describe(), xs as readonly Tensor[], ([x]) => x instanceof Tensor);
    return concat(xs as readonly Tensor[], this.axis);
  }

  /** Where the features are joined, a time step counts that counts in every input; as in Keras. @internal */
  override maskOfCall(xs: readonly Tensor[], masks: readonly (Tensor | undefined)[]): Tensor | undefined {
    const given = masks.filter(mask => mask !== undefined);
    if (given.length === 0) return undefined;
    this.#assertJoinsFeatures(xs[0]!.shape.length);
    return given.reduce((all, mask) => all.mul(mask));
  }
  /** @internal */
  override givesMaskOfCall(masked: readonly boolean[]): boolean {
    if (!masked.includes(true)) return false;
    this.#assertJoinsFeatures(this.outputShape!.length + 1);
    return true;
  }

  #assertJoinsFeatures(rank: number): void {
    if (this.axis !== -1 && this.axis !== rank - 1)
      throw new Error(
        `${this.describe()} joins masked sequences along their features only, but got axis ${this.axis}; join them before masking`,
      );
  }
}

/** @throws TypeError for what is no list of at least two. */
function assertList<Item>(who: string, list: readonly Item[], isOne: (list: readonly Item[]) => boolean): Item {
  if (!Array.isArray(list) || list.length < 2 || !isOne(list))
    throw new TypeError(`${who} expects a list of at least two inputs, ${who}.call([a, b])`);
  return list[0]!;
}

/**
 * Joins several inputs to one, along their features where no axis is given: no parameters.
 * @throws RangeError for an axis that is none or an unknown option; in `call` for shapes that differ elsewhere
 * @example concatenate().call([a, b]) // [batch, 3] and [batch, 5] → [batch, 8]
 */
export const concatenate = (options?: ConcatenateOptions): Concatenate => new Concatenate(options);
