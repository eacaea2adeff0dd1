// Operations that other backends do in one pass over memory; here they are what their formulas say.
import type { NDArray } from "../array.ts";
import type { Backend } from "../backend.ts";
import { sizeOf } from "../shapes.ts";
import type { Kernels } from "./kernels.ts";

type Fused = "softmax" | "softmaxBackward" | "logSoftmax" | "logSoftmaxBackward" | "crossEntropy" | "adam";

export function fused(k: Kernels): Pick<Backend, Fused> {
  const { add, sub, mul } = k;
  const last = (a: NDArray) => [a.shape.length - 1];

  const logSoftmax: Backend["logSoftmax"] = a => {
    if (sizeOf(a.shape) === 0) return k.full(0, a.shape);
    const shifted = sub(a, k.maxOver(a, last(a))); // so that the largest exponent is 0
    return sub(shifted, k.log(k.sumOver(k.exp(shifted), last(a))));
  };

  /** y log p, but 0 where y is 0 and p too: a class that a logit of −∞ rules out costs nothing where it is not the target. */
  const counted = (targets: NDArray, logProbabilities: NDArray): NDArray => {
    const isRuledOut = k.both(
      k.equal(targets, k.number(0)),
      k.equal(logProbabilities, k.number(Number.NEGATIVE_INFINITY)),
    );
    return k.select(isRuledOut, k.zerosLike(targets), mul(targets, logProbabilities));
  };

  return {
    softmax: a => (sizeOf(a.shape) === 0 ? k.full(0, a.shape) : k.exp(logSoftmax(a))),
    softmaxBackward: (y, gradient) =>
      sizeOf(y.shape) === 0 ? k.full(0, y.shape) : mul(y, sub(gradient, k.sumOver(mul(gradient, y), last(y)))),
    logSoftmax,
    logSoftmaxBackward: (y, gradient) =>
      sizeOf(y.shape) === 0 ? k.full(0, y.shape) : sub(gradient, mul(k.exp(y), k.sumOver(gradient, last(y)))),
    crossEntropy(logits, targets) {
      if (sizeOf(logits.shape) === 0)
        return { losses: k.full(0, [logits.shape[0]!, 1]), gradient: k.full(0, logits.shape) };
      const logProbabilities = logSoftmax(logits);
      return {
        losses: k.neg(k.sumOver(counted(targets, logProbabilities), [1])),
        gradient: sub(mul(k.exp(logProbabilities), k.sumOver(targets, [1])), targets),
      };
    },
    /** The efficient form of section 2 of D. Kingma, J. Ba 2015, https://arxiv.org/abs/1412.6980 */
    adam({ parameter, gradient, mean, square }, { stepSize, beta1, beta2, epsilon }) {
      const m = add(mean, mul(sub(gradient, mean), k.number(1 - beta1)));
      const v = add(square, mul(sub(k.square(gradient), square), k.number(1 - beta2)));
      const step = k.div(mul(m, k.number(stepSize)), add(k.sqrt(v), k.number(epsilon)));
      return { parameter: sub(parameter, step), mean: m, square: v };
    },
  };
}
