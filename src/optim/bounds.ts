// Bounds on gradients: the three ways to clip, over the gradients of a model.
import type { NamedParameter } from "../nn/index.ts";
import { describe, type OptionNames } from "../options.ts";
import { clip, lengthOf, place, type Tensor } from "../tensor/index.ts";

/** Keras's options of an optimizer; at most one of them. https://keras.io/api/optimizers/ */
export interface Bounds {
  /** The largest joint norm of all gradients: `clipByGlobalNorm`. */
  globalClipnorm?: number;
  /** The largest norm of each parameter's gradient by itself: `clipByNorm`. */
  clipnorm?: number;
  /** The largest absolute value of each number of a gradient: `clipByValue`. */
  clipvalue?: number;
}

/** The names of all of them. */
export const boundsOptions: OptionNames<Bounds> = { globalClipnorm: "number", clipnorm: "number", clipvalue: "number" };

/** A parameter with its gradient, and where in the model it is. */
export interface NamedGradient extends NamedParameter {
  /** ∂L/∂ the parameter. */
  readonly gradient: Tensor;
}

/** A way to clip: the gradients to use in place of those that there are, and the norm of those, √ Σ g² over all. */
export type Clip = (who: string, named: readonly NamedGradient[], limit: number) => { clipped: Tensor[]; norm: number };

/** √ Σ g² over all gradients together. */
export const jointNorm = (gradients: readonly Tensor[]): number => Math.hypot(...gradients.map(lengthOf));

/** All scaled by one factor where their joint norm is above the limit: the direction of the step stays the same. */
export const byGlobalNorm: Clip = (who, named, limit) => {
  const norm = Math.hypot(...finiteNorms(who, named));
  return { clipped: named.map(({ gradient }) => (norm > limit ? gradient.mul(limit / norm) : gradient)), norm };
};

/** Each scaled by its own factor where its norm is above the limit: the direction may turn. */
export const byNorm: Clip = (who, named, limit) => {
  const norms = finiteNorms(who, named);
  const clipped = named.map(({ gradient }, i) => (norms[i]! > limit ? gradient.mul(limit / norms[i]!) : gradient));
  return { clipped, norm: Math.hypot(...norms) };
};

/** Each number brought into −limit … limit: the direction may turn. */
export const byValue: Clip = (who, named, limit) => {
  const norms = named.map(({ gradient }) => lengthOf(gradient));
  assertNone(who, named, norms, Number.isNaN); // ∞ is brought to the limit, too
  return { clipped: named.map(({ gradient }) => clip(gradient, -limit, limit)), norm: Math.hypot(...norms) };
};

const bounds: Record<keyof Bounds, Clip> = { globalClipnorm: byGlobalNorm, clipnorm: byNorm, clipvalue: byValue };

/** The gradients of a step, clipped as `limits` says. */
export function bounded(who: string, named: readonly NamedGradient[], limits: Bounds): readonly Tensor[] {
  for (const [name, limit] of Object.entries(limits) as [keyof Bounds, number | undefined][])
    if (limit !== undefined) return bounds[name](who, named, limit).clipped;
  return named.map(({ gradient }) => gradient);
}

/** @throws RangeError for a limit that is no number > 0, or for more than one. */
export function assertBounds(who: string, limits: Bounds): void {
  const given = (Object.keys(bounds) as (keyof Bounds)[]).filter(name => limits[name] !== undefined);
  if (given.length > 1)
    throw new RangeError(`${who} expects one way to clip gradients, but got ${given.join(" and ")}`);
  for (const name of given) assertLimit(who, name, limits[name]);
}

/** @throws RangeError for what is no number > 0 */
export function assertLimit(who: string, what: string, limit: unknown): void {
  if (!(typeof limit === "number" && limit > 0))
    throw new RangeError(`${who} expects ${what} > 0, but got ${describe(limit)}`);
}

/** Scaled by a norm of NaN or ∞, some gradients would be lost and others stay as they are. */
function finiteNorms(who: string, named: readonly NamedGradient[]): number[] {
  const norms = named.map(({ gradient }) => lengthOf(gradient));
  assertNone(who, named, norms, norm => !Number.isFinite(norm));
  return norms;
}

/** @throws Error that names the first gradient whose norm is so, and the number that makes it so */
function assertNone(
  who: string,
  named: readonly NamedGradient[],
  norms: readonly number[],
  isSo: (norm: number) => boolean,
): void {
  const first = norms.findIndex(isSo);
  if (first < 0) return;
  const { path, gradient } = named[first]!;
  const values = gradient.values();
  const i = values.findIndex((value: number) => isSo(value));
  const holds = i < 0 ? `has a norm of ${norms[first]}` : `holds ${values[i]}, first at ${place(i, gradient.shape)}`;
  throw new Error(
    `${who} expects finite gradients, but that of ${path || "the parameter"} ${holds}; nothing was changed. ` +
      "findNonFinite(model) looks for it in weights and gradients, findNonFinite(unroll(…)) in states",
  );
}
