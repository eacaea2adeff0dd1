// The graded set on gates: its functions against the toolkit's cells, its predictions against runs.
import assert from "node:assert/strict";
import "../src/on-reference.ts";
import { assignment } from "../../assignments/index.ts";
import { gateTraces, halfLife } from "../../src/diagnostics/index.ts";
import { GRUCell, LSTMCell } from "../../src/nn/index.ts";
import { type Tensor, tensor } from "../../src/tensor/index.ts";
import { oneHotOf, subjects, trainedUnit } from "../notebooks/gates-training.ts";
import { itSoaks } from "../soak.ts";

const float64 = { dtype: "float64" } as const;
const questionsOf = (student: string) => assignment.of("gates-graded", student);
const right = (outcome: object) => assert.match(String(outcome), /^✓ correct/);
const numbers = (list: unknown) => tensor(list as number[], float64);
const lists = (x: Tensor) => x.toArray() as number[];
const students = ["ana", "ben", "chi", "dee", "eli", "fay"];
const part = (list: readonly number[], k: number, parts: number) =>
  list.slice((k * list.length) / parts, ((k + 1) * list.length) / parts);

type Matrix = number[][];
const lstmOf = (W: Matrix, U: Matrix, b: number[], P?: Matrix) => {
  const units = b.length / 4;
  const cell = new LSTMCell(W.length, units, {
    ...float64,
    peepholes: P !== undefined,
    kernelInitializer: () => numbers(W),
    recurrentInitializer: () => numbers(U),
    biasInitializer: () => numbers(b).reshape([4, units]),
  });
  if (P) cell.peepholeKernel!.assign(numbers(P));
  return cell;
};
const gruOf = (W: Matrix, U: Matrix, b: number[]) =>
  new GRUCell(W.length, b.length / 3, {
    ...float64,
    resetAfter: false,
    kernelInitializer: () => numbers(W),
    recurrentInitializer: () => numbers(U),
    biasInitializer: () => numbers(b).reshape([3, b.length / 3]),
  });

describe("assignment gates-graded", () => {
  const { q2, q3, q4 } = questionsOf("ana");

  it("the bias leaves half after the student's steps, by the toolkit's halfLife [items 45, 136]", () => {
    for (const student of students) {
      const { q1 } = questionsOf(student);
      const steps = Number(/after (\d+) steps/.exec(String(q1))![1]);
      const [low, high] = [0, 10];
      let [a, b] = [low, high]; // the half-life grows with the bias: bisection
      for (let i = 0; i < 60; i++) {
        const middle = (a + b) / 2;
        if (halfLife(1 / (1 + Math.exp(-middle))) < steps) a = middle;
        else b = middle;
      }
      right(q1.check(a));
    }
  });

  it("Ng's LSTM is LSTMCell with the matrices turned over and taken apart [items 42, 89]", () => {
    right(
      q2.check((x, a, c, W, b) => {
        const names = ["u", "f", "c", "o"] as const; // i, f, g, o
        const rows = (from: number, to: number) =>
          Array.from({ length: to - from }, (_, k) => names.flatMap(name => W[name].map(row => row[from + k]!)));
        const cell = lstmOf(rows(a.length, a.length + x.length), rows(0, a.length), names.flatMap(name => b[name])); // biome-ignore format: a line
        const next = cell.forward(numbers(x), { h: numbers(a), c: numbers(c) });
        return { a: lists(next.h), c: lists(next.c) };
      }),
    );
  });

  it("peepholes are LSTMCell's, its last two blocks exchanged [items 43, 133]", () => {
    right(
      q3.check((x, h, c, W, U, b, P) => {
        const ours = (row: number[]) => [0, 1, 3, 2].flatMap(k => part(row, k, 4));
        const cell = lstmOf(W.map(ours), U.map(ours), ours(b), P);
        const next = cell.forward(numbers(x), { h: numbers(h), c: numbers(c) });
        return { h: lists(next.h), c: lists(next.c) };
      }),
    );
  });

  it("weights brought over make GRUCell do what Ng's equations say [items 46, 86]", () => {
    // Two units and one feature; blocks candidate, Γ_u, Γ_r. What is right is computed by Ng's equations, in numbers.
    const W = [[0.3, -0.8, 1.1, 0.4, -0.6, 0.9]];
    const U = [
      [0.2, 0.7, -0.5, 0.1, 0.8, -0.3],
      [-0.9, 0.6, 0.3, -0.2, 0.5, 0.4],
    ];
    const b = [0.1, -0.2, 0.3, -0.4, 0.5, -0.6];
    const moved = (M: Matrix) =>
      M.map(row => [...part(row, 1, 3).map(w => -w), ...part(row, 2, 3), ...part(row, 0, 3)]);
    const [x, c] = [0.7, [0.5, -0.4]];
    const sum = (k: number, seen: number[]) => x * W[0]![k]! + seen[0]! * U[0]![k]! + seen[1]! * U[1]![k]! + b[k]!;
    const sigma = (value: number) => 1 / (1 + Math.exp(-value));
    const reset = c.map((value, j) => sigma(sum(4 + j, c)) * value);
    const wanted = c.map((value, j) => {
      const u = sigma(sum(2 + j, c));
      return u * Math.tanh(sum(j, reset)) + (1 - u) * value;
    });
    const got = lists(gruOf(moved(W), moved(U), moved([b])[0]!).forward(numbers([x]), numbers(c)));
    assert.ok(got.every((value, j) => Math.abs(value - wanted[j]!) < 1e-12));
    right(q4.check(moved));
  });

  it("the unit with a switch is judged by what it does: softer switches pass, a slow one is told what it held [items 88, 108]", () => {
    for (const student of students) {
      const { q5 } = questionsOf(student);
      const job = String(q5);
      const marked = { W: 30, b: -15 };
      const unless = { W: -24, b: 12 };
      const always = { W: 0, b: 15 };
      const [i, f, o] = job.includes("Where it is 0, c stays")
        ? [marked, job.includes("is added") ? always : unless, always]
        : job.includes("c becomes 0")
          ? [unless, unless, always]
          : job.includes("at each step")
            ? [always, always, marked]
            : [unless, marked, marked];
      const unit = (scale: number) => ({
        W: [[0, 0, 1, 0], [scale * i.W, scale * f.W, 0, scale * o.W]], // biome-ignore format: a matrix
        b: [scale * i.b, scale * f.b, 0, scale * o.b],
      });
      right(q5.check(unit(1)));
      assert.match(String(q5.check(unit(0.1))), /yours then holds .* are wanted/);
    }
  });

  it("the numbers of question 6 are those of backward() [items 134, 135]", () => {
    for (const student of students) {
      const { q6 } = questionsOf(student);
      const fs = /f = ([\d., ]+)\. By/.exec(String(q6))![1]!.split(", ").map(Number);
      const [c0, w] = [0.3, 0.7].map(value => tensor(value, { ...float64, requiresGrad: true })) as [Tensor, Tensor];
      fs.reduce((c, f, t) => c.mul(f).add(w.mul(t === 1 ? 1 : 0)), c0).backward(); // x is 1 at step 2 alone
      right(q6.check({ first: c0.grad!.item(), second: w.grad!.item() }));
    }
  });

  it("claims are answered by a remark on one of them, without counts [items 44, 87, 105, 107]", () => {
    const { q9 } = questionsOf("ana");
    const letters = ["A", "B", "C", "D", "E", "F"];
    const sets = Array.from({ length: 64 }, (_, bits) => letters.filter((_, i) => bits & (1 << i)));
    const outcomes = sets.map(set => q9.check(set));
    assert.equal(outcomes.filter(({ correct }) => correct).length, 1);
    for (const { correct, credit, message } of outcomes.filter(({ correct }) => !correct)) {
      assert.deepEqual([correct, credit], [false, 0]);
      assert.doesNotMatch(message, /belong|missing|other way|\b[A-F]\b/);
    }
  });

  itSoaks("in every run that a student may get, the gate does what question 7 predicts [item 88]", async () => {
    const units = await Promise.all([0, 1, 2, 3].map(trainedUnit));
    for (const student of students) {
      const { q7, q8 } = questionsOf(student);
      const run = Number(/trainedUnit\((\d)\)/.exec(String(q8))![1]);
      const tokens = /reads "([^"]+)"/.exec(String(q7))![1]!.split(" ");
      const { z } = gateTraces(units[run]!.unit, tensor(tokens.map(oneHotOf)), { unit: 0 }).traces;
      const opens = z!.flatMap((value, t) => (value < 0.5 ? [t + 1] : []));
      assert.deepEqual(opens, tokens.flatMap((word, t) => (subjects.includes(word) ? [t + 1] : []))); // biome-ignore format: a line
    }
  });
});
