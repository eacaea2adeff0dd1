// Activation functions beside tanh, sigmoid, relu and softplus, number by number, each with its derivative.
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import { asTensor, type TensorLike } from "../convert.ts";
import { record } from "../record.ts";
import type { Tensor } from "../tensor.ts";
import { assertNoMore } from "./checks.ts";
import { normalDistribution } from "./error-function.ts";

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

const geluOptions: OptionNames<GeluOptions> = { approximate: true };
const eluOptions: OptionNames<EluOptions> = { alpha: true };
const leakyReluOptions: OptionNames<LeakyReluOptions> = { negativeSlope: true };

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
  return mapped("gelu", x, approximate ? geluByTanh : exactGelu);
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
  return mapped("elu", x, u => (u > 0 ? [u, 1] : [alpha * Math.expm1(u), alpha * Math.exp(u)]));
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
  return mapped("selu", x, u =>
    u > 0 ? [scale * u, scale] : [scale * alpha * Math.expm1(u), scale * alpha * Math.exp(u)],
  );
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
  return mapped("leakyRelu", x, u => (u > 0 ? [u, 1] : [negativeSlope * u, negativeSlope]));
}

/**
 * x σ(x), also called swish. S. Elfwing et al. 2017, https://arxiv.org/abs/1702.03118
 * @param x any shape, which is that of the result
 * @throws TypeError for what is not a number
 */
export function silu(x: TensorLike): Tensor;
export function silu(x: TensorLike, ...rest: readonly unknown[]): Tensor {
  assertNoMore("silu", x, rest);
  return mapped("silu", x, u => {
    const s = 1 / (1 + Math.exp(-u));
    return [u === Number.NEGATIVE_INFINITY ? 0 : u * s, s + (Number.isFinite(u) ? u * s * (1 - s) : 0)];
  });
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
  return mapped("hardSigmoid", x, u => (u <= -3 ? [0, 0] : u >= 3 ? [1, 0] : [u / 6 + 0.5, 1 / 6]));
}

/** Value and slope at a number. */
type WithSlope = (u: number) => readonly [value: number, slope: number];

/** The function at every number; slopes are computed on the way back, from the numbers that they are of. */
function mapped(operation: string, input: TensorLike, at: WithSlope): Tensor {
  const x = asTensor(input, undefined, operation);
  const xp = x.backend;
  const u = x.array;
  const each = (which: 0 | 1) =>
    xp.fromValues(
      xp.values(u).map(value => at(value)[which]),
      x.shape,
      x.dtype,
    );
  return record(operation, each(0), [x], g => [xp.binary("mul", g, each(1))]);
}

const exactGelu: WithSlope = u => {
  const share = normalDistribution(u);
  if (!Number.isFinite(u)) return [u < 0 ? 0 : u, share];
  return [u * share, share + (u * Math.exp((-u * u) / 2)) / Math.sqrt(2 * Math.PI)];
};

const geluByTanh: WithSlope = u => {
  if (!Number.isFinite(u)) return [u < 0 ? 0 : u, u < 0 ? 0 : u > 0 ? 1 : u];
  const scale = Math.sqrt(2 / Math.PI);
  const t = Math.tanh(scale * (u + 0.044715 * u ** 3));
  const slope = scale * (1 + 3 * 0.044715 * u * u);
  return [0.5 * u * (1 + t), 0.5 * (1 + t) + (Number.isFinite(slope) ? 0.5 * u * (1 - t * t) * slope : 0)];
};

function assertFinite(who: string, what: string, value: unknown): void {
  if (!(typeof value === "number" && Number.isFinite(value)))
    throw new RangeError(`${who} expects ${what} to be a number, but got ${describe(value)}`);
}
