// Linear: y = x W + b.
import { type DType, formatShape, type Shape } from "../../backend/index.ts";
import { assertOptions, type OptionNames } from "../../options.ts";
import { asTensorLike, linear, type Rng, seed, type Tensor, type TensorLike } from "../../tensor/index.ts";
import { type InitializerLike, initializerOf } from "../initializers/index.ts";
import { assertSizes } from "../size-checks.ts";
import { keepsNoTensor } from "../unmodified.ts";
import { Module } from "./module.ts";
import { Parameter } from "./parameter.ts";

/** Options of `Linear`. */
export interface LinearOptions {
  /** Where the starting weights are drawn from; `seed(0)` where left out. */
  rng?: Rng;
  dtype?: DType;
  /** Whether b is added. */
  bias?: boolean;
  /** Of W; "glorotUniform" where left out, as in Keras. */
  kernelInitializer?: InitializerLike;
  /** Of b; "zeros" where left out. */
  biasInitializer?: InitializerLike;
}

const linearOptions: OptionNames<LinearOptions> = {
  rng: "generator",
  dtype: "dtype",
  bias: "boolean",
  kernelInitializer: true,
  biasInitializer: true,
};

/**
 * An affine map from inputSize to outputSize numbers: inputSize · outputSize + outputSize parameters.
 * @throws RangeError for sizes that are no whole numbers ≥ 1, or an unknown initializer or option
 */
export class Linear extends Module {
  static {
    keepsNoTensor(Linear);
  }
  readonly inputSize: number;
  readonly outputSize: number;
  /** W: [inputSize, outputSize] */
  readonly kernel: Parameter;
  /** b: [outputSize] */
  readonly bias: Parameter | undefined;

  constructor(inputSize: number, outputSize: number, options: LinearOptions = {}) {
    super();
    assertSizes("Linear", { inputSize, outputSize });
    assertOptions("Linear", options, linearOptions);
    const { rng = seed(0), dtype = "float32", bias = true } = options;
    this.inputSize = inputSize;
    this.outputSize = outputSize;
    const { kernelInitializer = "glorotUniform", biasInitializer = "zeros" } = options;
    const initial = (like: InitializerLike, shape: Shape) => initializerOf("Linear", like)(shape, rng, dtype);
    this.kernel = new Parameter(initial(kernelInitializer, [inputSize, outputSize]));
    this.bias = bias ? new Parameter(initial(biasInitializer, [outputSize])) : undefined;
  }

  override describe(): string {
    return `Linear(${this.inputSize} → ${this.outputSize})`;
  }

  /**
   * [..., inputSize] → [..., outputSize]
   * @throws RangeError for inputs of another size, TypeError for another dtype
   */
  forward(input: TensorLike): Tensor {
    const x = asTensorLike("Linear", input, this.kernel);
    if (x.shape.at(-1) !== this.inputSize)
      throw new RangeError(
        `${this.describe()} expects inputs of size ${this.inputSize}, but got ${formatShape(x.shape)}`,
      );
    if (x.dtype !== this.kernel.dtype)
      throw new TypeError(`${this.describe()} expects ${this.kernel.dtype} inputs, but got ${x.dtype}`);
    return linear(x, this.kernel, this.bias);
  }
}
