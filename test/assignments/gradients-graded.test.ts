// The graded set on gradients: its functions against backward() and the toolkit's optimizer, its predictions against runs.
import assert from "node:assert/strict";
import "../src/on-reference.ts";
import { assignment } from "../../assignments/index.ts";
import { spectralNorm, spectralRadius } from "../../src/diagnostics/index.ts";
import { Linear, meanSquaredError, orthogonal, Parameter, RNNCell, unroll } from "../../src/nn/index.ts";
import { clipByGlobalNorm, sgd } from "../../src/optim/index.ts";
import { norm, seed, tanh, tensor } from "../../src/tensor/index.ts";
import { train } from "../../src/training/index.ts";

const float64 = { dtype: "float64" } as const;
const questionsOf = (student: string) => assignment.of("gradients-graded", student);
const asked = (student: string, key: "q1" | "q5" | "q6") => String(questionsOf(student)[key]);
const right = (outcome: object) => assert.match(String(outcome), /^✓ correct/);
/** The numbers of a question's text, in their order. */
const numbersIn = (text: string) =>
  text
    .replace(/^.*?: /, "")
    .match(/\d+(\.\d+)?/g)!
    .map(Number);

describe("assignment gradients-graded", () => {
  const { q3, q4 } = questionsOf("ana");

  it("going all the way back gives what backward() gives [items 38, 132]", () => {
    right(
      q3.check((g, hs, U) => {
        // Each input is what makes the step end in the state that is given.
        const matrix = tensor(U, float64);
        const states = [tensor(hs[0]!, { ...float64, requiresGrad: true })];
        for (const h of hs.slice(1)) {
          const before = states.at(-1)!.matmul(matrix);
          states.push(tanh(before.add(tensor(h.map(Math.atanh), float64).sub(before.detach()))).retainGrad());
        }
        states.at(-1)!.mul(tensor(g, float64)).sum().backward();
        return states.map(state => state.grad!.toArray() as number[]);
      }),
    );
  });

  it("an update is that of sgd behind clipByGlobalNorm [item 11]", () => {
    right(
      q4.check((numbers, gradients, rate, limit) => {
        const parameters = numbers.map(list => new Parameter(tensor(list, float64)));
        for (const [i, parameter] of parameters.entries()) parameter.grad = tensor(gradients[i]!, float64);
        const model = { parameters };
        clipByGlobalNorm(model, limit);
        sgd(rate).step(model);
        return parameters.map(parameter => parameter.toArray() as number[]);
      }),
    );
  });

  it("claims are answered by a remark on one of them, without counts [items 11, 39, 40, 56, 103]", () => {
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

  it("half a step is no lag [item 83]", () => {
    const [T, rho] = numbersIn(asked("ana", "q1")) as [number, number];
    const lagBelowThousandth = Math.log(0.001) / Math.log(rho);
    const outcome = questionsOf("ana").q1.check({ leftAtFirst: rho ** (T - 1), lagBelowThousandth });
    assert.match(outcome.message, /a whole number of steps is asked for$/);
  });

  for (const student of ["ana", "ben", "chi"]) {
    it(`one large weight: σ, ρ and the power are those of the matrix (${student}) [item 55]`, () => {
      const [, a, c] = numbersIn(asked(student, "q5")) as [number, number, number];
      const U = [[0, a], [c, 0]]; // biome-ignore format: a matrix
      let power = tensor(U, float64);
      for (let i = 1; i < 20; i++) power = power.matmul(tensor(U, float64));
      const answers = { sigma: spectralNorm(U), rho: spectralRadius(U), entry20: power.at(0).at(0).item() };
      right(questionsOf(student).q5.check({ ...answers, fate: "vanishes" }));
    });

    it(`what is left after the student's own steps is what backward() finds (${student}) [items 38, 83]`, () => {
      const [T, rho] = numbersIn(asked(student, "q1")) as [number, number];
      const rng = seed(0);
      const cell = new RNNCell(2, 6, { rng, ...float64, activation: "linear", recurrentInitializer: scaled(rho) });
      const { hidden } = unroll(cell, rng.normal(0, 1, [T, 2], float64));
      hidden.at(-1)!.sum().backward();
      const norms = hidden.map(h => norm(h.grad)).toReversed();
      const lagBelowThousandth = norms.findIndex(length => length < 0.001 * norms[0]!);
      right(questionsOf(student).q1.check({ leftAtFirst: norms.at(-1)! / norms[0]!, lagBelowThousandth }));
    });

    it(`the student's own training becomes NaN, and falls where it is clipped (${student}) [items 84, 104]`, async () => {
      const [rho, T, , limit] = numbersIn(asked(student, "q6")) as [number, number, number, number];
      const free = await losses(rho, T, 3, {});
      const clipped = await losses(rho, T, 40, { clipNorm: limit });
      assert.ok(Number.isNaN(free.at(-1)), `${free}`);
      assert.ok(clipped.at(-1)! < clipped[0]! / 3, `${clipped[0]} to ${clipped.at(-1)}`);
    }).timeout(20_000);
  }
});

const scaled =
  (rho: number) =>
  (...[shape, rng, dtype]: Parameters<typeof orthogonal>) =>
    orthogonal(shape, rng, dtype).mul(rho);

/** As the set's own training. */
async function losses(rho: number, T: number, updates: number, clip: { clipNorm?: number }): Promise<number[]> {
  const rng = seed(0);
  const cell = new RNNCell(2, 20, { rng, activation: "linear", recurrentInitializer: scaled(rho) });
  const readout = new Linear(20, 1, { rng });
  const samples = Array.from({ length: updates }, () => {
    const x = rng.normal(0, 1, [16, T, 2]);
    return { x, y: x.mean([1, 2]).reshape([16, 1]) };
  });
  const loss = ({ x, y }: (typeof samples)[number]) =>
    meanSquaredError(readout.forward(unroll(cell, x).hidden.at(-1)!), y);
  const found: number[] = [];
  for await (const step of train({ cell, readout }, samples, { loss, optimizer: sgd(0.01), ...clip }))
    found.push(step.loss);
  return found;
}
