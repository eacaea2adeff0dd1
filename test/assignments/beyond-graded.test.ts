// Graded set 14: its answers against the toolkit's cells, norms, losses and layers; its experiment for the least and the most that is drawn.
import assert from "node:assert/strict";
import "../src/on-reference.ts";
import { normalizedStep } from "../../assignments/beyond-graded/functions.ts";
import { assignment } from "../../assignments/index.ts";
import {
  countParameters,
  crossEntropy,
  dense,
  gru,
  LayerNorm,
  LSTMCell,
  lstm,
  repeatVector,
  unroll,
} from "../../src/nn/index.ts";
import { matmul, seed, square, stack, sum, tanh, tensor } from "../../src/tensor/index.ts";
import { sequential } from "../../src/training/index.ts";
import { cellOf } from "../notebooks/cell-of.ts";
import { curves } from "../notebooks/transfer.ts";
import { itSoaks } from "../soak.ts";
import { computesOnWasm } from "../src/backend/kernels.ts";

const float64 = { dtype: "float64" } as const;
const questions = assignment.of("beyond-graded", "ana");
const right = (outcome: object) => assert.match(String(outcome), /^✓ correct/);
const numbers = (list: unknown) => tensor(list as number[], float64);
const plain = (t: { toArray(): unknown }) => t.toArray() as number[];

describe("graded set 14", () => {
  it("what is kept: an LSTM's numbers as the toolkit counts them [item 49]", () => {
    const learned = countParameters(new LSTMCell(24, 89, { rng: seed(0) }));
    right(questions.q1.check({ back: 2 * 89 * 2409, forward: 2 * 89 * learned, from: learned + 1 }));
  });

  it("what is carried forward sums to the gradient of the way back, to 1e-10, at three seeds [item 49]", () => {
    for (const n of [0, 1, 2]) {
      const rng = seed(n);
      const [d, u, T] = [3, 5, 20];
      const [W, U] = [rng.normal(0, 0.5, [d, u], float64), rng.normal(0, 0.5, [u, u], float64)];
      const [xs, ys] = [rng.normal(0, 1, [T, d], float64), rng.normal(0, 1, [T, u], float64)];
      const cell = cellOf(rows(W), rows(U), Array(u).fill(0));
      const { hidden } = unroll(cell, xs);
      sum(square(stack(hidden).sub(ys)))
        .div(2)
        .backward();
      const states = hidden.map(h => plain(h));
      right(
        questions.q2.check((P, x, next, weights) =>
          P.map((_, i) =>
            x.map((input, j) =>
              // The toolkit's product: row i of Uᵀ by what each state changed.
              plain(matmul(numbers([weights.map(row => row[i]!)]), numbers(P.map(part => part[j]!))).squeeze(0)).map(
                (past, k) => (1 - next[i]! ** 2) * (past + (i === k ? input : 0)),
              ),
            ),
          ),
        ),
      );
      let P = states[0]!.map(() => Array.from({ length: d }, () => Array<number>(u).fill(0)));
      const gradient = Array.from({ length: d }, () => Array<number>(u).fill(0));
      for (const [t, next] of states.entries()) {
        P = carry(P, rows(xs)[t]!, next, rows(U));
        for (const [i, h] of next.entries())
          for (let j = 0; j < d; j++)
            for (let k = 0; k < u; k++) gradient[j]![k]! += (h - rows(ys)[t]![i]!) * P[i]![j]![k]!;
      }
      const back = rows(cell.kernel.grad!);
      for (const [j, row] of gradient.entries())
        for (const [k, value] of row.entries()) assert.ok(Math.abs(value - back[j]![k]!) < 1e-10);
    }
  });

  it("a normalized step is the toolkit's LayerNorm, twice; it keeps what question 4 says [item 52]", () => {
    const norm = (u: number) => new LayerNorm(u, float64);
    right(
      questions.q3.check((x, h, W, U, b) => {
        const [input, past] = [matmul(numbers([x]), numbers(W)), matmul(numbers([h]), numbers(U))];
        const layer = norm(b.length);
        return plain(tanh(layer.forward(input).add(layer.forward(past)).add(numbers(b))).squeeze(0));
      }),
    );
    const rng = seed(3);
    const draw = (...shape: number[]) => rng.normal(0, 1, shape, float64);
    const [x, h, W, U, b] = [plain(draw(4)), plain(draw(6)), rows(draw(4, 6)), rows(draw(6, 6)), plain(draw(6))];
    const before = normalizedStep(x, h, W, U, b);
    const says = (after: number[]) =>
      after.every((value, i) => Math.abs(value - before[i]!) < 1e-4) ? ("the same" as const) : ("another" as const);
    const scaled = (factor: number) => W.map(row => row.map(w => w * factor));
    right(
      questions.q4.check({
        "all of W": says(normalizedStep(x, h, scaled(12), U, b)),
        x: says(normalizedStep(x.map(value => 12 * value), h, W, U, b)), // biome-ignore format: a line
        b: says(normalizedStep(x, h, W, U, b.map(value => 12 * value))), // biome-ignore format: a line
        "W raised": says(normalizedStep(x, h, W.map(row => row.map(w => w + 9)), U, b)), // biome-ignore format: a line
        "one unit": says(normalizedStep(x, h, W.map(row => row.map((w, k) => (k === 0 ? 12 * w : w))), U, b)), // biome-ignore format: a line
      }),
    );
  });

  it("the readout's gradient is autograd's of crossEntropy [item 8]", () => {
    right(
      questions.q5.check((V, c, states, ids) => {
        const [weights, bias] = [
          tensor(V, { ...float64, requiresGrad: true }),
          tensor(c, { ...float64, requiresGrad: true }),
        ];
        crossEntropy(matmul(numbers(states), weights).add(bias), ids)
          .mul(ids.length)
          .backward();
        return { V: rows(weights.grad!), c: plain(bias.grad!) };
      }),
    );
  });

  it("the shapes are those of the layers [item 76]", () => {
    const layers = () => [
      gru(28, { inputShape: [46, 9] }),
      repeatVector(79),
      lstm(16, { returnSequences: true }),
      dense(4),
    ];
    const upTo = (n: number) => [null, ...sequential(layers().slice(0, n)).predict(seed(0).normal(0, 1, [2, 46, 9])).shape.slice(1)]; // biome-ignore format: a line
    const other = (returnSequences: boolean) => [
      null,
      ...sequential([gru(28, { inputShape: [46, 9], returnSequences }), dense(4)])
        .predict(seed(0).normal(0, 1, [2, 46, 9]))
        .shape.slice(1),
    ];
    right(
      questions.q6.check({
        read: upTo(1),
        repeated: upTo(2),
        written: upTo(3),
        said: upTo(4),
        third: other(false),
        fourth: other(true),
      }),
    );
  });

  describe("measured", function () {
    this.timeout(600_000);
    computesOnWasm();

    itSoaks(
      "what is predicted of the two models comes out, from the fewest to the most examples that are drawn, at three seeds [item 62]",
      async () => {
        for (const examples of [15, 40])
          for (const n of [0, 1, 2]) {
            const { untrained, tuned, own } = await curves(n, examples);
            const told = `${examples}, seed ${n}: ${untrained}; ${tuned}; ${own}`;
            assert.ok(Math.abs(Math.exp(untrained[0]!) - 29) < 2, told);
            assert.ok(tuned[0]! > untrained[0]! + 1 && tuned.at(-1)! < untrained.at(-1)! - 0.3, told);
            assert.ok(own.untrained < untrained.at(-1)! && own.tuned < tuned.at(-1)!, told);
          }
      },
    );
  });
});

const rows = (t: { toArray(): unknown }) => t.toArray() as number[][];

/** One step on, by the rule of question 2, written with sums of the definition. */
function carry(P: number[][][], x: number[], next: number[], U: number[][]): number[][][] {
  return next.map((h, i) =>
    x.map((input, j) =>
      next.map((_, k) => {
        const past = P.reduce((total, part, m) => total + U[m]![i]! * part[j]![k]!, 0);
        return (1 - h * h) * (past + (i === k ? input : 0));
      }),
    ),
  );
}
