// The Lambda layer: a function of one's own between two layers. https://keras.io/api/layers/core_layers/lambda/
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import { noGrad, type Tensor, type TensorLike, zeros } from "../../tensor/index.ts";
import { keepsNoTensor } from "../unmodified.ts";
import {
  type BuildContext,
  Layer,
  type LayerConfig,
  type LayerOptions,
  type SampleShape,
  unseededOptions,
} from "./layer.ts";

/** Options of `lambda`. */
export interface LambdaOptions extends Omit<LayerOptions, "seed"> {
  /** The shape of one sample of the output; found by one call on zeros where left out. */
  outputShape?: SampleShape;
}

const lambdaOptions: OptionNames<LambdaOptions> = { ...unseededOptions, outputShape: true };

/** The layer that `lambda` makes. */
export class Lambda extends Layer {
  static {
    keepsNoTensor(Lambda);
  }
  override readonly kind = "Lambda";
  declare readonly options: LambdaOptions;
  readonly function: (x: Tensor) => Tensor;

  constructor(apply: (x: Tensor) => Tensor, options: LambdaOptions = {}) {
    super(options);
    assertOptions("lambda", options, lambdaOptions);
    if (typeof apply !== "function")
      throw new TypeError(`lambda expects a function of a tensor, x => …, but got ${describe(apply)}`);
    this.function = apply;
  }

  override describe(): string {
    return `lambda(${this.function.name || "x => …"})`;
  }

  protected override createWeights(inputShape: SampleShape, { dtype }: BuildContext): SampleShape {
    if (this.options.outputShape) return this.options.outputShape;
    // Sizes that may differ from batch to batch are taken for two others, to see which follow them.
    const shapes = [2, 3].map(n => {
      const output: unknown = noGrad(() => this.function(zeros([n, ...inputShape.map(size => size ?? n)], { dtype })));
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

  /** [batch, ...] → what the function gives */
  forward(input: TensorLike): Tensor {
    return this.function(this.ready(input));
  }
}

/**
 * A function of tensors as a layer: no parameters. Gradients flow through what it computes. A mask passes it as it is. A model with
 * one cannot be saved: for that write a layer of your own.
 * @throws TypeError for what is no function, or one that gives no batch; RangeError for an unknown option
 * @example lambda(x => x.mean(1))
 */
export const lambda = (apply: (x: Tensor) => Tensor, options?: LambdaOptions): Lambda => new Lambda(apply, options);
