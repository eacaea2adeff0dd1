// Gradient clipping: a bound on the size of a step, against exploding gradients (not against vanishing ones).
import { norm } from "../tensor/index.ts";
import { gradientsOf } from "./optimiser.ts";

/**
 * Scales all gradients of a model by one factor where their joint norm √ Σ g² exceeds `maxNorm`, so that the direction of the
 * step stays the same. R. Pascanu et al. 2013, https://arxiv.org/abs/1211.5063
 * @returns the norm before clipping
 * @throws Error where no parameter has a gradient, RangeError unless maxNorm > 0
 */
export function clipByGlobalNorm(model: object, maxNorm: number): number {
  if (!(maxNorm > 0)) throw new RangeError(`clipByGlobalNorm expects maxNorm > 0, but got ${maxNorm}`);
  const gradients = gradientsOf(model);
  if (gradients.length === 0)
    throw new Error("clipByGlobalNorm found no gradient on any parameter; call loss.backward() before it");
  const globalNorm = Math.hypot(...gradients.map(({ gradient }) => norm(gradient)));
  if (globalNorm > maxNorm)
    for (const { parameter, gradient } of gradients) parameter.grad = gradient.mul(maxNorm / globalNorm);
  return globalNorm;
}
