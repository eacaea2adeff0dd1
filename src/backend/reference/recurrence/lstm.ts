// One step of the LSTM: [i f g o] = x W + b + h₋₁ U; c = σ(f) × c₋₁ + σ(i) × tanh(g); h = σ(o) × tanh(c).
import type { NDArray } from "../../backend.ts";
import {
  add,
  beside,
  columns,
  mul,
  product,
  productT,
  productTN,
  sigmoid,
  sigmoidSlope,
  tanh,
  tanhSlope,
} from "../algebra.ts";
import type { Step } from "./step.ts";

interface Gates {
  readonly i: NDArray;
  readonly f: NDArray;
  readonly g: NDArray;
  readonly o: NDArray;
  readonly tanhC: NDArray;
}

export const lstm: Step<Gates> = {
  forward(input, before, { recurrentKernel: U }) {
    const H = before.h.shape[1]!;
    const a = add(input, product(before.h, U));
    const i = sigmoid(columns(a, 0, H));
    const f = sigmoid(columns(a, H, 2 * H));
    const g = tanh(columns(a, 2 * H, 3 * H));
    const o = sigmoid(columns(a, 3 * H, 4 * H));
    const c = add(mul(f, before.c), mul(i, g));
    const tanhC = tanh(c);
    return { state: { h: mul(o, tanhC), c }, gates: { i, f, g, o, tanhC } };
  },

  backward(gradient, { i, f, g, o, tanhC }, before, { recurrentKernel: U }) {
    const dc = add(gradient.c, mul(gradient.h, o, tanhSlope(tanhC)));
    const da = beside(
      mul(dc, g, sigmoidSlope(i)),
      mul(dc, before.c, sigmoidSlope(f)),
      mul(dc, i, tanhSlope(g)),
      mul(gradient.h, tanhC, sigmoidSlope(o)),
    );
    return {
      input: da,
      state: { h: productT(da, U), c: mul(dc, f) },
      recurrentKernel: productTN(before.h, da),
      recurrentBias: undefined,
      cell: dc,
    };
  },
};
