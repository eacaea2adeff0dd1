// One step of the LSTM: [i f g o] = x W + b + h₋₁ U; c = σ(f) × c₋₁ + σ(i) × tanh(g); h = σ(o) × tanh(c). With peepholes
// i and f also see c₋₁, and o sees c.
import type { NDArray } from "../../array.ts";
import { type Algebra, beside, columns, sumOfRows } from "../algebra.ts";
import { slice } from "../layout.ts";
import type { Step } from "./step.ts";

interface Gates {
  readonly i: NDArray;
  readonly f: NDArray;
  readonly g: NDArray;
  readonly o: NDArray;
  readonly c: NDArray;
  readonly tanhC: NDArray;
}

export const lstm = ({
  add,
  mul,
  product,
  productT,
  productTN,
  sigmoid,
  sigmoidSlope,
  tanh,
  tanhSlope,
}: Algebra): Step<Gates> => ({
  forward(input, before, read, { recurrentKernel: U, peepholeKernel: p }) {
    const H = before.h.shape[1]!;
    const a = add(input, product(read, U));
    const seeing = (k: number, c: NDArray, z: NDArray) => (p ? add(z, mul(c, peephole(p, k))) : z);
    const i = sigmoid(seeing(0, before.c, columns(a, 0, H)));
    const f = sigmoid(seeing(1, before.c, columns(a, H, 2 * H)));
    const g = tanh(columns(a, 2 * H, 3 * H));
    const c = add(mul(f, before.c), mul(i, g));
    const o = sigmoid(seeing(2, c, columns(a, 3 * H, 4 * H)));
    const tanhC = tanh(c);
    return { state: { h: mul(o, tanhC), c }, gates: { i, f, g, o, c, tanhC } };
  },

  backward(gradient, { i, f, g, o, c, tanhC }, before, read, { recurrentKernel: U, peepholeKernel: p }) {
    const seen = (k: number, z: NDArray) => (p ? [mul(z, peephole(p, k))] : []);
    const dO = mul(gradient.h, tanhC, sigmoidSlope(o));
    const dc = [mul(gradient.h, o, tanhSlope(tanhC)), ...seen(2, dO)].reduce(add, gradient.c);
    const dI = mul(dc, g, sigmoidSlope(i));
    const dF = mul(dc, before.c, sigmoidSlope(f));
    const da = beside(dI, dF, mul(dc, i, tanhSlope(g)), dO);
    return {
      input: da,
      seen: productT(da, U),
      state: { c: [...seen(0, dI), ...seen(1, dF)].reduce(add, mul(dc, f)) },
      recurrentKernel: productTN(read, da),
      recurrentBias: undefined,
      peepholeKernel: p && { ...sumOfRows(beside(mul(dI, before.c), mul(dF, before.c), mul(dO, c))), shape: p.shape },
      cell: dc,
    };
  },
});

/** Of i (0), f (1) or o (2): [1, hidden] */
const peephole = (p: NDArray, k: number): NDArray => slice(p, 0, k, k + 1);
