// Lesson 2: its answers against the toolkit's own cell, gradients by autograd, and numbers worked by hand; what its cells show.
import assert from "node:assert/strict";
import "../src/on-reference.ts";
import { assignment } from "../../assignments/index.ts";
import {
  countParameters,
  crossEntropy,
  type Initializer,
  LearnedState,
  orthogonal,
  RNNCell,
  unroll,
} from "../../src/nn/index.ts";
import { norm, seed, softmax, stack, type Tensor, tensor } from "../../src/tensor/index.ts";
import { cellOf } from "./cell-of.ts";
import { lessonOf } from "./lesson.ts";

const { shown } = lessonOf("02-cell.ipynb");
const questions = assignment("cell");
const float64 = { dtype: "float64" } as const;
const right = (outcome: object) => assert.match(String(outcome), /^✓ correct/);
const numbers = (list: unknown) => tensor(list as number[], float64);

describe("lesson 02-cell", () => {
  it("its step, its stacked step and its run are the toolkit's RNNCell [items 22, 72, 73, 115]", () => {
    right(questions.q4.check((x, h, W, U, b) => cellOf(W, U, b).forward(numbers(x), numbers(h)).toArray() as number[]));
    right(
      questions.q6.check((x, h, S, b) => {
        const cell = cellOf(S.slice(h.length), S.slice(0, h.length), b);
        return cell.forward(numbers(x), numbers(h)).toArray() as number[];
      }),
    );
    right(
      questions.q7.check((xs, h0, W, U, b) => {
        const { hidden } = unroll(cellOf(W, U, b), numbers(xs), { initialState: numbers(h0) });
        return stack(hidden).toArray() as number[][];
      }),
    );
    assert.match(shown("toolkit"), /all 36 numbers agree/);
  });

  it("one unit and the forward pass with a sigmoid, worked by hand [items 94, 115]", () => {
    right(questions.q1.check(0.7616)); // tanh(0.5 + 0.4 + 0.1)
    right(questions.q12.check(0.3714)); // h: 0.4621, 0.4914; σ(−0.5258)
  });

  it("counts 27, and 30 with a learned start [items 92, 93]", () => {
    const cell = new RNNCell(5, 3, float64);
    right(questions.q3.check(countParameters(cell)));
    const withStart = countParameters({ cell, start: new LearnedState(cell) });
    right(questions.q9.check({ withLearnedStart: withStart, difference: "smaller" }));
    assert.match(shown("learned-start"), /30/);
  });

  it("two starts come together, at three seeds [item 93]", () => {
    for (const n of [0, 1, 2]) {
      const shorter: Initializer = (shape, rng, dtype) => orthogonal(shape, rng, dtype).mul(0.85);
      const cell = new RNNCell(5, 3, { ...float64, rng: seed(n), recurrentInitializer: shorter });
      const xs = seed(n + 10).normal(0, 1, [30, 5], float64);
      const start = seed(n + 20).normal(0, 1, [3], float64);
      const [a, b] = [unroll(cell, xs).hidden, unroll(cell, xs, { initialState: start }).hidden];
      const apart = a.map((state, t) => norm(state.sub(b[t]!)).item());
      assert.ok(apart.at(-1)! < 0.01 * apart[0]!, `seed ${n}`); // 0.85²⁹ = 0.009, and tanh only shortens
    }
  });

  it("a changed input changes its own state and the later ones, and no earlier one by a bit [item 70]", () => {
    const cell = new RNNCell(4, 6, { ...float64, rng: seed(0) });
    const xs = seed(1).normal(0, 1, [10, 4], float64);
    const changed: number[][] = xs.toArray();
    changed[6]![0]! += 1;
    const [before, after] = [xs, numbers(changed)].map(inputs => unroll(cell, inputs).hidden);
    const steps = before!.flatMap((state, t) => (same(state, after![t]!) ? [] : [t + 1]));
    right(questions.q10.check({ first: steps[0]!, last: steps.at(-1)! }));
    assert.equal(steps.length, 4);
  });

  it("the whole step, its softmax, and every gradient of its loss by autograd [items 22, 72]", () => {
    right(
      questions.q13.check((x, h, W, U, b, V, c) => {
        const next = cellOf(W, U, b).forward(numbers(x), numbers(h));
        return {
          h: next.toArray() as number[],
          y: softmax(next.matmul(numbers(V)).add(numbers(c))).toArray() as number[],
        };
      }),
    );
    right(
      assignment.of("cell-graded", "ana").q5.check((h, V, c, label) => {
        const [v, bias] = [V, c].map(list => tensor(list as number[], { ...float64, requiresGrad: true }));
        crossEntropy(numbers([h]).matmul(v!).add(bias!), [label]).backward();
        return { V: v!.grad!.toArray() as number[][], c: bias!.grad!.toArray() as number[] };
      }),
    );
  });
});

const same = (a: Tensor, b: Tensor) => String(a.toArray()) === String(b.toArray());
