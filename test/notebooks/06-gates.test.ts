// Lesson 6: its answers against the toolkit's own cells and gradients, and numbers worked by hand; what its cells show.
import assert from "node:assert/strict";
import "../src/on-reference.ts";
import { assignment } from "../../assignments/index.ts";
import { gateTraces, gradientFlow, halfLife, impulseResponse } from "../../src/diagnostics/index.ts";
import { countParameters, GRUCell, LSTMCell, lstm, unroll } from "../../src/nn/index.ts";
import { seed, sigmoid, type Tensor, tensor } from "../../src/tensor/index.ts";
import { itSoaks, times } from "../soak.ts";
import { oneHotOf, subjects, trainedUnit } from "./gates-training.ts";
import { lessonOf } from "./lesson.ts";

const { shown } = lessonOf("06-gates.ipynb");
const questions = assignment("gates");
const float64 = { dtype: "float64" } as const;
const right = (outcome: object) => assert.match(String(outcome), /^✓ correct/);
const numbers = (list: unknown) => tensor(list as number[], float64);
const lists = (x: Tensor) => x.toArray() as number[];

type Weights = [W: number[][], U: number[][], b: number[]];

const lstmOf = ([W, U, b]: Weights) =>
  new LSTMCell(W.length, b.length / 4, {
    ...float64,
    kernelInitializer: () => numbers(W),
    recurrentInitializer: () => numbers(U),
    biasInitializer: () => numbers(b).reshape([4, b.length / 4]),
  });

const gruOf = ([W, U, b]: Weights) =>
  new GRUCell(W.length, b.length / 3, {
    ...float64,
    resetAfter: false,
    kernelInitializer: () => numbers(W),
    recurrentInitializer: () => numbers(U),
    biasInitializer: () => numbers(b).reshape([3, b.length / 3]),
  });

describe("lesson 06-gates", () => {
  it("its LSTM step is the toolkit's LSTMCell, four blocks in one matrix [items 42, 133]", () => {
    right(
      questions.q7.check((x, h, c, ...weights) => {
        const next = lstmOf(weights).forward(numbers(x), { h: numbers(h), c: numbers(c) });
        return { h: lists(next.h), c: lists(next.c) };
      }),
    );
    assert.match(shown("toolkit"), /h and c agree/);
  });

  it("its full GRU step is the toolkit's GRUCell with resetAfter: false [items 46, 86]", () => {
    right(questions.q14.check((x, h, ...weights) => lists(gruOf(weights).forward(numbers(x), numbers(h)))));
    assert.match(shown("gru-toolkit"), /agrees/);
  });

  it("its GRU of one gate is the full one with the gate's signs turned and r = 1 [items 46, 85, 87]", () => {
    right(
      questions.q13.check((x, c, W, U, b) => {
        const units = c.length;
        const full = (rows: number[][], r: number) =>
          rows.map(row => [
            ...row.slice(0, units).map(value => -value),
            ...row.slice(0, units).map(() => r),
            ...row.slice(units),
          ]);
        return lists(gruOf([full(W, 0), full(U, 0), full([b], 100)[0]!]).forward(numbers(x), numbers(c)));
      }),
    );
  });

  it("Γ_u = 0 and z = 1 copy the state, Γ_u = 1 and z = 0 overwrite it [item 46]", () => {
    const states = [0.5, -0.25];
    for (const [bias, copies] of [
      [60, true],
      [-60, false],
    ] as const) {
      // biome-ignore format: two cases
      const cell = gruOf([[[0, 0, 0, 0, 1, 2]], [0, 1].map(() => [0, 0, 0, 0, 0, 0]), [bias, bias, 0, 0, 0, 0]]);
      const next = lists(cell.forward(numbers([1]), numbers(states)));
      const wanted = copies ? states : [Math.tanh(1), Math.tanh(2)];
      assert.ok(next.every((value, j) => Math.abs(value - wanted[j]!) < 1e-12));
    }
    right(questions.q15.check({ gammaIs1: "overwritten", zIs1: "copied", change: "turn the gate's signs" }));
  });

  it("half-lives: by hand, by the toolkit, and measured in a cell whose gate keeps [items 41, 45, 136]", () => {
    right(questions.q2.check(6.58));
    right(
      questions.q3.check(bias =>
        halfLife(
          sigmoid(numbers([bias]))
            .at(0)
            .item(),
        ),
      ),
    );
    for (const [bias, steps] of [
      [1, 2.21],
      [3, 14.27],
      [5, 103.2],
    ] as const) {
      // biome-ignore format: a table
      const W = [[0, 0, 1, 0]];
      const cell = lstmOf([W, [[0, 0, 0, 0]], [20, bias, 0, 20]]);
      const measured = impulseResponse(cell, { T: 150, of: "c" }).halfLife;
      assert.ok(Math.abs(measured - steps) < 0.01 * steps, `bias ${bias}: ${measured}`);
    }
    assert.match(shown("dynamic"), /x = 0: half-life 14\.27 steps\nx = 1: half-life 0\.53 steps/);
  });

  it("the puzzle: each job done by an LSTMCell with these biases, and others accepted that do it too [item 108]", () => {
    const does = (i: number, f: number, o: number) => {
      const next = lstmOf([[[0, 0, 1, 0]], [[0, 0, 0, 0]], [i, f, 0, o]]).forward(numbers([0.8]), {
        h: numbers([0.3]),
        c: numbers([0.5]),
      });
      return [next.c.at(0).item(), next.h.at(0).item()] as const;
    };
    const g = Math.tanh(0.8);
    const wanted = { keep: [0.5, 0], erase: [0, 0], add: [0.5 + g, 0], replace: [g, 0], read: [0.5, Math.tanh(0.5)] };
    const biases = {
      keep: { i: -15, f: 30, o: -12 },
      erase: { i: -20, f: -20, o: 20 },
      add: { i: 25, f: 15, o: -40 },
      replace: { i: 20, f: -20, o: -20 },
      read: { i: -20, f: 20, o: 20 },
    };
    for (const [job, { i, f, o }] of Object.entries(biases)) {
      const [c, h] = wanted[job as keyof typeof wanted];
      const done = does(i, f, o);
      assert.ok(Math.abs(done[0] - c!) < 1e-4 && Math.abs(done[1] - h!) < 1e-4, `${job}: ${done}`);
    }
    right(questions.q5.check(biases));
    const weak = String(questions.q5.check({ ...biases, keep: { i: 0, f: 2, o: 0 } }));
    assert.match(weak, /keep.*it held 0\.50 and read 1; now yours holds 0\.82/);
    const gates = String(questions.q5.check({ ...biases, keep: { i: 0, f: 1, o: 0 } }));
    assert.match(gates, /keep.*right for the gates themselves, but biases are asked for/);
  });

  it("ranges: c counts, h and the gates stay within their bounds, g may be any function [items 44, 107]", () => {
    const open = (activation: "tanh" | "relu") => {
      const cell = lstmOf([[[0, 0, 1, 0]], [[0, 0, 0, 0]], [20, 20, 0, 20]]);
      const other = new LSTMCell(1, 1, { ...float64, activation });
      for (const name of ["kernel", "recurrentKernel", "bias"] as const) other[name]!.assign(cell[name]!);
      const gates = other.gates(numbers([5]), other.zeroState([]));
      return { g: gates.g.at(0).item(), last: unroll(other, numbers(Array.from({ length: 50 }, () => [5]))) };
    };
    const { g, last } = open("tanh");
    assert.ok(g < 1 && Math.abs(last.state.c.at(0).item() - 50 * g) < 1e-4); // 50 times one candidate
    assert.ok(last.hidden.every(h => Math.abs(h.at(0).item()) <= 1));
    assert.equal(open("relu").g, 5);
  });

  it("counts 108 and 117 with peepholes, and a layer gives output, h and c in these shapes [items 43, 105, 133]", () => {
    const plain = countParameters(new LSTMCell(5, 3, float64));
    const withPeepholes = countParameters(new LSTMCell(5, 3, { ...float64, peepholes: true }));
    right(questions.q9.check({ plain, withPeepholes }));
    const xs = seed(0).normal(0, 1, [4, 20, 5]);
    const [output, h, c] = lstm(8, { returnState: true }).call(xs) as [Tensor, Tensor, Tensor];
    const all = lstm(8, { returnSequences: true }).call(xs);
    right(questions.q10.check({ output: output.shape, h: h.shape, c: c.shape, allSteps: all.shape } as never));
    assert.match(shown("state"), /output and h: equal\noutput and c: not equal/);
  });

  it("Ng's letters: Γ_u writes, Γ_f keeps, Γ_o shows [item 89]", () => {
    right(questions.q8.check({ u: "i", f: "f", o: "o", candidate: "g", a: "h" }));
    const [ours, theirs] = shown("order")
      .match(/\[[^\]]*\]/g)!
      .slice(-2); // two vectors that differ
    assert.notEqual(ours, theirs);
  });

  it("back along c: backward() gives the product of gates and the sum over steps, and f for one step [items 134, 135]", () => {
    right(
      questions.q11.check((c0, w, xs, fs) => {
        const [start, weight] = [c0, w].map(value => tensor(value, { ...float64, requiresGrad: true })) as [Tensor, Tensor]; // biome-ignore format: a line
        xs.reduce((c, x, t) => c.mul(fs[t]!).add(weight.mul(x)), start).backward();
        return { c0: start.grad!.item(), w: weight.grad!.item() };
      }),
    );
    for (const n of [0, 1, 2]) {
      const cell = new LSTMCell(4, 6, { ...float64, rng: seed(n) });
      const [x, h, before] = [4, 6, 6].map((size, k) => seed(10 * n + k).normal(0, 1, [size], float64)) as [Tensor, Tensor, Tensor]; // biome-ignore format: a line
      const c = tensor(lists(before), { ...float64, requiresGrad: true });
      cell.forward(x, { h, c }).c.sum().backward();
      const f = lists(cell.gates(x, { h, c }).f);
      assert.ok(lists(c.grad!).every((value, j) => Math.abs(value - f[j]!) < 1e-12));
    }
    right(questions.q12.check({ bias5: 0.511, bias1: "next to nothing" }));
  });

  it("all ways back bring more than the line alone; with bias 1 next to nothing is left [items 134, 136]", () => {
    for (const n of [0, 1, 2].slice(0, times(1, 3))) {
      const T = times(20, 40);
      const noise = seed(n).normal(0, 1, [T + 1, 4]);
      const left = (forgetBias: number) =>
        gradientFlow(new LSTMCell(4, 8, { rng: seed(10 + n), forgetBias }), noise).byLag.at(-1)!;
      assert.ok(left(5) > T * Math.log10(1 / (1 + Math.exp(-5))), `seed ${n}`);
      assert.ok(left(1) < -0.06 * T, `seed ${n}: ${left(1)}`);
    }
  });

  it("a new GRU's gates lie in the middle, at three seeds [item 85]", () => {
    for (const n of [0, 1, 2]) {
      const cell = new GRUCell(5, 64, { rng: seed(n) });
      const { z } = cell.gates(seed(n + 10).normal(0, 1, [5]), seed(n + 20).normal(0, 0.5, [64]));
      assert.ok(lists(z).every(value => value > 0.1 && value < 0.9));
    }
  });

  it("the unit of the lesson has learned, and the words at which it overwrites are its subjects [item 88]", () => {
    const [, , last] = /first ([\d.]+) {2}at the end ([\d.]+)/.exec(shown("cat-train"))!;
    assert.ok(Number(last) < 0.05);
    right(questions.q16.check(["I", "cats"]));
  });

  itSoaks(
    "the trained unit overwrites at subjects and keeps at all other words, at three seeds [item 88]",
    async () => {
      for (const run of [0, 1, 2]) {
        const { unit, accuracy } = await trainedUnit(run);
        assert.ok(accuracy >= 0.97, `run ${run} has learned`);
        const tokens = "cats who already ate fish and I who slept today".split(" ");
        const { z } = gateTraces(unit, tensor(tokens.map(oneHotOf)), { unit: 0 }).traces;
        for (const [t, word] of tokens.entries())
          assert.ok(subjects.includes(word) ? z![t]! < 0.2 : z![t]! > 0.7, `run ${run}, ${word}: ${z![t]}`);
      }
    },
  );
});
