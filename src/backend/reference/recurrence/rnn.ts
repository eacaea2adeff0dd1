// One step of the simple recurrent network: h = f(x W + b + h₋₁ U).
import type { NDArray } from "../../array.ts";
import { add, mul, product, productT, productTN, tanhSlope } from "../algebra.ts";
import { unary } from "../elementwise.ts";
import type { Step } from "./step.ts";

interface Gates {
  readonly h: NDArray;
}

export const rnn = (activation: "tanh" | "relu"): Step<Gates> => ({
  forward(input, before, { recurrentKernel: U }) {
    const h = unary(activation, add(input, product(before.h, U)));
    return { state: { h, c: before.c }, gates: { h } };
  },

  backward(gradient, { h }, before, { recurrentKernel: U }) {
    const slope = activation === "tanh" ? tanhSlope(h) : unary("step", h);
    const da = mul(gradient.h, slope);
    return {
      input: da,
      state: { h: productT(da, U), c: gradient.c },
      recurrentKernel: productTN(before.h, da),
      recurrentBias: undefined,
    };
  },
});
