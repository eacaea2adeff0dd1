// One step of the LSTM: [i f g o] = x W + b + h₋₁ U; c = σ(f) × c₋₁ + σ(i) × tanh(g); h = σ(o) × tanh(c). With peepholes
// i and f also see c₋₁, and o sees c.
import type { NDArray } from "../../array.ts";
import type { Kernels } from "../kernels.ts";
import type { Step, Weights } from "./step.ts";

export const lstm = (k: Kernels, { recurrentKernel: U, peepholeKernel: p }: Weights): Step => {
  const { add, mul } = k;
  const timesU = k.timesTransposed(U);
  /** Of i, f and o: [1, hidden] each */
  const peepholes = p ? k.split(p, 3, 0) : [];
  const seeing = (at: number, c: NDArray, z: NDArray) => (p ? add(z, mul(c, peepholes[at]!)) : z);
  return {
    forward(input, before, seen) {
      const [ai, af, ag, ao] = k.split(add(input, k.matmul(seen, U)), 4, 1) as [NDArray, NDArray, NDArray, NDArray];
      const c0 = before.c!;
      const i = k.sigmoid(seeing(0, c0, ai));
      const f = k.sigmoid(seeing(1, c0, af));
      const g = k.tanh(ag);
      const c = add(mul(f, c0), mul(i, g));
      const o = k.sigmoid(seeing(2, c, ao));
      const tanhC = k.tanh(c);
      return { state: { h: mul(o, tanhC), c }, kept: { i, f, g, o, tanhC, ...(p ? { c } : {}) } };
    },

    factors({ i, f, g, o, tanhC, c0 }) {
      return {
        i: mul(g!, k.sigmoidSlope(i!)),
        f: mul(c0!, k.sigmoidSlope(f!)),
        g: mul(i!, k.tanhSlope(g!)),
        o: mul(tanhC!, k.sigmoidSlope(o!)),
        c: mul(o!, k.tanhSlope(tanhC!)),
        forget: f!,
      };
    },

    backward(gradient, factors) {
      const dO = mul(gradient.h, factors.o!);
      const fromH = add(gradient.c!, mul(gradient.h, factors.c!));
      const dc = p ? add(fromH, mul(dO, peepholes[2]!)) : fromH;
      const [dI, dF] = [mul(dc, factors.i!), mul(dc, factors.f!)];
      const input = k.concat([dI, dF, mul(dc, factors.g!), dO], 1);
      const through = mul(dc, factors.forget!);
      const c = p ? add(through, add(mul(dI, peepholes[0]!), mul(dF, peepholes[1]!))) : through;
      return { input, seen: timesU(input), state: { c }, cell: dc };
    },

    weights({ seen, c0, c }, input) {
      const recurrentKernel = k.productTN(seen!, input);
      if (!p) return { recurrentKernel };
      const [dI, dF, , dO] = k.split(input, 4, 1) as [NDArray, NDArray, NDArray, NDArray];
      const rows = [mul(dI, c0!), mul(dF, c0!), mul(dO, c!)].map(a => k.sumOver(a, [0]));
      return { recurrentKernel, peepholeKernel: k.concat(rows, 0) };
    },
  };
};
