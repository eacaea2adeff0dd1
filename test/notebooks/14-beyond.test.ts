// Lesson 14: its answers against the toolkit's own cells, norms, losses and optimizer; its experiments at three seeds.
import assert from "node:assert/strict";
import "../src/on-reference.ts";
import { adamWith } from "../../assignments/beyond/beyond-functions.ts";
import { assignment } from "../../assignments/index.ts";
import {
  binaryCrossentropy,
  countParameters,
  LayerNorm,
  Linear,
  LSTMCell,
  Parameter,
  RNNCell,
  unroll,
  zeroGrad,
} from "../../src/nn/index.ts";
import { adam } from "../../src/optim/index.ts";
import { abs, max, noGrad, norm, seed, square, stack, std, tensor, zeros } from "../../src/tensor/index.ts";
import { itSoaks } from "../soak.ts";
import { computesOnWasm } from "../src/backend/kernels.ts";
import { fixed, lastState, recall } from "./beyond-runs.ts";
import { cellOf } from "./cell-of.ts";
import { lessonOf } from "./lesson.ts";
import { curves } from "./transfer.ts";

const { shown } = lessonOf("14-beyond.ipynb");
const questions = assignment("beyond");
const float64 = { dtype: "float64" } as const;
const seeds = [0, 1, 2];
const right = (outcome: object) => assert.match(String(outcome), /^✓ correct/);
const numbers = (list: unknown) => tensor(list as number[], float64);
const plain = (t: { toArray(): unknown }) => t.toArray() as number[];

/** How far two runs are apart that read the same, of numbers of the given size. */
function apart(rho: number, n: number, size = 0.01): number[] {
  const xs = seed(n + 1).normal(0, size, [60, 1], float64);
  const one = seed(n + 2).normal(0, 0.1, [100], float64);
  return noGrad(() => {
    const [a, b] = [one, one.neg()].map(initialState => unroll(fixed(rho, n), xs, { initialState }).hidden);
    return [norm(one).item() * 2, ...a!.map((h, t) => norm(h.sub(b![t]!)).item())];
  });
}

describe("lesson 14-beyond", () => {
  it("what is carried forward is what backpropagation through time gives [item 49]", () => {
    right(
      questions.q1.check((w, u, h, xs, ys) => {
        const cell = cellOf([[w]], [[u]], [0]);
        const states = unroll(cell, numbers(xs.map(x => [x])), { initialState: numbers([h]) }).hidden;
        square(stack(states).sub(numbers(ys.map(y => [y]))))
          .sum()
          .div(2)
          .backward();
        return { w: cell.kernel.grad!.item(), u: cell.recurrentKernel.grad!.item() };
      }),
    );
    assert.match(shown("rtrl-run"), /largest difference: below 1e-10/);
  });

  it("what is kept is counted by the toolkit [item 49]", () => {
    const learned = countParameters(new RNNCell(30, 50, { rng: seed(0) }));
    right(questions.q2.check({ back: 1000 * 50, forward: 50 * learned, from: learned + 1 }));
    const last = countParameters(new Linear(100, 1, { rng: seed(0) }));
    right(questions.q3.check({ all: countParameters(fixed(0.9, 0)) + last, echo: last, apart: 2 * 0.9 ** 50 }));
  });

  it("below 1 two starts come together by ρ at each step, at three seeds; far above they stay apart [item 49]", () => {
    for (const n of seeds) {
      const near = apart(0.9, n);
      for (const [t, distance] of near.entries()) assert.ok(distance <= near[0]! * 0.9 ** t * (1 + 1e-9));
      assert.ok(apart(1.2, n).at(-1)! > 1);
      assert.ok(apart(1.2, n, 3).at(-1)! < 0.1, "large inputs: the start is forgotten all the same");
    }
  });

  it("layerNorm is the toolkit's [item 52]", () => {
    right(
      questions.q4.check((z, gamma, beta) => {
        const layer = new LayerNorm(z.length, float64);
        layer.gamma.assign(numbers(gamma));
        layer.beta.assign(numbers(beta));
        return plain(layer.forward(numbers(z)));
      }),
    );
  });

  it("ten times W and U: nothing for layer normalization, much for a plain LSTM, at three seeds [item 52]", () => {
    for (const n of seeds) {
      const change = (normalize: boolean, epsilon: number) =>
        max(abs(lastState(10, n, normalize, epsilon).sub(lastState(1, n, normalize, epsilon)))).item();
      assert.ok(change(false, 1e-5) > 0.4, `${change(false, 1e-5)}`);
      assert.ok(change(true, 1e-5) < 1e-3, `${change(true, 1e-5)}`);
      assert.ok(change(true, 1e-9) < 2e-7, `what is left comes of the 1e-5: ${change(true, 1e-9)}`);
    }
  });

  it("the spread over a batch grows over the first steps, so each step has statistics of its own, at three seeds [item 52]", () => {
    for (const n of seeds) {
      const { hidden } = unroll(new RNNCell(3, 20, { rng: seed(n) }), seed(n + 1).normal(0, 0.3, [200, 15, 3]));
      const spread = hidden.map(h => std(h, 0).mean().item());
      assert.ok(spread[0]! < 0.6 * spread[14]! && spread[3]! < spread[14]!, `${spread}`);
    }
  });

  it("the loss of bits is the toolkit's, summed [item 74]", () => {
    right(
      questions.q7.check((said, wanted) => {
        const mean = binaryCrossentropy(numbers(wanted), numbers(said));
        return mean.mul(said.length).item();
      }),
    );
  });

  it("Adam's step is the toolkit's, from the first update on [item 8]", () => {
    const rng = seed(5);
    const gradients = Array.from({ length: 4 }, () => plain(rng.normal(0, 1, [3], float64)));
    const weight = new Parameter(numbers([0.3, -0.2, 1]));
    const optimizer = adam(0.1, { epsilon: 1e-8 });
    let kept = { w: [0.3, -0.2, 1], m: [0, 0, 0], v: [0, 0, 0] };
    right(questions.q8.check((...args) => adamWith(args)));
    for (const [i, gradient] of gradients.entries()) {
      zeroGrad([weight]);
      weight.mul(numbers(gradient)).sum().backward();
      optimizer.step([weight]);
      kept = adamWith([kept.w, gradient, kept.m, kept.v, i + 1, 0.1]);
      for (const [k, value] of plain(weight).entries()) assert.ok(Math.abs(value - kept.w[k]!) < 1e-6);
    }
  });

  it("an LSTM is trained like any cell: autograd through its steps agrees with central differences; its gradient may explode; it begins by keeping [item 47]", () => {
    const ends = (scale: number, steps: number, dtype: "float64" = "float64") => {
      const cell = new LSTMCell(2, 6, { dtype, rng: seed(0) });
      cell.recurrentKernel.assign(cell.recurrentKernel.mul(scale));
      const h0 = tensor(Array(6).fill(0.1), { dtype, requiresGrad: true });
      const xs = seed(1).normal(0, 0.1, [steps, 2], { dtype });
      const last = (h: typeof h0) => unroll(cell, xs, { initialState: { h, c: zeros([6], { dtype }) } }).state.h.sum();
      return { cell, h0, last };
    };
    const { h0, last, cell } = ends(1, 8);
    last(h0).backward();
    const moved = (i: number, by: number) =>
      tensor(
        Array.from({ length: 6 }, (_, k) => 0.1 + (k === i ? by : 0)),
        float64,
      );
    for (let i = 0; i < 6; i++) {
      const slope = (last(moved(i, 1e-5)).item() - last(moved(i, -1e-5)).item()) / 2e-5;
      assert.ok(Math.abs(slope - plain(h0.grad!)[i]!) < 1e-8);
    }
    const large = ends(8, 8);
    large.last(large.h0).backward();
    assert.ok(norm(large.h0.grad!) > 100 * norm(h0.grad!), "gates are no limit to a gradient");
    const bias = plain(cell.bias!);
    assert.deepEqual([...new Set(bias.slice(6, 12))], [1], "the forget gate's, of i, f, g, o");
    right(
      questions.q9.check({
        "own rule": "no",
        bptt: "yes",
        "no clipping": "no",
        "forget bias": "yes",
        "reads itself": "no",
      }),
    );
  });

  it("a recurrence goes on from one state, however long ago it began; and it takes one set of points in two orders for two things [items 54, 58]", () => {
    const cell = new LSTMCell(3, 5, { ...float64, rng: seed(0) });
    const xs = seed(1).normal(0, 1, [40, 3], float64);
    const whole = unroll(cell, xs).state;
    const first = unroll(cell, xs.at(":25")).state;
    const rest = unroll(cell, xs.at("25:"), { initialState: first }).state;
    assert.ok(norm(whole.h.sub(rest.h)).item() < 1e-12, "two states are all that is kept from one reading to the next");
    const turned = unroll(cell, tensor([...(xs.toArray() as number[][])].reverse(), float64)).state;
    assert.ok(norm(whole.h.sub(turned.h)).item() > 0.01, "the same points, another answer");
    right(
      questions.q10.check({ speech: "yes", customer: "no", sensor: "yes", points: "no", die: "no", library: "no" }),
    );
  });

  it("draws what it says: worse before, better after, from ln 29 on [item 62]", () => {
    const [first, last] = [
      /untrained: 16 points, from (\S+) to ([^,;]+)/,
      /trained on names: 16 points, from (\S+) to ([^,;]+)/,
    ].map(line => {
      const found = line.exec(shown("tune-figure"));
      assert.ok(found, shown("tune-figure"));
      return found.slice(1).map(Number);
    }) as [number[], number[]];
    assert.ok(Math.abs(first[0]! - Math.log(29)) < 0.1 && last[0]! > first[0]! + 1 && last[1]! < first[1]! - 0.3);
    right(questions.q6.check({ untrained: Math.log(29), sure: -Math.log(0.001), before: "worse", after: "better" }));
  });

  it("shows what it says [items 8, 52, 76]", () => {
    assert.match(shown("tenfold-run"), /plain LSTM: +0\.[4-9]\d\nwith layer normalization: +less than 0\.001/);
    assert.match(shown("first"), /yours: +-0\.100,-0\.100,0\.100\ntoolkit: -0\.100,-0\.100,0\.100/);
    assert.match(shown("five"), /one to one +\[2, 3\] → \[2, 4\]\none to many +\[2, 3\] → \[2, 6, 4\]/);
    assert.match(shown("five"), /unequal +\[2, 6, 3\] → \[2, 9, 4\]/);
  });

  describe("measured", function () {
    this.timeout(120_000);
    computesOnWasm();

    for (const n of seeds) {
      itSoaks(
        `trained on names: worse with numbers before, better after 40 updates (seed ${n}) [item 62]`,
        async () => {
          const { untrained, tuned } = await curves(n);
          assert.ok(Math.abs(untrained[0]! - Math.log(29)) < 0.1, `${untrained}`);
          assert.ok(tuned[0]! > untrained[0]! + 1, `before: ${tuned[0]}, ${untrained[0]}`);
          assert.ok(tuned[10]! < untrained[10]! - 0.3, `after 40: ${tuned[10]}, ${untrained[10]}`);
        },
      );

      itSoaks(`100 untrained units remember bits for a dozen steps (seed ${n}) [item 49]`, async () => {
        const remembered = await recall(seed(n + 3), n);
        assert.ok(
          remembered.slice(0, 8).every(share => share > 0.97),
          `${remembered}`,
        );
        assert.ok(remembered.at(-1)! < 0.6, `${remembered.at(-1)}`);
      });
    }
  });
});
