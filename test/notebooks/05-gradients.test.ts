// Lesson 5: its answers against the toolkit's own gradients and clipping and numbers worked by hand; what its cells show.
import assert from "node:assert/strict";
import "../src/on-reference.ts";
import { assignment } from "../../assignments/index.ts";
import { latch } from "../../src/data/index.ts";
import { cliff, spectralNorm, spectralRadius } from "../../src/diagnostics/index.ts";
import { constantInitializer, Parameter, RNNCell, unroll } from "../../src/nn/index.ts";
import { clipByGlobalNorm, clipByNorm, clipByValue } from "../../src/optim/index.ts";
import { seed, tanh, tensor } from "../../src/tensor/index.ts";
import { lessonOf } from "./lesson.ts";

const { shown } = lessonOf("05-gradients.ipynb");
const questions = assignment("gradients");
const float64 = { dtype: "float64" } as const;
const right = (outcome: object) => assert.match(String(outcome), /^✓ correct/);

/** Gradients on parameters of their own, clipped by the toolkit. */
function clippedBy(clip: (model: object, limit: number) => number, gradients: number[][], limit: number): number[][] {
  const parameters = gradients.map(g => new Parameter(tensor(g, float64)));
  for (const [i, parameter] of parameters.entries()) parameter.grad = tensor(gradients[i]!, float64);
  clip({ parameters }, limit);
  return parameters.map(({ grad }) => grad!.toArray() as number[]);
}

/** Of ten numbers the two in the middle, and their mean. */
function medianOfTen(path: readonly { loss: number }[]): number {
  const losses = path.slice(-10).map(({ loss }) => loss);
  return (losses.toSorted((a, b) => a - b)[4]! + losses.toSorted((a, b) => a - b)[5]!) / 2;
}

describe("lesson 05-gradients", () => {
  it("one step back is what backward() gives [items 38, 132]", () => {
    const { q2, q3, q4 } = questions;
    right(
      q4.check((g, h, U) => {
        const before = tensor(
          g.map(() => 0),
          { ...float64, requiresGrad: true },
        );
        const inputs = tensor(h.map(Math.atanh), float64);
        tanh(before.matmul(tensor(U, float64)).add(inputs))
          .mul(tensor(g, float64))
          .sum()
          .backward();
        return before.grad!.toArray() as number[];
      }),
    );
    right(q2.check((w, h) => (Math.tanh(Math.atanh(h) + w * 1e-6) - Math.tanh(Math.atanh(h) - w * 1e-6)) / 2e-6));
    // By hand: diag(0.64, 0.36) Uᵀ, diag(0.36, 1) Uᵀ, and 0.36 · 0.64 + 0.18 · 0.72 = 0.36, …
    const J2 = [[0.64, 0.32], [0.72, 0]]; // biome-ignore format: a matrix
    const J3 = [[0.36, 0.18], [2, 0]]; // biome-ignore format: a matrix
    right(q3.check({ J2, J3, J3to1: [[0.36, 0.1152], [1.28, 0.64]] })); // biome-ignore format: a matrix
  });

  it("the parts of the steps sum to the derivative, by central differences [items 12, 103]", () => {
    const [w, h0, xs] = [0.8, 0.7, [0.3, -0.5, 0.2, 0.9]];
    const states = (w: number) => {
      const hs = [h0];
      for (const x of xs) hs.push(w * hs.at(-1)! + x);
      return hs;
    };
    const parts = (w: number, hs: number[]) => hs.slice(0, -1).map((h, i) => w ** (hs.length - 2 - i) * h);
    right(questions.q9.check(parts));
    const slope = (states(w + 1e-6).at(-1)! - states(w - 1e-6).at(-1)!) / 2e-6;
    const [, sum, whole, difference] =
      /largest number ([\d.]+) backward\(\): ([\d.]+) largest difference: ([\d.]+)/.exec(shown("shares"))!;
    assert.equal(sum, whole);
    assert.ok(Number(sum) > 0.1 && Number(difference) < 1e-9);
    assert.ok(Math.abs(parts(w, states(w)).reduce((a, b) => a + b) - slope) < 1e-8);
  });

  it("clips as the toolkit does: by norm, by value, per tensor, by the global norm [item 11]", () => {
    const { q13, q14, q15, q16, q17 } = questions;
    right(q13.check((g, limit) => clippedBy(clipByGlobalNorm, [g], limit)[0]!));
    right(q14.check((g, limit) => clippedBy(clipByValue, [g], limit)[0]!));
    right(q15.check((gradients, limit) => clippedBy(clipByNorm, gradients, limit)));
    right(q16.check((gradients, limit) => clippedBy(clipByGlobalNorm, gradients, limit)));
    right(q17.check({ cosineByNorm: 1, cosineByValue: 0.891 }));
  });

  it("0.9 a step leaves 2.951e-5 after 99, and a hundredth is passed at lag 44 [items 38, 83]", () => {
    right(questions.q1.check(2.951e-5));
    right(questions.q6.check(44));
    assert.match(shown("lag-figure"), /linear \(× 0\.9 a step\).*tanh \(× 0\.708 a step\)/);
    assert.match(shown("fan"), /ρ = 0\.5 \(× 0\.5 a step\).*ρ = 1 \(× 1 a step\).*ρ = 1\.1 \(× 1\.1 a step\)/);
    assert.match(shown("slider"), /linear \(× 1\.2 a step\).*rises.*tanh \(× 0\.\d+ a step\).*falls/);
  });

  it("large weights alone do not explode: ‖U‖ is 100, ρ is 0, the square is 0 [item 55]", () => {
    const U = [[0, 100], [0, 0]]; // biome-ignore format: a matrix
    const squared = tensor(U).matmul(tensor(U)).toArray() as number[][];
    assert.deepEqual([spectralNorm(U), spectralRadius(U)], [100, 0]);
    right(questions.q10.check({ squared, tenSteps: "vanishes" }));
    assert.match(shown("radius"), /‖U‖ = 100 {3}ρ = 0/);
  });

  it("without clipping one update makes NaN; with it the loss falls [items 84, 104]", () => {
    assert.match(shown("boom"), /^\[ \d+, NaN, NaN, NaN, NaN \]/);
    assert.match(shown("clipped-mean"), /from 5\.67×10⁷ to 95\.9, falls/);
    right(questions.q12.check({ growth: 1.2 ** 49, theLoss: "becomes NaN" }));
  });

  it("mistakes of parts are told what is wanted [items 38, 55, 83]", () => {
    const { q5, q7, q10, q12 } = questions;
    const square = q10.check({ squared: [[0.64, 0.36]], tenSteps: "vanishes" });
    assert.match(String(square), /squared, expected an array of shape \[2, 2\], but got an array of shape \[1, 2\]/);
    for (const [linearFactor, hint] of [
      [0.9 ** 99, /one step is asked for/],
      [1 / 0.9, /nothing is divided/],
      [0.9 * 32, /plays no part/],
    ] as const)
      assert.match(String(q5.check({ linearFactor, tanhFactor: "smaller" })), hint);
    const drawn = (y: number[]) =>
      String(q7.check({ data: [{ y }], layout: { xaxis: { title: { text: "lag" } }, yaxis: { type: "log" } } }));
    const norms = (rho: number) => Array.from({ length: 100 }, (_, lag) => rho ** lag);
    assert.match(drawn(norms(0.8)), /^✓ correct/);
    assert.match(drawn(norms(0.8).toReversed()), /lag 0 is the last step, so turn the list round/);
    assert.match(drawn(norms(0.9)), /is this ρ = 0\.8\?/);
    assert.doesNotMatch(String(q12.check({ growth: 1.2 ** 49, theLoss: "swings up and down" })), /NaN|∞/);
  });

  it("the two ways down from the cliff are those of cliff() [item 11]", () => {
    const { steepest, ratio } = cliff();
    assert.ok(ratio >= 100, `${ratio}`);
    const from = [steepest.w, steepest.b] as const;
    const { paths } = cliff({
      points: 2,
      paths: { free: { from, rate: 0.3 }, clipped: { from, rate: 0.3, clipNorm: 1 } },
    });
    const stepOf = ([a, b]: typeof paths.free & {}) => Math.hypot(b!.w - a!.w, b!.b - a!.b);
    right(questions.q18.check({ freeStep: stepOf(paths.free!), clippedStep: stepOf(paths.clipped!) }));
    right(questions.q19.check({ freeEnds: medianOfTen(paths.free!), clippedEnds: medianOfTen(paths.clipped!) }));
  });

  it("temporal order: 30 steps are learned with clipping only, more slowly than 10 [items 10, 39]", () => {
    assert.match(
      shown("four-runs"),
      /T = 30: 30 points, from 1\.\d+ to 1\.\d+.*T = 30, clipped: 30 points, from 1\.\d+ to 0\.0/,
    );
    const counts = (T: number) =>
      new RegExp(`'${T}': \\[ ([\\d, ]+) \\]`).exec(shown("slow"))![1]!.split(", ").map(Number);
    const total = (T: number) => counts(T).reduce((sum, count) => sum + count);
    assert.deepEqual(
      [10, 20, 30].map(T => counts(T).length),
      [3, 3, 3],
    );
    assert.ok(total(30) > 4 * total(10) && total(30) < 5 * total(10), shown("slow"));
    assert.ok(Math.min(...counts(30)) < 3 * Math.min(...counts(10)), "and one run took less than three times as many");
  });

  it("the unit that stores the bit lets nothing back [item 40]", () => {
    assert.match(shown("latch"), /w = 0\.5: right in 46 .*\nw = 1: right in 50 .*\nw = 3: right in 100 /);
    const xs = latch(500, { T: 60, rng: seed(0) }).x.at(0);
    const powerOfTen = (w: number) => {
      const [kernelInitializer, recurrentInitializer] = [0.5, w].map(constantInitializer);
      const unit = new RNNCell(1, 1, {
        kernelInitializer: kernelInitializer!,
        recurrentInitializer: recurrentInitializer!,
      });
      // By hand: the product of the factors w (1 − h²) of all steps behind the first.
      const hs = unroll(unit, xs)
        .hidden.slice(1)
        .map(h => h.item());
      return hs.reduce((sum, h) => sum + Math.log10(w * (1 - h ** 2)), 0);
    };
    right(questions.q24.check(powerOfTen(1) - powerOfTen(3)));
  });

  it("clipping is named against exploding only, and an answer in words is kept for a person [items 13, 56]", () => {
    const { q25, q26 } = questions;
    const named = { orthogonalStart: "vanishing", openGate: "vanishing", goingOnAfterNaN: "neither" };
    right(q25.check({ ...named, clipping: "exploding" }));
    const outcome = q25.check({ ...named, clipping: "vanishing" });
    assert.match(outcome.message, /can clipping make a gradient longer\?/);
    assert.equal(
      q26.check("It vanished on its way. Clipping makes gradients shorter, and never longer.").status,
      "recorded",
    );
  });
});
