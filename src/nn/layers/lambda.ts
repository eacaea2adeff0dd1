// The Lambda layer: a function of one's own between two layers. https://keras.io/api/layers/core_layers/lambda/
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import { noGrad, Tensor, type TensorLike, zeros } from "../../tensor/index.ts";
import { keepsNoTensor } from "../unmodified.ts";
import {
  type BuildContext,
  Layer,
  type LayerCall,
  type LayerConfig,
  type LayerInput,
  type LayerOptions,
  type SampleShape,
  unseededOptions,
} from "./layer.ts";
import { SymbolicTensor } from "./symbolic-tensor.ts";

/** Options of `lambda`. */
export interface LambdaOptions extends Omit<LayerOptions, "seed"> {
  /** The shape of one sample of the output; found by one call on zeros where left out. */
  outputShape?: SampleShape;
}

const lambdaOptions: OptionNames<LambdaOptions> = { ...unseededOptions, outputShape: "sampleShape" };

/** The layer that `lambda` makes. */
export class Lambda<Input extends Tensor | readonly Tensor[] = Tensor> extends Layer {
  static {
    keepsNoTensor(Lambda);
  }
  override readonly kind = "Lambda";
  declare readonly options: LambdaOptions;
  readonly function: (x: Input) => Tensor;
  /** Whether it is called on a list; undefined before the first call. */
  #several: boolean | undefined;

  constructor(apply: (x: Input) => Tensor, options: LambdaOptions = {}) {
    super(options);
    assertOptions("lambda", options, lambdaOptions);
    if (typeof apply !== "function")
      throw new TypeError(`lambda expects a function of a tensor, x => …, but got ${describe(apply)}`);
    this.function = apply;
  }

  override describe(): string {
    return `lambda(${this.function.name || "x => …"})`;
  }

  override get takesSeveral(): boolean {
    return this.#several ?? false;
  }

  override call(x: SymbolicTensor | readonly SymbolicTensor[], options?: LayerCall): SymbolicTensor;
  override call(x: LayerInput, options?: LayerCall): Tensor;
  override call(x: LayerInput | SymbolicTensor | readonly SymbolicTensor[], options?: LayerCall): unknown {
    const several = Array.isArray(x) && x.some(one => one instanceof Tensor || one instanceof SymbolicTensor);
    if (this.#several !== undefined && this.#several !== several)
      throw new TypeError(
        `${this.describe()} expects ${this.#several ? "a list" : "one tensor"}, as at its first call, but got ` +
          `${several ? "a list" : "one tensor"}; make another lambda for it`,
      );
    this.#several = several;
    return super.call(x as LayerInput, options);
  }

  protected override createWeights(given: SampleShape | readonly SampleShape[], { dtype }: BuildContext): SampleShape {
    if (this.options.outputShape) return this.options.outputShape;
    // Sizes that may differ from batch to batch are taken for two others, to see which follow them.
    const shapes = [2, 3].map(n => {
      const zerosOf = (shape: SampleShape) => zeros([n, ...shape.map(size => size ?? n)], { dtype });
      const xs = this.takesSeveral ? (given as readonly SampleShape[]).map(zerosOf) : zerosOf(given as SampleShape);
      const output: unknown = noGrad(() => this.function(xs as Input));
      return (output as { shape?: readonly number[] } | undefined)?.shape;
    });
    const [one, other] = shapes;
    if (!one || !other || one[0] !== 2 || other[0] !== 3)
      throw new TypeError(
        `${this.describe()} expects its function to give a tensor [batch, ...] for one, but for [2, ...] it gave ` +
          (one ? `[${one.join(", ")}]` : "none"),
      );
    return one.slice(1).map((n, i) => (n === other[i + 1] ? n : null));
  }

  protected override parts() {
    return [];
  }

  /** `save` refuses the function, and says where it is. */
  override config(): LayerConfig {
    return { ...this.baseConfig(), function: this.function as never };
  }

  /** [batch, ...], or a list of such → what the function gives */
  forward(input: TensorLike | readonly Tensor[]): Tensor {
    const x = this.takesSeveral ? this.readySeveral(input as readonly Tensor[]) : this.ready(input as TensorLike);
    return this.function(x as Input);
  }

  /** Of several inputs a time step counts that counts in all that have a mask; as in `concatenate`. @internal */
  override maskOfCall(xs: readonly Tensor[], masks: readonly (Tensor | undefined)[]): Tensor | undefined {
    const given = masks.filter(mask => mask !== undefined);
    if (!this.takesSeveral || given.length < 2) return this.computeMask(xs[0]!, given[0]);
    return given.reduce((all, mask) => all.mul(mask));
  }
  /** @internal */
  override givesMaskOfCall(masked: readonly boolean[]): boolean {
    return masked.includes(true);
  }
}

/**
 * A function of tensors as a layer: no parameters. Gradients flow through what it computes. A mask passes it as it is. Called on a
 * list, it gets the list. A model with one cannot be saved: for that write a layer of your own.
 * @throws TypeError for what is no function, or one that gives no batch; RangeError for an unknown option
 * @example lambda(x => x.mean(1))
 * @example lambda(([a, b]: Tensor[]) => a!.sub(b!).abs()).call([zeros([2, 3]), ones([2, 3])])
 */
export const lambda = <Input extends Tensor | readonly Tensor[] = Tensor>(
  apply: (x: Input) => Tensor,
  options?: LambdaOptions,
): Lambda<Input> => new Lambda(apply, options);
