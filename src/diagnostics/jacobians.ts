// The Jacobian of each step of a cell, ∂state_t/∂state_{t−1}, and the sizes of all their products.
import { type Cell, mapStates, type StateTensors, tensorsOfState } from "../nn/index.ts";
import { broadcastTo, concat, eye, fromFlat, noGrad, type Tensor } from "../tensor/index.ts";
import { keepingGradients } from "./keep-gradients.ts";
import type { Steps } from "./sequence.ts";

/**
 * The Jacobian of every step: [T, S, S], row i the gradient of number i of the state after the step by the state before it;
 * S numbers are the whole state, h and c of an LSTM one behind the other. One forward and one backward for all.
 */
export function stepJacobians<State extends StateTensors>(cell: Cell<State>, { T, xs, before }: Steps<State>): Tensor {
  const sizes = tensorsOfState(before).map(part => part.shape[1]!);
  const S = sizes.reduce((sum, size) => sum + size, 0);
  // Each step S times: row (t, i) is to give the gradient of number i alone.
  const repeated = (x: Tensor) => broadcastTo(x.expandDims(1), [T, S, x.shape[1]!]).reshape([T * S, x.shape[1]!]);
  const leaves = noGrad(() => mapStates([before], part => leafOf(repeated(part!))));
  const after = cell.forward(
    noGrad(() => repeated(xs)),
    leaves,
  ); // [T · S, size] each
  const { dtype } = xs;
  let offset = 0;
  let sum: Tensor | undefined;
  for (const [k, part] of tensorsOfState(after).entries()) {
    const chosen = eye(S, { dtype }).slice(offset, offset + sizes[k]!, { axis: 1 }); // [S, size]
    const picked = part.reshape([T, S, sizes[k]!]).mul(chosen).sum();
    sum = sum ? sum.add(picked) : picked;
    offset += sizes[k]!;
  }
  keepingGradients(cell, () => sum!.backward());
  return noGrad(() => {
    const grads = tensorsOfState(leaves).map((leaf, k) => (leaf.grad ?? leaf.mul(0)).reshape([T, S, sizes[k]!]));
    return concat(grads, 2).astype("float64");
  });
}

const leafOf = (x: Tensor): Tensor => fromFlat(x.values(), x.shape, { dtype: x.dtype, requiresGrad: true });

/** Which rows and columns of a Jacobian are looked at. */
export interface Block {
  readonly from: number;
  readonly to: number;
}

/**
 * log₁₀ of how much of a small random change of the state after step s arrives at the state after step t: the root mean square
 * of ‖J v‖ over directions v of length 1, which is ‖J‖_F/√S; 0 for s = t. Products are scaled as they grow, so that none
 * overflows or vanishes: 10⁻⁵⁰⁰ is as exact as 1.
 * @returns rows t = 0 … T − 1, columns s ≤ t
 */
export function productSizes(jacobians: Tensor, { from, to }: Block): number[][] {
  return noGrad(() => {
    const [T, S] = jacobians.shape as [number, number];
    const sizes = Array.from({ length: T }, (_, t) =>
      Array.from({ length: t + 1 }, (_, s) => (s === t ? 0 : Number.NaN)),
    );
    let products = broadcastTo(eye(S, { dtype: "float64" }), [T, S, S]); // of lag 0: product k goes from step k to k
    let logs = new Float64Array(T); // log₁₀ of what each was divided by
    for (let lag = 1; lag < T; lag++) {
      products = jacobians.slice(lag).matmul(products.slice(0, T - lag)); // ∂state_{k+lag}/∂state_k
      const largest = products.reshape([T - lag, S * S]);
      const scale = maximumOf(largest);
      products = products.div(fromFlat(scale, [T - lag, 1, 1], { dtype: "float64" }));
      logs = logs.slice(0, T - lag).map((log, k) => log + Math.log10(scale[k]!));
      const block = products.slice(from, to, { axis: 1 }).slice(from, to, { axis: 2 });
      const squares = block.mul(block).sum([1, 2]).values();
      for (let k = 0; k + lag < T; k++) sizes[k + lag]![k] = logs[k]! + 0.5 * Math.log10(squares[k]! / (to - from));
    }
    return sizes;
  });
}

/** The largest |number| of each row, 1 where all are 0. */
function maximumOf(rows: Tensor): Float64Array {
  const [count, length] = rows.shape as [number, number];
  const values = rows.values();
  const largest = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    for (let i = k * length; i < (k + 1) * length; i++) largest[k] = Math.max(largest[k]!, Math.abs(values[i]!));
    if (largest[k] === 0) largest[k] = 1;
  }
  return largest;
}
