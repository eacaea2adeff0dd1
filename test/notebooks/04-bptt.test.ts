// Lesson 4: its answers against autograd, central differences and numbers worked by hand; what its cells show.
import assert from "node:assert/strict";
import "../src/on-reference.ts";
import { assignment } from "../../assignments/index.ts";
import { gradientContributions, impulseResponse } from "../../src/diagnostics/index.ts";
import { constantInitializer, crossEntropy, orthogonal, RNNCell, unroll } from "../../src/nn/index.ts";
import { seed, stack, type Tensor, tanh, tensor } from "../../src/tensor/index.ts";
import { lessonOf } from "./lesson.ts";

const { shown } = lessonOf("04-bptt.ipynb");
const questions = assignment("bptt");
const graded = assignment.of("bptt-graded", "ana");
const float64 = { dtype: "float64" } as const;
const right = (outcome: object) => assert.match(String(outcome), /^✓ correct/);
const leaf = (list: unknown) => tensor(list as number[], { ...float64, requiresGrad: true });
const numbers = (list: unknown) => tensor(list as number[], float64);
const gradOf = (t: Tensor) => (t.grad ?? t.mul(0)).toArray();

describe("lesson 04-bptt", () => {
  it("one unit and two units by hand: the derivatives by central differences [items 9, 29, 135]", () => {
    // tanh(x + u h) with inputs that give the states of the lesson.
    const [states, u] = [[0.6, 0.8, 0], 0.5];
    const xs = states.map((h, t) => Math.atanh(h) - u * (states[t - 1] ?? 0));
    const last = (us: number[]) => xs.reduce((h, x, t) => Math.tanh(x + us[t]! * h), 0);
    const slope = (steps: number[]) => {
      const by = (e: number) => last([0, 1, 2].map(t => u + (steps.includes(t) ? e : 0)));
      return (by(1e-6) - by(-1e-6)) / 2e-6;
    };
    right(questions.q3.check({ parts: [slope([0]), slope([1]), slope([2])], total: slope([0, 1, 2]) }));
    right(questions.q2.check({ g2: 0.5, g1: 0.09 }));
    // Worked by hand: [1, .36] U^T, slopes [.36, .64], and so on.
    const dU = [[1.17152, 0.48], [0.6, 0.216]]; // biome-ignore format: a matrix
    right(questions.q5.check({ g2: [1.72, 0.5], g1: [1.2592, 0.3096], dU }));
  });

  it("its step and its whole program are what backward() gives [items 29, 75]", () => {
    const back =
      (squash: (x: Tensor) => Tensor, inverse: (h: number) => number) => (g: number[], h: number[], U: number[][]) => {
        const before = leaf(h.map(() => 0));
        const sums = leaf(h.map(inverse));
        squash(sums.add(before.matmul(numbers(U))))
          .mul(numbers(g))
          .sum()
          .backward();
        return { sum: gradOf(sums) as number[], before: gradOf(before) as number[] };
      };
    right(questions.q6.check(back(tanh, Math.atanh)));
    right(graded.q3.check(back(x => x.sigmoid(), h => Math.log(h / (1 - h))))); // biome-ignore format: a line
    right(
      questions.q7.check((xs, hs, h0, gs, U) => {
        // Inputs of the sums that give exactly these states.
        const [W, u, b] = [leaf(xs[0]!.map(() => h0.map(() => 0))), leaf(U), leaf(h0.map(() => 0))];
        let [h, loss] = [numbers(h0), numbers(0)];
        for (const [t, x] of xs.entries()) {
          const before = t > 0 ? hs[t - 1]! : h0;
          const rest = hs[t]!.map(
            (value, j) => Math.atanh(value) - before.reduce((sum, y, i) => sum + y * U[i]![j]!, 0),
          );
          h = tanh(numbers(x).matmul(W).add(h.matmul(u)).add(b).add(numbers(rest)));
          loss = loss.add(h.mul(numbers(gs[t])).sum());
        }
        loss.backward();
        return { W: gradOf(W) as number[][], U: gradOf(u) as number[][], b: gradOf(b) as number[] };
      }),
    );
    assert.match(shown("autograd"), /all 16 gradients of U agree/);
  });

  it("the network of the graded set, its inputs and its scores, by autograd [items 23, 29, 30]", () => {
    right(
      graded.q5.check((xs, W, U, b, V, classes) => {
        const [u, v] = [leaf(U), leaf(V)];
        let [h, loss] = [numbers(b.map(() => 0)), numbers(0)];
        for (const [t, x] of xs.entries()) {
          h = tanh(numbers(x).matmul(numbers(W)).add(h.matmul(u)).add(numbers(b)));
          loss = loss.add(crossEntropy(h.matmul(v).reshape([1, -1]), [classes[t]!]));
        }
        loss.backward();
        return { U: gradOf(u) as number[][], V: gradOf(v) as number[][] };
      }),
    );
    right(
      graded.q4.check((sums, W) => {
        const x = leaf(sums.map(() => W.map(() => 0)));
        x.matmul(numbers(W)).mul(numbers(sums)).sum().backward();
        return gradOf(x) as number[][];
      }),
    );
    right(
      questions.q9.check(
        crossEntropy(numbers([0.5, 0.25, 0.8].map(p => [Math.log(p / (1 - p)), 0])), [0, 0, 0]).item() * 3,
      ),
    );
    right(
      questions.q10.check((p, label) => {
        const scores = leaf([p.map(Math.log)]);
        crossEntropy(scores, [label]).backward();
        return (gradOf(scores) as number[][])[0]!;
      }),
    );
  });

  it("what is kept grows as T does [item 122]", () => {
    const kept = (T: number) =>
      unroll(new RNNCell(3, 50, { rng: seed(0) }), seed(1).normal(0, 1, [32, T, 3])).hidden.reduce(
        (sum, h) => sum + h.size,
        0,
      );
    right(questions.q8.check({ kept: 100 * kept(10), times: kept(20) / kept(10) }));
    assert.match(shown("kept"), /T = 100: 400 .*T = 200: 800 .*T = 400: 1600 /s);
  });

  it("the parts of the steps sum to the gradient, and the last weighs most, at three seeds [items 9, 135]", () => {
    for (const n of [0, 1, 2]) {
      const cell = new RNNCell(3, 8, {
        ...float64,
        rng: seed(n),
        recurrentInitializer: (shape, rng, dtype) => orthogonal(shape, rng, dtype).mul(0.8),
      });
      const xs = seed(n + 10).normal(0, 1, [12, 3], float64);
      const { parts, norms } = gradientContributions(cell, xs, hidden => hidden.at(-1)!.sum());
      stack(unroll(cell, xs).hidden).at(-1).sum().backward();
      const whole = cell.recurrentKernel.grad!;
      const sum = parts.recurrentKernel!.reduce((a, b) => a.add(b));
      assert.ok(sum.sub(whole).abs().max().item() < 1e-12, `seed ${n}`);
      assert.ok(norms.kernel!.at(-1)! > 5 * norms.kernel![0]!, `seed ${n}`);
      assert.equal(norms.recurrentKernel![0], 0);
    }
    assert.match(shown("bars-sum"), /W together: 1.000000.*U together: 1.000000/s);
  });

  it("an impulse in a linear unit of 0.9 halves after 6.58 steps [item 138]", () => {
    const unit = new RNNCell(1, 1, {
      ...float64,
      activation: "linear",
      kernelInitializer: constantInitializer(1),
      recurrentInitializer: constantInitializer(0.9),
    });
    const { sizes, halfLife } = impulseResponse(unit, { T: 40 });
    right(questions.q13.check(sizes.findIndex(size => size < 0.5)));
    assert.ok(Math.abs(halfLife - Math.log(0.5) / Math.log(0.9)) < 0.01);
  });
});
