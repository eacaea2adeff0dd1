// Layer normalization over the primitives of a backend, as its formulas say. J. Ba, J. Kiros, G. Hinton 2016,
// https://arxiv.org/abs/1607.06450
import type { NDArray } from "./array.ts";
import type { Backend } from "./backend.ts";

/** `layerNorm` and its gradients, one primitive after the other. */
export function layerNormOver({
  full,
  unary,
  binary,
  reduce,
}: Pick<Backend, "full" | "unary" | "binary" | "reduce">): Pick<Backend, "layerNorm" | "layerNormBackward"> {
  const [add, mul, div] = (["add", "mul", "div"] as const).map(
    operation => (a: NDArray, b: NDArray) => binary(operation, a, b),
  ) as [Combine, Combine, Combine];
  const sumOfLast = (a: NDArray) => reduce("sum", a, [a.shape.length - 1]);
  const meanOf = (sum: NDArray, x: NDArray) => div(sum, full(x.shape.at(-1)!, [], x.dtype));

  /** x − μ and √(σ² + ε) */
  const measured = (x: NDArray, epsilon: number) => {
    const centered = binary("sub", x, meanOf(sumOfLast(x), x));
    const variance = meanOf(sumOfLast(mul(centered, centered)), x);
    return { centered, deviation: unary("sqrt", add(variance, full(epsilon, [], x.dtype))) };
  };

  return {
    layerNorm(x, { gamma, beta, epsilon }) {
      const { centered, deviation } = measured(x, epsilon);
      return add(mul(div(centered, deviation), gamma), beta);
    },

    layerNormBackward(x, { gamma, epsilon }, gradient) {
      const { centered, deviation } = measured(x, epsilon);
      const normalized = div(centered, deviation);
      const direct = div(mul(gradient, gamma), deviation); // were μ and σ constants
      // Through the deviation s: ∂s/∂σ² = 1 / (2 s), and σ² is the mean of squares.
      const ofDeviation = unary("neg", sumOfLast(mul(direct, normalized)));
      const ofSquares = mul(meanOf(div(ofDeviation, add(deviation, deviation)), x), centered);
      const ofCentered = add(add(direct, ofSquares), ofSquares);
      const throughMean = meanOf(sumOfLast(unary("neg", ofCentered)), x);
      const rows = x.shape.slice(0, -1).map((_, axis) => axis);
      const overRows = (a: NDArray): NDArray => ({ ...reduce("sum", a, rows), shape: gamma.shape });
      return {
        x: add(ofCentered, throughMean),
        gamma: overRows(mul(gradient, normalized)),
        beta: overRows(gradient),
      };
    },
  };
}

type Combine = (a: NDArray, b: NDArray) => NDArray;
