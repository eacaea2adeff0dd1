// What lesson 14 runs: units that are not trained, and an LSTM whose sums are normalized.
import {
  binaryCrossEntropyWithLogits,
  LayerNorm,
  Linear,
  LSTMCell,
  orthogonal,
  RNNCell,
  unroll,
} from "../../src/nn/index.ts";
import { adam } from "../../src/optim/index.ts";
import {
  equal,
  greater,
  matmul,
  noGrad,
  type Rng,
  seed,
  sigmoid,
  split,
  stack,
  tanh,
  tensor,
  zeros,
} from "../../src/tensor/index.ts";
import { train } from "../../src/training/index.ts";

const float64 = { dtype: "float64" } as const;

/** 100 units that are not trained: U turns, and multiplies lengths by rho. */
export const fixed = (rho: number, n: number, dtype: "float32" | "float64" = "float64") =>
  new RNNCell(1, 100, {
    dtype,
    rng: seed(n),
    recurrentInitializer: (shape, rng, dtype) => orthogonal(shape, rng, dtype).mul(rho),
  });

/** The lesson's LSTM: its last state, with W and U multiplied. */
export function lastState(scale: number, n: number, normalize: boolean, epsilon: number) {
  return noGrad(() => {
    const { kernel, recurrentKernel, bias } = new LSTMCell(4, 16, { ...float64, rng: seed(n) });
    const [normX, normH] = [new LayerNorm(64, { ...float64, epsilon }), new LayerNorm(64, { ...float64, epsilon })];
    let [h, c] = [zeros([16], float64), zeros([16], float64)];
    for (const x of seed(n + 1).normal(0, 1, [30, 4], float64)) {
      const [a, b] = [matmul(x, kernel).mul(scale), matmul(h, recurrentKernel).mul(scale)];
      const sums = (normalize ? normX.forward(a).add(normH.forward(b)) : a.add(b)).add(bias!);
      const [i, f, g, o] = split(sums, { parts: 4 }) as [typeof h, typeof h, typeof h, typeof h];
      c = sigmoid(f)
        .mul(c)
        .add(sigmoid(i).mul(tanh(g)));
      h = sigmoid(o).mul(tanh(c));
    }
    return h;
  });
}

/** Which share of the bits k = 0, 2, …, 50 steps before a trained last layer says right. */
export async function recall(coin: Rng, n: number): Promise<number[]> {
  const bits = Array.from({ length: 1500 }, () => coin.integers(0, 2));
  const lags = Array.from({ length: 26 }, (_, k) => 2 * k);
  const cell = fixed(0.9, n, "float32");
  const states = noGrad(() => stack(unroll(cell, tensor(bits.map(bit => [2 * bit - 1]))).hidden));
  const wanted = tensor(bits.map((_, t) => lags.map(k => bits[t - k] ?? 0)));
  const last = new Linear(100, 26, { rng: seed(n + 4) });
  const loss = () => binaryCrossEntropyWithLogits(last.forward(states.at("100:1100")), wanted.at("100:1100"));
  for await (const _ of train({ last }, Array(200).fill(0), { loss, optimizer: adam(0.05) }));
  return noGrad(
    () =>
      equal(greater(last.forward(states.at("1100:")), 0), wanted.at("1100:"))
        .mean(0)
        .toArray() as number[],
  );
}
