// Operations that a faster backend does in one pass over memory; here they are what their formulas say.
import type { NDArray } from "../array.ts";
import type { Backend } from "../backend.ts";
import { algebra, type Primitives } from "./algebra.ts";
import { allocate, own } from "./arrays.ts";
import { reduce } from "./reductions.ts";

/** y log p, but 0 where y is 0 and p too: a class that a logit of −∞ rules out costs nothing where it is not the target. */
function counted(targets: NDArray, logProbabilities: NDArray): NDArray {
  const result = allocate(targets.shape, targets.dtype);
  const [y, l] = [own(targets).data, own(logProbabilities).data];
  for (let i = 0; i < y.length; i++)
    result.data[i] = y[i] === 0 && l[i] === Number.NEGATIVE_INFINITY ? 0 : y[i]! * l[i]!;
  return result;
}

/** These operations over some primitives, which decide how fast they are, and not what they compute. */
export function fusedOver(
  primitives: Primitives,
): Pick<Backend, "softmax" | "softmaxBackward" | "logSoftmax" | "logSoftmaxBackward" | "crossEntropy" | "adam"> {
  const { unary, binary } = primitives;
  const { add, sub, mul } = algebra(primitives);

  const logSoftmax: Backend["logSoftmax"] = a => {
    const last = [a.shape.length - 1];
    const shifted = sub(a, reduce("max", a, last)); // so that the largest exponent is 0
    return sub(shifted, unary("log", reduce("sum", unary("exp", shifted), last)));
  };

  const softmax: Backend["softmax"] = a => unary("exp", logSoftmax(a));

  const softmaxBackward: Backend["softmaxBackward"] = (y, gradient) =>
    mul(y, sub(gradient, reduce("sum", mul(gradient, y), [y.shape.length - 1])));

  const logSoftmaxBackward: Backend["logSoftmaxBackward"] = (y, gradient) =>
    sub(gradient, mul(unary("exp", y), reduce("sum", gradient, [y.shape.length - 1])));

  const crossEntropy: Backend["crossEntropy"] = (logits, targets) => {
    const logProbabilities = logSoftmax(logits);
    const sumOf = (a: NDArray) => reduce("sum", a, [1]);
    return {
      losses: unary("neg", sumOf(counted(targets, logProbabilities))),
      gradient: sub(mul(unary("exp", logProbabilities), sumOf(targets)), targets),
    };
  };

  /** The efficient form of section 2 of D. Kingma, J. Ba 2015, https://arxiv.org/abs/1412.6980 */
  const adam: Backend["adam"] = ({ parameter, gradient, mean, square }, { stepSize, beta1, beta2, epsilon }) => {
    const number = (value: number) => ({ shape: [], dtype: parameter.dtype, data: Float64Array.of(value) });
    const m = add(mean, mul(sub(gradient, mean), number(1 - beta1)));
    const v = add(square, mul(sub(mul(gradient, gradient), square), number(1 - beta2)));
    const step = binary("div", mul(m, number(stepSize)), add(unary("sqrt", v), number(epsilon)));
    return { parameter: sub(parameter, step), mean: m, square: v };
  };

  return { softmax, softmaxBackward, logSoftmax, logSoftmaxBackward, crossEntropy, adam };
}
