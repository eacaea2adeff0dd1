// Dropout: while training, each number is left out by chance, so that none can be relied upon.
import type { DType, Shape } from "../../backend/index.ts";
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import { asTensor, type Rng, seed, type Tensor, type TensorLike } from "../../tensor/index.ts";
import { keepsNoTensor } from "../unmodified.ts";
import { Module } from "./module.ts";

/** Options of the module `Dropout`. */
export interface DropoutOptions {
  /** Where the chance comes from; `seed(0)` where left out. */
  rng?: Rng;
}

const dropoutOptions: OptionNames<DropoutOptions> = { rng: "generator" };

/**
 * Sets each number to 0 with probability `rate` and divides the others by 1 − rate, so that the expected value stays; passes
 * everything on when not training. N. Srivastava et al. 2014, https://jmlr.org/papers/v15/srivastava14a.html
 * @throws RangeError for a rate outside 0 … 1 (1 itself too), or an unknown option
 * @example new Dropout(0.5, { rng }).forward(h, { training: true })
 */
export class Dropout extends Module {
  static {
    keepsNoTensor(Dropout);
  }
  readonly rate: number;
  readonly rng: Rng;

  constructor(rate: number, options: DropoutOptions = {}) {
    super();
    assertOptions("Dropout", options, dropoutOptions);
    const { rng = seed(0) } = options;
    if (!(typeof rate === "number" && rate >= 0 && rate < 1))
      throw new RangeError(`Dropout expects a rate from 0 to below 1, but got ${describe(rate)}`);
    this.rate = rate;
    this.rng = rng;
  }

  override describe(): string {
    return `Dropout(${this.rate})`;
  }

  /**
   * @param training must be said: a model that drops out while it predicts, or never drops, shows no error.
   * @throws TypeError where it is not
   */
  forward(input: TensorLike, options: { training: boolean }): Tensor {
    const training: unknown = options?.training;
    if (typeof training !== "boolean")
      throw new TypeError(
        `Dropout expects to be told whether the result is to learn from, but got ${describe(options)}; write ` +
          "forward(x, { training: true }), and false to predict",
      );
    const x = asTensor(input, undefined, "Dropout");
    return !training || this.rate === 0 ? x : x.mul(this.mask(x.shape, x.dtype));
  }

  /** What `forward` multiplies by: 0 with probability `rate`, else 1 / (1 − rate). */
  mask(shape: Shape, dtype: DType): Tensor {
    return this.rng.dropoutMask(this.rate, shape, dtype);
  }
}
