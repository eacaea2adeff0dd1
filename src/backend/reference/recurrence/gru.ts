// One step of the GRU, with the reset gate before or after the recurrent product; recurrence.ts has the equations.
import type { NDArray } from "../../array.ts";
import { type Algebra, beside, columns, sumOfRows } from "../algebra.ts";
import type { Step } from "./step.ts";

interface Gates {
  readonly z: NDArray;
  readonly r: NDArray;
  readonly n: NDArray;
  /** What the reset gate scales: h₋₁ Uₙ + b′ₙ where it stands after the product, h₋₁ where before (as it is seen). */
  readonly scaled: NDArray;
}

export const gruResetAfter = ({
  add,
  mul,
  oneMinus,
  product,
  productT,
  productTN,
  sigmoid,
  sigmoidSlope,
  sub,
  tanh,
  tanhSlope,
}: Algebra): Step<Gates> => ({
  forward(input, before, seen, { recurrentKernel: U, recurrentBias }) {
    const H = before.h.shape[1]!;
    const fromState = product(seen, U);
    const recurrent = recurrentBias ? add(fromState, recurrentBias) : fromState;
    const part = (k: number) => add(columns(input, k * H, (k + 1) * H), columns(recurrent, k * H, (k + 1) * H));
    const [z, r] = [sigmoid(part(0)), sigmoid(part(1))];
    const scaled = columns(recurrent, 2 * H, 3 * H);
    const n = tanh(add(columns(input, 2 * H, 3 * H), mul(r, scaled)));
    return { state: { h: add(mul(z, before.h), mul(oneMinus(z), n)), c: before.c }, gates: { z, r, n, scaled } };
  },

  backward(gradient, { z, r, n, scaled }, before, seen, { recurrentKernel: U }) {
    const dn = mul(gradient.h, oneMinus(z), tanhSlope(n));
    const dz = mul(gradient.h, sub(before.h, n), sigmoidSlope(z));
    const dr = mul(dn, scaled, sigmoidSlope(r));
    const recurrent = beside(dz, dr, mul(dn, r));
    return {
      input: beside(dz, dr, dn),
      seen: productT(recurrent, U),
      state: { h: mul(gradient.h, z), c: gradient.c },
      recurrentKernel: productTN(seen, recurrent),
      recurrentBias: sumOfRows(recurrent),
    };
  },
});

export const gruResetBefore = ({
  add,
  mul,
  oneMinus,
  product,
  productT,
  productTN,
  sigmoid,
  sigmoidSlope,
  sub,
  tanh,
  tanhSlope,
}: Algebra): Step<Gates> => ({
  forward(input, before, seen, { recurrentKernel: U }) {
    const H = before.h.shape[1]!;
    const gates = add(columns(input, 0, 2 * H), product(seen, columns(U, 0, 2 * H)));
    const [z, r] = [sigmoid(columns(gates, 0, H)), sigmoid(columns(gates, H, 2 * H))];
    const n = tanh(add(columns(input, 2 * H, 3 * H), product(mul(r, seen), columns(U, 2 * H, 3 * H))));
    const h = add(mul(z, before.h), mul(oneMinus(z), n));
    return { state: { h, c: before.c }, gates: { z, r, n, scaled: seen } };
  },

  backward(gradient, { z, r, n, scaled }, before, seen, { recurrentKernel: U }) {
    const H = before.h.shape[1]!;
    const dn = mul(gradient.h, oneMinus(z), tanhSlope(n));
    const dz = mul(gradient.h, sub(before.h, n), sigmoidSlope(z));
    const dScaled = productT(dn, columns(U, 2 * H, 3 * H)); // ∂L/∂(r × h₋₁)
    const dr = mul(dScaled, scaled, sigmoidSlope(r));
    const gates = beside(dz, dr);
    return {
      input: beside(gates, dn),
      seen: add(mul(dScaled, r), productT(gates, columns(U, 0, 2 * H))),
      state: { h: mul(gradient.h, z), c: gradient.c },
      recurrentKernel: beside(productTN(seen, gates), productTN(mul(r, scaled), dn)),
      recurrentBias: undefined,
    };
  },
});
