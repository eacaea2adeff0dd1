// Activation functions beside tanh, sigmoid, relu and softplus, number by number, each with its derivative.

import type { Activation, NDArray } from "../../backend/index.ts";
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import { asTensor, type TensorLike } from "../convert.ts";
import { record } from "../record.ts";
import type { Tensor } from "../tensor.ts";
import { assertNoMore } from "./checks.ts";

/** Options of `gelu`. */
export interface GeluOptions {
  /** Whether x σ-like by tanh stands for the exact function, as in GPT-2; false where left out. */
  approximate?: boolean;
}
/** Options of `elu`. */
export interface EluOptions {
  /** α, where −α is the limit for small numbers; 1 where left out. */
  alpha?: number;
}
/** Options of `leakyRelu`. */
export interface LeakyReluOptions {
  /** The slope below 0; 0.2 where left out, as in Keras 3's function (its layer has 0.3, PyTorch 0.01). */
  negativeSlope?: number;
}

const geluOptions: OptionNames<GeluOptions> = { approximate: "boolean" };
const eluOptions: OptionNames<EluOptions> = { alpha: "number" };
const leakyReluOptions: OptionNames<LeakyReluOptions> = { negativeSlope: "number" };

/**
 * Gaussian error linear unit: x Φ(x), with the distribution function Φ of the standard normal distribution. With `approximate`
 * x (1 + tanh(√(2/π) (x + 0.044715 x³))) / 2. D. Hendrycks, K. Gimpel 2016, https://arxiv.org/abs/1606.08415
 * @param x any shape, which is that of the result
 * @throws RangeError for an unknown option, TypeError for what is not a number
 */
export function gelu(x: TensorLike, options: GeluOptions = {}): Tensor {
  assertOptions("gelu", options, geluOptions);
  const { approximate = false } = options;
  if (typeof approximate !== "boolean")
    throw new TypeError(`gelu expects approximate to be true or false, but got ${describe(approximate)}`);
  return activated("gelu", x, { name: approximate ? "geluTanh" : "gelu" });
}

/**
 * Exponential linear unit: x where x > 0, else α (eˣ − 1). D. Clevert et al. 2016, https://arxiv.org/abs/1511.07289
 * @param x any shape, which is that of the result
 * @throws RangeError for an unknown option or an alpha that is no number, TypeError for what is not a number
 */
export function elu(x: TensorLike, options: EluOptions = {}): Tensor {
  assertOptions("elu", options, eluOptions);
  const { alpha = 1 } = options;
  assertFinite("elu", "alpha", alpha);
  return activated("elu", x, { name: "elu", parameters: [1, alpha] });
}

/**
 * Scaled exponential linear unit: λ x where x > 0, else λ α (eˣ − 1), with λ ≈ 1.0507 and α ≈ 1.6733, which keep mean 0 and
 * variance 1 from layer to layer. G. Klambauer et al. 2017, https://arxiv.org/abs/1706.02515
 * @param x any shape, which is that of the result
 * @throws TypeError for what is not a number
 */
export function selu(x: TensorLike): Tensor;
export function selu(x: TensorLike, ...rest: readonly unknown[]): Tensor {
  assertNoMore("selu", x, rest);
  const [scale, alpha] = [1.0507009873554805, 1.6732632423543772];
  return activated("selu", x, { name: "elu", parameters: [scale, scale * alpha] });
}

/**
 * max(x, 0) with a small slope below 0: x where x > 0, else negativeSlope · x. A. Maas et al. 2013,
 * https://ai.stanford.edu/~amaas/papers/relu_hybrid_icml2013_final.pdf
 * @param x any shape, which is that of the result
 * @throws RangeError for an unknown option or a slope that is no number, TypeError for what is not a number
 */
export function leakyRelu(x: TensorLike, options: LeakyReluOptions = {}): Tensor {
  assertOptions("leakyRelu", options, leakyReluOptions);
  const { negativeSlope = 0.2 } = options;
  assertFinite("leakyRelu", "negativeSlope", negativeSlope);
  return activated("leakyRelu", x, { name: "leakyRelu", parameters: [negativeSlope] });
}

/**
 * x σ(x), also called swish. S. Elfwing et al. 2017, https://arxiv.org/abs/1702.03118
 * @param x any shape, which is that of the result
 * @throws TypeError for what is not a number
 */
export function silu(x: TensorLike): Tensor;
export function silu(x: TensorLike, ...rest: readonly unknown[]): Tensor {
  assertNoMore("silu", x, rest);
  return activated("silu", x, { name: "silu" });
}

/**
 * A sigmoid of straight lines: 0 where x ≤ −3, 1 where x ≥ 3, between them x / 6 + 1/2. This is the convention of Keras 3 and
 * PyTorch; Keras 1 and 2, also in their old LSTM, have 0.2 x + 0.5 between −2.5 and 2.5.
 * M. Courbariaux et al. 2015, https://arxiv.org/abs/1511.00363
 * @param x any shape, which is that of the result
 * @throws TypeError for what is not a number
 */
export function hardSigmoid(x: TensorLike): Tensor;
export function hardSigmoid(x: TensorLike, ...rest: readonly unknown[]): Tensor {
  assertNoMore("hardSigmoid", x, rest);
  return activated("hardSigmoid", x, { name: "hardSigmoid" });
}

/** An activation function of every number, recorded under a name. */
export function activated(operation: string, input: TensorLike, f: Activation): Tensor {
  const x = asTensor(input, undefined, operation);
  const xp = x.backend;
  const u = x.array;
  const value = () => xp.activation(f, u);
  return record(operation, value(), [x], (g: NDArray) => [xp.activationBackward(f, g, u)], value);
}

function assertFinite(who: string, what: string, value: unknown): void {
  if (!(typeof value === "number" && Number.isFinite(value)))
    throw new RangeError(`${who} expects ${what} to be a number, but got ${describe(value)}`);
}
