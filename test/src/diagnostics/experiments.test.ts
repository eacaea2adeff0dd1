// The experiments of unit 5, at three fixed seeds in a soak, at the first of them in a test: what curriculum §3 says of each holds of the data behind its figure.
import assert from "node:assert/strict";
import { latch, type TaskSamples, temporalOrder } from "../../../src/data/index.ts";
import { gradientAgainstLag, gradientContributions, gradientFlow } from "../../../src/diagnostics/index.ts";
import {
  binaryCrossEntropyWithLogits,
  constantInitializer,
  crossEntropy,
  GRUCell,
  type Initializer,
  keepBias,
  Linear,
  LSTMCell,
  meanSquaredError,
  orthogonal,
  RNNCell,
  unroll,
} from "../../../src/nn/index.ts";
import { adam, sgd } from "../../../src/optim/index.ts";
import { equal, greater, noGrad, norm, seed, type Tensor } from "../../../src/tensor/index.ts";
import { train } from "../../../src/training/index.ts";
import { itSoaks, times } from "../../soak.ts";
import { computesOnWasm } from "../backend/kernels.ts";

const seeds = [0, 1, 2].slice(0, times(1, 3));
const float64 = { dtype: "float64" } as const;
const scaled =
  (rho: number): Initializer =>
  (shape, rng, dtype) =>
    orthogonal(shape, rng, dtype).mul(rho);
const mean = (list: readonly number[]) => list.reduce((sum, x) => sum + x, 0) / list.length;
const share = (right: Tensor) => right.mean().item();

describe("experiments of unit 5", function () {
  this.timeout(120_000);
  computesOnWasm();

  describe("gradient against lag, ρ sweep", () => {
    const norms = (number: number, rho: number, activation: "linear" | "tanh") => {
      const rng = seed(number);
      const cell = new RNNCell(4, 32, { rng, ...float64, activation, recurrentInitializer: scaled(rho) });
      const { hidden } = unroll(cell, rng.normal(0, 1, [100, 4], float64));
      hidden.at(-1)!.sum().backward();
      return hidden.map(h => norm(h.grad));
    };
    for (const number of seeds) {
      it(`linear: the factor is ρ to five digits, and 0.9 leaves 2.951e-5 at lag 99 (seed ${number}) [items 38, 83]`, () => {
        for (const rho of [0.5, 0.9, 1, 1.1, 1.5])
          assert.equal(gradientAgainstLag(norms(number, rho, "linear")).factor.toFixed(5), rho.toFixed(5));
        assert.equal(gradientAgainstLag(norms(number, 0.9, "linear")).ratio.toExponential(3), "2.951e-5");
      });

      it(`tanh: with ρ ≤ 1 it vanishes faster than ρ, since its slope is below 1 (seed ${number}) [items 83, 132]`, () => {
        for (const rho of [0.9, 1]) {
          const { factor, ratio } = gradientAgainstLag(norms(number, rho, "tanh"));
          assert.ok(factor < 0.95 * rho && ratio < 1e-3 * rho ** 99, `ρ = ${rho}: factor ${factor}, ratio ${ratio}`);
        }
      });

      it(`orthogonal: a linear cell keeps the norm over any lag (seed ${number}) [items 56, 132]`, () => {
        assert.ok(Math.abs(gradientAgainstLag(norms(number, 1, "linear")).ratio - 1) < 1e-10);
      });
    }
  });

  describe("temporal order", () => {
    /** Trains for so many steps, or until all of the test is right where that is asked for. */
    async function run(number: number, T: number, clipNorm: number, { steps = 600, untilRight = false } = {}) {
      const rng = seed(number);
      const data = seed(1000 + number);
      const model = { cell: new RNNCell(6, 50, { rng }), readout: new Linear(50, 4, { rng }) };
      const logits = (x: Tensor) => model.readout.forward(unroll(model.cell, x).hidden.at(-1)!);
      const loss = ({ x, y }: TaskSamples) => crossEntropy(logits(x), y);
      const samples = Array.from({ length: steps }, () => temporalOrder(20, { T, rng: data }));
      const test = temporalOrder(500, { T, rng: seed(99) });
      const accuracy = () => noGrad(() => share(equal(logits(test.x).argmax(-1), test.y)));
      const losses: number[] = [];
      let largestGradient = 0;
      for await (const step of train(model, samples, { loss, optimizer: sgd(0.05), clipNorm })) {
        losses.push(step.loss);
        largestGradient = Math.max(largestGradient, step.gradNorm);
        if (untilRight && step.step % 25 === 0 && accuracy() >= 0.99) break;
      }
      return { losses, accuracy: accuracy(), largestGradient };
    }
    const unclipped = Number.POSITIVE_INFINITY;

    for (const number of seeds) {
      itSoaks(
        `T = 30 is learned with gradients clipped at 1, and not at all without (seed ${number}) [items 10, 84]`,
        async () => {
          const [free, clipped] = [await run(number, 30, unclipped), await run(number, 30, 1)];
          assert.ok(free.accuracy < 0.35, `without: ${free.accuracy}`);
          assert.ok(
            mean(free.losses.slice(-100)) > 1.3,
            `without: loss ${mean(free.losses.slice(-100))} of ln 4 = 1.386`,
          );
          assert.ok(clipped.accuracy > 0.97, `clipped: ${clipped.accuracy}`);
          assert.ok(mean(clipped.losses.slice(-100)) < 0.3, `clipped: loss ${mean(clipped.losses.slice(-100))}`);
        },
      );

      itSoaks(`T = 10, the control, is learned either way (seed ${number}) [item 10]`, async () => {
        for (const clipNorm of [unclipped, 1]) {
          const { accuracy } = await run(number, 10, clipNorm, { steps: 300 });
          assert.ok(accuracy > 0.97, `clip ${clipNorm}: ${accuracy}`);
        }
      });

      itSoaks(
        `without clipping, the largest gradient of T = 30 is several times that of T = 10 (seed ${number}) [item 10]`,
        async () => {
          const [long, short] = [await run(number, 30, unclipped), await run(number, 10, unclipped)];
          assert.ok(
            long.largestGradient > 3 * short.largestGradient,
            `${long.largestGradient}, ${short.largestGradient}`,
          );
        },
      );

      itSoaks(
        `not impossible, only slow: three times as long takes more than three times as many steps (seed ${number}) [item 39]`,
        async () => {
          const steps: number[] = [];
          for (const T of [10, 20, 30]) {
            const { losses, accuracy } = await run(number, T, 1, { untilRight: true });
            assert.ok(accuracy >= 0.99, `T = ${T}: ${accuracy}`);
            steps.push(losses.length);
          }
          const [ten, twenty, thirty] = steps as [number, number, number];
          assert.ok(ten < twenty && 1.5 * twenty < thirty && 3 * ten < thirty, `${steps}`);
        },
      );
    }
  });

  describe("exploding gradients: a linear cell with ρ = 1.2 over 50 steps, plain gradient descent", () => {
    const run = async (number: number, clipNorm?: number) => {
      const rng = seed(number);
      const cell = new RNNCell(2, 20, { rng, activation: "linear", recurrentInitializer: scaled(1.2) });
      const model = { cell, readout: new Linear(20, 1, { rng }) };
      const samples = Array.from({ length: 200 }, () => {
        const x = rng.normal(0, 1, [16, 50, 2]);
        return { x, y: x.mean([1, 2]).reshape([16, 1]) };
      });
      const loss = ({ x, y }: TaskSamples) =>
        meanSquaredError(model.readout.forward(unroll(cell, x).hidden.at(-1)!), y);
      const losses: number[] = [];
      const clip = clipNorm === undefined ? {} : { clipNorm };
      for await (const step of train(model, samples, { loss, optimizer: sgd(0.01), ...clip })) losses.push(step.loss);
      return losses;
    };
    for (const number of seeds)
      it(`the loss is NaN within three steps, and falls to a thousandth where it is clipped (seed ${number}) [items 84, 104]`, async () => {
        const free = await run(number);
        assert.ok(
          free.slice(0, 3).some(loss => !Number.isFinite(loss)) && Number.isNaN(free.at(-1)),
          `${free.slice(0, 4)}`,
        );
        const losses = await run(number, 1);
        assert.ok(losses.every(Number.isFinite));
        assert.ok(losses.at(-1)! < losses[0]! / 1000, `${losses[0]} to ${losses.at(-1)}`);
      });
  });

  describe("latch", () => {
    for (const number of seeds)
      it(`one tanh unit that stores the bit lets no gradient back; one that lets it back forgets (seed ${number}) [item 40]`, () => {
        const { x, y } = latch(500, { T: 60, rng: seed(number) });
        const unit = (w: number) =>
          new RNNCell(1, 1, {
            kernelInitializer: constantInitializer(0.5),
            recurrentInitializer: constantInitializer(w),
          });
        const stored = (w: number) => share(equal(greater(unroll(unit(w), x).hidden.at(-1)!, 0), y));
        const left = (w: number) => gradientFlow(unit(w), x.at(0)).byLag.at(-1)!;
        assert.ok(stored(3) > 0.98 && left(3) < -60, `w = 3: ${stored(3)}, 10^${left(3)}`);
        for (const w of [0.5, 0.9, 1]) {
          assert.ok(Math.abs(stored(w) - 0.5) < 0.08, `w = ${w}: ${stored(w)}`);
          assert.ok(left(w) > left(3) + 30, `w = ${w}: 10^${left(w)}`);
        }
        assert.ok(left(1) > left(0.5) + 10, `w = 0.5: 10^${left(0.5)}, w = 1: 10^${left(1)}`);
      });

    for (const number of seeds)
      itSoaks(`a GRU whose biases keep learns it at T = 60 (seed ${number})`, async () => {
        const rng = seed(number);
        const data = seed(500 + number);
        const cell = new GRUCell(1, 16, { rng, biasInitializer: keepBias(60) });
        const model = { cell, readout: new Linear(16, 1, { rng }) };
        const logit = (x: Tensor) => model.readout.forward(unroll(cell, x).hidden.at(-1)!);
        const loss = ({ x, y }: TaskSamples) => binaryCrossEntropyWithLogits(logit(x), y);
        const samples = Array.from({ length: 400 }, () => latch(32, { T: 60, rng: data }));
        for await (const _ of train(model, samples, { loss, optimizer: adam(0.01), clipNorm: 1 }));
        const test = latch(500, { T: 60, rng: seed(77) });
        const accuracy = noGrad(() => share(equal(greater(logit(test.x), 0), test.y)));
        assert.ok(accuracy >= 0.99, `${accuracy}`);
      });
  });

  describe("gates", () => {
    for (const number of seeds) {
      const rng = () => seed(number);
      const left = (cell: RNNCell | GRUCell, inputs: Tensor) => gradientFlow(cell, inputs).byLag.at(-1)!;

      it(`a GRU whose biases keep lets over a quarter back through 99 steps, a plain cell not 10⁻¹⁰ (seed ${number}) [item 56]`, () => {
        const inputs = rng().normal(0, 1, [100, 4]);
        const [gru, plain] = [
          new GRUCell(4, 16, { rng: rng(), biasInitializer: keepBias(100) }),
          new RNNCell(4, 16, { rng: rng() }),
        ];
        assert.ok(
          left(gru, inputs) > -0.6 && left(plain, inputs) < -10,
          `${left(gru, inputs)}, ${left(plain, inputs)}`,
        );
      });

      it(`an LSTM with large recurrent matrices explodes all the same (seed ${number}) [items 56, 104]`, () => {
        const wild = new LSTMCell(4, 16, { rng: rng(), recurrentInitializer: scaled(6) });
        assert.ok(gradientFlow(wild, rng().normal(0, 0.01, [100, 4])).byLag.at(-1)! > 1);
      });

      it(`in a plain cell the last of ten words is over five times as loud as the first (seed ${number}) [items 12, 103]`, () => {
        const cell = new RNNCell(4, 8, { rng: rng(), ...float64 });
        const words = rng().normal(0, 1, [10, 4], float64);
        const { firstToLast, shares } = gradientContributions(cell, words, hidden => hidden.at(-1)!.sum());
        assert.ok(firstToLast.kernel! < 0.2, `${firstToLast.kernel}`);
        assert.equal(firstToLast.recurrentKernel, 0);
        assert.ok(Math.abs(shares.kernel!.reduce((a, b) => a + b) - 1) < 1e-12);
      });
    }
  });
});
