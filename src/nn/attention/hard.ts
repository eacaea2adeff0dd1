// Hard attention: one place is drawn and seen, and REINFORCE gives the weights a gradient.
// K. Xu et al. 2015, https://arxiv.org/abs/1502.03044, section 4.1; R. Williams 1992, https://doi.org/10.1007/BF00992696.
import { formatShape } from "../../backend/index.ts";
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import { asTensor, asTensorLike, log, oneHot, Rng, type Tensor, type TensorLike } from "../../tensor/index.ts";

/** What a hard look gives. */
export interface HardAttended {
  /** [batch, size]: the value at the place that was drawn */
  readonly context: Tensor;
  /** The place of each sample. */
  readonly places: readonly number[];
  /** [batch]: ln P of each place, through which the gradient flows */
  readonly logProbability: Tensor;
}

/**
 * Draws one place for each sample by its weights, and gives the value there. The draw has no gradient: `reinforceLoss` makes one.
 * @param weights [batch, T], as soft attention gives them
 * @param values [batch, T, size]
 * @throws RangeError for shapes that do not fit, TypeError for what is no generator
 * @example
 * const { weights } = new DotAttention().forward(h, annotations)
 * const { context, logProbability } = hardAttention(weights, annotations, seed(1))
 */
export function hardAttention(weights: TensorLike, values: TensorLike, rng: Rng): HardAttended {
  if (!(rng instanceof Rng))
    throw new TypeError(`hardAttention expects a generator as its third argument, seed(0), but got ${describe(rng)}`);
  const p = asTensor(weights, undefined, "hardAttention");
  const seen = asTensorLike("hardAttention", values, p);
  const [batch, steps] = p.shape;
  if (p.shape.length !== 2 || seen.shape.length !== 3 || seen.shape[0] !== batch || seen.shape[1] !== steps)
    throw new RangeError(
      `hardAttention expects weights [batch, T] and values [batch, T, size], but got ${formatShape(p.shape)} and ` +
        `${formatShape(seen.shape)}`,
    );
  if (seen.dtype !== p.dtype)
    throw new TypeError(`hardAttention expects weights and values of one dtype, but got ${p.dtype} and ${seen.dtype}`);
  const numbers = p.values();
  const places = Array.from({ length: batch! }, (_, i) => {
    const row = Array.from(numbers.subarray(i * steps!, (i + 1) * steps!));
    const total = row.reduce((sum, weight) => sum + weight, 0);
    return rng.choice(
      steps!,
      row.map(weight => weight / total),
    ); // in float32 a sum of 1 is rounded
  });
  const chosen = oneHot(places, steps!, { dtype: p.dtype }); // [batch, T]
  const context = chosen.expandDims(1).matmul(seen).squeeze(1);
  return { context, places, logProbability: log(p.mul(chosen).sum(1)) };
}

/** Options of `reinforceLoss`. */
export interface ReinforceOptions {
  /** [batch] or one number, taken off the rewards: it changes no expected gradient, only how much it varies. 0 where left out. */
  baseline?: TensorLike;
}

const reinforceOptions: OptionNames<ReinforceOptions> = { baseline: true };

/**
 * −mean((reward − baseline) · ln P(what was drawn)): its gradient is, on average over the draws, that of −E[reward].
 * @param logProbability [batch], of all draws of a sample together
 * @param rewards [batch], larger is better, such as ln P of the right caption; no gradient flows to them
 * @returns a scalar, to add to the loss
 * @throws RangeError for shapes that do not fit or an unknown option
 */
export function reinforceLoss(logProbability: TensorLike, rewards: TensorLike, options: ReinforceOptions = {}): Tensor {
  assertOptions("reinforceLoss", options, reinforceOptions);
  const lnP = asTensor(logProbability, undefined, "reinforceLoss");
  const reward = asTensorLike("reinforceLoss", rewards, lnP).detach();
  const baseline = asTensorLike("reinforceLoss", options.baseline ?? 0, lnP).detach();
  const [batch] = lnP.shape;
  const fits = (shape: readonly number[]) => shape.length === 1 && shape[0] === batch;
  if (lnP.shape.length !== 1 || !fits(reward.shape) || !(baseline.shape.length === 0 || fits(baseline.shape)))
    throw new RangeError(
      `reinforceLoss expects logarithms of probabilities and rewards [batch], but got ${formatShape(lnP.shape)}, ` +
        `${formatShape(reward.shape)} and a baseline ${formatShape(baseline.shape)}`,
    );
  return reward.sub(baseline).mul(lnP).mean().neg();
}
