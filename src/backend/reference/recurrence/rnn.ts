// One step of the simple recurrent network: h = f(x W + b + h₋₁ U).
import type { NDArray } from "../../array.ts";
import type { Algebra } from "../algebra.ts";
import type { Step } from "./step.ts";

interface Gates {
  readonly h: NDArray;
}

export const rnn = (
  { add, mul, product, productT, productTN, tanhSlope, unary }: Algebra,
  activation: "tanh" | "relu",
): Step<Gates> => ({
  forward(input, before, seen, { recurrentKernel: U }) {
    const h = unary(activation, add(input, product(seen, U)));
    return { state: { h, c: before.c }, gates: { h } };
  },

  backward(gradient, { h }, _before, seen, { recurrentKernel: U }) {
    const slope = activation === "tanh" ? tanhSlope(h) : unary("step", h);
    const da = mul(gradient.h, slope);
    return {
      input: da,
      seen: productT(da, U),
      state: { c: gradient.c },
      recurrentKernel: productTN(seen, da),
      recurrentBias: undefined,
    };
  },
});
