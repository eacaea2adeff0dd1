// One step of the simple recurrent network: h = f(x W + b + h₋₁ U).
import type { Kernels } from "../kernels.ts";
import type { Step, Weights } from "./step.ts";

export const rnn = (k: Kernels, { recurrentKernel: U }: Weights, activation: "tanh" | "relu"): Step => {
  const timesU = k.timesTransposed(U);
  return {
    forward(input, _before, seen) {
      const h = k[activation](k.add(input, k.matmul(seen, U)));
      return { state: { h }, kept: { h } };
    },
    factors: ({ h }) => ({ slope: activation === "tanh" ? k.tanhSlope(h!) : k.step(h!) }),
    backward({ h }, { slope }) {
      const input = k.mul(h, slope!);
      return { input, seen: timesU(input), state: {} };
    },
    weights: ({ seen }, input) => ({ recurrentKernel: k.productTN(seen!, input) }),
  };
};
