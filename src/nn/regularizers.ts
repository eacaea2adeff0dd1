// Regularizers: what large weights or outputs cost. https://keras.io/api/layers/regularizers/
import { assertOptions, describe } from "../options.ts";
import { abs, Tensor } from "../tensor/index.ts";

/** l1 Σ |x| + l2 Σ x² */
export interface Regularizer {
  readonly l1: number;
  readonly l2: number;
}

/** A regularizer, Keras's name of one ("l1" and "l2", each with its 0.01), or a function of your own: tensor → scalar tensor. */
export type RegularizerLike = "l1" | "l2" | Regularizer | ((x: Tensor) => Tensor);

/**
 * A regularizer l1 Σ |x|: many weights become 0.
 * @throws RangeError for a factor that is no number ≥ 0
 * @example dense(10, { kernelRegularizer: l1(1e-4) })
 */
export const l1 = (factor = 0.01): Regularizer => checked("l1", { l1: factor, l2: 0 });

/**
 * A regularizer l2 Σ x²: large weights shrink. Its gradient is 2 · l2 · x; PyTorch's `weight_decay` of SGD is therefore 2 · l2.
 * @throws RangeError for a factor that is no number ≥ 0
 * @example lstm(64, { kernelRegularizer: l2(1e-4), recurrentRegularizer: l2(1e-4) })
 */
export const l2 = (factor = 0.01): Regularizer => checked("l2", { l1: 0, l2: factor });

/**
 * Both: l1 Σ |x| + l2 Σ x².
 * @throws RangeError for a factor that is no number ≥ 0, or an unknown option
 * @example dense(10, { kernelRegularizer: l1l2({ l1: 1e-5, l2: 1e-4 }) })
 */
export const l1l2 = (factors: { l1?: number; l2?: number }): Regularizer => {
  assertOptions("l1l2", factors, { l1: "number", l2: "number" });
  return checked("l1l2", { l1: 0, l2: 0, ...factors });
};

function checked(who: string, factors: Regularizer): Regularizer {
  for (const [name, factor] of Object.entries(factors))
    if (!(Number.isFinite(factor) && factor >= 0))
      throw new RangeError(`${who} expects ${name} to be a number ≥ 0, but got ${describe(factor)}`);
  return factors;
}

/**
 * A regularizer in one form: factors, or a function.
 * @throws RangeError for an unknown name or a factor below 0, TypeError for what is no regularizer
 */
export function regularizerOf(who: string, like: RegularizerLike): Exclude<RegularizerLike, string> {
  if (like === "l1") return l1();
  if (like === "l2") return l2();
  if (typeof like === "string")
    throw new RangeError(
      `${who} knows the regularizers l1, l2, l1(0.01), l2(0.01), l1l2({ l1, l2 }) and functions, but got ${describe(like)}`,
    );
  if (typeof like === "function") return like;
  if (typeof like !== "object" || like === null || Array.isArray(like))
    throw new TypeError(`${who} expects a regularizer such as l2(0.01), but got ${describe(like)}`);
  assertOptions(who, like, { l1: "number", l2: "number" });
  return checked(who, { l1: like.l1 ?? 0, l2: like.l2 ?? 0 });
}

/** What `x` costs: a scalar. @throws TypeError for a function of one's own that gives something else */
export function penaltyOf(like: Exclude<RegularizerLike, string>, x: Tensor): Tensor {
  if (typeof like === "function") {
    const penalty: unknown = like(x);
    if (penalty instanceof Tensor && penalty.size === 1) return penalty.reshape([]);
    throw new TypeError(
      `a regularizer of your own is expected to return a tensor with one number, but gave ${describe(penalty)}; ` +
        "for example x => x.mul(x).sum().mul(0.01)",
    );
  }
  const parts: Tensor[] = [];
  if (like.l1 > 0) parts.push(abs(x).sum().mul(like.l1));
  if (like.l2 > 0 || parts.length === 0) parts.push(x.mul(x).sum().mul(like.l2));
  return parts.reduce((sum, part) => sum.add(part));
}
