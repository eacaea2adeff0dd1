// Gradient clipping: a bound on the size of a step, against exploding gradients (not against vanishing ones).
import { assertLimit, byGlobalNorm, byNorm, byValue, type Clip, jointNorm, type NamedGradient } from "./bounds.ts";
import { gradientsOf } from "./optimizer.ts";

/**
 * √ Σ g² over all gradients of a model together; NaN or ∞ where one of them is. It changes nothing. What
 * `torch.nn.utils.get_total_norm` gives of the gradients, and `tf.linalg.global_norm`.
 * @throws Error where no parameter has a gradient
 * @example
 * const net = new Linear(2, 1, { rng: seed(0) })
 * net.forward([[1, 2]]).sum().backward()
 * globalNorm(net) // √6: 1, 2 and the bias's 1
 */
export function globalNorm(model: object): number {
  return jointNorm(found("globalNorm", model).map(({ gradient }) => gradient));
}

/**
 * Scales all gradients of a model by one factor where their joint norm √ Σ g² exceeds `maxNorm`, so that the direction of the
 * step stays the same. R. Pascanu et al. 2013, https://arxiv.org/abs/1211.5063. (PyTorch divides by the norm + 1e-6.)
 * @returns the norm before clipping
 * @throws Error where no parameter has a gradient, or one is NaN or infinite (none is clipped then); RangeError unless
 * maxNorm > 0
 */
export const clipByGlobalNorm = (model: object, maxNorm: number): number =>
  clipped("clipByGlobalNorm", model, "maxNorm", maxNorm, byGlobalNorm);

/**
 * Scales the gradient of each parameter by itself where its norm exceeds `maxNorm`; parameters with large gradients lose
 * more than others, so the direction of the step may change.
 * @returns the global norm before clipping
 * @throws Error where no parameter has a gradient, or one is NaN or infinite (none is clipped then); RangeError unless
 * maxNorm > 0
 */
export const clipByNorm = (model: object, maxNorm: number): number =>
  clipped("clipByNorm", model, "maxNorm", maxNorm, byNorm);

/**
 * Brings every number of every gradient into −limit … limit; the direction of the step may change.
 * @returns the global norm before clipping
 * @throws Error where no parameter has a gradient, or one is NaN (none is clipped then); RangeError unless limit > 0
 */
export const clipByValue = (model: object, limit: number): number =>
  clipped("clipByValue", model, "a limit", limit, byValue);

function clipped(who: string, model: object, what: string, limit: number, clip: Clip): number {
  assertLimit(who, what, limit);
  const named = found(who, model);
  const { clipped, norm } = clip(who, named, limit);
  for (const [i, { parameter }] of named.entries()) parameter.grad = clipped[i];
  return norm;
}

function found(who: string, model: object): NamedGradient[] {
  const named = gradientsOf(model);
  if (named.length === 0) throw new Error(`${who} found no gradient on any parameter; call loss.backward() before it`);
  return named;
}
