// Real-time recurrent learning carries the derivatives forward, and has the gradient of backpropagation through time.
import {
  bar,
  concat,
  eye,
  meanSquaredError,
  noGrad,
  norm,
  RNNCell,
  seed,
  square,
  stack,
  tensor,
  unroll,
  zeros,
} from "../../../src/index.ts";
import type { Row } from "../row.ts";

const [D, H, T] = [3, 5, 20];
const rows = D + H + 1;
const float64 = { dtype: "float64" } as const;

export const rtrl: Row = {
  name: "rtrl",
  title: "RTRL and BPTT",
  source: "R. Williams, D. Zipser 1989, doi 10.1162/neco.1989.1.2.270",
  setting: "tanh, 3 inputs, H 5, 20 steps, a target at each, float64",
  claims: {
    difference: { of: "largest difference of the two gradients", published: "equal", expected: { atMost: 1e-10 } },
  },
  quick: true,
  measure(number) {
    const rng = seed(number);
    const cell = new RNNCell(D, H, {
      rng,
      ...float64,
      biasInitializer: (shape, r) => r.normal(0, 0.1, shape, float64),
    });
    const [x, y] = [rng.normal(0, 1, [T, D], float64), rng.normal(0, 1, [T, H], float64)];
    meanSquaredError(stack(unroll(cell, x).hidden), y).backward();
    const backward = concat([cell.kernel.grad!, cell.recurrentKernel.grad!, cell.bias!.grad!.reshape([1, H])], 0);
    // J[i, (j, k)] = ∂h_i/∂θ_jk, where θ stacks the rows of W, U and b.
    const forward = noGrad(() => {
      let [h, J, gradient] = [zeros([H], float64), zeros([H, rows * H], float64), zeros([rows * H], float64)];
      for (let t = 0; t < T; t++) {
        const read = concat([x.at(t), h, tensor([1], float64)], 0);
        h = cell.forward(x.at(t), h);
        const immediate = eye(H, float64)
          .expandDims(1)
          .mul(read.reshape([1, rows, 1]))
          .reshape([H, rows * H]);
        const slope = square(h).neg().add(1).expandDims(1);
        J = cell.recurrentKernel.T.matmul(J).add(immediate).mul(slope);
        const ofStep = h.sub(y.at(t)).mul(2 / (T * H)); // the loss of this step: nothing later is needed
        gradient = gradient.add(ofStep.expandDims(0).matmul(J).squeeze(0));
      }
      return gradient.reshape([rows, H]);
    });
    const difference = noGrad(() => Math.max(...forward.sub(backward).abs().values()));
    const sizes = (all: typeof forward) => Array.from({ length: rows }, (_, i) => norm(all.at(i)));
    return {
      numbers: { difference },
      figure: () =>
        bar(
          { "forward (RTRL)": sizes(forward), "backward (BPTT)": sizes(backward.detach()) },
          { xLabel: "row of W, U and b", yLabel: "norm of the gradient", title: "Two ways to one gradient" },
        ),
    };
  },
};
