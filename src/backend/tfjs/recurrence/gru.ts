// One step of the GRU, with the reset gate before or after the recurrent product; recurrence.ts has the equations.
import type { NDArray } from "../../array.ts";
import type { Kernels } from "../kernels.ts";
import type { Step, Weights } from "./step.ts";

/** h = z × h₋₁ + (1 − z) × n */
const mixed = ({ add, mul, oneMinus }: Kernels, z: NDArray, h: NDArray, n: NDArray): NDArray =>
  add(mul(z, h), mul(oneMinus(z), n));

/** What ∂L/∂h is multiplied by for ∂L/∂ what z and n are the σ and tanh of. */
const gateFactors = (
  { mul, oneMinus, sub, sigmoidSlope, tanhSlope }: Kernels,
  z: NDArray,
  n: NDArray,
  h0: NDArray,
) => ({
  z: mul(sub(h0, n), sigmoidSlope(z)),
  n: mul(oneMinus(z), tanhSlope(n)),
  keep: z,
});

export const gruResetAfter = (k: Kernels, { recurrentKernel: U, recurrentBias }: Weights): Step => {
  const { add, mul } = k;
  const timesU = k.timesTransposed(U);
  return {
    forward(input, before, seen) {
      const product = k.matmul(seen, U);
      const recurrent = recurrentBias ? add(product, recurrentBias) : product;
      const [xz, xr, xn] = k.split(input, 3, 1) as [NDArray, NDArray, NDArray];
      const [hz, hr, scaled] = k.split(recurrent, 3, 1) as [NDArray, NDArray, NDArray];
      const [z, r] = [k.sigmoid(add(xz, hz)), k.sigmoid(add(xr, hr))];
      const n = k.tanh(add(xn, mul(r, scaled)));
      return { state: { h: mixed(k, z, before.h, n) }, kept: { z, r, n, scaled } };
    },
    factors: ({ z, r, n, scaled, h0 }) => ({
      ...gateFactors(k, z!, n!, h0!),
      r: mul(scaled!, k.sigmoidSlope(r!)),
      reset: r!,
    }),
    backward({ h }, factors) {
      const [dz, dn] = [mul(h, factors.z!), mul(h, factors.n!)];
      const dr = mul(dn, factors.r!);
      const recurrent = k.concat([dz, dr, mul(dn, factors.reset!)], 1);
      const input = k.concat([dz, dr, dn], 1);
      return { input, recurrent, seen: timesU(recurrent), state: { h: mul(h, factors.keep!) } };
    },
    weights: ({ seen }, _input, recurrent) => ({
      recurrentKernel: k.productTN(seen!, recurrent),
      recurrentBias: k.sumOver(recurrent, [0]),
    }),
  };
};

export const gruResetBefore = (k: Kernels, { recurrentKernel: U }: Weights): Step => {
  const { add, mul } = k;
  const [H, width] = U.shape as [number, number];
  /** Of the gates, [hidden, 2 · hidden], and of n, [hidden, hidden] */
  const [Uzr, Un] = [k.slice(U, 1, 0, 2 * H), k.slice(U, 1, 2 * H, width)];
  const [timesUzr, timesUn] = [k.timesTransposed(Uzr), k.timesTransposed(Un)];
  return {
    forward(input, before, seen) {
      const [xz, xr, xn] = k.split(input, 3, 1) as [NDArray, NDArray, NDArray];
      const [hz, hr] = k.split(k.matmul(seen, Uzr), 2, 1) as [NDArray, NDArray];
      const [z, r] = [k.sigmoid(add(xz, hz)), k.sigmoid(add(xr, hr))];
      const n = k.tanh(add(xn, k.matmul(mul(r, seen), Un)));
      return { state: { h: mixed(k, z, before.h, n) }, kept: { z, r, n } };
    },
    factors: ({ z, r, n, seen, h0 }) => ({
      ...gateFactors(k, z!, n!, h0!),
      r: mul(seen!, k.sigmoidSlope(r!)),
      reset: r!,
    }),
    backward({ h }, factors) {
      const [dz, dn] = [mul(h, factors.z!), mul(h, factors.n!)];
      const dScaled = timesUn(dn); // ∂L/∂(r × h₋₁)
      const gates = k.concat([dz, mul(dScaled, factors.r!)], 1);
      return {
        input: k.concat([gates, dn], 1),
        seen: add(mul(dScaled, factors.reset!), timesUzr(gates)),
        state: { h: mul(h, factors.keep!) },
      };
    },
    weights({ seen, r }, input) {
      const [gates, dn] = [k.slice(input, 1, 0, 2 * H), k.slice(input, 1, 2 * H, width)];
      const parts = [k.productTN(seen!, gates), k.productTN(mul(r!, seen!), dn)];
      return { recurrentKernel: k.concat(parts, 1) };
    },
  };
};
