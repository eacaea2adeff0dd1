// Layer normalization as one operation, with its gradients.
import { formatShape } from "../../backend/index.ts";
import { record } from "../record.ts";
import type { Tensor } from "../tensor.ts";
import { sameDType } from "./checks.ts";

/** γ (x − μ) / √(σ² + ε) + β with mean and variance over the last axis: [..., n] → the same; γ and β are [n]. */
export function layerNormOf(x: Tensor, gamma: Tensor, beta: Tensor, epsilon: number): Tensor {
  const n = x.shape.at(-1);
  if (!n || [gamma, beta].some(({ shape }) => shape.length !== 1 || shape[0] !== n))
    throw new RangeError(
      `layerNormOf expects numbers [..., n], and two of shape [n], but got ${[x, gamma, beta].map(({ shape }) => formatShape(shape)).join(", ")}`,
    );
  for (const one of [gamma, beta]) sameDType("LayerNorm", x, one);
  const xp = x.backend;
  const u = x.array;
  const scales = { gamma: gamma.array, beta: beta.array, epsilon };
  const value = () => xp.layerNorm(u, scales);
  const gradient = (g: typeof u) => {
    const of = xp.layerNormBackward(u, scales, g);
    return [of.x, of.gamma, of.beta];
  };
  return record("layerNorm", value(), [x, gamma, beta], gradient, value);
}
